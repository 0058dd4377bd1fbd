"""`dragoman code`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dragoman.cli import output
from dragoman.cli.progress import shown
from dragoman.cli.session import SOME_FAILED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.cli.session import Session
    from dragoman.model import Reading


def run(session: Session, printing: output.Printing) -> int:
    """Read, print and sum up; gives the exit code."""
    try:
        with output.writer(printing) as write:
            for reading in _shown(session, shows_itself=printing.path is None and sys.stdout.isatty()):
                write(reading)
    except BrokenPipeError:
        raise
    except OSError as error:
        session.error(str(printing.path or "standard output"), error.strerror or str(error))
        return SOME_FAILED
    session.summary()
    return session.exit_code


def _shown(session: Session, *, shows_itself: bool) -> Iterator[Reading]:
    """The readings, with a progress bar on standard error where a person looks at it and no records run over the same screen."""
    if session.quiet or shows_itself or not sys.stderr.isatty() or session.expected == 1:
        yield from session.readings()
        return
    yield from shown(session.readings(), expected=session.expected, quiet=False)
