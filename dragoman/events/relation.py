"""What a sentence tells between two of its parties, by the words on the way from one to the other: a linear model over lemmas.

The model gives a probability for each PLOVER type, and for none. It seconds what the lexicon finds and backs it off where nothing fires
(backoff.py). A pack may carry one, in relations.npz; `training/relations.py` makes it, out of the lexicon's examples and our own sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dragoman.analysis import ROOT
from dragoman.events import syntax
from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dragoman.events.scene import Scene
    from dragoman.model import Entity
    from dragoman.packs.base import Pack

NONE = "NONE"
FILE = "relations.npz"
_NAMING = frozenset({"country", "place", "demonym", "region", "person", "organisation"})  # mentions whose names must tell nothing
_MUTE = frozenset({"PUNCT", "DET", "NUM", "SYM", "PROPN", "X"})
# How much each group of features counts; the sentence at large tells less than what stands between the parties.
_SHARES = {"bag": 0.5, "way": 1.0, "sides": 1.0, "near": 1.0, "between": 1.0}
_PAIRED = frozenset({"bag", "near", "between"})
_PAIR = 0.7  # share of two lemmas in a row
_SHOWN = 3  # features named in the trace


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model says of two parties: each type with its probability, and the words that spoke most for the likeliest."""

    probabilities: Mapping[str, float]
    because: tuple[str, ...]

    @property
    def best(self) -> str:
        """The likeliest type, NONE included."""
        return max(self.probabilities, key=lambda name: (self.probabilities[name], name))


@dataclass(frozen=True, slots=True, eq=False)
class RelationModel:
    """`weights` has a row a feature and a column a label."""

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    weights: np.ndarray[tuple[int, int], np.dtype[np.float32]]
    base: np.ndarray[tuple[int], np.dtype[np.float32]]

    def opinion(self, found: Mapping[str, float]) -> Opinion:
        """Judge the features of two parties."""
        known = [(self.rows[name], value, name) for name, value in found.items() if name in self.rows]
        length = sum(value * value for value in found.values()) ** 0.5 or 1.0
        if not known:
            odds, parts = self.base, np.zeros((0, len(self.labels)), np.float32)
        else:
            values = np.array([value for _, value, _ in known], np.float32) / length
            parts = self.weights[[row for row, _, _ in known]] * values[:, None]
            odds = self.base + parts.sum(0)
        likely = np.exp(odds - odds.max())
        likely /= likely.sum()
        best = int(likely.argmax())
        order = sorted(range(len(known)), key=lambda i: (-parts[i, best], known[i][2]))
        return Opinion(dict(zip(self.labels, map(float, likely), strict=True)), tuple(known[i][2] for i in order[:_SHOWN]))


@cache
def model(pack: Pack) -> RelationModel | None:
    """The pack's model, None where it has none. Raises PackError where it cannot be read."""
    path = pack.folder / FILE
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            names = str(stored["features"]).split("\n")
            labels = tuple(str(stored["labels"]).split("\n"))
            weights = stored["weights"].astype(np.float32)
            return RelationModel(labels, {name: row for row, name in enumerate(names)}, weights, stored["base"].astype(np.float32))
    except (OSError, ValueError, KeyError) as error:
        raise PackError(f"{path}: no model of relations: {error}") from error


def seconded(scene: Scene, pack: Pack, event: str, source: Iterable[Entity], target: Iterable[Entity]) -> float | None:
    """How probable the pack's model finds a type between two sides; None where it cannot tell: no model, or not both in the sentence."""
    relation = model(pack)
    sides = (tokens_of(scene, source), tokens_of(scene, target)) if relation is not None else (frozenset[int](), frozenset[int]())
    if relation is None or not all(sides):
        return None
    return relation.opinion(features(scene, *sides)).probabilities.get(event, 0.0)


def tokens_of(scene: Scene, entities: Iterable[Entity]) -> frozenset[int]:
    """The tokens of a sentence that its parties stand on."""
    sentence = scene.sentence
    spans = [(e.start, e.end) for e in entities if sentence.span.start <= e.start < sentence.span.end]
    return frozenset(t for t in range(len(sentence)) if any(sentence.starts[t] < end and start < sentence.ends[t] for start, end in spans))


def features(scene: Scene, source: frozenset[int], target: frozenset[int]) -> dict[str, float]:
    """The features of a pair, given as tokens; empty where one side has none. Names are `group:lemma` or `group:lemma lemma`."""
    if not source or not target:
        return {}
    found: dict[str, float] = {}
    for group, words in _groups(scene, source, target):
        share = _SHARES[group]
        found.update((f"{group}:{word}", share) for word in words)
        if group in _PAIRED:
            found.update((f"{group}:{one} {other}", share * _PAIR) for one, other in pairwise(words))
    return found


def _groups(scene: Scene, source: frozenset[int], target: frozenset[int]) -> Iterator[tuple[str, list[str]]]:
    sentence = scene.sentence
    sides = source | target
    yield "bag", [sentence.lemmas[t] for t in range(len(sentence)) if t not in sides and _tells(scene, t)]
    first, last = _head(scene, source), _head(scene, target)
    up, down = _way(scene, first, last)
    yield "way", [*_steps(scene, [t for t in up if t not in sides]), *_steps(scene, [t for t in down if t not in sides])]
    yield "sides", [*_place(scene, "source", first), *_place(scene, "target", last), *(["backwards"] if first > last else [])]
    around = [c for t in (*up, *down) if t not in sides for c in (*sentence.children[t], t) if c not in sides and _tells(scene, c)]
    yield "near", [sentence.lemmas[t] for t in around]
    low, high = sorted((first, last))
    yield "between", [sentence.lemmas[t] for t in range(low, high) if t not in sides and sentence.pos[t] != "PUNCT"]


def _steps(scene: Scene, tokens: list[int]) -> list[str]:
    """The lemmas on a way, each also with its relation."""
    sentence = scene.sentence
    telling = [t for t in tokens if sentence.pos[t] != "PROPN"]
    return [word for t in telling for word in (sentence.lemmas[t], f"{sentence.lemmas[t]} {sentence.deps[t]}")]


def _place(scene: Scene, side: str, head: int) -> list[str]:
    """In which function a side stands, and under which word: what tells who acts from who is acted upon."""
    sentence = scene.sentence
    function = " ".join(part for part in (sentence.deps[head], syntax.preposition(sentence, head)) if part)
    above = sentence.heads[head]
    under = [f"{side} {function} {sentence.lemmas[above]}"] if above != ROOT and sentence.pos[above] != "PROPN" else []
    return [f"{side} {function}", *under]


def _tells(scene: Scene, token: int) -> bool:
    """A word that is no name, figure or article; names must tell nothing of what their bearers do."""
    if scene.sentence.pos[token] in _MUTE:
        return False
    mention = scene.mentions.headed(scene.sentence.sequence, token)
    return mention is None or mention.kind not in _NAMING or scene.sentence.lower[token] == scene.sentence.words[token]


def _head(scene: Scene, tokens: frozenset[int]) -> int:
    return next((t for t in sorted(tokens) if scene.sentence.heads[t] not in tokens), min(tokens))


def _way(scene: Scene, first: int, last: int) -> tuple[list[int], list[int]]:
    """The tokens on the way through the tree from one head up to where it meets the other's, and down to that one; nothing in two trees."""
    up, down = [first, *scene.sentence.ancestors(first)], [last, *scene.sentence.ancestors(last)]
    meeting = next((t for t in up if t in down), None)
    if meeting is None:
        return [], []
    return up[: up.index(meeting) + 1], list(reversed(down[: down.index(meeting)]))
