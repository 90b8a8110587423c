import httpx
import jsonschema

from tests.api.test_problems import problem_of


def test_a_kind_describes_its_parameters(client: httpx.Client) -> None:
    kinds = {kind["id"]: kind for kind in client.get("/kinds").json()}
    kind = kinds["cnn"]

    assert (kind["id"], kind["section"]) == ("cnn", "4.3")
    assert {"digits", "photo-patches", "cifar10"} <= set(kind["datasets"])
    for words in ("word2vec", "glove"):
        assert kinds[words]["datasets"][:2] == ["lee-background", "head500"]
    jsonschema.Draft202012Validator.check_schema(kind["params_schema"])
    jsonschema.validate({**kind["defaults"], "dataset": "digits"}, kind["params_schema"])
    assert kind["defaults"]["epochs"] == 10
    assert [preset["id"] for preset in kind["presets"]] == ["tutorial", "improved"]
    for preset in kind["presets"]:
        jsonschema.validate({"dataset": "digits", **preset["params"]}, kind["params_schema"])


def test_the_tutorials_network_is_previewed(client: httpx.Client) -> None:
    table = client.post("/kinds/cnn/layers", json={"params": {"dataset": "cifar10"}}).json()

    assert table["total_parameters"] == 122_570
    assert [row["parameters"] for row in table["layers"] if row["parameters"]] == [896, 18_496, 36_928, 65_600, 650]
    assert table["input_shape"] == [32, 32, 3]
    assert table["flops"] == sum(row["flops"] for row in table["layers"])


def test_layers_that_do_not_fit_are_pointed_at(client: httpx.Client) -> None:
    layers = [{"type": "flatten"}, {"type": "conv2d"}]
    answer = client.post("/kinds/cnn/layers", json={"params": {"dataset": "digits", "layers": layers}})
    assert answer.status_code == 422
    assert [error["pointer"] for error in problem_of(answer)["errors"]] == ["/params/layers/1"]  # type: ignore[attr-defined]


def test_wrong_parameters_are_pointed_at(client: httpx.Client) -> None:
    answer = client.post("/kinds/cnn/layers", json={"params": {"dataset": "digits", "epochs": 0}})
    assert answer.status_code == 422
    assert problem_of(answer)["errors"] == [
        {"pointer": "/params/epochs", "message": "Input should be greater than or equal to 1; received 0"}
    ]


def test_an_unknown_kind_is_404(client: httpx.Client) -> None:
    assert client.post("/kinds/nothing/layers", json={"params": {}}).status_code == 404


def test_a_text_has_no_layers(client: httpx.Client) -> None:
    answer = client.post("/kinds/cnn/layers", json={"params": {"dataset": "lee-background"}})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/params/dataset")
