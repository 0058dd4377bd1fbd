"""Inputs → documents: files of records as they are, everything else read and coded on the spot; without inputs, a store."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from dragoman.export.documents import Document, document, holds_records, read_records
from dragoman.export.filters import Filter, fill_dates
from dragoman.export.registry import require
from dragoman.sources import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dragoman.cli.session import Session


def chosen(session: Session, wanted: Filter, store: str, *, fill: bool = False) -> Iterator[Document]:
    """The documents of the session's inputs, or of the store where there are none, with what the filter keeps.

    `fill` gives undated events the day of publication before the filter looks at them. A store answers the words of `text` by its
    full-text search. Raises DragomanError where the store cannot be opened or its library is not installed.
    """
    if session.places:
        found = documents(session)
    else:
        found = _stored(session, wanted, store, fill=fill)
        wanted = replace(wanted, text="")
    return wanted.apply(fill_dates(found) if fill else found)


def _stored(session: Session, wanted: Filter, store: str, *, fill: bool) -> Iterator[Document]:
    require("sqlalchemy", "store")
    from dragoman.store import Store  # noqa: PLC0415 - an extra

    asked = {field.name: value for field in fields(wanted) if (value := getattr(wanted, field.name))}
    if fill:
        asked = {name: value for name, value in asked.items() if name not in ("since", "until")}
    with Store.open(store, create=False) as opened:
        for one in opened.documents(**asked):
            session.tally["events" if one.events else "no events"] += 1
            yield one


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
