"""What the rules hand to one another before claims are made, and the small tools they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dragoman.analysis.records import Analysis, Sentence
    from dragoman.claims.lexicon import Lexicon
    from dragoman.claims.quoted import Quoted
    from dragoman.model.records import Stance

Stretch = tuple[int, int]  # code points of the article, end exclusive
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
VERBAL = frozenset({"VERB", "AUX"})
_LOOSE = " \t\n\r\u00a0\u202f,;:.-–—"  # what never begins or ends a content, save the full stop of a quotation


@dataclass(frozen=True, slots=True)
class Source:
    """A source as tokens of one sentence, ascending, with the head among them.

    Where it is a relative pronoun, `antecedent` is the noun phrase that it stands for.
    """

    sentence: Sentence
    head: int
    tokens: tuple[int, ...]
    antecedent: Source | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making: `kind` is its entry's, `cue` are tokens of `sentence`.

    Where `cue` is empty, `mark` is the stretch of the quotation mark that alone tells. `quotations` are numbers of Quoted.
    """

    rule: str
    kind: str
    sentence: Sentence
    cue: tuple[int, ...]
    source: Source | None
    content: tuple[Stretch, ...]
    stance: Stance = "asserts"
    quotations: tuple[int, ...] = ()
    mark: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What every rule reads."""

    analysis: Analysis
    lexicon: Lexicon
    quoted: Quoted


def runs(tokens: Iterable[int], sentence: Sentence) -> list[Stretch]:
    """Join tokens, ascending, to stretches; only punctuation and space may stand between two joined tokens."""
    found: list[Stretch] = []
    previous = -2
    for token in tokens:
        gap = range(previous + 1, token)
        if found and all(sentence.pos[t] == "PUNCT" for t in gap):
            found[-1] = (found[-1][0], sentence.ends[token])
        else:
            found.append((sentence.starts[token], sentence.ends[token]))
        previous = token
    return found


def trimmed(text: str, stretch: Stretch) -> Stretch | None:
    """Cut loose punctuation and space off both ends; None where nothing is left."""
    start, end = stretch
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _LOOSE:
        end -= 1
    return (start, end) if start < end else None


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Sort stretches and join those that overlap or touch."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def subtree(sentence: Sentence, tops: Iterable[int], barred: Collection[int] = ()) -> list[int]:
    """All tokens under `tops`, ascending, without the subtrees of `barred`."""
    queue, found = [t for t in tops if t not in barred], set()
    while queue:
        token = queue.pop()
        if token not in found:
            found.add(token)
            queue.extend(c for c in sentence.children[token] if c not in barred)
    return sorted(found)


def has_verb(sentence: Sentence, tokens: Sequence[int] | range) -> bool:
    """Tell whether a verb or auxiliary stands among the tokens."""
    return any(sentence.pos[t] in VERBAL for t in tokens)
