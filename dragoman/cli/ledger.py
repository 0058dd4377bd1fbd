"""`dragoman ledger`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.cli.documents import chosen
from dragoman.cli.output import opened
from dragoman.cli.session import SOME_FAILED
from dragoman.export import to_json
from dragoman.export.filters import Filter
from dragoman.export.ledger import ledger_records
from dragoman.export.parsed import reading_of
from dragoman.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

    from dragoman.cli.session import Session
    from dragoman.ledger import Ledger
    from dragoman.model import Reading


@dataclass(frozen=True, slots=True)
class Request:
    """What to print: `about` a party's code, empty for all; `style` table, jsonl or html; `interface` the page's language.

    `store` is read where the session has no inputs.
    """

    about: str
    store: str
    style: str
    interface: str
    path: Path | None


def run(session: Session, request: Request) -> int:
    """Read, bring together, print; gives the exit code."""
    found, path = ledger(_readings(session, request), request.about), request.path
    try:
        with opened(path) as stream:
            _STYLES[request.style](found, stream, request)
    except BrokenPipeError:
        raise
    except OSError as error:
        session.error(str(path or "standard output"), error.strerror or str(error))
        return SOME_FAILED
    session.summary()
    return session.exit_code


def _readings(session: Session, request: Request) -> Iterator[Reading]:
    """The readings of the inputs; without inputs those of a store, out of their records."""
    if session.places:
        return session.readings()
    return (reading_of(document) for document in chosen(session, Filter(), request.store))


def _jsonl(found: Ledger, stream: TextIO, _: Request) -> None:
    stream.writelines(to_json(record) + "\n" for record in ledger_records(found))


def _table(found: Ledger, stream: TextIO, _: Request) -> None:
    from dragoman.cli.output import console  # noqa: PLC0415 - not needed for the other formats
    from dragoman.export.ledger_table import tables  # noqa: PLC0415

    screen = console(stream)
    for part in tables(found):
        screen.print(part)
    if not (found.happenings or found.commitments):
        sys.stderr.write("dragoman: nothing to bring together: no event concerns it\n")


def _html(found: Ledger, stream: TextIO, request: Request) -> None:
    from dragoman.dossier import ledger_page  # noqa: PLC0415 - not needed for the other formats

    stream.write(ledger_page(found, language=request.interface))


_STYLES = {"table": _table, "jsonl": _jsonl, "html": _html}
