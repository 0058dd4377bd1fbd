"""PLOVER's event types, modes, scores, contexts and sectors, read from the YAML beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EventType", "Ontology", "load", "read"]


@dataclass(frozen=True)
class EventType:
    """An event type.

    `quad` is 1 to 4 (1 and 3 verbal, 1 and 2 cooperation), `score` lies between -10 and 10, `modes` maps a mode to its score.
    """

    name: str
    quad: int
    score: float
    modes: Mapping[str, float]


@dataclass(frozen=True)
class Ontology:
    """All that PLOVER names. `contexts` keep the file's order; `sectors` map a code to what it means."""

    types: Mapping[str, EventType]
    contexts: tuple[str, ...]
    sectors: Mapping[str, str]

    def score(self, event: str, mode: str = "") -> float:
        """Conflict-cooperation score of an event in a mode, of the type itself for the empty mode. Raises KeyError."""
        kind = self.types[event]
        return kind.modes[mode] if mode else kind.score

    def quad(self, event: str) -> int:
        """Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. Raises KeyError."""
        return self.types[event].quad


@cache
def load() -> Ontology:
    """Load the ontology shipped with the package."""
    return read(Path(__file__).with_name("plover.yaml"))


def read(path: Path) -> Ontology:
    """Read an ontology file. Raises PackError naming file and entry where one is wrong."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise PackError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or set(content) != {"types", "contexts", "sectors"}:
        raise PackError(f"{path}: needs `types`, `contexts` and `sectors`, nothing else")
    types = {name: _event_type(path, name, fields) for name, fields in content["types"].items()}
    contexts = tuple(content["contexts"])
    if len(set(contexts)) != len(contexts):
        raise PackError(f"{path}: contexts: a name stands twice")
    return Ontology(MappingProxyType(types), contexts, MappingProxyType(content["sectors"]))


def _event_type(path: Path, name: str, fields: Mapping[str, Any]) -> EventType:
    modes = fields.get("modes", {})
    quad, scores = fields.get("quad"), [fields.get("score"), *modes.values()]
    if quad not in (1, 2, 3, 4):
        raise PackError(f"{path}: {name}: `quad` must be 1 to 4, not {quad!r}")
    if not all(isinstance(score, int | float) and -10 <= score <= 10 for score in scores):
        raise PackError(f"{path}: {name}: every score must be a number from -10 to 10")
    return EventType(name, quad, float(fields["score"]), MappingProxyType({mode: float(score) for mode, score in modes.items()}))
