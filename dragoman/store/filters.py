"""Questions to a store: which events, claims and articles. Values of one filter are alternatives, filters restrict one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

import sqlalchemy as sa

from dragoman.store import tables
from dragoman.store.errors import StoreError
from dragoman.store.parties import NONE, having, rare, said_by
from dragoman.store.rows import AUX
from dragoman.store.search import matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, ColumnElement

    from dragoman.store.parties import Common

Many = tuple[str, ...]
Order = Literal["stored", "date", "-date"]
_SHORT = 1  # years
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$")


class Filter:
    """What the filters have in common: they are made from keywords, where a single value stands for a tuple of one."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]]

    @classmethod
    def of(cls, **given: object) -> Self:
        """Make a filter from keywords. Raises StoreError for an unknown one; None means no restriction."""
        kinds = {name: cls.__annotations__[name] for name in cls.__match_args__}
        values: dict[str, Any] = {}
        for name, value in given.items():
            if name not in kinds:
                raise StoreError(f"no filter {name!r}; there are {', '.join(kinds)}")
            if value is None:
                continue
            if kinds[name] == "Many":
                values[name] = tuple(map(str, value)) if isinstance(value, (list, tuple, set, frozenset)) else (str(value),)
            else:
                values[name] = value.isoformat() if isinstance(value, date) else value
        return cls(**values)

    def conditions(self, dialect: str, common: Common = rare) -> Iterator[ColumnElement[bool]]:
        """The conditions on the rows; `common` tells of a query whether it gives very many, where only the first rows are wanted."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class EventFilter(Filter):
    """Which events.

    A party (`actor`, `recipient`, `party` for either, `source` for who says so) is a code (`FRA`), a code with a sector (`FRA/MIL`), a
    sector (`/MIL`), or words of its name; `source="none"` means that the article itself says so. An alliance's members count for its code
    only. `type` and `mode` are PLOVER's, `quad` its quad class (1 to 4). `since` and `until` (YYYY, YYYY-MM or YYYY-MM-DD) keep events
    whose days touch that period; undated ones fall out. `place` is a country code or words of the place. `aux` is one of historical,
    future, hypothetical, negation, or `none`: those that happened, as told. `publication` is the outlet; `confidence` the least;
    `text` words of the sentence, "a phrase", OR, -without. `outdated` adds the events of older readings.
    """

    actor: Many = ()
    recipient: Many = ()
    party: Many = ()
    source: Many = ()
    type: Many = ()
    mode: Many = ()
    quad: Many = ()
    since: str | None = None
    until: str | None = None
    place: Many = ()
    aux: Many = ()
    publication: Many = ()
    language: Many = ()
    confidence: float = 0.0
    text: str | None = None
    article: Many = ()
    id: Many = ()
    outdated: bool = False

    def conditions(self, dialect: str, common: Common = rare) -> Iterator[ColumnElement[bool]]:
        """Conditions on the table events."""
        events = tables.events.c
        if not self.outdated:
            yield events.current
        yield from self._who(dialect, common)
        pairs = (
            (events.event, self.type),
            (events.mode, self.mode),
            (events.language, self.language),
            (events.publication, self.publication),
            (events.id, self.id),
        )
        for column, values in pairs:
            yield from _any(column, values)
        yield from _of_articles(events.article_number, self.article)
        if self.quad:
            yield events.quad_code.in_([_integer(value, "quad") for value in self.quad])
        yield from _period(events.first_day, events.last_day, (self.since, self.until), current=not self.outdated)
        if self.aux:
            yield sa.or_(*(_aux(value, current=not self.outdated) for value in self.aux))
        if self.confidence:
            yield events.confidence >= self.confidence
        if self.text:
            yield matching(tables.events, self.text, dialect)

    def _who(self, dialect: str, common: Common) -> Iterator[ColumnElement[bool]]:
        """Conditions on parties, sources and places."""
        asked = (
            (("actor",), self.actor),
            (("recipient",), self.recipient),
            (("actor", "recipient"), self.party),
            (("place",), self.place),
        )
        for roles, wanted in asked:
            if wanted:
                yield having(tables.events.c.number, roles, wanted, dialect, common)
        if self.source:
            yield said_by(tables.events.c.number, "attribution", self.source, dialect, common)


@dataclass(frozen=True, slots=True)
class ClaimFilter(Filter):
    """Which claims.

    By who speaks (`source`, as a party of EventFilter; `none` for nobody named), `type` (direct, indirect, mixed), `stance` (asserts,
    denies, doubts), publication day of the article (`since`, `until`), outlet, language, words of the content (`text`), article, id, and
    the id of an `event` inside.
    """

    source: Many = ()
    type: Many = ()
    stance: Many = ()
    since: str | None = None
    until: str | None = None
    publication: Many = ()
    language: Many = ()
    text: str | None = None
    article: Many = ()
    event: Many = ()
    id: Many = ()
    outdated: bool = False

    def conditions(self, dialect: str, common: Common = rare) -> Iterator[ColumnElement[bool]]:
        """Conditions on the table claims."""
        claims = tables.claims.c
        if not self.outdated:
            yield claims.current
        if self.source:
            yield said_by(claims.number, "source", self.source, dialect, common)
        for column, values in ((claims.type, self.type), (claims.stance, self.stance), (claims.publication, self.publication)):
            yield from _any(column, values)
        yield from _any(claims.language, self.language)
        yield from _period(claims.published, claims.published, (self.since, self.until), current=not self.outdated)
        if self.text:
            yield matching(tables.claims, self.text, dialect)
        yield from _of_articles(claims.article_number, self.article)
        if self.event:
            links, events = tables.claim_events.c, tables.events.c
            inside = sa.select(links.claim_number).join(tables.events, events.number == links.event_number)
            yield claims.number.in_(inside.where(events.id.in_(self.event)))
        yield from _any(claims.id, self.id)


@dataclass(frozen=True, slots=True)
class ArticleFilter(Filter):
    """Which articles.

    By words (`text`), publication day, outlet, url, language and `status` of the current reading, `date_flag` (missing, future,
    implausible), id, and the store's own `numbers`.
    """

    text: str | None = None
    since: str | None = None
    until: str | None = None
    publication: Many = ()
    url: Many = ()
    language: Many = ()
    status: Many = ()
    date_flag: Many = ()
    id: Many = ()
    numbers: tuple[int, ...] = ()

    def conditions(self, dialect: str, common: Common = rare) -> Iterator[ColumnElement[bool]]:
        """Conditions on the table articles joined with the current reading of each."""
        articles, readings = tables.articles.c, tables.readings.c
        if self.text:
            yield matching(tables.articles, self.text, dialect)
        yield from _period(articles.date, articles.date, (self.since, self.until), current=False)
        pairs = (
            (articles.publication, self.publication),
            (articles.url, self.url),
            (readings.language, self.language),
            (readings.status, self.status),
            (articles.date_flag, self.date_flag),
            (articles.id, self.id),
        )
        for column, values in pairs:
            yield from _any(column, values)
        if self.numbers:
            yield articles.number.in_(self.numbers)


def _any(column: ColumnElement[str], values: Many) -> Iterator[ColumnElement[bool]]:
    if values:
        yield column == values[0] if len(values) == 1 else column.in_(values)


def _of_articles(column: ColumnElement[int], ids: Many) -> Iterator[ColumnElement[bool]]:
    if ids:
        yield column.in_(sa.select(tables.articles.c.number).where(tables.articles.c.id.in_(ids)))


def _period(
    first: Column[str], last: Column[str], bounds: tuple[str | None, str | None], *, current: bool
) -> Iterator[ColumnElement[bool]]:
    """The days from `first` to `last` touch the period; a bound that tells no day reaches to the end of its month or year."""
    since, until = (_bound(bound, name) if bound else "" for bound, name in zip(bounds, ("since", "until"), strict=True))
    found: list[ColumnElement[bool]] = [last >= since] if since else []
    if until:
        # "2021-12-99" comes after every day of that month and before the next.
        found.append(first <= until + "-99" * ((10 - len(until)) // 3))
    if since and until and int(until[:4]) - int(since[:4]) <= _SHORT:
        # The rows of a short period are few: finding all of them by the index beats looking for the first of them in the table.
        rows = first.table.c
        inside = sa.select(rows.number).where(*found, *([rows.current] if current else []))
        yield rows.number.in_(inside)
    else:
        yield from found


def _bound(value: str, name: str) -> str:
    if not _DAY.match(value):
        raise StoreError(f"{name} {value!r}: expected YYYY, YYYY-MM or YYYY-MM-DD")
    return value


def _aux(value: str, *, current: bool) -> ColumnElement[bool]:
    events = tables.events.c
    if value == NONE:
        return sa.and_(*(~events[name] for name in AUX))
    if value not in AUX:
        raise StoreError(f"aux {value!r}: one of {', '.join(AUX)}, {NONE}")
    # All four are named, since there is one index on all of them; flagged events are few.
    flags = [events[name].is_(True) if name == value else events[name].in_([False, True]) for name in AUX]
    return events.number.in_(sa.select(events.number).where(*flags, *([events.current] if current else [])))


def _integer(value: str, name: str) -> int:
    try:
        return int(value)
    except ValueError as error:
        raise StoreError(f"{name} {value!r}: expected a number") from error
