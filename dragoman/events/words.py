"""The pack's function words, ready for look-up: prepositions by function, light verbs, verbs of occurrence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.events.frames import PREPOSITIONAL
from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.packs.base import Pack


@dataclass(frozen=True, slots=True, eq=False)
class FunctionWords:
    """`prepositions`: function name → prepositions, each as its words joined by single spaces, apostrophes kept ("d'après").

    `undergoing` are (verb, noun or empty): their subject undergoes what the noun under them tells ("subir", "faire l'objet de").
    The words of an idiom trigger nothing (they are kept by their first word);
    a noun that modifies another triggers only where that one is a carrier ("bombing campaign").
    `settings` are prepositions of time and cause, whose complement is never the content of a verb.
    """

    prepositions: Mapping[str, frozenset[str]]
    light_verbs: frozenset[str]
    occurrence_verbs: frozenset[tuple[str, ...]]
    quantities: frozenset[str]
    times: frozenset[str]
    deontic: frozenset[str]
    questions: frozenset[str]
    idioms: Mapping[str, tuple[tuple[str, ...], ...]]
    carriers: frozenset[str]
    states: frozenset[str]
    wishes: frozenset[str]
    homelands: frozenset[str]
    undergoing: frozenset[tuple[str, str]]
    settings: frozenset[str]


@cache
def function_words(pack: Pack) -> FunctionWords:
    """Load lexicon/functions.yaml. Raises PackError for a function that no frame knows."""
    document = pack.document("functions")
    unknown = set(document["prepositions"]) - PREPOSITIONAL
    if unknown:
        raise PackError(f"{pack.language}/lexicon/functions.yaml: unknown functions {', '.join(sorted(unknown))}")
    return FunctionWords(
        {name: frozenset(p.lower() for p in prepositions) for name, prepositions in document["prepositions"].items()},
        frozenset(document["light_verbs"]),
        frozenset(tuple(verb.removeprefix("se ").removeprefix("s'").split()) for verb in document["occurrence_verbs"]),
        frozenset(document.get("quantities", ())),
        frozenset(document.get("times", ())),
        frozenset(document.get("deontic", ())),
        frozenset(document.get("questions", ())),
        _by_first(tuple(idiom.split()) for idiom in document.get("idioms", ())),
        frozenset(document.get("carriers", ())),
        frozenset(document.get("states", ())),
        frozenset(document.get("wishes", ())),
        frozenset(document.get("homelands", ())),
        frozenset((words[0], words[-1] if len(words) > 1 else "") for words in map(str.split, document.get("undergoing", ()))),
        frozenset(document.get("settings", ())),
    )


def _by_first(idioms: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Idioms by their first word, for look-up."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for idiom in idioms:
        found.setdefault(idiom[0], []).append(idiom)
    return {first: tuple(sorted(group)) for first, group in found.items()}
