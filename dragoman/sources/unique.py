"""Ids and dates checked over a whole stream."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.sources.dates import doubt
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.model import Article


def unique_ids(stream: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
    """Pass everything on; an id already used gets "-2", "-3" … in the order of reading, and odd dates are flagged.

    Keeps the ids seen, so its memory grows with the number of articles (some 100 bytes each), not with their length.
    """
    seen: Counter[str] = Counter()
    for item in stream:
        if isinstance(item, Problem):
            yield item
            continue
        article = item
        seen[article.id] += 1
        if seen[article.id] > 1:
            number = seen[article.id]
            while f"{article.id}-{number}" in seen:
                number += 1
            fresh = f"{article.id}-{number}"
            seen[fresh] += 1
            yield Problem(article.id, f"id used before; this article becomes {fresh}", fatal=False)
            article = replace(article, id=fresh)
        yield article


def flag_dates(stream: Iterable[Article | Problem]) -> Iterator[Article | Problem]:
    """Pass everything on, with a notice before each article whose date is odd."""
    for item in stream:
        if not isinstance(item, Problem) and (doubtful := doubt(item.date)):
            yield Problem(item.id, f"{doubtful}; kept", fatal=False)
        yield item
