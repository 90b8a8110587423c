"""Data sets: a catalogue, and loaders that return NumPy arrays. No TensorFlow."""
