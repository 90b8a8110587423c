"""Trained models opened for use: predictions, feature maps and their arithmetic, computed by `concepts`. No TensorFlow."""
