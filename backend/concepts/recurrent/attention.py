"""Attention (Bahdanau et al., arXiv:1409.0473; the dot product: Luong et al., arXiv:1508.04025): which inputs an output looks at."""

from backend.concepts.recurrent.gate import Array
from backend.concepts.softmax import softmax


def attend(query: Array, states: Array) -> tuple[Array, Array]:
    """α⟨t,t′⟩ = exp(e⟨t,t′⟩)/Σ_t″ exp(e⟨t,t″⟩) with e⟨t,t′⟩ = q⟨t⟩·a⟨t′⟩, and the context c⟨t⟩ = Σ_t′ α⟨t,t′⟩ a⟨t′⟩.

    Args:
        query: q⟨t⟩ = s⟨t⟩ W_q, the state of the decoder in the space of the encoder, (..., n).
        states: a⟨t′⟩ of the encoder, (T, n).

    Returns:
        the weights (..., T), each row sums to 1, and the context (..., n).
    """
    weights = softmax(query @ states.T)
    context: Array = weights @ states
    return weights, context
