"""Recurrent networks (§V), one idea a file: a gate, the three cells, layers over time, the gradient through time, attention, decoding."""
