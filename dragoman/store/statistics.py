"""Counts over a whole store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.store import tables
from dragoman.store.opening import SCHEMA, reading

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Engine

_REASONS = 20  # reasons listed, the most frequent first


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much is in a store.

    `articles` counts by status of the current reading; `reasons` are (status, reason, articles) of those that
    gave no reading; `readings` counts those kept of older versions too; `days` are the first and last publication days.
    """

    schema: str
    articles: dict[str, int]
    reasons: list[tuple[str, str, int]]
    languages: dict[str, int]
    packs: dict[str, int]
    date_flags: dict[str, int]
    days: tuple[str | None, str | None]
    readings: int
    events: int
    claims: int
    types: dict[str, int]
    quads: dict[str, int]
    aux: dict[str, int]
    reviews: int
    runs: int


def statistics(engine: Engine) -> Statistics:
    """Count, all in one state of the store."""
    with reading(engine) as connection:
        return _statistics(connection)


def _statistics(connection: Connection) -> Statistics:
    read, events, claims, articles = tables.readings.c, tables.events.c, tables.claims.c, tables.articles.c

    def one(query: sa.Select[Any]) -> Any:
        return connection.execute(query).scalar_one()

    def by(column: ColumnElement[Any], *where: ColumnElement[bool]) -> dict[str, int]:
        query = sa.select(column, sa.func.count()).where(*where).group_by(column).order_by(sa.func.count().desc(), column)
        return {str(value or ""): int(number) for value, number in connection.execute(query)}

    number = sa.func.count()
    told = sa.select(read.status, read.reason, number).where(read.current, read.status.not_in(["events", "no events"]))
    told = told.group_by(read.status, read.reason).order_by(number.desc(), read.status, read.reason).limit(_REASONS)
    first, last = connection.execute(sa.select(sa.func.min(articles.date), sa.func.max(articles.date))).one()
    flagged = {
        name: int(one(sa.select(number).where(events.current, events[name])))
        for name in ("historical", "future", "hypothetical", "negation")
    }
    return Statistics(
        schema=SCHEMA,
        articles=by(read.status, read.current),
        reasons=[(status, reason, int(many)) for status, reason, many in connection.execute(told)],
        languages=by(read.language, read.current),
        packs=by(read.pack, read.current),
        date_flags={name: many for name, many in by(articles.date_flag).items() if name},
        days=(first, last),
        readings=int(one(sa.select(number).select_from(tables.readings))),
        events=int(one(sa.select(number).where(events.current))),
        claims=int(one(sa.select(number).where(claims.current))),
        types=by(events.event, events.current),
        quads=by(events.quad_code, events.current),
        aux=flagged,
        reviews=int(one(sa.select(number).select_from(tables.reviews))),
        runs=int(one(sa.select(number).select_from(tables.runs))),
    )
