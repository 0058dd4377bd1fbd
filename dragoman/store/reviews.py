"""What people said of events and claims: added, never changed; the newest on a target counts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

import sqlalchemy as sa

from dragoman.store import tables
from dragoman.store.errors import StoreError
from dragoman.store.opening import reading, writing
from dragoman.store.writing import now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

Kind = Literal["event", "claim", "article"]
Verdict = Literal["accept", "reject", "correct"]


@dataclass(frozen=True, slots=True)
class Review:
    """One word on a record.

    `target` is the id of the event, claim or article; `changes` are the fields of the record as they should be (of `correct`; of an
    article: what it misses). `number` and `created` are the store's.
    """

    kind: Kind
    target: str
    verdict: Verdict
    reviewer: str
    article: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    number: int = 0
    created: str = ""


def add(engine: Engine, review: Review) -> Review:
    """Store a review; gives it with number and time. Raises StoreError where the kind or verdict is none, or the target is not there."""
    if review.kind not in get_args(Kind) or review.verdict not in get_args(Verdict):
        raise StoreError(f"review of {review.kind!r} with {review.verdict!r}: no such kind or verdict")
    if not review.reviewer.strip():
        raise StoreError("a review needs a reviewer")
    table = {"event": tables.events, "claim": tables.claims, "article": tables.articles}[review.kind]
    article = table.c.id if review.kind == "article" else table.c.article
    with writing(engine) as connection:
        found = connection.execute(sa.select(article).where(table.c.id == review.target).limit(1)).scalar()
        if found is None:
            raise StoreError(f"{review.kind} {review.target!r}: not in this store")
        row = {
            **{name: getattr(review, name) for name in ("kind", "target", "verdict", "reviewer", "note")},
            "article": found,
            "changes": json.dumps(review.changes),
            "created": now(),
        }
        number = connection.execute(sa.insert(tables.reviews).values(row).returning(tables.reviews.c.number)).scalar_one()
    return _review({**row, "number": number})


def reviews(engine: Engine, *, target: str | None = None, article: str | None = None) -> Iterator[Review]:
    """Reviews, oldest first: all, those of one target, or those of an article and of what was read in it."""
    table = tables.reviews
    query = sa.select(table).order_by(table.c.number)
    for column, value in ((table.c.target, target), (table.c.article, article)):
        if value is not None:
            query = query.where(column == value)
    with reading(engine) as connection:
        for row in connection.execute(query).mappings():
            yield _review(dict(row))


def _review(row: dict[str, Any]) -> Review:
    return Review(**{**row, "changes": json.loads(row["changes"])})
