"""Claims that a colon tells: "Moscow: no talks", "La ministre s'emporte : « … »"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims.direct import bare
from dragoman.claims.draft import Draft, Source, has_verb, trimmed
from dragoman.claims.quoted import NONE, tokens_of

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context


def is_label(draft: Draft) -> bool:
    """Tell whether a draft rests on a name before a colon alone, without a quotation."""
    return draft.rule == "colon" and not draft.quotations


def colon(context: Context, sentence: Sentence) -> Draft | None:
    """A name, a colon and what it says ("Moscow: no talks before spring"), as titles and transcripts have it."""
    head = next((t for t, word in enumerate(sentence.words[:14]) if word == ":"), None)
    if head is None or head == 0 or head + 1 >= len(sentence) or has_verb(sentence, range(head)):
        return None
    if context.quoted.around(sentence.starts[head]) != NONE:
        return None
    following = context.quoted.within(sentence.starts[head + 1], sentence.ends[head + 1], NONE)
    name = _name(sentence, head)
    if name is None or not (following or sentence.heading or _is_label(sentence, head)):
        return None
    if not following and not has_verb(sentence, range(head + 1, len(sentence))):
        return None
    stretch = (
        bare(context, following[0]) if following else trimmed(sentence.article_text, (sentence.starts[head + 1], sentence.ends[-1]))
    )
    if stretch is None:
        return None
    return Draft("colon", "speech", sentence, (head,), name, (stretch,), quotations=tuple(following[:1]))


def _is_label(sentence: Sentence, stop: int) -> bool:
    """Tell whether only a short name stands before the colon, as in transcripts."""
    return stop <= 4 and all(sentence.pos[t] == "PROPN" or sentence.words[t].isupper() for t in range(stop))


def _name(sentence: Sentence, stop: int) -> Source | None:
    """The noun phrase that fills the tokens before `stop`, where it can speak: it holds a proper noun."""
    inside = range(stop)
    heads = [t for t in inside if sentence.heads[t] not in inside and sentence.pos[t] != "PUNCT"]
    if not heads or not any(sentence.pos[t] == "PROPN" for t in inside):
        return None
    tokens = tuple(t for t in inside if sentence.pos[t] != "PUNCT" or t > heads[0])
    head = next((t for t in heads if sentence.pos[t] in ("PROPN", "NOUN")), heads[0])
    return Source(sentence, head, tokens) if head in tokens else None


def unlisted(context: Context, sentence: Sentence) -> Draft | None:
    """Any verb before a colon and a quotation speaks ("La ministre s'emporte : « … »")."""
    quoted = context.quoted
    for number in quoted.within(sentence.span.start, sentence.span.end + 4, NONE):
        quotation = quoted.all[number]
        first = tokens_of(sentence, 0, quotation.start).stop
        while first > 0 and sentence.words[first - 1] == '"':
            first -= 1
        if (
            quotation.start <= sentence.span.start
            or first < 2
            or sentence.words[first - 1] != ":"
            or not quoted.is_utterance(number)
        ):
            continue
        verb = next((t for t in reversed(range(first)) if sentence.pos[t] == "VERB" and sources.is_finite(sentence, t)), None)
        source = sources.subject(sentence, (verb,), context.lexicon.words) if verb is not None else None
        if verb is not None and source is not None:
            return Draft("colon", "speech", sentence, (verb,), source, (bare(context, number),), quotations=(number,))
    return None
