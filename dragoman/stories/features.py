"""What two articles of one story share: parties, who did what to whom, places, and words."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from dragoman.stories.shingles import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.export.documents import Document

# How much a kind of feature weighs beside a word.
_WEIGHTS = {"actor": 1.0, "dyad": 1.0, "place": 1.0, "name": 2.0, "word": 1.0}
_RARITY = 1.5  # power of the rarity: what few articles share counts more than in the usual weighting
_SHORTEST = 4  # letters of a word that may tell what a text is about
_NUMBER = re.compile(r"\d")
# A capital inside a sentence: names, which articles in different languages share too.
_NAME = re.compile(r"(?<=[\w,;:»”\"’)\]] )[^\W\d_a-zà-öø-ÿ][\w’'-]{2,}")
_MOST = 400  # features of an article that are kept, the weightiest


def features(document: Document) -> dict[str, float]:
    """Feature → weight, before rarity is known. Words grow with the logarithm of how often they stand there."""
    counted: dict[str, Counter[str]] = {kind: Counter() for kind in _WEIGHTS}
    for event in document.events:
        sides = [{party["code"] for party in event[role] if party["code"]} for role in ("actor", "recipient")]
        counted["actor"].update(sides[0] | sides[1])
        counted["dyad"].update(f"{actor}>{recipient}:{event['event'][0]}" for actor in sides[0] for recipient in sides[1] or {""})
        place = event.get("event_loc") or {}
        counted["place"].update({str(value) for name in ("country", "extracted_place") if (value := place.get(name))})
    for claim in document.claims:
        if claim["source"] and claim["source"]["code"]:
            counted["actor"][claim["source"]["code"]] += 1
    text = document.text if document.text is not None else " ".join(event["sentence"]["text"] for event in document.events)
    counted["name"].update(name.casefold() for name in _NAME.findall(text))
    tokens = words(f"{document.title} {text}")
    counted["word"].update(word for word in tokens if len(word) >= _SHORTEST and not _NUMBER.search(word))
    return {f"{kind}:{name}": weight * (1 + math.log(count)) for kind, weight in _WEIGHTS.items() for name, count in counted[kind].items()}


def weighted(given: Mapping[str, float], documents: int, frequency: Mapping[str, int]) -> dict[str, float]:
    """Features times their rarity among the documents so far, as a vector of length 1; what stands in all of them weighs nearly nothing."""
    rare = {name: weight * math.log((documents + 1) / frequency.get(name, 1)) ** _RARITY for name, weight in given.items()}
    kept = dict(sorted(rare.items(), key=lambda item: (-item[1], item[0]))[:_MOST])
    length = math.sqrt(sum(value * value for value in kept.values())) or 1.0
    return {name: value / length for name, value in kept.items()}


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Scalar product of two vectors, the shorter one given first."""
    return sum(value * other.get(name, 0.0) for name, value in one.items())
