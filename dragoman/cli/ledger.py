"""`dragoman ledger`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dragoman.cli.output import opened
from dragoman.cli.session import SOME_FAILED
from dragoman.export import to_json
from dragoman.export.ledger import ledger_records
from dragoman.ledger import ledger

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from dragoman.cli.session import Session
    from dragoman.ledger import Ledger


def run(session: Session, about: str, style: str, path: Path | None) -> int:
    """Read, bring together, print; gives the exit code."""
    found = ledger(session.readings(), about)
    try:
        with opened(path) as stream:
            _STYLES[style](found, stream)
    except BrokenPipeError:
        raise
    except OSError as error:
        session.error(str(path or "standard output"), error.strerror or str(error))
        return SOME_FAILED
    session.summary()
    return session.exit_code


def _jsonl(found: Ledger, stream: TextIO) -> None:
    stream.writelines(to_json(record) + "\n" for record in ledger_records(found))


def _table(found: Ledger, stream: TextIO) -> None:
    from dragoman.cli.output import console  # noqa: PLC0415 - not needed for the other formats
    from dragoman.export.ledger_table import tables  # noqa: PLC0415

    screen = console(stream)
    for part in tables(found):
        screen.print(part)
    if not (found.happenings or found.commitments):
        sys.stderr.write("dragoman: nothing to bring together: no event concerns it\n")


_STYLES = {"table": _table, "jsonl": _jsonl}
