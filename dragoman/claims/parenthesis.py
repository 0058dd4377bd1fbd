"""Attributions set off by commas from the clause that they report, which stands before and around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims.content import draft as reported
from dragoman.claims.draft import VERBAL, Stretch, has_verb, trimmed
from dragoman.claims.lexicon import Lexicon
from dragoman.claims.quoted import NONE, tokens_of

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context, Source
    from dragoman.claims.frame import Frame
    from dragoman.claims.verbal import Verb

_ENDS = frozenset({",", ".", '"', "-", ")", ":", ";", "...", "!", "?"})


def parenthetical(context: Context, verb: Verb, frame: Frame) -> bool:
    """Tell whether the verb with its subject is set off, after a comma, from what it reports."""
    sentence, source = verb.sentence, frame.source
    if source is None or frame.first == 0 or sentence.words[frame.first - 1] not in (",", "-", '"', "("):
        return False
    inverted = source.head > verb.main
    told = sources.is_finite(sentence, verb.main) or (not inverted and sentence.heads[source.head] == verb.main)
    if verb.noun is not None or not told or (inverted and not _may_speak(sentence, source)):
        return False
    right = frame.last + 1
    if right >= len(sentence) or sentence.words[right] in _ENDS:
        return True
    if sentence.lemmas[right] in context.lexicon.words.times:
        return not _has_object(sentence, verb, frame)
    if sentence.pos[right] in ("ADP", "SCONJ"):
        return reported(context, verb) is None
    stop = next((t for t in range(right, len(sentence)) if sentence.words[t] in _ENDS), len(sentence))
    return not has_verb(sentence, range(right, stop)) and not _has_object(sentence, verb, frame)


def around(context: Context, verb: Verb, frame: Frame, parent: int) -> list[Stretch]:
    """The clause around a parenthesis: what stands before it, and after it where that alone is no clause."""
    sentence, text = verb.sentence, verb.sentence.article_text
    low, high = 0, len(sentence)
    if parent != NONE:
        quotation = context.quoted.all[parent]
        inside = tokens_of(sentence, quotation.inner_start, quotation.inner_end)
        low, high = inside.start, inside.stop
    before = range(low, frame.first)
    pieces = []
    if before and not all(sentence.pos[t] == "PUNCT" for t in before):
        pieces.append((sentence.starts[low], sentence.ends[frame.first - 1]))
    after = next((t for t in range(frame.last + 1, high) if sentence.words[t] in (",", "-")), None)
    whole = is_clause(sentence, before)
    if after is not None and (_goes_on(context, sentence, after, high) if whole else has_verb(sentence, range(after, high))):
        pieces.append((sentence.starts[after], sentence.ends[high - 1]))
    elif not whole and not has_verb(sentence, before):
        return []
    kept = [piece for p in pieces if (piece := trimmed(text, p)) is not None]
    return kept if any(end - start > 3 for start, end in kept) else []


def _goes_on(context: Context, sentence: Sentence, comma: int, stop: int) -> bool:
    """Tell whether the clause before a parenthesis goes on behind it, rather than another clause beginning there."""
    first = comma + 1
    if first >= stop or sentence.words[comma] != "," or any(sentence.words[t] == ";" for t in range(first, stop)):
        return False
    if sentence.pos[first] in ("CCONJ", "SCONJ", "PUNCT") or speaks(context, sentence, first):
        return False
    return not has_verb(sentence, range(first, stop))


def resumes(context: Context, sentence: Sentence, number: int, frame: Frame) -> bool:
    """Tell whether a quotation goes on with what stands before the attribution: "The town was quiet, she said, and “nobody …”"."""
    quotation = context.quoted.all[number]
    first = tokens_of(sentence, 0, quotation.start).stop
    if frame.source is None or frame.first == 0 or sentence.words[frame.first - 1] != "," or quotation.start >= sentence.span.end:
        return False
    between = [t for t in range(frame.last + 1, first) if sentence.words[t] != '"']
    if not between or sentence.words[between[0]] != ",":
        return False
    if len(between) == 1:
        return sentence.article_text[quotation.inner_start].islower()
    return len(between) == 2 and sentence.pos[between[1]] == "CCONJ" and is_clause(sentence, range(frame.first))


def is_clause(sentence: Sentence, tokens: range) -> bool:
    """Tell whether tokens hold a main clause: a finite verb that is in no subordinate clause."""
    return any(
        sentence.pos[t] in VERBAL
        and "VerbForm=Fin" in sentence.feats[t]
        and not any(_subordinate(sentence, v) and v in tokens for v in (t, *sentence.ancestors(t)))
        for t in tokens
    )


def _subordinate(sentence: Sentence, verb: int) -> bool:
    return sentence.relation(verb) in ("acl", "advcl")
def _may_speak(sentence: Sentence, source: Source) -> bool:
    return sentence.pos[source.head] in ("PROPN", "PRON", "NOUN")


def _has_object(sentence: Sentence, verb: Verb, frame: Frame) -> bool:
    own = set(frame.source.tokens) if frame.source else set()
    return any(sentence.relation(c) in ("obj", "ccomp", "xcomp") and c > verb.main and c not in own for c in verb.children())


def speaks(context: Context, sentence: Sentence, token: int) -> bool:
    """Tell whether a token is a verb that may introduce direct speech."""
    return sentence.pos[token] in VERBAL and any(
        "quotation" in cue.takes and not cue.objects for cue in Lexicon.look_up(context.lexicon.verbs, sentence.lemmas[token])
    )
