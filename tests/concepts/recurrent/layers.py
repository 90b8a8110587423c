"""Recurrent layers with random weights, ours and the same in Keras."""

from typing import Any

import keras
import numpy as np

from backend.concepts.recurrent.gate import Array, Gate
from backend.concepts.recurrent.keras_weights import ORDER, gates_of
from backend.concepts.recurrent.layer import CellName, RecurrentLayer, cell_of

CELLS: list[tuple[CellName, bool]] = [("rnn", True), ("gru", True), ("gru", False), ("lstm", True)]
MAKE = {"rnn": keras.layers.SimpleRNN, "gru": keras.layers.GRU, "lstm": keras.layers.LSTM}


def random_arrays(cell: CellName, inputs: int, units: int, reset_after: bool, random: np.random.Generator) -> list[Array]:
    """`kernel`, `recurrent_kernel` and `bias` as Keras has them."""
    width = len(ORDER[cell]) * units
    biases = (2, width) if cell == "gru" and reset_after else (width,)
    return [random.normal(size=shape) for shape in ((inputs, width), (units, width), biases)]


def layer_of(cell: CellName, arrays: list[Array], reset_after: bool = True, backwards: bool = False) -> RecurrentLayer:
    return RecurrentLayer(cell_of(cell, reset_after=reset_after), gates_of(cell, *arrays), backwards)


def keras_layer(cell: CellName, units: int, reset_after: bool = True, backwards: bool = False, **options: Any) -> Any:
    more = {"reset_after": reset_after} if cell == "gru" else {}
    return MAKE[cell](units, return_sequences=True, go_backwards=backwards, dtype="float64", **more, **options)


def tutorial_layer(cell: CellName, inputs: int, units: int, random: np.random.Generator) -> RecurrentLayer:
    """A layer in the tutorial's convention, which no library has."""
    rule = cell_of(cell, "tutorial")
    shapes = (inputs, units), (units, units), (units,)
    return RecurrentLayer(rule, {name: Gate(*(random.normal(size=shape) for shape in shapes)) for name in rule.names})
