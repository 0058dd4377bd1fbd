"""Two accounts of one meeting: what each side says was said, the points on one matter side by side."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from dragoman.ledger.records import Meeting, Point
from dragoman.ledger.testimony import key, keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dragoman.ledger.records import Happening
    from dragoman.ledger.testimony import Testimony
    from dragoman.model import Claim, Reading

_WORD = re.compile(r"[^\W\d_]{5,}")  # shorter words are mostly function words, in any language with blanks
_STEM = 6  # letters that words of one family share
_SAME_MATTER = 1.0  # one thing that only these two points speak of, or several that others speak of too


@dataclass(frozen=True, slots=True, eq=False)
class _Account:
    point: Point
    matter: frozenset[tuple[str, str]]


def meetings(
    happenings: Sequence[Happening], members: Mapping[str, Sequence[Testimony]], readings: Mapping[str, Reading]
) -> tuple[Meeting, ...]:
    """Every talk of which at least two of its sides give an account, by its day. `readings` are keyed by the article's id."""
    found = [_meeting(one, members[one.id], readings) for one in happenings if one.event == "CONSULT"]
    return tuple(sorted((m for m in found if m is not None), key=lambda m: (m.date or "9", m.happening)))


def _meeting(one: Happening, told: Sequence[Testimony], readings: Mapping[str, Reading]) -> Meeting | None:
    parties = keys((*one.actor, *one.recipient))
    by_side: dict[str, list[_Account]] = {}
    for article in dict.fromkeys(t.article.id for t in told):
        first = min(t.event.sentence.start for t in told if t.article.id == article)
        for account in _accounts(readings[article], parties, first):
            by_side.setdefault(account.point.side, []).append(account)
    if len(by_side) < 2:
        return None
    sides = tuple(sorted(by_side))
    return Meeting(
        one.id,
        one.date,
        next((t.event.channel for t in told if t.event.channel), ""),
        next((t.event.duration for t in told if t.event.duration), ""),
        sides,
        tuple(_rows(sides, by_side)),
    )


def _accounts(reading: Reading, parties: frozenset[str], first: int) -> Iterator[_Account]:
    """The claims of the parties from the sentence on that tells of the talk, outermost only: "X says that Y warned" is one point of X."""
    mine = [c for c in reading.claims if c.source is not None and key(c.source) in parties and c.content[-1].end > first]
    for claim in mine:
        if claim.source is None or any(_inside(claim, other) for other in mine if other is not claim):
            continue
        point = Point(key(claim.source), claim.id, claim.source, reading.article.id, claim.content[0])
        matter = _matter(claim, reading, parties)
        if not _only_the_talk(claim, reading):
            yield _Account(point, matter)


def _inside(claim: Claim, other: Claim) -> bool:
    """Whether a claim stands in another one, or runs on beyond it from a later beginning; of two equal ones the later by id."""
    start, end = claim.content[0].start, claim.content[-1].end
    first, last = other.content[0].start, other.content[-1].end
    if (start, end) == (first, last):
        return other.id < claim.id
    return first <= start < last and (first < start or end < last)


def _only_the_talk(claim: Claim, reading: Reading) -> bool:
    """A claim whose only event is the talk itself: that both spoke is no point of either."""
    events = [e for e in reading.events if e.id in claim.events]
    return bool(events) and all(e.event == "CONSULT" for e in events)


def _matter(claim: Claim, reading: Reading, parties: frozenset[str]) -> frozenset[tuple[str, str]]:
    """What a claim is about: its acts, the third parties named in it, the families of its longer words."""
    start, end = claim.content[0].start, claim.content[-1].end
    acts = {("act", f"{e.event} {' '.join(sorted(keys((*e.actor, *e.recipient))))}") for e in reading.events if e.id in claim.events}
    named = {key(e) for e in reading.entities if start <= e.start and e.end <= end and e.code} - parties
    text = " ".join(piece.text for piece in claim.content)
    words = {("word", _family(w)) for w in _WORD.findall(text)}
    names = {_family(w) for e in reading.entities for w in _WORD.findall(e.text)}
    return frozenset(acts | {("party", n) for n in named} | {(kind, w) for kind, w in words if w not in names})


def _family(word: str) -> str:
    """The first letters without accents: what "sanctions", "sanctionner" and "Sanktionen" nearly share."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))[:_STEM]


def _rows(sides: tuple[str, ...], by_side: Mapping[str, Sequence[_Account]]) -> Iterator[tuple[Point | None, ...]]:
    """Pair the points of two sides, the likest first; what is left stands alone. Rows come in the order of the first side's text."""
    spread = Counter(thing for accounts in by_side.values() for account in accounts for thing in account.matter)
    partner: dict[int, dict[str, _Account]] = {}
    taken: set[tuple[int, str]] = set()
    pairs = [
        (_likeness(a, b, spread), a.point.words.start, b.point.words.start, a, b)
        for one, other in combinations(sides, 2)
        for a in by_side[one]
        for b in by_side[other]
    ]
    for value, _, _, a, b in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if value < _SAME_MATTER or (id(a), b.point.side) in taken or (id(b), a.point.side) in taken:
            continue
        taken |= {(id(a), b.point.side), (id(b), a.point.side)}
        partner.setdefault(id(a), {})[b.point.side] = b
        partner.setdefault(id(b), {})[a.point.side] = a
    shown: set[int] = set()
    for side in sides:
        for account in by_side[side]:
            if id(account) in shown:
                continue
            row = {side: account} | partner.get(id(account), {})
            shown |= {id(a) for a in row.values()}
            yield tuple(row[s].point if s in row else None for s in sides)


def _likeness(one: _Account, other: _Account, spread: Counter[tuple[str, str]]) -> float:
    """How much two points have in common; what many points speak of tells little."""
    return sum(2 / spread[thing] for thing in one.matter & other.matter)
