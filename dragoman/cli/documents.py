"""Inputs → documents: files of records as they are, everything else read and coded on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.export.documents import Document, document, holds_records, read_records
from dragoman.sources import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dragoman.cli.session import Session


def documents(session: Session) -> Iterator[Document]:
    """All documents of a session's inputs, records first; problems are told as they come up."""
    held: list[Path] = []
    rest = []
    for place in session.places:
        if not isinstance(place, Problem) and place.path is not None and place.kind == "lines" and holds_records(place.path):
            held.append(place.path)
        else:
            rest.append(place)
    session.places = rest
    for path in held:
        for item in read_records(path):
            if isinstance(item, Document):
                session.tally["events" if item.events else "no events"] += 1
                yield item
            else:
                session.tally["unreadable"] += 1
                session.error(item.where, item.message)
    yield from map(document, session.readings())
