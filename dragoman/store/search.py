"""Full-text search, the same on both databases: words without regard to case and accents, phrases, alternatives, exclusions.

SQLite keeps FTS5 tables beside the tables that they index, by triggers; PostgreSQL a generated tsvector column with a GIN index.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman.store.errors import NothingToLookForError

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

_TERM = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
_WORD = re.compile(r"\w+")


def matching(table: Table, query: str, dialect: str) -> ColumnElement[bool]:
    """The condition that a row's indexed words match `query`. Raises NothingToLookForError where the query holds no word to look for."""
    groups = _parse(query)
    if dialect == "sqlite":
        return _in_sqlite(table, groups)
    vector: ColumnElement[str] = sa.literal_column(f"{table.name}.search")
    return vector.op("@@")(sa.func.to_tsquery("simple", _tsquery(groups)))


def _in_sqlite(table: Table, groups: list[tuple[list[str], list[str]]]) -> ColumnElement[bool]:
    index = sa.table(f"{table.name}_search", sa.column("rowid"))
    found = sa.select(index.c.rowid).where(sa.column(index.name).op("MATCH")(_fts5(groups)))
    return table.c.number.in_(found)


def _parse(query: str) -> list[tuple[list[str], list[str]]]:
    """The query as alternatives, each (phrases wanted, phrases excluded); a phrase is its words, folded, joined by spaces."""
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    for minus, quoted, other_minus, bare in _TERM.findall(query):
        if bare == "OR":
            groups.append(([], []))
            continue
        phrase = " ".join(_WORD.findall(_folded(quoted or bare)))
        if phrase:
            groups[-1][1 if minus or other_minus else 0].append(phrase)
    groups = [group for group in groups if group[0]]
    if not groups:
        raise NothingToLookForError(f'nothing to look for in {query!r}: give words, "a phrase", OR, -without')
    return groups


def _folded(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.replace("\0", " "))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).lower()


def _fts5(groups: list[tuple[list[str], list[str]]]) -> str:
    alternatives = []
    for wanted, excluded in groups:
        both = " AND ".join(f'"{phrase}"' for phrase in wanted)
        alternatives.append(f"(({both})" + "".join(f' NOT "{phrase}"' for phrase in excluded) + ")")
    return " OR ".join(alternatives)


def _tsquery(groups: list[tuple[list[str], list[str]]]) -> str:
    def phrase(words: str) -> str:
        return "(" + " <-> ".join(f"'{word}'" for word in words.split()) + ")"

    alternatives = []
    for wanted, excluded in groups:
        parts = [phrase(words) for words in wanted] + ["!" + phrase(words) for words in excluded]
        alternatives.append("(" + " & ".join(parts) + ")")
    return " | ".join(alternatives)
