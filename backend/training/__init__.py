"""Training: what can be trained (`kinds`), what a run may say (`events`), and one file a kind that trains it in TensorFlow."""
