"""What is known of the feeds that are watched, across runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman.store import tables
from dragoman.store.opening import reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    What its server said last (`etag`, `modified`), when it was asked (`checked`) and is to be asked again (`due`, both ISO 8601 in UTC,
    empty for at once), how many times in a row it failed, and the last `error`.
    """

    url: str
    etag: str = ""
    modified: str = ""
    checked: str = ""
    due: str = ""
    failures: int = 0
    error: str = ""


def feed(engine: Engine, url: str) -> Feed:
    """What is known of a feed; an unknown one is due at once."""
    table = tables.feeds
    columns = [table.c[name] for name in Feed.__match_args__]
    with reading(engine) as connection:
        row = connection.execute(sa.select(*columns).where(table.c.url == url)).first()
    return Feed(*row) if row else Feed(url)


def save(engine: Engine, known: Feed) -> None:
    """Keep what is known now."""
    table = tables.feeds
    with writing(engine) as connection:
        changed = connection.execute(sa.update(table).where(table.c.url == known.url).values(asdict(known)))
        if not changed.rowcount:
            connection.execute(sa.insert(table).values(asdict(known)))
