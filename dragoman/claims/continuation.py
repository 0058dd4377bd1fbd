"""Quotations that nobody introduces: they go on with the speaker before them, or stand alone."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.claims.direct import bare
from dragoman.claims.draft import Draft, merged
from dragoman.claims.quoted import NONE

if TYPE_CHECKING:
    from dragoman.claims.draft import Context, Stretch

_SHORT = 4  # tokens below which a quoted sentence says nothing by itself


def following(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Give quotations that nobody introduces to the speaker of the direct speech right before them, else to nobody."""
    taken = {number for draft_ in drafts for number in draft_.quotations}
    covered = merged(stretch for draft_ in drafts for stretch in draft_.content)
    starts = [start for start, _ in covered]
    waiting = sorted(((context.quoted.all[min(d.quotations)].start, i) for i, d in enumerate(drafts) if d.quotations), reverse=True)
    more: dict[int, list[int]] = {}
    lonely: list[Draft] = []
    last, end = -1, -1  # the latest direct draft, and where its last sentence ends
    for number, quotation in enumerate(context.quoted.all):
        if context.quoted.parent[number] != NONE:
            continue
        while waiting and waiting[-1][0] <= quotation.start:
            _, last = waiting.pop()
            end = max(_end(context, n) for n in drafts[last].quotations)
            end = max(end, drafts[last].sentence.span.end)
        if number in taken:
            continue
        if last >= 0 and _continues(context, number, end):
            more.setdefault(last, []).append(number)
            end = max(end, _end(context, number))
        elif (alone := _alone(context, number)) is not None and not _is_covered(alone, covered, starts):
            lonely.append(alone)
    return [_extended(context, draft_, more.get(i, [])) for i, draft_ in enumerate(drafts)] + lonely


def _extended(context: Context, draft_: Draft, numbers: list[int]) -> Draft:
    if not numbers:
        return draft_
    content = merged((*draft_.content, *(bare(context, n) for n in numbers)))
    return replace(draft_, content=content, quotations=(*draft_.quotations, *numbers))


def _end(context: Context, number: int) -> int:
    """Where the last sentence of a quotation ends."""
    sentences = context.quoted.sentences(number)
    return sentences[-1].span.end if sentences else context.quoted.all[number].end


def _is_covered(alone: Draft, covered: tuple[Stretch, ...], starts: list[int]) -> bool:
    start, end = alone.content[0]
    position = bisect_right(starts, start) - 1
    return position >= 0 and covered[position][1] >= end


def _continues(context: Context, number: int, end: int) -> bool:
    """Tell whether a quotation stands right after the code point `end` and fills its sentence."""
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    if not sentences or quotation.start < end - 1:
        return False
    text = sentences[0].article_text
    between = text[min(end, quotation.start) : quotation.start]
    return not between.strip() and _fills(context, number)


def _fills(context: Context, number: int) -> bool:
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    last = sentences[-1]
    rest = last.article_text[quotation.end : last.span.end]
    return sum(c.isalnum() for c in rest) == 0


def _alone(context: Context, number: int) -> Draft | None:
    """A whole quoted sentence that nobody introduces: the opening mark is its only cue."""
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    if not sentences or not context.quoted.is_utterance(number) or not _fills(context, number):
        return None
    before = sentences[0].article_text[sentences[0].span.start : quotation.start]
    if any(c.isalnum() for c in before) or len(sentences[0]) < _SHORT:
        return None
    mark = (quotation.start, quotation.inner_start)
    text = sentences[0].article_text
    opening = (mark[0], mark[0] + len(text[mark[0] : mark[1]].rstrip()))
    return Draft("mark", "speech", sentences[0], (), None, (bare(context, number),), quotations=(number,), mark=opening)
