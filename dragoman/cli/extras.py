"""Commands whose packages are extras: what is missing is told with the line that installs it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from dragoman.model import DragomanError

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILED = 1
_OURS = "dragoman"


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Run a command that needs an extra. A missing package and every error raised on purpose end it with one line and exit code 1."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == _OURS:
            raise
        typer.echo(f"dragoman: needs the package {error.name}: pip install 'dragoman[{extra}]'", err=True)
        raise typer.Exit(FAILED) from None
    except DragomanError as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(FAILED) from None
