"""The same weights in both conventions."""

import numpy as np
import pytest

from backend.concepts.recurrent.conventions import difference, translated
from backend.concepts.recurrent.gate import Gates
from backend.concepts.recurrent.gru import Convention
from backend.concepts.recurrent.layer import CellName, RecurrentLayer, cell_of, unroll
from backend.concepts.recurrent.new_layer import new_gates, orthogonal
from tests.concepts.recurrent.layers import layer_of, random_arrays, tutorial_layer

OTHER: dict[Convention, Convention] = {"keras": "tutorial", "tutorial": "keras"}


def states(cell: CellName, convention: Convention, gates: Gates, x: np.ndarray) -> dict[str, np.ndarray]:
    return unroll(RecurrentLayer(cell_of(cell, convention, reset_after=False), gates), x)


@pytest.mark.parametrize("seed", range(50))
def test_a_gru_has_the_same_states_in_both_and_opposite_update_gates(seed: int) -> None:
    random = np.random.default_rng(seed)
    x = random.normal(size=(6, 3))
    for convention, layer in {
        "keras": layer_of("gru", random_arrays("gru", 3, 4, False, random), reset_after=False),
        "tutorial": tutorial_layer("gru", 3, 4, random),
    }.items():
        ours = states("gru", convention, layer.gates, x)  # type: ignore[arg-type]
        theirs = states("gru", OTHER[convention], translated("gru", layer.gates, OTHER[convention]), x)  # type: ignore[index]
        np.testing.assert_allclose(ours["state"], theirs["state"], atol=1e-12)
        np.testing.assert_allclose(ours["update"], 1 - theirs["update"], atol=1e-12)


@pytest.mark.parametrize("seed", range(50))
def test_an_lstm_has_the_same_cells_up_to_what_is_revealed(seed: int) -> None:
    """In the first step, where the previous state is 0: c⟨1⟩ is the same, a⟨1⟩ = Γo ⋆ tanh c⟨1⟩ or Γo ⋆ c⟨1⟩."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(1, 3))
    layer = layer_of("lstm", random_arrays("lstm", 3, 4, True, random))
    keras = states("lstm", "keras", layer.gates, x)
    tutorial = states("lstm", "tutorial", translated("lstm", layer.gates, "tutorial"), x)
    assert (tutorial["relevance"] == 1).all()
    np.testing.assert_allclose(keras["cell"], tutorial["cell"])
    np.testing.assert_allclose(keras["state"], keras["output"] * np.tanh(keras["cell"]))
    np.testing.assert_allclose(tutorial["state"], keras["output"] * keras["cell"])
    back = translated("lstm", translated("lstm", layer.gates, "tutorial"), "keras")
    assert back.keys() == layer.gates.keys()


def test_what_differs_is_said() -> None:
    assert "Γu = 1 − z" in difference("gru", reset_after=False)
    assert "reset_after" in difference("gru", reset_after=True)
    assert "reset_after" not in difference("lstm", reset_after=True)


def test_new_weights_are_orthogonal_within_glorots_limit_and_the_forget_gate_is_open() -> None:
    for seed in range(20):
        gates = new_gates(cell_of("lstm"), 3, 5, seed)
        U = np.concatenate([gate.U for gate in gates.values()], axis=1)
        np.testing.assert_allclose(U @ U.T, np.eye(5), atol=1e-12)
        for name, gate in gates.items():
            assert np.abs(gate.W).max() <= np.sqrt(6 / (3 + 4 * 5))
            assert (gate.b == (1 if name == "forget" else 0)).all()
    draws = np.array([orthogonal(2, 2, np.random.default_rng(seed))[0, 0] for seed in range(2000)])
    assert abs(draws.mean()) < 0.05
    assert new_gates(cell_of("gru"), 3, 5, 0, recurrent_bias=True)["update"].recurrent_b is not None
