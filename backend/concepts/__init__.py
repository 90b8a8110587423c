"""The tutorial's formulas as pure NumPy functions: one idea a file; no files, no clock, no global random state."""
