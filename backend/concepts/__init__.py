"""The tutorial's formulas as pure NumPy functions: one idea per file; no files, no clock, no global random state."""
