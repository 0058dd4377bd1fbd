"""Quotations that nobody introduces: they go on with the speaker before them, or stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims.direct import bare
from dragoman.claims.draft import Draft, merged, subtree
from dragoman.claims.quoted import NONE

if TYPE_CHECKING:
    from dragoman.claims.draft import Context


def following(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Give quotations that nobody introduces to the speaker of the direct speech right before them, else to nobody."""
    taken = {number for draft_ in drafts for number in draft_.quotations}
    result = list(drafts)
    last: int | None = None  # index in result of the latest direct draft
    by_first = sorted(((context.quoted.all[min(d.quotations)].start, i) for i, d in enumerate(result) if d.quotations), reverse=True)
    end = -1
    for number, quotation in enumerate(context.quoted.all):
        if context.quoted.parent[number] != NONE:
            continue
        while by_first and by_first[-1][0] <= quotation.start:
            _, last = by_first.pop()
            end = _sentence_end(context, result[last])
        if number in taken:
            continue
        if last is not None and end >= 0 and _continues(context, number, end):
            old = result[last]
            result[last] = Draft(
                old.rule,
                old.kind,
                old.sentence,
                old.cue,
                old.source,
                merged((*old.content, bare(context, number))),
                old.stance,
                (*old.quotations, number),
                old.mark,
            )
            end = _sentence_end(context, result[last])
        elif (lonely := _alone(context, number, result)) is not None:
            result.append(lonely)
    return result


def _sentence_end(context: Context, draft_: Draft) -> int:
    ends = [draft_.sentence.span.end]
    for number in draft_.quotations:
        sentences = context.quoted.sentences(number)
        if sentences:
            ends.append(sentences[-1].span.end)
    return max(ends)


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


def _alone(context: Context, number: int, drafts: list[Draft]) -> Draft | None:
    """A whole quoted sentence that nobody introduces: the opening mark is its only cue."""
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    if not sentences or not context.quoted.is_utterance(number) or not _fills(context, number):
        return None
    before = sentences[0].article_text[sentences[0].span.start : quotation.start]
    if any(c.isalnum() for c in before) or len(subtree(sentences[0], range(len(sentences[0])))) < 4:
        return None
    mark = (quotation.start, quotation.inner_start)
    text = sentences[0].article_text
    opening = (mark[0], mark[0] + len(text[mark[0] : mark[1]].rstrip()))
    covered = any(a <= quotation.inner_start and quotation.inner_end <= b for d in drafts for a, b in d.content)
    if covered:
        return None
    return Draft("mark", "speech", sentences[0], (), None, (bare(context, number),), quotations=(number,), mark=opening)
