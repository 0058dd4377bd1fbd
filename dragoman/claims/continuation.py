"""Quotations that nobody introduces: they go on with the speaker before them, or stand alone."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.claims.direct import bare
from dragoman.claims.draft import VERBAL, Draft, merged
from dragoman.claims.quoted import NONE
from dragoman.claims.source import subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.claims.draft import Context, Source, Stretch

_SINGLE = frozenset({"'", "‘", "‹", "’"})
_SHORT = 4  # tokens below which a quoted sentence says nothing by itself


def following(context: Context, drafts: list[Draft], is_person: Callable[[Source], bool]) -> list[Draft]:
    """Give quotations that nobody introduces to the speaker of the sentence right before them, else to nobody.

    `is_person` tells who may speak although the sentence tells nothing that they say.
    """
    taken = {number for draft_ in drafts for number in draft_.quotations}
    covered = merged(stretch for draft_ in drafts for stretch in draft_.content)
    starts = [start for start, _ in covered]
    waiting = sorted(_speakers(context, drafts), reverse=True)
    more: dict[int, list[int]] = {}
    lonely: list[Draft] = []
    last, end = -1, -1  # the latest draft that somebody tells, and where its last sentence ends
    for number, quotation in enumerate(context.quoted.all):
        if context.quoted.parent[number] != NONE:
            continue
        while waiting and waiting[-1][0] <= quotation.start:
            _, last = waiting.pop()
            end = max([drafts[last].sentence.span.end, *(_end(context, n) for n in drafts[last].quotations)])
        if number in taken:
            continue
        if last >= 0 and _continues(context, number, end):
            more.setdefault(last, []).append(number)
            end = max(end, _end(context, number))
        elif (alone := _alone(context, number)) is not None and not _is_covered(alone, covered, starts):
            speaker = drafts[last].source if last >= 0 and _follows(context, number, end) else _person_before(context, number, is_person)
            lonely.append(replace(alone, source=speaker))
            end = max(end, _end(context, number)) if speaker else end
    return [_extended(context, draft_, more.get(i, [])) for i, draft_ in enumerate(drafts)] + lonely


def _person_before(context: Context, number: int, is_person: Callable[[Source], bool]) -> Source | None:
    """The person whom the sentence right before a quotation is about, in the same paragraph."""
    sentences = context.quoted.sentences(number)
    position = sentences[0].sequence - 1 if sentences else -1
    if position < 0 or context.analysis.sentences[position].paragraph != sentences[0].paragraph:
        return None
    before = context.analysis.sentences[position]
    root = next((t for t, head in enumerate(before.heads) if head < 0), None)
    if root is None or before.pos[root] not in VERBAL or context.quoted.around(before.starts[root]) != NONE:
        return None
    source = subject(before, (root,), context.lexicon.words)
    return source if source is not None and is_person(source) else None


def _speakers(context: Context, drafts: list[Draft]) -> list[tuple[int, int]]:
    """The drafts that a quotation may go on with, as (where they begin, number): the direct ones, and the widest of other sentences."""
    direct = [(context.quoted.all[min(d.quotations)].start, i) for i, d in enumerate(drafts) if d.quotations]
    quoting = {drafts[i].sentence.sequence for _, i in direct}
    widest: dict[int, int] = {}
    for i, draft_ in enumerate(drafts):
        sequence = draft_.sentence.sequence
        if draft_.source is None or not draft_.cue or sequence in quoting:
            continue
        if context.quoted.around(draft_.sentence.starts[draft_.cue[0]]) == NONE and (
            sequence not in widest or _width(draft_) > _width(drafts[widest[sequence]])
        ):
            widest[sequence] = i
    return direct + [(drafts[i].sentence.span.start, i) for i in widest.values()]


def _width(draft_: Draft) -> int:
    return sum(end - start for start, end in draft_.content)


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
    """Tell whether a quotation stands right after the code point `end` in its paragraph and fills its sentence."""
    between = _between(context, number, end)
    return between is not None and not between.strip() and "\n" not in between and _fills(context, number)


def _follows(context: Context, number: int, end: int) -> bool:
    """Tell whether a quotation is the paragraph that follows the code point `end`; single marks rather set off titles."""
    quotation, between = context.quoted.all[number], _between(context, number, end)
    if between is None or between.strip():
        return False
    text = context.quoted.sentences(number)[0].article_text
    return text[quotation.start : quotation.inner_start].strip() not in _SINGLE and text[quotation.end : quotation.end + 1] in ("", "\n")


def _between(context: Context, number: int, end: int) -> str | None:
    """The text between the code point `end` and a quotation; None where the quotation begins before it."""
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    if not sentences or quotation.start < end - 1:
        return None
    return sentences[0].article_text[min(end, quotation.start) : quotation.start]


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
