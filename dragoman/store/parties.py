"""Questions about parties: rows of events or claims by who acts in them, who is acted upon, who says so, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.store import tables
from dragoman.store.search import matching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Column, ColumnElement

    Many = Sequence[str]
    Common = Callable[[sa.Select[Any]], bool]

NONE = "none"
_CODE = re.compile(r"([A-Z]{3})?(?:/([A-Z]{3}))?$")


def rare(_: sa.Select[Any]) -> bool:
    """What `common` is where every row is wanted: no query is taken to give so many that its rows should be looked for one by one."""
    return False


def having(owner: Column[int], roles: Many, wanted: Many, dialect: str, common: Common) -> ColumnElement[bool]:
    """The condition that an event or claim (`owner` is its number) has one of the parties in one of the roles.

    The owners of a rare party are collected first. Those of a `common` one are many, and the first hundred stand close together: each
    row is asked in turn whether the party is in it. Words are always collected: the full-text index is not asked by row.
    """
    entities = tables.entities.c
    key = entities.event_number if owner.table is tables.events else entities.claim_number
    parties = tuple(_alternatives(wanted, dialect))
    inside = sa.select(key).where(entities.role.in_(roles), sa.or_(*parties), key.is_not(None))
    if not all(value and _CODE.match(value) for value in wanted) or not common(inside):
        return owner.in_(inside)
    return sa.exists().where(key == owner, entities.role.in_(roles), sa.or_(*parties))


def said_by(owner: Column[int], role: str, wanted: Many, dialect: str, common: Common) -> ColumnElement[bool]:
    """The condition that one of the parties says so in the role; `none` stands for nobody named."""
    entities = tables.entities.c
    key = entities.event_number if owner.table is tables.events else entities.claim_number
    named = tuple(value for value in wanted if value != NONE)
    parts = [having(owner, (role,), named, dialect, common)] if named else []
    if NONE in wanted:
        parts.append(~sa.exists().where(key == owner, entities.role == role))
    return sa.or_(*parts)


def _alternatives(wanted: Many, dialect: str) -> Iterator[ColumnElement[bool]]:
    entities = tables.entities.c
    for value in wanted:
        code = _CODE.match(value)
        if value and code:
            yield sa.and_(*(column == part for column, part in ((entities.code, code[1]), (entities.sector, code[2])) if part))
        else:
            yield matching(tables.entities, value, dialect)
