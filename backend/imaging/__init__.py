"""Images at the speed of a page: what `concepts/` explains, done by OpenCV."""
