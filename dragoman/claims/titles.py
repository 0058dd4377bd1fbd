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

_NAME = 14  # tokens that a name before a colon or after a dash may have
_GAP = 3  # code points that may part a quotation from the dash of its signature
_LABEL = 4  # words of a speaker's label
_ACRONYM = 3  # letters up to which a word in capitals is rather an acronym


def is_label(draft: Draft) -> bool:
    """Tell whether a draft rests on a name before a colon alone, without a quotation."""
    return draft.rule == "colon" and not draft.quotations


def colon(context: Context, sentence: Sentence) -> Draft | None:
    """A name, a colon and what it says ("Moscow: no talks before spring"), as titles and transcripts have it."""
    head = next((t for t, word in enumerate(sentence.words[:_NAME]) if word == ":"), None)
    if head is None or head + 1 >= len(sentence):
        return None
    first = next((t for t in range(head) if sentence.pos[t] != "PUNCT"), head)
    if _is_transcript(sentence, first, head):
        return _turn(context, sentence, first, head)
    if has_verb(sentence, range(head)) or context.quoted.around(sentence.starts[head]) != NONE:
        return None
    return _title(context, sentence, first, head)


def _title(context: Context, sentence: Sentence, first: int, head: int) -> Draft | None:
    """What follows a name and a colon: a quotation anywhere, any clause in a title."""
    following = context.quoted.within(sentence.starts[head + 1], sentence.ends[head + 1], NONE)
    name = _name(sentence, first, head)
    title = sentence.heading or sentence.sequence == 0 or _is_label(sentence, head)
    if name is None or not (following or title):
        return None
    whole = following and (not title or context.quoted.all[following[0]].end >= sentence.ends[-1] - 1)
    rest = trimmed(sentence.article_text, (sentence.starts[head + 1], sentence.ends[-1]))
    stretch = bare(context, following[0]) if whole else rest
    if stretch is None or not (whole or has_verb(sentence, range(head + 1, len(sentence)))):
        return None
    return Draft("colon", "speech", sentence, (head,), name, (stretch,), quotations=tuple(following[:1]) if whole else ())


def _is_transcript(sentence: Sentence, first: int, stop: int) -> bool:
    """Tell whether a paragraph of a transcript begins here: its speaker in capitals before a colon."""
    words = [w for t in range(first, stop) if (w := sentence.cut(t, t).text).isalpha()]
    return 0 < len(words) <= _LABEL and all(len(w) > 1 and w.isupper() for w in words) and any(len(w) > _ACRONYM for w in words)


def _turn(context: Context, sentence: Sentence, first: int, colon_: int) -> Draft | None:
    """What a speaker of a transcript says: the rest of the paragraph."""
    sentences, number = context.analysis.sentences, sentence.sequence
    last = sentence
    while number + 1 < len(sentences) and sentences[number + 1].paragraph == sentence.paragraph:
        number += 1
        last = sentences[number]
    stretch = trimmed(sentence.article_text, (sentence.starts[colon_ + 1], last.span.end))
    source = Source(sentence, first, tuple(range(first, colon_)))
    return Draft("transcript", "speech", sentence, (colon_,), source, (stretch,)) if stretch else None


def signature(context: Context, sentence: Sentence) -> Draft | None:
    """A quotation signed with a name after a dash: "…" - the mayor of Lyon."""
    quoted = context.quoted
    for number in quoted.within(max(sentence.span.start - _GAP, 0), sentence.span.end, NONE):
        quotation = quoted.all[number]
        tokens = range(tokens_of(sentence, 0, quotation.end).stop, len(sentence))
        words = [t for t in tokens if sentence.words[t] != '"']
        if len(words) < 2 or sentence.words[words[0]] != "-" or len(words) > _NAME or has_verb(sentence, words):
            continue
        name = _name(sentence, words[1], len(sentence))
        if name is not None and quoted.is_utterance(number):
            return Draft("signature", "speech", sentence, (words[0],), name, (bare(context, number),), quotations=(number,))
    return None


def _is_label(sentence: Sentence, stop: int) -> bool:
    """Tell whether only a short name stands before the colon, as in transcripts."""
    return stop <= _LABEL and all(sentence.pos[t] == "PROPN" or sentence.cut(t, t).text.isupper() for t in range(stop))


def _name(sentence: Sentence, first: int, stop: int) -> Source | None:
    """The noun phrase that fills the tokens from `first` to `stop`, where it can speak: it holds a proper noun."""
    while stop > first and sentence.pos[stop - 1] == "PUNCT":
        stop -= 1
    stop = next((t for t in range(first + 1, stop - 1) if sentence.words[t] == "," and sentence.pos[t + 1] == "ADP"), stop)
    inside = range(first, stop)
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
        if quotation.start <= sentence.span.start or first < 2 or sentence.words[first - 1] != ":" or not quoted.is_utterance(number):
            continue
        verb = next((t for t in reversed(range(first)) if sentence.pos[t] == "VERB" and sources.is_finite(sentence, t)), None)
        source = sources.subject(sentence, (verb,), context.lexicon.words) if verb is not None else None
        if verb is not None and source is not None:
            return Draft("colon", "speech", sentence, (verb,), source, (bare(context, number),), quotations=(number,))
    return None
