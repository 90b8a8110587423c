"""Trained models, found by id and opened for use. No TensorFlow."""
