"""What a phrase was resolved to, before it is tied to a stretch of text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from dragoman.model import GUESSED, Entity

if TYPE_CHECKING:
    from datetime import date

    from dragoman.actors.gazetteer import Name
    from dragoman.model import Span
    from dragoman.world import World

STATE_SECTOR = "GOV"
DISAGREE = "name and office disagree"
# PLOVER's codes of bodies above the states: of these the body has no sector, its leaders are GOV.
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR"})
# Sectors whose bearers belong to the country where they are; soldiers and rulers may be abroad.
LOCAL = frozenset({"COP", "CVL", "BUS", "EDU", "MED", "JUD", "LAB", "AGR", "REL", "CRM", "UAF", "JRN", "GOV", "OPP", "PTY", "REB", "PRM"})
SHARED = frozenset({"MIL", "COP", "LEG", "JUD", "SPY", "PTY", "REB", "OPP"})  # institutions that their members are told by


@dataclass(frozen=True, slots=True)
class Party:
    """A party without a place in the text; fields as in Entity.

    `sort` is person, people (several human beings), state, body (an institution or organisation), region, place, or empty. `sure` is false
    where the country was only understood from the article; `flags` name what a reader should know before trusting the party.
    """

    code: str = ""
    sector: str = ""
    name: str = ""
    office: str = ""
    members: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    sort: str = ""
    sure: bool = True
    flags: tuple[str, ...] = ()

    def step(self, text: str) -> Party:
        """The same party with one more step in its trace."""
        return replace(self, how=(*self.how, text))

    def entity(self, span: Span) -> Entity:
        """Tie the party to the words it stands on."""
        told = (self.code, self.sector, self.name, self.office, self.members, self.how, self._flags())
        return Entity(span.text, span.start, span.end, *told)

    def _flags(self) -> tuple[str, ...]:
        return self.flags if self.sure or not self.code else (*self.flags, GUESSED)

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two mentions the same party."""
        return self.code, self.sector, self.name


Resolved = tuple[tuple[Party, ...], str]  # the parties of a phrase and the kind of its mention
NOTHING: Resolved = ((), "")


class Facts:
    """The world at one date."""

    def __init__(self, world: World, day: date | None) -> None:
        """Look everything up at `day`; None means the present."""
        self.world, self.day = world, day

    def party(self, name: Name) -> Party:
        """The party a known name stands for by itself."""
        return getattr(self, f"_{name.kind}")(name)  # type: ignore[no-any-return]

    def _country(self, name: Name) -> Party:
        country = self.world.countries[name.id]
        sector = country.sector or STATE_SECTOR
        return Party(country.code, sector, country.name, how=(f"country {name.form!r} → {country.code} {sector}",), sort="state")

    def _adjective(self, name: Name) -> Party:
        country = self.world.countries.get(name.id)
        if not name.id:
            return Party(how=(f"people {name.form!r} without a state of its own",), sort="region")
        if country is None:
            return self._other(name)
        sector = country.sector or STATE_SECTOR
        return Party(country.code, sector, country.name, how=(f"nationality {name.form!r} → {country.code}",), sort="state")

    def _people(self, name: Name) -> Party:
        country = self.world.countries.get(name.id)
        if country is None:
            return Party("", "CVL", name.form, how=(f"people {name.form!r} without a state of its own",), sort="people")
        sector = country.sector or "CVL"
        return Party(country.code, sector, "", how=(f"people {name.form!r} → {country.code} {sector}",), sort="people")

    def _capital(self, name: Name) -> Party:
        country = self.world.countries.get(name.id)
        if country is None:
            return self._other(name)
        sector = country.sector or STATE_SECTOR
        how = f"capital {name.form!r} for the government → {country.code} {sector}"
        return Party(country.code, sector, country.name, how=(how,), sort="state")

    def _seat(self, name: Name) -> Party:
        country = self.world.countries[name.id]
        sector = name.sector or STATE_SECTOR
        return Party(country.code, sector, name.form, how=(f"seat {name.form!r} → {country.code} {sector}",), sort="body")

    def _organisation(self, name: Name) -> Party:
        body = self.world.organisations[name.id]
        if not body.code:
            how = f"region {name.form!r}: states without a code"
            members = body.members_at(self.day)
            return Party("", body.sector or STATE_SECTOR, body.name, members=members, how=(how,), sort="region")
        how = f"organisation {name.form!r} → {body.code} {body.sector}".rstrip()
        return Party(body.code, body.sector, body.name, members=body.members_at(self.day), how=(how,), sort="body")

    def _group(self, name: Name) -> Party:
        group = self.world.groups[name.id]
        code, sector = group.at(self.day)
        return Party(code, sector, group.name, how=(f"group {name.form!r} → {code} {sector}",), sort="body")

    def _person(self, name: Name) -> Party:
        person = self.world.persons[name.id]
        held = person.office_at(self.day)
        code, sector = (held.code, held.sector) if held else (person.code, person.sector)
        how = f"person {name.form!r} → {person.name}, {code} {sector}" + (f" as {held.office}" if held else ", no office then")
        return Party(code, sector, person.name, held.office if held else "", how=(how,), sort="person")

    def _city(self, name: Name) -> Party:
        code = name.id if name.id in self.world.countries else ""
        return Party(code, "", name.form, how=(f"city {name.form!r} in {code}",), sort="place")

    @staticmethod
    def _region(name: Name) -> Party:
        return Party("", STATE_SECTOR, name.form, how=(f"region {name.form!r}: states without a code",), sort="region")

    def _other(self, name: Name) -> Party:
        if name.id in self.world.organisations:
            return self._organisation(name)
        return self._group(name)

    def past(self, name: str, office: str, code: str) -> bool:
        """Whether the person of this name once held an office for a country and no longer does."""
        held = [o for p in self.world.persons.values() if p.name == name for o in p.offices if (o.office, o.code) == (office, code)]
        return bool(held) and not any(self.day in o.period for o in held) and any(o.period.end for o in held)

    def disagreement(self, party: Party, office: str, code: str) -> str:
        """What is wrong with a known person told as holder of an office that another held then; empty where nothing is known to be."""
        person = next((p for p in self.world.persons.values() if p.name == party.name), None)
        others = holders(self.world, office, code, self.day) if office and code else ()
        if person is None or not others or party.name in others or any((o.office, o.code) == (office, code) for o in person.offices):
            return ""
        return f"told as {office} of {code}, who then was {' or '.join(others)}: name and office disagree"

    def sovereign(self, code: str) -> str:
        """The state whose soldiers and services stand in a territory; the code itself for a state."""
        country = self.world.countries.get(code)
        return country.sovereign if country is not None and country.status == "territory" and country.sovereign else code

    def holder(self, office: str, code: str) -> str:
        """The name of the one person known to hold `office` for `code`, empty where none or several are."""
        names = holders(self.world, office, code, self.day)
        return names[0] if len(names) == 1 else ""


@cache
def holders(world: World, office: str, code: str, day: date | None) -> tuple[str, ...]:
    """Names of those who held an office on a day."""
    return tuple(person.name for person in world.holders(office, code, day))
