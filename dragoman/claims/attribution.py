"""Who stands behind an event: the claims that hold it, outermost first."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.model import Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.analysis.records import Analysis
    from dragoman.model import Claim, Entity, Event, Span

# Types that are acts of speech: whoever commits one is no witness to it.
_SPEECH = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def attribute(claims: Sequence[Claim], events: Sequence[Event], analysis: Analysis) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Fill the chain of sources of every event, outermost first, and the events of every claim.

    A claim holds an event whose trigger stands in its content. The source that itself commits the speech act is left out of the
    chain, and so are claims without a source.
    """
    ordered = sorted(range(len(claims)), key=lambda i: claims[i].content[0].start)
    starts = [claims[i].content[0].start for i in ordered]
    reach = _reach(claims, ordered)
    held: dict[int, list[str]] = {}
    result = []
    for event in events:
        holding = _holding(claims, ordered, starts, reach, event.trigger)
        for i in holding:
            held.setdefault(i, []).append(event.id)
        result.append(replace(event, attribution=_chain([claims[i] for i in holding], event, analysis)))
    filled = tuple(replace(claim, events=tuple(held.get(i, ()))) for i, claim in enumerate(claims))
    return filled, tuple(result)


def _reach(claims: Sequence[Claim], ordered: list[int]) -> list[int]:
    """For each claim in order, how far the contents up to it reach: where to stop looking back."""
    reach, furthest = [], 0
    for i in ordered:
        furthest = max(furthest, claims[i].content[-1].end)
        reach.append(furthest)
    return reach


def _holding(claims: Sequence[Claim], ordered: list[int], starts: list[int], reach: list[int], trigger: Span) -> list[int]:
    """The claims whose content holds the trigger and whose cue is not the trigger, the widest content first."""
    found = []
    position = bisect_right(starts, trigger.start) - 1
    while position >= 0 and reach[position] > trigger.start:
        claim = claims[ordered[position]]
        inside = any(s.start <= trigger.start and trigger.end <= s.end for s in claim.content)
        if inside and not any(c.start < trigger.end and trigger.start < c.end for c in claim.cue):
            found.append(ordered[position])
        position -= 1
    return sorted(found, key=lambda i: -sum(s.end - s.start for s in claims[i].content))


def _chain(holding: list[Claim], event: Event, analysis: Analysis) -> tuple[Attribution, ...]:
    doubted = any(claim.source is None and claim.stance == "doubts" for claim in holding)
    chain: list[Attribution] = []
    for claim in holding:
        if claim.source is None or (event.event in _SPEECH and _is_actor(claim.source, event, analysis)):
            continue
        if chain and chain[-1].source == claim.source:
            continue
        cue = claim.cue[0] if claim.cue else None
        chain.append(Attribution(claim.source, cue, claim.stance))
    if doubted and chain:
        chain[-1] = replace(chain[-1], stance="doubts")
    return tuple(chain)


def _is_actor(source: Entity, event: Event, analysis: Analysis) -> bool:
    """Tell whether the source is the one who acts: the same words or known name. A speaker's "we" is more than the speaker."""
    return any(
        (actor.start < source.end and source.start < actor.end)
        or (bool(actor.name) and actor.name == source.name and not _is_we(actor, analysis))
        for actor in event.actor
    )


def _is_we(actor: Entity, analysis: Analysis) -> bool:
    sentence = analysis.at(actor.start)
    if sentence is None:
        return False
    token = max(bisect_right(sentence.starts, actor.start) - 1, 0)
    return "Person=1" in sentence.feats[token] and "Number=Plur" in sentence.feats[token]
