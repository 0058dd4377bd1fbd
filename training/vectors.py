"""A small table of word vectors for a parser: few words, few dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.strings import get_string_id
from spacy.vectors import Vectors  # type: ignore[import-not-found]  # compiled, without stubs

from training.sources import Array, word_vectors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

_KEYS = {"fr": 80_000, "en": 32_000}
_DIMENSIONS = {"fr": 64, "en": 50}


def add_vectors(nlp: Language, wanted: Iterable[str]) -> int:
    """Give `nlp` vectors for lowercase words; `wanted` words come first, then the source's order, until the table is full.

    Words that share a row in the source share it here. Returns how many words have a vector.
    """
    language = str(nlp.lang)
    words, data = word_vectors(language)
    place = _places(words, set(wanted), _KEYS[language])
    rows, index = np.unique(data[list(place.values())], axis=0, return_inverse=True)
    small = _reduce(rows, _DIMENSIONS[language])
    vectors = Vectors(shape=small.shape, strings=nlp.vocab.strings, name=f"{nlp.lang}_dragoman", attr="LOWER")
    vectors.data[:] = small
    for word, row in zip(place, index.reshape(-1).tolist(), strict=True):
        vectors.add(get_string_id(word), row=row)
    nlp.vocab.vectors = vectors
    return len(place)


def _places(words: list[str], wanted: set[str], limit: int) -> dict[str, int]:
    """Lowercase word → row in the source; a word's own lowercase form goes before its capitalised one."""
    exact = {w: i for i, w in enumerate(words)}
    best: dict[str, int] = {}
    for position, word in enumerate(words):
        low = word.lower()
        if low not in best:
            best[low] = exact.get(low, exact.get(low.capitalize(), position))
    if any(w != w.lower() for w in words[:1000]):
        for word in wanted:
            capital = exact.get(word.capitalize())
            if word not in exact and capital is not None:
                best[word] = capital
    chosen = {w: best[w] for w in sorted(wanted) if w in best}
    for word, row in best.items():
        if len(chosen) >= limit:
            break
        if word.replace("-", "").isalpha():
            chosen.setdefault(word, row)
    return dict(list(chosen.items())[:limit])


def _reduce(rows: Array, dimensions: int) -> Array:
    """Principal components, scaled so that a row's length is about 3."""
    centred = rows - rows.mean(axis=0)
    if centred.shape[1] > dimensions:
        values, axes = np.linalg.eigh(centred.T @ centred)
        centred = centred @ axes[:, np.argsort(values)[::-1][:dimensions]]
    scale = 3.0 / float(np.linalg.norm(centred, axis=1).mean())
    return np.asarray(centred * scale, dtype=np.float32)
