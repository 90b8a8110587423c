"""Data sets: a catalogue that says what is there, and loaders that give NumPy arrays. No TensorFlow."""
