"""Image processing with OpenCV and Pillow: fast versions of `concepts/`, decoding, drawing."""
