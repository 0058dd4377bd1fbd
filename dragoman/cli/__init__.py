"""The command line. Heavy libraries are imported inside the commands, so that `dragoman --help` answers at once."""

from dragoman.cli.app import main

__all__ = ["main"]
