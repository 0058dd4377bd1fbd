"""Who a phrase may mean: the choice that an article would get, and the readings that were open beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.actors.find import find
from dragoman.actors.items import Scanner
from dragoman.actors.party import Facts
from dragoman.analysis import analyse
from dragoman.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dragoman.actors.gazetteer import Name
    from dragoman.actors.items import Item
    from dragoman.actors.party import Party
    from dragoman.actors.records import Mention
    from dragoman.model import Entity
    from dragoman.packs.base import Pack
    from dragoman.world import Office, Person, World

BREAK = "\n\n"  # between the context and the phrase: a paragraph of its own


@dataclass(frozen=True, slots=True)
class Candidate:
    """One party that a phrase or a part of it may stand for.

    `start` and `end` are code points into the phrase as given. `chosen` is true for what an article with the phrase would get. `since`
    and `until` bound the time in office of one who held the office meant (ISO 8601, as precise as known; empty for open ends and for
    other candidates). `why` says by which steps it was reached or why it was not chosen.
    """

    text: str
    start: int
    end: int
    code: str
    sector: str
    name: str
    office: str
    members: tuple[str, ...]
    chosen: bool
    why: tuple[str, ...]
    flags: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


def candidates(phrase: str, pack: Pack, world: World, day: date | None, context: str = "") -> tuple[Candidate, ...]:
    """The candidates of a phrase on a day (None: the present ones), those chosen first.

    `context` is text that the article has told before. Empty where the phrase names nobody known. Raises PackError where the pack's
    files are missing or wrong.
    """
    before = context.rstrip() + BREAK if context.strip() else ""
    analysis = analyse(Article("phrase", before + phrase, day, pack.language), pack)
    mentions = [m for m in find(analysis, pack, world, day).all if m.entities and m.entities[0].start >= len(before)]
    chosen = [_chosen(entity, len(before)) for mention in _outermost(mentions) for entity in mention.entities]
    scanner, facts = Scanner(pack, world), Facts(world, day)
    others: list[Candidate] = []
    for sentence in analysis.sentences:
        if sentence.span.end > len(before):
            for item in scanner.scan(sentence):
                span = sentence.cut(item.first, item.last)
                at = (span.text, span.start - len(before), span.end - len(before))
                others += [c for c in _readings(item, facts, at) if c.start >= 0]
    others += sorted((c for one in chosen for c in _holders(one, world, day)), key=lambda c: c.since, reverse=True)
    taken = {(c.code, c.sector, c.name) for c in chosen}
    unique = {(c.text, c.code, c.sector, c.name, c.office, c.since): c for c in others if (c.code, c.sector, c.name) not in taken}
    return (*chosen, *unique.values())


def _outermost(mentions: list[Mention]) -> list[Mention]:
    """The mentions that stand inside no other one of their sentence."""
    return [
        m
        for m in mentions
        if not any(o is not m and o.sentence == m.sentence and o.first <= m.first and m.last <= o.last and _wider(o, m) for o in mentions)
    ]


def _wider(one: Mention, other: Mention) -> bool:
    return (one.last - one.first, -one.head) > (other.last - other.first, -other.head)


def _chosen(entity: Entity, offset: int) -> Candidate:
    start, end = entity.start - offset, entity.end - offset
    return Candidate(
        entity.text, start, end, entity.code, entity.sector, entity.name, entity.office, entity.members, True, entity.how, entity.flags
    )


def _readings(item: Item, facts: Facts, at: tuple[str, int, int]) -> Iterator[Candidate]:
    """What the names and the role noun at one place may mean by themselves."""
    for name in item.names:
        party = facts.party(name)
        yield Candidate(
            *at, party.code, party.sector, party.name, party.office, party.members, False, (*party.how, _standing(name, party)), party.flags
        )
    role = item.role
    if role is not None and role.code:
        yield Candidate(*at, role.code, role.sector, "", role.office, (), False, (f"role {role.noun!r}, always {role.code}",))


def _standing(name: Name, party: Party) -> str:
    if name.ambiguous:
        return "a form that often means something else: gives way to every other reading"
    return "a place by itself" if party.sort == "place" else f"one reading as {name.kind}, inside the phrase or beside the one chosen"


def _holders(chosen: Candidate, world: World, day: date | None) -> Iterator[Candidate]:
    """All who are known to have held the office of the chosen party, with their time."""
    if not chosen.office or not chosen.code:
        return
    for person in world.persons.values():
        for office in person.offices:
            if (office.office, office.code) == (chosen.office, chosen.code):
                yield _holder(chosen, person, office, day)


def _holder(chosen: Candidate, person: Person, office: Office, day: date | None) -> Candidate:
    since, until = (d.isoformat() if d else "" for d in (office.period.start, office.period.end))
    when = f"held the office from {since or 'an unknown day'} to {until or 'the present'}"
    inside = "on the day asked for" if day in office.period else f"not on {day.isoformat()}" if day else "no longer"
    return Candidate(
        chosen.text, chosen.start, chosen.end, office.code, office.sector, person.name, office.office, (), False,
        (f"{when}: {inside}",), (), since, until,
    )  # fmt: skip
