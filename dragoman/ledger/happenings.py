"""Testimonies of the same happening, brought together: type, parties, time and place must be compatible."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.ledger.records import Happening
from dragoman.ledger.testimony import material
from dragoman.model import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dragoman.ledger.records import Standing, Voice
    from dragoman.ledger.testimony import Testimony
    from dragoman.model import Entity

_NEAR = 1  # days that two dates of one happening may lie apart: time zones, and nights told by either day
_TOLD = 3  # days that two articles may lie apart where one of them gives no date
_ORDER: dict[Standing, int] = {"contested": 0, "doubted": 1, "denied": 2, "corroborated": 3, "single": 4}


@dataclass(slots=True, eq=False)
class Group:
    """The testimonies of one happening."""

    members: list[Testimony] = field(default_factory=list)
    actor: frozenset[str] = frozenset()
    recipient: frozenset[str] = frozenset()
    place: str = ""
    country: str = ""

    def add(self, one: Testimony) -> None:
        """Take a testimony in; what it adds is known of the happening from now on."""
        self.members.append(one)
        self.actor |= one.actor
        self.recipient |= one.recipient
        self.place = self.place or _place(one)
        self.country = self.country or one.event.place_code

    @property
    def first(self) -> Testimony:
        """The testimony that the group began with."""
        return self.members[0]


def group(told: Iterable[Testimony]) -> list[Group]:
    """Bring testimonies together, in the order of their days; what lies in the future happens in no group."""
    ordered = sorted((t for t in told if "future" not in t.event.aux), key=_when)
    by_party: dict[tuple[str, str], list[Group]] = defaultdict(list)
    groups: list[Group] = []
    for one in ordered:
        parties = sorted(one.actor | one.recipient)
        candidates = (g for party in parties for g in reversed(by_party[one.event.event, party]))
        chosen = next((g for g in candidates if fits(g, one)), None)
        if chosen is None:
            chosen = Group()
            groups.append(chosen)
        chosen.add(one)
        for party in parties:
            known = by_party[one.event.event, party]
            if not known or known[-1] is not chosen:
                known.append(chosen)
    return [g for g in groups if any("hypothetical" not in t.event.aux for t in g.members)]


def fits(known: Group, one: Testimony) -> bool:
    """Whether a testimony may be of the happening that a group tells of."""
    first = known.first.event
    if first.event != one.event.event or not _modes_agree(first.mode, one.event.mode):
        return False
    if not _parties_agree(known, one) or not any(_times_agree(t, one) for t in known.members):
        return False
    return _agree(known.place, _place(one)) and _agree(known.country, one.event.place_code)


def happenings(told: Iterable[Testimony]) -> tuple[tuple[Happening, ...], dict[str, list[Testimony]]]:
    """All happenings, contested ones first, and the testimonies of each by its id."""
    groups = group(told)
    made = {id(g): _happening(g) for g in groups}
    rivals = _rivals(groups)
    finished = [
        replace(made[id(g)], standing="contested", differing=tuple(sorted(made[id(r)].id for r in rivals[id(g)])))
        if rivals[id(g)]
        else made[id(g)]
        for g in groups
    ]
    finished.sort(key=lambda h: (_ORDER[h.standing], -len(h.voices), h.date or "9", h.id))
    return tuple(finished), {made[id(g)].id: g.members for g in groups}


def _happening(one: Group) -> Happening:
    fullest = max(one.members, key=lambda t: (len(t.actor) + len(t.recipient), t.event.confidence))
    voices = tuple(dict.fromkeys(v for t in one.members for v in t.voices))
    day = next((t.event.date for t in one.members if t.day is not None), one.first.event.date)
    return Happening(
        content_id("happening", *sorted(t.event.id + t.article.id for t in one.members)),
        one.first.event.event,
        next((t.event.mode for t in one.members if t.event.mode), ""),
        _union(t.event.actor for t in (fullest, *one.members)),
        _union(t.event.recipient for t in (fullest, *one.members)),
        day,
        one.place,
        one.country,
        standing(voices),
        voices,
    )


def standing(voices: Sequence[Voice]) -> Standing:
    """How a happening stands by what its voices do."""
    roles = {v.role for v in voices}
    if {"asserts", "denies"} <= roles:
        return "contested"
    if "doubts" in roles:
        return "doubted"
    if "denies" in roles:
        return "denied"
    return "corroborated" if len({v.name.casefold() for v in voices if v.role == "asserts"}) > 1 else "single"


def _rivals(groups: Sequence[Group]) -> dict[int, list[Group]]:
    """Happenings told with different doers by voices that differ: to the same people, at the same place, or each laid to the other."""
    found: dict[int, list[Group]] = defaultdict(list)
    deeds: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for one in groups:
        if material(one.first.event.event):
            for anchor in sorted(_anchors(one)):
                deeds[one.first.event.event, anchor].append(one)
    for sharing in deeds.values():
        for number, one in enumerate(sharing):
            for other in sharing[number + 1 :]:
                if _differ(one, other) and other not in found[id(one)]:
                    found[id(one)].append(other)
                    found[id(other)].append(one)
    return found


def _anchors(one: Group) -> set[str]:
    """What two tellings of one deed share, one of which is enough: whom it was done to, where, or between whom, either way round."""
    found = set(one.recipient)
    if one.place:
        found.add(f"@{one.place.casefold()}")
    if one.actor and one.recipient:
        found.add(" ".join(sorted(one.actor | one.recipient)))
    return found


def _differ(one: Group, other: Group) -> bool:
    if not (one.actor and other.actor) or one.actor & other.actor or not _modes_agree(one.first.event.mode, other.first.event.mode):
        return False
    if not _agree(one.place, other.place) or not any(_times_agree(a, b) for a in one.members for b in other.members):
        return False
    first, second = _asserting(one), _asserting(other)
    return bool(first and second) and not first & second


def _asserting(one: Group) -> set[str]:
    """The sources that assert it; the articles' own voices are no party to a quarrel."""
    return {v.name.casefold() for t in one.members for v in t.voices if v.role == "asserts" and v.source is not None}


def _modes_agree(one: str, other: str) -> bool:
    return one == other or not one or not other


def _agree(one: str, other: str) -> bool:
    return not one or not other or one.casefold() == other.casefold()


def _parties_agree(known: Group, one: Testimony) -> bool:
    if known.first.reciprocal or one.reciprocal:
        return known.actor <= one.actor or one.actor <= known.actor
    actors, recipients = known.actor & one.actor, known.recipient & one.recipient
    acting = bool(actors) or not known.actor or not one.actor
    suffering = bool(recipients) or not known.recipient or not one.recipient
    return acting and suffering and bool(actors or recipients)


def _times_agree(one: Testimony, other: Testimony) -> bool:
    if one.day is not None and other.day is not None:
        return abs((one.day - other.day).days) <= _NEAR
    if len(one.event.date) != len(other.event.date) and one.event.date and other.event.date:
        return one.event.date.startswith(other.event.date) or other.event.date.startswith(one.event.date)
    if one.event.date and other.event.date:
        return one.event.date == other.event.date
    first, second = one.day or one.told, other.day or other.told
    return first is None or second is None or abs((first - second).days) <= _TOLD


def _when(one: Testimony) -> tuple[str, str, int]:
    moment: date | None = one.day or one.told
    return (moment.isoformat() if moment else "9999", one.article.id, one.event.trigger.start)


def _place(one: Testimony) -> str:
    return one.event.place.text if one.event.place else ""


def _union(sides: Iterable[Sequence[Entity]]) -> tuple[Entity, ...]:
    """The parties of all, each once; the words are those of its first telling."""
    kept: dict[tuple[str, str], Entity] = {}
    for entity in _flat(sides):
        kept.setdefault((entity.code, "" if entity.code else (entity.name or entity.text).casefold()), entity)
    return tuple(kept.values())


def _flat(sides: Iterable[Sequence[Entity]]) -> Iterator[Entity]:
    for side in sides:
        yield from side
