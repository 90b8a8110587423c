"""`python -m backend.cli` is `playground`."""

from backend.cli import app

# Guarded, since a spawned training process imports the main module again.
if __name__ == "__main__":
    app(prog_name="playground")
