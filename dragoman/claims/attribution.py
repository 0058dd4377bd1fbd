"""Who stands behind an event: the claims that hold it, outermost first."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.claims import distance
from dragoman.claims.quoted import Quoted
from dragoman.model import Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.analysis.records import Analysis
    from dragoman.model import Claim, Entity, Event, Span

_LONGEST_CUE = 60  # code points
# Types that are acts of speech: whoever commits one is no witness to it.
_SPEECH = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def attribute(claims: Sequence[Claim], events: Sequence[Event], analysis: Analysis) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Fill the chain of sources and the author's distance of every event, and the events and acts of every claim.

    A claim holds an event whose trigger stands in its content; an act of speech whose trigger is its cue is the claim's own. The
    source that itself commits the speech act is left out of the chain, and so are claims without a source.
    """
    ordered = sorted(range(len(claims)), key=lambda i: claims[i].content[0].start)
    starts = [claims[i].content[0].start for i in ordered]
    reach = _reach(claims, ordered)
    quoted = Quoted(analysis)
    cues = _Cues(claims)
    held: dict[int, list[str]] = {}
    acts: dict[int, list[str]] = {}
    result = []
    for event in events:
        holding = _holding(claims, ordered, starts, reach, event.trigger)
        for i in holding:
            held.setdefault(i, []).append(event.id)
        if event.event in _SPEECH:
            for i in cues.at(event.trigger):
                acts.setdefault(i, []).append(event.id)
        around = [claims[i] for i in holding]
        chain, doubted = _chain(around, event, analysis)
        signs = tuple(distance.signs([c for c in around if c not in doubted], event, analysis, quoted))
        result.append(replace(event, attribution=chain, distance=signs))
    filled = tuple(replace(claim, events=tuple(held.get(i, ())), acts=tuple(acts.get(i, ()))) for i, claim in enumerate(claims))
    return filled, tuple(result)


class _Cues:
    """The cues of all claims by their place."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._spans = sorted((span.start, span.end, i) for i, claim in enumerate(claims) for span in claim.cue)
        self._starts = [start for start, _, _ in self._spans]

    def at(self, trigger: Span) -> list[int]:
        """The numbers of the claims whose cue shares words with a trigger; cues are short, so that few are looked at."""
        position = bisect_right(self._starts, trigger.end - 1) - 1
        found = []
        while position >= 0 and self._starts[position] > trigger.start - _LONGEST_CUE:
            if self._spans[position][1] > trigger.start:
                found.append(self._spans[position][2])
            position -= 1
        return sorted(set(found))


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


def _chain(holding: list[Claim], event: Event, analysis: Analysis) -> tuple[tuple[Attribution, ...], list[Claim]]:
    """The links of the chain, and the doubts without a source of their own that went into the stance of its innermost source."""
    chain: list[Attribution] = []
    innermost: Claim | None = None
    for claim in holding:
        if claim.source is None or (event.event in _SPEECH and _is_actor(claim.source, event, analysis)):
            continue
        innermost = claim
        if chain and chain[-1].source == claim.source:
            continue
        cue = claim.cue[0] if claim.cue else None
        chain.append(Attribution(claim.source, cue, claim.stance))
    doubted = [c for c in holding if innermost is not None and c.source is None and c.stance == "doubts" and _stands_in(c, innermost)]
    if doubted:
        chain[-1] = replace(chain[-1], stance="doubts")
    return tuple(chain), doubted


def _stands_in(claim: Claim, outer: Claim) -> bool:
    """Tell whether a claim's cue is among the words of another claim."""
    return any(piece.start <= cue.start < piece.end for cue in claim.cue for piece in outer.content)


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
