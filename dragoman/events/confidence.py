"""How sure an event is: what its parts rest on, weighed so that of the records at 0.8 about eight in ten are right.

The weights stand in ontology/confidence.yaml; `training/calibrate.py` fits them and docs/confidence.md tells how well they hold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import ontology
from dragoman.analysis import ROOT
from dragoman.events import syntax
from dragoman.packs.base import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.analysis import Sentence
    from dragoman.events.drafts import Draft
    from dragoman.events.roles import Filling

# Shares of the entry's own confidence, by what the event's roles rest on.
_ONE_PARTY = 0.8
_BARE_PARTY = 0.9
_INDIRECT = 0.92
_LONG = 40  # tokens from which a sentence counts as wholly long
_LONG_ARTICLE = 60  # sentences from which an article does
_DEEP = 3  # clauses above a trigger from which it counts as wholly deep


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A logistic scale: the log-odds that a record is right are `base` plus each factor times its weight."""

    base: float
    factors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an event is told: how many others its sentence tells, and how many sentences the article has."""

    beside: int
    sentences: int


@cache
def weights() -> Weights:
    """The weights in use."""
    document = read_yaml(Path(ontology.__file__).with_name("confidence.yaml"))
    return Weights(float(document["base"]), {name: float(value) for name, value in document["factors"].items()})


def strength(draft: Draft) -> float:
    """The entry's own confidence less what missing, bare and indirect parties take off it: 0 to 1, and the order among rivals."""
    value = draft.confidence
    frame = draft.match.entry.frame
    for side in _sides(draft):
        if not side.entities:
            value *= _ONE_PARTY
        elif not side.coded:
            value *= _BARE_PARTY
        if not side.direct:
            value *= _INDIRECT
    if frame.reciprocal and len(draft.actor.entities) < 2:
        value *= _ONE_PARTY
    return round(value, 3)


def factors(draft: Draft, sentence: Sentence, about: Surroundings, seconded: float | None) -> dict[str, float]:
    """What speaks for and against a draft, each from 0 to 1 but for `strength`, which is in log-odds.

    `seconded` is how probable the model of relations finds its type (None: it cannot tell).
    """
    entry, head = draft.match.entry, draft.match.head
    sides = list(_sides(draft))
    return {
        "strength": _log_odds(strength(draft)),
        "nominal": float(entry.kind != "verb"),
        "complemented": float(entry.requires.count > 0 or len(draft.match.tokens) > 1),
        "no actor": float(not draft.actor.coded),
        "no recipient": float(len(sides) > 1 and not draft.recipient.coded),
        "one party of a meeting": float(entry.frame.reciprocal and len({e.code or e.text for e in draft.actor.entities}) < 2),
        "indirect actor": float(bool(draft.actor.coded) and not draft.actor.direct),
        "indirect recipient": float(bool(draft.recipient.coded) and not draft.recipient.direct),
        "recalled": float(draft.confidence < entry.confidence),
        "among one's own": float(_domestic(draft)),
        "composed": float(len(draft.rules) > 1),
        "hypothetical": float("hypothetical" in draft.aux),
        "long sentence": min(1.0, len(sentence) / _LONG),
        "deep": min(1.0, _depth(sentence, head) / _DEEP),
        "crowded": min(1.0, about.beside / 3),
        "long article": min(1.0, about.sentences / _LONG_ARTICLE),
        "title": float(sentence.heading),
        "seconded": seconded or 0.0,
        "not judged": float(seconded is None),
        "without entry": float(not entry.predicates),
    }


def probability(found: Mapping[str, float]) -> float:
    """The calibrated confidence, 0.01 to 0.99, of what `factors` found."""
    scale = weights()
    odds = scale.base + sum(scale.factors.get(name, 0.0) * value for name, value in found.items())
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-odds)))), 3)


def told(found: Mapping[str, float]) -> str:
    """The step of the trace: each factor that counts, with what it adds to the log-odds."""
    scale = weights()
    parts = [(name, scale.factors.get(name, 0.0) * value) for name, value in found.items()]
    return "how sure: " + ", ".join([f"base {scale.base:+.2f}", *(f"{name} {part:+.2f}" for name, part in parts if abs(part) >= 0.005)])


def _sides(draft: Draft) -> tuple[Filling, ...]:
    frame = draft.match.entry.frame
    return (draft.actor,) if frame.reciprocal or not frame.recipient else (draft.actor, draft.recipient)


def _domestic(draft: Draft) -> bool:
    """Both sides of one state and one sector: rarely what is told."""
    acting = {(e.code, e.sector) for e in draft.actor.coded if e.code}
    return bool(acting & {(e.code, e.sector) for e in draft.recipient.coded if e.code})


def _depth(sentence: Sentence, head: int) -> int:
    """How many clauses stand above the trigger."""
    return sum(syntax.is_verbal(sentence, a) for a in sentence.ancestors(head) if a != ROOT)


def _log_odds(value: float) -> float:
    bounded = min(0.98, max(0.02, value))
    return math.log(bounded / (1 - bounded))
