"""A text uploaded, learned by the real runner, and asked: neighbours, analogy, similarity, the map, the files."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import httpx
import numpy as np
import pytest
from gensim.models import KeyedVectors
from safetensors.numpy import load
from scipy.spatial.distance import cosine
from sklearn.decomposition import PCA

from backend.settings import Settings, get_settings
from tests.api.conftest import Worker
from tests.api.test_problems import problem_of
from tests.kinds.words.text_data import ANIMALS, two_topics

SMALL = {"dimensions": 8, "epochs": 6, "batch_size": 64, "window": 3, "subsampling": 0, "learning_rate": 0.05, "min_count": 1}


def topics() -> bytes:
    text = two_topics()
    lines: list[list[str]] = [[] for _ in range(text.sentences[-1] + 1)]
    for word, line in zip(text.ids, text.sentences, strict=True):
        lines[line].append(text.words[word])
    return "\n".join(" ".join(line) for line in lines).encode()


def uploaded(client: httpx.Client, content: bytes, name: str = "topics.txt") -> httpx.Response:
    return client.post("/datasets", files={"file": (name, content, "text/plain")})


@pytest.fixture
def model(client: httpx.Client, worker: Worker, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("PLAYGROUND_DATA_DIR", str(settings.data_dir))  # the runner asks the environment, as in a process of its own
    get_settings.cache_clear()
    dataset = uploaded(client, topics()).json()["id"]
    answer = client.post("/jobs", json={"kind": "word2vec", "params": {"dataset": dataset, **SMALL}})
    assert answer.status_code == 202, answer.text
    job: str = answer.json()["id"]
    worker.run(job)
    assert client.get(f"/jobs/{job}").json()["status"] == "succeeded"
    yield job
    get_settings.cache_clear()


def test_an_uploaded_text_is_listed_and_has_no_images(client: httpx.Client) -> None:
    row = uploaded(client, topics()).json()
    assert (row["type"], row["title"], row["shape"]) == ("text", "topics", [3200, 12])
    assert row in client.get("/datasets").json()
    assert client.get(f"/datasets/{row['id']}/grid.png").status_code == 409


@pytest.mark.parametrize(
    "content",
    [b"", b"word", b"same " * 50, b"\xff\xfe\x00\x01" * 9, "zwei Worte".encode("utf-16"), b"a\0b " * 20, "😀 🎉 ".encode() * 20],
    ids=["empty", "one word", "one word again and again", "binary", "utf-16", "nul", "emoji"],
)
def test_what_is_no_text_is_rejected_in_words(client: httpx.Client, content: bytes) -> None:
    answer = uploaded(client, content)
    assert answer.status_code == 422
    assert problem_of(answer)["detail"]


def test_twenty_megabytes_in_one_line_are_taken(client: httpx.Client) -> None:
    answer = uploaded(client, b"to be or not to be " * 1_100_000)
    assert answer.json()["shape"] == [6_600_000, 4]


def test_a_job_that_cannot_learn_is_rejected(client: httpx.Client) -> None:
    dataset = uploaded(client, topics()).json()["id"]
    for kind, params, pointer in (
        ("word2vec", {"dataset": "digits"}, "/params/dataset"),
        ("cnn", {"dataset": dataset}, "/params/dataset"),
        ("word2vec", {"dataset": dataset, "min_count": 9999}, "/params/min_count"),
        ("glove", {"dataset": dataset, "pair": ["cat"]}, "/params/pair"),
    ):
        answer = client.post("/jobs", json={"kind": kind, "params": params})
        assert answer.status_code == 422
        assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


def test_a_word_model_is_listed_and_rejects_images(client: httpx.Client, model: str) -> None:
    row = next(one for one in client.get("/models").json() if one["id"] == model)
    assert (row["kind"], row["labels"], row["architecture"], row["total_parameters"]) == ("word2vec", [], None, 2 * 12 * 8)
    for answer in (client.get(f"/models/{model}/layers"), client.post(f"/models/{model}/predict", files={"image": b"x"})):
        assert answer.status_code == 409
        assert "word2vec" in str(problem_of(answer)["detail"])
    assert client.get("/models/pretrained-cifar10-cnn/neighbours?word=cat").status_code == 409


def test_neighbours_and_similarity_are_those_of_the_vectors(client: httpx.Client, model: str) -> None:
    vectors = load(client.get(f"/jobs/{model}/artifacts/vectors.safetensors").content)["vectors"]
    words = json.loads(client.get(f"/jobs/{model}/artifacts/vocabulary.json").content)["words"]
    answer = client.get(f"/models/{model}/neighbours", params={"word": " Cat", "k": 5}).json()
    assert {one["word"] for one in answer["neighbours"]} == set(ANIMALS) - {"cat"}
    for one in answer["neighbours"]:
        expected = 1 - cosine(vectors[words.index("cat")], vectors[words.index(one["word"])])
        assert one["similarity"] == pytest.approx(expected, abs=1e-5)
        pair = client.get(f"/models/{model}/similarity", params={"a": "cat", "b": one["word"]}).json()
        assert pair["similarity"] == pytest.approx(expected, abs=1e-5)
        assert pair["product"] / pair["length_a"] / pair["length_b"] == pytest.approx(expected, abs=1e-5)


def test_an_unknown_word_is_rejected_with_others_like_it(client: httpx.Client, model: str) -> None:
    answer = client.get(f"/models/{model}/neighbours", params={"word": "catz"})
    assert answer.status_code == 422
    assert "there is cat" in str(problem_of(answer)["detail"])
    assert sorted(client.get(f"/models/{model}/words", params={"prefix": "c"}).json()["words"]) == ["cat", "cow"]


def test_an_analogy_that_cancels_out_is_rejected(client: httpx.Client) -> None:
    answer = client.get("/models/pretrained-film-skip-gram/analogy", params={"positive": "good,great", "negative": "good,great"})
    assert answer.status_code == 422 and "leaves nothing" in str(problem_of(answer)["detail"])


def test_an_analogy_is_drawn(client: httpx.Client, model: str) -> None:
    answer = client.get(f"/models/{model}/analogy", params={"positive": "cat,saw", "negative": "dog"}).json()
    assert not {"cat", "saw", "dog"} & {one["word"] for one in answer["answers"]}
    assert [one["role"] for one in answer["places"]] == ["positive", "positive", "negative", "answer", "other", "other"]
    vectors = load(client.get(f"/jobs/{model}/artifacts/vectors.safetensors").content)["vectors"]
    words = json.loads(client.get(f"/jobs/{model}/artifacts/vocabulary.json").content)["words"]
    unit = {word: row / np.linalg.norm(row) for word, row in zip(words, vectors, strict=True)}
    total = unit["cat"] + unit["saw"] - unit["dog"]
    expected = PCA(2, svd_solver="full").fit_transform([*(unit[one["word"]] for one in answer["places"]), total / np.linalg.norm(total)])
    np.testing.assert_allclose([*([one["x"], one["y"]] for one in answer["places"]), answer["sum"]], expected, atol=1e-5)
    assert client.get(f"/models/{model}/analogy", params={"positive": ","}).status_code == 422


@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_the_map_is_the_same_each_time_and_parts_the_topics(client: httpx.Client, model: str, method: str) -> None:
    query = {"method": method, "seed": 3}
    points = client.get(f"/models/{model}/projection", params=query).json()["points"]
    assert points == client.get(f"/models/{model}/projection", params=query).json()["points"]
    table = client.get(f"/models/{model}/projection", params=query, headers={"Accept": "text/csv"})
    assert [row["word"] for row in csv.DictReader(StringIO(table.text))] == [point["word"] for point in points]
    places = np.array([[point["x"], point["y"]] for point in points])
    animals = np.array([point["word"] in ANIMALS for point in points])
    between = np.linalg.norm(places[animals].mean(axis=0) - places[~animals].mean(axis=0))
    assert between > places[animals].std() and len(points) == 12


def test_the_files_of_the_embedding_projector(client: httpx.Client, model: str) -> None:
    vectors, metadata = (client.get(f"/models/{model}/vectors", params={"format": name}).text for name in ("projector", "metadata"))
    table = np.loadtxt(StringIO(vectors), delimiter="\t")
    names = [line.split("\t")[0] for line in metadata.splitlines()]
    assert table.shape == (12, 8) and len(names) == 13 and names[0] == "word"
    row = next(csv.DictReader(StringIO(client.get(f"/models/{model}/vectors").text)))
    assert row["word"] == names[1] and float(row["e0"]) == pytest.approx(table[0, 0])


def test_the_formulas_with_a_models_numbers(client: httpx.Client, model: str) -> None:
    looked = client.post("/embeddings/lookup", json={"model": model, "word": "cat"}).json()
    tensors = load(client.get(f"/jobs/{model}/artifacts/vectors.safetensors").content)
    np.testing.assert_allclose(looked["vector"], tensors["vectors"][looked["one_hot"]], rtol=1e-6)
    answer = client.get(f"/models/{model}/score", params={"context": "cat", "target": "dog"}).json()
    scores = tensors["theta"].astype(float) @ np.array(looked["vector"])
    assert answer["log_sum"] == pytest.approx(np.log(np.exp(scores).sum()))
    assert answer["softmax"] == pytest.approx(np.exp(answer["product"] - answer["log_sum"]))


def test_the_text_format_of_word2vec_opens_in_gensim(client: httpx.Client, model: str, tmp_path: Path) -> None:
    answer = client.get(f"/models/{model}/vectors?format=word2vec")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8" and "vectors.txt" in answer.headers["content-disposition"]
    path = tmp_path / "vectors.txt"
    path.write_bytes(answer.content)
    assert answer.text.splitlines()[0] == "12 8"
    opened = KeyedVectors.load_word2vec_format(str(path))
    csv_rows = list(csv.reader(StringIO(client.get(f"/models/{model}/vectors").text)))[1:]
    assert opened.index_to_key == [row[0] for row in csv_rows]
    np.testing.assert_allclose(opened.vectors, np.array([row[1:] for row in csv_rows], float), rtol=1e-5)
    ours = client.get(f"/models/{model}/neighbours?word=cat&k=3").json()["neighbours"]
    assert [row["word"] for row in ours] == [word for word, _ in opened.most_similar("cat", topn=3)]


@pytest.mark.parametrize("model_id", ["pretrained-film-skip-gram", "pretrained-film-cbow", "pretrained-film-glove"])
def test_every_shipped_embedding_opens_in_gensim(client: httpx.Client, tmp_path: Path, model_id: str) -> None:
    path = tmp_path / "vectors.txt"
    path.write_bytes(client.get(f"/models/{model_id}/vectors?format=word2vec").content)
    assert KeyedVectors.load_word2vec_format(str(path)).vectors.shape == (4666, 64)


def test_a_map_says_its_perplexity_and_follows_its_seed(client: httpx.Client, model: str) -> None:
    def map_of(query: str) -> dict[str, object]:
        answer: dict[str, object] = client.get(f"/models/{model}/projection?{query}").json()
        return answer

    assert map_of("method=pca")["perplexity"] is None
    first = map_of("method=tsne&seed=1")
    assert first["perplexity"] == pytest.approx(11 / 3)
    assert map_of("method=tsne&perplexity=2.5")["perplexity"] == 2.5
    assert map_of("method=tsne&seed=2")["points"] != first["points"]


def test_a_score_says_what_it_estimates(client: httpx.Client, model: str) -> None:
    answer = client.get(f"/models/{model}/score", params={"target": "Cat", "context": "dog"}).json()
    assert (answer["objective"], answer["architecture"], answer["estimates"]) == (
        "negative_sampling",
        "skip-gram",
        "ln(P(t|c)/P_n(t)) − ln k",
    )
    assert answer["probability"] == pytest.approx(answer["negatives"] * answer["noise"] * np.exp(answer["score"]))
    counted = answer["counted"]
    assert counted["probability"] == pytest.approx(counted["count"] / counted["total"])
    assert counted["score"] == pytest.approx(np.log(counted["probability"] / answer["noise"]) - np.log(answer["negatives"]))
    assert answer["top"][0]["probability"] >= answer["probability"]
    softmax = client.post("/embeddings/softmax", json={"model": model, "context": "dog", "target": "cat"})
    assert softmax.status_code == 409 and "/score" in str(problem_of(softmax)["detail"])
    unknown = client.get(f"/models/{model}/score", params={"target": "cat", "context": "unicorn"})
    assert (unknown.status_code, problem_of(unknown)["errors"][0]["pointer"]) == (422, "/context")  # type: ignore[index]


def test_special_effects_of_the_shipped_embeddings(client: httpx.Client) -> None:
    """The fault: "special → the" was given as P(t|c) = 1.9e-4 by a softmax that nobody had trained."""
    sampled = client.get("/models/pretrained-film-skip-gram/score", params={"target": "the", "context": "special"}).json()
    assert sampled["softmax"] == pytest.approx(1.9e-4, rel=0.05)
    assert sampled["probability"] == pytest.approx(sampled["counted"]["probability"], rel=0.25)
    assert sampled["correlation"] > 0.8
    glove = client.get("/models/pretrained-film-glove/score", params={"target": "the", "context": "special"}).json()
    assert glove["score"] == pytest.approx(glove["product"] + glove["bias_target"] + glove["bias_context"])
    assert glove["counted"]["score"] == pytest.approx(np.log(glove["counted"]["count"])) and glove["correlation"] > 0.9
    assert glove["counted"]["probability"] == pytest.approx(0.09, abs=0.01)
    cbow = client.get("/models/pretrained-film-cbow/score", params={"target": "the", "context": "special"}).json()
    assert cbow["probability"] is None and cbow["counted"]["probability"] and "C" in cbow["estimates"]


def test_the_costs_of_the_shipped_models_agree_with_their_scores(client: httpx.Client) -> None:
    words = ["special", "effects", "the", "alien"]
    cost = client.post("/embeddings/glove-cost", json={"model": "pretrained-film-glove", "words": words}).json()
    assert cost["cost"] == pytest.approx(sum(term["cost"] for term in cost["terms"] if term["cost"] is not None))
    assert cost["total"] == pytest.approx(71898, rel=1e-4) and cost["cost"] < cost["total"]
    for term in cost["terms"]:
        pair = {"target": words[term["i"]], "context": words[term["j"]]}
        score = client.get("/models/pretrained-film-glove/score", params=pair).json()
        assert term["product"] == pytest.approx(score["product"])
        if term["log_x"] is not None:
            assert term["error"] == pytest.approx(score["score"] - score["counted"]["score"])
            assert term["cost"] == pytest.approx(0.5 * term["weight"] * term["error"] ** 2)
    body = {"model": "pretrained-film-skip-gram", "context": ["special"], "target": "effects", "seed": 3}
    sampled = client.post("/embeddings/negative-sampling-cost", json=body).json()
    assert [term["label"] for term in sampled["terms"]] == [1, 0, 0, 0, 0, 0]
    score = client.get("/models/pretrained-film-skip-gram/score", params={"target": "effects", "context": "special"}).json()
    assert sampled["terms"][0]["score"] == pytest.approx(score["score"])
    assert sampled["cost"] == pytest.approx(sum(-np.log(abs(term["label"] - 1 + term["probability"])) for term in sampled["terms"]))
    window = {"model": "pretrained-film-cbow", "context": ["special", "visual"], "target": "effects", "negatives": ["the"]}
    cbow = client.post("/embeddings/negative-sampling-cost", json=window).json()
    parts = [
        client.post("/embeddings/lookup", json={"model": window["model"], "word": word}).json()["vector"] for word in window["context"]
    ]
    np.testing.assert_allclose(cbow["h"], np.mean(parts, axis=0))


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("glove-cost", {"model": "pretrained-film-skip-gram", "words": ["the"]}, 409),
        ("glove-cost", {"model": "pretrained-film-glove", "words": ["the", "unicornz"]}, 422),
        ("glove-cost", {"x": [[1]], "theta": [[1]], "e": [[1, 2]], "b": [0], "b_prime": [0]}, 422),
        ("glove-cost", {"x": [[1, 2]], "theta": [[1]], "e": [[1]], "b": [0], "b_prime": [0]}, 422),
        ("glove-cost", {"x": [[-1]], "theta": [[1]], "e": [[1]], "b": [0], "b_prime": [0]}, 422),
        ("glove-cost", {}, 422),
        ("negative-sampling-cost", {"model": "pretrained-film-glove", "context": ["the"], "target": "a"}, 409),
        ("negative-sampling-cost", {"model": "pretrained-film-skip-gram", "context": ["the", "of"], "target": "a"}, 422),
        ("negative-sampling-cost", {"contexts": [[1, 2]], "theta": [[1]]}, 422),
        ("negative-sampling-cost", {}, 422),
    ],
)
def test_costs_that_cannot_be_computed_are_rejected(client: httpx.Client, path: str, body: dict[str, object], status: int) -> None:
    answer = client.post(f"/embeddings/{path}", json=body)
    assert answer.status_code == status and problem_of(answer)["detail"]


def test_costs_of_numbers_sent(client: httpx.Client) -> None:
    """The matrix made by hand in the tests of the concepts, and a pair whose cost is −ln σ(3) − ln σ(1)."""
    sent = {"x": [[0, 4], [1, 0]], "theta": [[1], [3]], "e": [[1], [2]], "b": [0, 1], "b_prime": [0, 0], "x_max": 4, "alpha": 0.5}
    answer = client.post("/embeddings/glove-cost", json=sent).json()
    assert answer["cost"] == pytest.approx(0.5 * ((2 - np.log(4)) ** 2 + 0.5 * 4**2))
    assert answer["terms"][0]["cost"] == 0 and sum(term["share"] for term in answer["terms"]) == pytest.approx(1)
    sent = {"contexts": [[2, 0], [0, 2]], "theta": [[1, 2], [-1, 0]]}
    assert client.post("/embeddings/negative-sampling-cost", json=sent).json()["cost"] == pytest.approx(np.log1p(np.exp([-3, -1])).sum())
