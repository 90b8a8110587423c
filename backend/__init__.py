"""Deep Learning Playground: the formulas, networks and figures of a tutorial as a web UI and a REST API."""

__version__ = "0.1.0"
