"""Composition tables: what an embedded predicate makes of the one above it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import ontology
from dragoman.packs.base import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes out; an empty `event` keeps the outer entry's type."""

    event: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """One table of ontology/composition.yaml."""

    name: str
    takes: Mapping[str, Outcome]
    default: Outcome | None
    consumes: bool
    passes: bool
    adversarial: bool
    aux: tuple[str, ...]
    only: frozenset[str] = frozenset()

    def absorbs(self, event: str) -> bool:
        """Whether an embedded event of this type is not coded again."""
        return self.consumes and (not self.only or event in self.only)


@cache
def compositions() -> Mapping[str, Composition]:
    """All tables by name."""
    document = read_yaml(Path(ontology.__file__).with_name("composition.yaml"))
    return {
        name: Composition(
            name,
            {key: Outcome(**value) for key, value in table.get("takes", {}).items()},
            Outcome(**table["default"]) if "default" in table else None,
            bool(table.get("consumes")),
            bool(table.get("passes")),
            bool(table.get("adversarial")),
            tuple(table.get("aux", ())),
            frozenset(table.get("only", ())),
        )
        for name, table in document.items()
    }
