"""Mend what a parser of this size gets wrong in a known way and a word list can tell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.packs.base import Pack


@cache
def intransitives(pack: Pack) -> frozenset[str]:
    """Verbs without a passive (lexicon/text.yaml): with the auxiliary of the passive they stand in the perfect ("est arrivé")."""
    return frozenset(pack.document("text").get("intransitives", ()))


def mend_voice(lemmas: Sequence[str], deps: list[str], heads: Sequence[int], never_passive: frozenset[str]) -> None:
    """Relabel, in place, passive auxiliaries and subjects of verbs that have no passive."""
    for token, dep in enumerate(deps):
        if dep in ("aux:pass", "nsubj:pass") and lemmas[heads[token]] in never_passive:
            deps[token] = "nsubj" if dep == "nsubj:pass" else "aux:tense"
