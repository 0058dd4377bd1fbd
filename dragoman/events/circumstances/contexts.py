"""In which contexts an event stands: PLOVER's contexts, by weighted words of its sentence and of the article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from dragoman import ontology
from dragoman.events.circumstances.grammar import Phrase, phrase
from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.analysis.records import Analysis, Sentence
    from dragoman.packs.base import Pack

_STRONG, _WEAK = 1.0, 0.5
_ENOUGH = 1.0
_MOST = 3  # contexts of one sentence: beyond that, words are incidental
_IGNORE = "ignore"
_STEM = 4  # letters by which beginnings are looked up
ARTICLE_SHARE = 0.5  # of the sentences that tell any context: an article's own context is told in so many
ARTICLE_LEAST, ARTICLE_MOST = 2, 2


@dataclass(frozen=True, slots=True)
class ContextWords:
    """contexts.yaml by form, by beginning (keyed on its first letters) and by first word of a phrase; each (context, weight)."""

    forms: Mapping[str, tuple[tuple[str, float], ...]]
    beginnings: Mapping[str, tuple[tuple[str, str, float], ...]]
    phrases: Mapping[str, tuple[tuple[Phrase, bool, str, float], ...]]


@cache
def context_words(pack: Pack) -> ContextWords:
    """Load a pack's contexts.yaml. Raises PackError on a context that PLOVER does not have."""
    tables: tuple[dict[str, list[Any]], ...] = ({}, {}, {})
    forms, beginnings, phrases = tables
    known = ontology.load().contexts
    for context, lists in pack.document("contexts").items():
        if context == _IGNORE:
            for text in lists:
                words = phrase(text)
                phrases.setdefault(words[0], []).append((words, False, _IGNORE, 0.0))
            continue
        if context not in known:
            raise PackError(f"{pack.folder}/lexicon/contexts.yaml: unknown context {context!r}")
        for weight, texts in ((_STRONG, lists["strong"]), (_WEAK, lists.get("weak", ()))):
            for text in texts:
                open_end, words = text.endswith("*"), phrase(text.lower().removesuffix("*"))
                if len(words) > 1:
                    phrases.setdefault(words[0], []).append((words, open_end, context, weight))
                elif open_end:
                    beginnings.setdefault(words[0][:_STEM], []).append((words[0], context, weight))
                else:
                    forms.setdefault(words[0], []).append((context, weight))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return ContextWords(*({key: tuple(values) for key, values in table.items()} for table in tables))


@lru_cache(maxsize=64)
def sentence_contexts(sentence: Sentence, pack: Pack) -> tuple[str, ...]:
    """The contexts that a sentence tells by itself, the plainest first; at most three."""
    scores = _scores(sentence, context_words(pack))
    plain = sorted((context for context, score in scores.items() if score >= _ENOUGH), key=lambda c: -scores[c])
    return tuple(plain[:_MOST])


def article_contexts(analysis: Analysis, pack: Pack) -> tuple[str, ...]:
    """The contexts of the whole article: those that a fair share of its sentences tell."""
    told: Counter[str] = Counter()
    telling = 0
    for sentence in analysis.sentences:
        here = sentence_contexts(sentence, pack)
        told.update(here)
        telling += bool(here)
    enough = max(ARTICLE_LEAST, ARTICLE_SHARE * telling)
    return tuple(context for context, count in told.most_common(ARTICLE_MOST) if count >= enough)


def _scores(sentence: Sentence, words: ContextWords) -> dict[str, float]:
    """How much each context is told: every different word counts once, a word inside a phrase only as the phrase."""
    cut = _words(sentence)
    scores: dict[str, float] = {}
    seen: set[tuple[str, str]] = set()

    def count(context: str, weight: float, text: str) -> None:
        if (context, text) not in seen:
            seen.add((context, text))
            scores[context] = scores.get(context, 0.0) + weight

    at = 0
    while at < len(cut):
        word = cut[at]
        matched = _phrase_at(cut, at, words)
        if matched is not None:
            length, entries = matched
            for context, weight in entries:
                count(context, weight, " ".join(cut[at : at + length]))
            at += length
            continue
        for context, weight in words.forms.get(word, ()):
            count(context, weight, word)
        for beginning, context, weight in (*words.beginnings.get(word[:_STEM], ()), *words.beginnings.get(word[:3], ())):
            if word.startswith(beginning):
                count(context, weight, beginning)
        at += 1
    return scores


def _phrase_at(cut: list[str], at: int, words: ContextWords) -> tuple[int, list[tuple[str, float]]] | None:
    """The longest phrase at a word, with all contexts that it tells."""
    length, found = 0, []
    for texts, open_end, context, weight in words.phrases.get(cut[at], ()):
        size = len(texts)
        if size < length:
            break
        piece = tuple(cut[at : at + size])
        if piece == texts or (open_end and piece[:-1] == texts[:-1] and len(piece) == size and piece[-1].startswith(texts[-1])):
            length = size
            found.append((context, weight))
    return (length, found) if found else None


def _words(sentence: Sentence) -> list[str]:
    """Lower-case words, compounds in their parts as `phrase` cuts them."""
    found: list[str] = []
    for word in sentence.lower:
        if word.isalpha():
            found.append(word)
        else:
            found.extend(phrase(word))
    return found
