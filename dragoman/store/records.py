"""Answers to questions: records as `dragoman code --format jsonl` prints them, counted, listed, or as Arrow."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.export.documents import Document
from dragoman.store import tables
from dragoman.store.errors import StoreError
from dragoman.store.opening import reading
from dragoman.store.parties import rare

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa
    from sqlalchemy import ColumnElement, Connection, Engine, Table

    from dragoman.store.filters import ClaimFilter, EventFilter, Order
    from dragoman.store.parties import Common

_CHUNK = 1000  # rows held at a time
_MANY = 10_000  # rows that are better not collected when a few are wanted
_DATE = {"events": "first_day", "claims": "published"}

_EVERYTHING: dict[str, list[ColumnElement[bool]]] = {
    "events": [tables.events.c.confidence >= 0],
    "claims": [tables.claims.c.stance >= ""],
}


@dataclass(frozen=True, slots=True)
class Records:
    """Events or claims that a filter keeps; asked anew each time they are counted, listed or turned into Arrow.

    Iterating gives each record as a dictionary, the very one that `dragoman code --format jsonl` prints.
    """

    engine: Engine
    table: Table
    filter: EventFilter | ClaimFilter
    order: Order = "stored"
    limit: int | None = None
    offset: int = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (json.loads(line) for line in self.lines())

    def lines(self) -> Iterator[str]:
        """The records as lines of JSON, as they are stored."""
        return (str(record) for (record,) in self._rows(self.table.c.record))

    def ids(self) -> list[str]:
        """The ids alone."""
        return [str(id_) for (id_,) in self._rows(self.table.c.id)]

    def evidence(self) -> Iterator[tuple[str, dict[str, list[str]]]]:
        """Of events: (id, the steps of each reading and what was turned down), as `dragoman explain` shows them."""
        return ((str(id_), json.loads(evidence)) for id_, evidence in self._rows(self.table.c.id, self.table.c.evidence))

    def count(self) -> int:
        """How many there are, without regard to limit and offset."""
        with reading(self.engine) as connection:
            where = self._where()
            if len(where) == 1:
                where += _EVERYTHING[self.table.name]  # has no effect but that SQLite counts in an index, not in the table
            return int(connection.execute(sa.select(sa.func.count()).select_from(self.table).where(*where)).scalar_one())

    def arrow(self) -> pa.Table:
        """An Arrow table, one row a record, in the columns of `dragoman.export.arrow`. Needs pyarrow: pip install 'dragoman[arrow]'."""
        from dragoman.export.arrow import table  # noqa: PLC0415 - heavy, and an extra

        try:
            return table(map(document, self), "events" if self.table is tables.events else "claims")
        except ModuleNotFoundError as error:
            raise StoreError("Arrow tables need another package: pip install 'dragoman[arrow]'") from error

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Arrow's PyCapsule interface: `polars.DataFrame(records)`, `pyarrow.table(records)`, DuckDB and pandas take it as it stands."""
        return self.arrow().__arrow_c_stream__(requested_schema)

    def _where(self, common: Common = rare) -> list[ColumnElement[bool]]:
        return list(self.filter.conditions(self.engine.dialect.name, common))

    def _rows(self, *columns: ColumnElement[Any]) -> Iterator[Any]:
        sqlite = self.engine.dialect.name == "sqlite"
        first = self.limit is not None and self.limit + self.offset <= _CHUNK
        with reading(self.engine) as connection:
            # PostgreSQL knows by its statistics what is common.
            where = self._where(partial(_common, connection) if sqlite and first else rare)
            query = sa.select(*columns).where(*where).order_by(*self._ordering()).limit(self.limit)
            if self.offset:
                # SQLite has no offset without a limit.
                query = query.limit(-1 if self.limit is None and sqlite else self.limit).offset(self.offset)
            with connection.execution_options(yield_per=_CHUNK).execute(query) as found:
                yield from found

    def _ordering(self) -> list[ColumnElement[Any]]:
        table = self.table.c
        day = table[_DATE[self.table.name]]
        if self.order == "stored":
            return [table.number]
        if self.order == "date":
            return [day.asc().nulls_last(), table.number]
        if self.order == "-date":
            return [day.desc().nulls_last(), table.number.desc()]
        raise StoreError(f"order {self.order!r}: one of stored, date, -date")


def _common(connection: Connection, query: sa.Select[Any]) -> bool:
    found = query.limit(_MANY).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()) == _MANY


def document(record: dict[str, Any]) -> Document:
    """A record with what it tells of its article, as exporters take it; the article's text is not in it."""
    cited = record.get("cite_info", {})
    about = {name: str(cited.get(name) or "") for name in ("title", "url", "publication")}
    return Document(record["article"], (record,), date=record.get("published") or "", language=record["language"], **about)


def events(engine: Engine, wanted: EventFilter, order: Order, limit: int | None, offset: int) -> Records:
    """The events that a filter keeps."""
    return Records(engine, tables.events, wanted, order, limit, offset)


def claims(engine: Engine, wanted: ClaimFilter, order: Order, limit: int | None, offset: int) -> Records:
    """The claims that a filter keeps."""
    return Records(engine, tables.claims, wanted, order, limit, offset)
