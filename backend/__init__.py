"""Deep Learning Playground: a tutorial's formulas, networks and figures, alive in a web UI and a REST API."""

__version__ = "0.1.0"
