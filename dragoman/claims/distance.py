"""The author's own distance from an event: hedges, doubting words, scare quotes and the conditional of the press."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from dragoman.claims.draft import VERBAL
from dragoman.claims.quoted import NONE, tokens_of
from dragoman.model import Distance, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.analysis.records import Analysis, Sentence
    from dragoman.claims.quoted import Quoted
    from dragoman.model import Claim, Event

_FEW = 4  # words up to which a quoted phrase without a verb is a word held at arm's length rather than an utterance
_BY_PREPOSITION = ("source.", "opinion.")  # rules of claims whose sentence is the author's own, with its moods


def signs(holding: Sequence[Claim], event: Event, analysis: Analysis, quoted: Quoted) -> Iterator[Distance]:
    """Every sign of distance from `event`; `holding` are the claims whose content holds it, without doubts that a source expresses."""
    for claim in holding:
        if claim.source is None and claim.rule.startswith(("hedge.", "doubt.")) and claim.cue:
            yield Distance("doubted" if claim.stance == "doubts" else "reported", claim.cue[0])
    sentence = analysis.at(event.trigger.start)
    if sentence is None:
        return
    told = [claim for claim in holding if claim.source is not None]
    if not told and (mark := _scare_quotes(event, sentence, quoted)) is not None:
        yield Distance("quoted", mark)
    if all(claim.rule.startswith(_BY_PREPOSITION) for claim in told) and (verb := _conditional(event, sentence)) is not None:
        yield Distance("conditional", verb)


def _scare_quotes(event: Event, sentence: Sentence, quoted: Quoted) -> Span | None:
    """The quoted phrase of a few words in which the trigger stands; None where there is none, or where it is an utterance."""
    number = quoted.around(event.trigger.start)
    if number == NONE or quoted.is_utterance(number):
        return None
    quotation = quoted.all[number]
    words = [t for t in tokens_of(sentence, quotation.inner_start, quotation.inner_end) if sentence.pos[t] != "PUNCT"]
    if len(words) > _FEW or quotation.end > sentence.span.end:
        return None
    return Span(sentence.article_text[quotation.start : quotation.end], quotation.start, quotation.end)


def _conditional(event: Event, sentence: Sentence) -> Span | None:
    """The verb in the conditional that tells the event, where no condition is told beside it."""
    token = bisect_left(sentence.starts, event.trigger.start)
    if token >= len(sentence) or sentence.pos[token] not in VERBAL:
        return None
    own = [token, *(c for c in sentence.children[token] if sentence.relation(c) in ("aux", "cop"))]
    verb = next((t for t in own if "Mood=Cnd" in sentence.feats[t]), None)
    if verb is None or any(sentence.relation(c) == "advcl" for c in sentence.children[token]):
        return None
    return sentence.cut(verb, verb)
