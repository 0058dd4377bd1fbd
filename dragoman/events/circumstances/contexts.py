"""In which contexts an event stands: PLOVER's contexts, by weighted words of its sentence and of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.analysis.records import Analysis, Sentence
    from dragoman.packs.base import Pack


def contexts(sentence: Sentence, pack: Pack) -> tuple[str, ...]:
    return ()


def article_contexts(analysis: Analysis, pack: Pack) -> tuple[str, ...]:
    return ()
