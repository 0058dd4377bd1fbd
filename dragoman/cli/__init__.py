"""The command line. Heavy libraries are imported inside the commands, so that `dragoman --help` answers at once."""

import os

from dragoman.cli import corpus as _corpus  # noqa: F401 - adds its commands
from dragoman.cli.app import main

# One thread in matrix products: more gain nothing on sentences, and their rounding would differ from machine to machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["main"]
