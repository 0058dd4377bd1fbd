"""The attribution itself ("a déclaré le ministre"): the verb, who speaks, and what stands between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.claims import holders
from dragoman.claims import source as sources
from dragoman.claims.draft import Source, has_verb
from dragoman.claims.quoted import tokens_of

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context
    from dragoman.claims.verbal import Verb

_LEADING = frozenset({"AUX", "ADV", "PART"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The attribution itself ("a déclaré le ministre"): its first token, and the end of what surely belongs to it."""

    first: int
    last: int
    source: Source | None


def frame_of(context: Context, verb: Verb, left: int | None) -> Frame:
    """The attribution around a verb; `left` is the quotation before it, behind which no source is looked for."""
    sentence = verb.sentence
    inverted = left is not None or _after_comma(sentence, verb)
    since = tokens_of(sentence, 0, context.quoted.all[left].end).stop if left is not None else 0
    source = sources.subject(sentence, verb.group, context.lexicon.words, inverted=inverted, since=since)
    if source is not None and inverted and source.head < verb.main:
        source = _inserted(sentence, verb) or source
    if source is None and left is not None:
        source = holders.stray(sentence, verb.last, since, after=True)
    first = verb.main
    own = {t for t in sources.whole(sentence, source) if t >= source.tokens[0]} if source else set()
    while first > 0:
        token = first - 1
        belongs = token in own or (
            sentence.pos[token] in _LEADING | {"PRON"} and (sentence.heads[token] in (verb.main, *verb.group) or token in own)
        )
        if not belongs:
            break
        first = token
    while first < verb.main and sentence.pos[first] == "PUNCT":
        first += 1
    last = max(verb.last, max((t for t in own), default=0))
    frame = Frame(first, last, source)
    if left is not None and since < first and not has_verb(sentence, range(since, verb.main)):
        return _widened(sentence, frame, since)
    return frame


def _after_comma(sentence: Sentence, verb: Verb) -> bool:
    token = verb.main - 1
    while token >= 0 and (sentence.pos[token] in _LEADING or (sentence.pos[token] == "PRON" and sentence.heads[token] == verb.main)):
        token -= 1
    return token > 0 and sentence.words[token] in (",", "-", '"')


def _widened(sentence: Sentence, frame: Frame, since: int) -> Frame:
    """Take all that stands between a quotation and a verb for the source, where no verb is among it: appositions come loose."""
    source = frame.source or _loose_phrase(sentence, since, frame.first)
    if source is None or source.head >= frame.first or source.tokens[0] < since:
        return frame
    first = next((t for t in range(since, frame.first) if sentence.pos[t] != "PUNCT"), frame.first)
    last = next((t for t in reversed(range(first, frame.first)) if sentence.pos[t] not in ("PUNCT", "AUX", "ADV", "PART")), first)
    if not first <= source.head <= last or sentence.pos[first] in ("CCONJ", "SCONJ", "ADP"):
        return frame
    return Frame(first, frame.last, Source(sentence, source.head, tuple(range(first, last + 1))))


def _loose_phrase(sentence: Sentence, start: int, stop: int) -> Source | None:
    """The first noun or pronoun between two tokens, where the parser left the verb without a subject."""
    head = next((t for t in range(start, stop) if sentence.pos[t] in ("PROPN", "NOUN", "PRON")), None)
    return sources.phrase(sentence, head) if head is not None else None


def _inserted(sentence: Sentence, verb: Verb) -> Source | None:
    """The bare noun phrase after a verb that a comma parts from what the parser took for its subject ("X, a dit Y, viendra")."""
    token = verb.main - 1
    while token > 0 and sentence.pos[token] == "AUX":
        token -= 1
    if sentence.words[token] != ",":
        return None
    for child in verb.children():
        if child > verb.last and sentence.relation(child) in ("obj", "nsubj", "obl"):
            source = sources.phrase(sentence, child)
            end = source.tokens[-1] + 1
            if source.tokens[0] != verb.last + 1 or end >= len(sentence) or sentence.words[end] not in (",", "."):
                return None
            inserted = sentence.words[end] == "," and not any(sentence.words[t] == "," for t in range(token))
            told = range(end, len(sentence)) if inserted else range(token)
            return source if has_verb(sentence, told) else None
    return None
