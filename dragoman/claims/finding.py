"""From sentences to claims: run the rules, settle what they share, and make the records."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from dragoman.claims import content, continuation, direct, hedges, nominal, prepositional, settling, titles, verbal
from dragoman.claims.draft import VERBAL, Context, merged, trimmed
from dragoman.claims.lexicon import lexicon
from dragoman.claims.party import Parties
from dragoman.claims.quoted import NONE, Quoted
from dragoman.claims.source import is_finite
from dragoman.model import Claim, Span, content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.actors import Mentions
    from dragoman.analysis.records import Analysis, Sentence
    from dragoman.claims.draft import Draft, Stretch
    from dragoman.model import Entity
    from dragoman.model.records import ClaimType
    from dragoman.packs.base import Pack

_SAME = 0.8  # two drafts with contents as alike as this are one claim, where the same words or the same source tell it


def find(analysis: Analysis, mentions: Mentions, pack: Pack, article: str = "") -> tuple[Claim, ...]:
    """Every claim of the article, by the start of its content. Each span equals the article's text between its offsets.

    `article` is the article's id: the ids of claims derive from it and from the spans.
    """
    context = Context(analysis, lexicon(pack), Quoted(analysis))
    parties = Parties(mentions, context.lexicon.words)
    drafts = [draft for sentence in analysis.sentences for draft in _sentence(context, sentence)]
    drafts = [d for d in drafts if not (titles.is_label(d) and d.source is not None and parties.is_topic(d.source))]
    drafts = continuation.following(context, drafts, parties.is_person)
    drafts = [_to_quotation_end(context, _within_quotation(context, draft)) for draft in drafts]
    drafts = _in_their_place(context, [d for d in map(_worded, drafts) if d.content])
    ordered = sorted(_distinct(sorted(drafts, key=lambda d: d.source is None)), key=lambda d: (d.content[0][0], -d.content[-1][1]))
    told = parties.entities(ordered)
    return tuple(_claim(context, draft, entity, article) for draft, entity in zip(ordered, told, strict=True))


def _sentence(context: Context, sentence: Sentence) -> list[Draft]:
    found: list[Draft] = []
    used: set[int] = set()
    for readings in verbal.verbs(context, sentence):
        drafts = (_joined(direct.draft(context, verb), content.draft(context, verb)) for verb in readings)
        draft = next((d for d in drafts if d is not None), None)
        if draft is not None:
            found.append(draft)
            used.update(draft.cue)
    found.extend(nominal.drafts(context, sentence, frozenset(used)))
    found.extend(prepositional.drafts(context, sentence))
    found.extend(hedges.drafts(context, sentence))
    taken = {n for draft in found for n in draft.quotations}
    for draft in (titles.colon(context, sentence), titles.signature(context, sentence), titles.unlisted(context, sentence)):
        if draft is not None and not taken & set(draft.quotations):
            found.append(draft)
            taken |= set(draft.quotations)
    return settling.settled(context, sentence, found)


def _worded(draft: Draft) -> Draft:
    """The draft without pieces that hold nothing but marks."""
    text = draft.sentence.article_text
    return replace(draft, content=tuple((a, b) for a, b in draft.content if any(c.isalnum() for c in text[a:b])))


def _joined(quoting: Draft | None, reporting: Draft | None) -> Draft | None:
    """A verb that reports and then quotes ("said that …: "…"") has one content in both."""
    if quoting is None or reporting is None:
        return quoting or reporting
    inverted = quoting.source is not None and quoting.source.head > quoting.cue[0]
    if inverted or max(end for _, end in quoting.content) <= reporting.sentence.starts[reporting.cue[0]]:
        return quoting
    return replace(reporting, content=merged((*reporting.content, *quoting.content)), quotations=quoting.quotations)


def _within_quotation(context: Context, draft: Draft) -> Draft:
    """Clip the content of a cue that stands in a quotation to that quotation, whatever the parser joined to it."""
    number = context.quoted.around(draft.sentence.starts[draft.cue[0]]) if draft.cue else NONE
    if number == NONE:
        return draft
    low, high = context.quoted.all[number].inner_start, context.quoted.all[number].inner_end
    text = draft.sentence.article_text
    pieces = ((max(a, low), min(b, high)) for a, b in draft.content if max(a, low) < min(b, high))
    return replace(draft, content=tuple(piece if piece[1] < high else trimmed(text, piece) or piece for piece in pieces))


def _to_quotation_end(context: Context, draft: Draft) -> Draft:
    """Let a content that breaks off inside a quotation, or right before one, run to the end of the quotation."""
    if not draft.content:
        return draft
    start, end = draft.content[-1]
    sentence = draft.sentence
    number = context.quoted.around(end - 1)
    at = context.quoted.around(sentence.starts[draft.cue[0]]) if draft.cue else NONE
    while number not in (NONE, at) and context.quoted.parent[number] != at:
        number = context.quoted.parent[number]
    if number in (NONE, at):
        number = _next_quotation(context, sentence, end, at)
    if number in (NONE, at):
        return draft
    quotation = context.quoted.all[number]
    if start > quotation.start or quotation.end <= end:
        return draft
    return replace(draft, content=(*draft.content[:-1], (start, quotation.end)))


def _next_quotation(context: Context, sentence: Sentence, end: int, at: int) -> int:
    """The quotation that opens right after a content that breaks off before it: no clause ends there without a comma."""
    following = context.quoted.within(end, end + 3, at)
    for number in following:
        start = context.quoted.all[number].start
        if end <= start and not sentence.article_text[end:start].strip() and start < sentence.span.end:
            return number
    return NONE


def _in_their_place(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Keep what has its place: inside a quotation only what somebody says there, inside another claim no attitude and no act still open.

    What a speaker wants or thinks of in the course of a quotation belongs to the quotation.
    """
    spans = sorted((start, end, number) for number, draft in enumerate(drafts) for start, end in draft.content)
    starts = [start for start, _, _ in spans]
    furthest = list(accumulate((end for _, end, _ in spans), max))
    kept = []
    for number, draft in enumerate(drafts):
        if draft.mark is not None or not draft.cue:
            kept.append(draft)
            continue
        offset = draft.sentence.starts[draft.cue[0]]
        if context.quoted.around(offset) != NONE:
            if _tells_inside_quotation(draft):
                kept.append(draft)
        elif not (draft.kind == "attitude" or _is_open(draft)) or not _held(offset, number, spans, starts, furthest):
            kept.append(draft)
    return kept


def _is_open(draft: Draft) -> bool:
    """Tell an act that is only wanted or intended, by its infinitive: "said it hoped to persuade …" persuades nobody yet."""
    first = draft.cue[0]
    return draft.kind == "act" and draft.sentence.pos[first] in VERBAL and "VerbForm=Inf" in draft.sentence.feats[first]


def _tells_inside_quotation(draft: Draft) -> bool:
    """Tell whether somebody speaks or acts by speech in a finite clause, told by a full noun phrase: "I say" is the speaker's own."""
    if draft.source is None or draft.kind == "attitude" or not _is_finite(draft):
        return False
    source = draft.source.antecedent or draft.source
    if source.sentence is draft.sentence and source.head > draft.cue[0]:
        return True  # inserted into the quotation by who quotes: "“We, he said, will stay”"
    return source.sentence.pos[source.head] in ("NOUN", "PROPN")


def _is_finite(draft: Draft) -> bool:
    sentence = draft.sentence
    return any(sentence.pos[t] not in VERBAL or is_finite(sentence, t) for t in draft.cue)


def _held(offset: int, own: int, spans: list[tuple[int, int, int]], starts: list[int], furthest: list[int]) -> bool:
    """Tell whether another draft's content holds the code point."""
    position = bisect_right(starts, offset) - 1
    while position >= 0 and furthest[position] > offset:
        _, end, number = spans[position]
        if end > offset and number != own:
            return True
        position -= 1
    return False


def _distinct(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Leave out the second of two drafts that tell the same thing; the rules come in the order of their trust."""
    kept: dict[int, list[Draft]] = {}
    for draft in drafts:
        rivals = kept.setdefault(draft.content[0][0] // 2000, [])
        near = [*rivals, *kept.get(draft.content[0][0] // 2000 - 1, ())]
        if not any(_alike(draft, other) for other in near):
            rivals.append(draft)
            yield draft


def _alike(a: Draft, b: Draft) -> bool:
    if _overlap(a.content, b.content) < _SAME:
        return False
    same_cue = a.sentence is b.sentence and bool(set(a.cue) & set(b.cue))
    return same_cue or a.source is None or b.source is None or set(a.source.tokens) == set(b.source.tokens)


def _overlap(a: tuple[Stretch, ...], b: tuple[Stretch, ...]) -> float:
    shared = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    total = sum(end - start for start, end in a) + sum(end - start for start, end in b) - shared
    return shared / total if total else 0.0


def _claim(context: Context, draft: Draft, source: Entity | None, article: str) -> Claim:
    sentence = draft.sentence
    text = sentence.article_text
    kind, stretches = _type(context, draft)
    content = tuple(Span(text[a:b], a, b) for a, b in stretches)
    cue = _cue(draft)
    where = content_id(
        article, sentence.sequence, *(s.start for s in cue), "content", *(part for s in content for part in (s.start, s.end))
    )
    return Claim(where, source, cue, content, kind, draft.stance, (), draft.rule)


def _cue(draft: Draft) -> tuple[Span, ...]:
    text = draft.sentence.article_text
    if draft.mark is not None:
        return (Span(text[draft.mark[0] : draft.mark[1]], *draft.mark),)
    spans: list[Span] = []
    previous = -2
    for token in draft.cue:
        if token == previous + 1:
            start, end = spans[-1].start, draft.sentence.ends[token]
            spans[-1] = Span(text[start:end], start, end)
        else:
            spans.append(draft.sentence.cut(token, token))
        previous = token
    return tuple(spans)


def _type(context: Context, draft: Draft) -> tuple[ClaimType, tuple[Stretch, ...]]:
    """Direct where every piece is one whole quotation (its marks are then left out), mixed where a quotation stands in it."""
    at = context.quoted.around(draft.sentence.starts[draft.cue[0]]) if draft.cue else NONE
    pieces: list[Stretch] = []
    direct_, quoting = True, False
    for start, end in draft.content:
        inside = [
            n for n in context.quoted.within(start, end, at) if context.quoted.all[n].end > start and context.quoted.all[n].start < end
        ]
        quoting = quoting or bool(inside)
        one = context.quoted.all[inside[0]] if len(inside) == 1 else None
        inner = (max(start, one.inner_start), min(end, one.inner_end)) if one is not None else (0, 0)
        if one is not None and inner[0] < inner[1] and one.start - 1 <= start and end <= one.end + 1:
            pieces.append(inner)
        else:
            direct_ = False
            pieces.append(_balanced(context, start, end, inside))
    if direct_:
        return "direct", tuple(pieces)
    return ("mixed" if quoting else "indirect"), tuple(pieces)


def _balanced(context: Context, start: int, end: int, inside: list[int]) -> Stretch:
    """Widen a stretch that would cut off the opening or closing mark of a quotation at its edge."""
    for number in inside:
        quotation = context.quoted.all[number]
        if quotation.start < start <= quotation.inner_start:
            start = quotation.start
        if quotation.inner_end <= end < quotation.end:
            end = quotation.end
    return start, end
