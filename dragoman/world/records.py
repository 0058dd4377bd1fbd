"""The facts as frozen records. A `None` end of a period means that it is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - dataclass field types are part of the public interface
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["state", "territory", "disputed", "partly_recognised", "former"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date | None) -> bool:
        """Tell whether `day` lies within; an unknown day (None) is taken as today's state: only an open end holds."""
        if day is None:
            return self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def within(self, other: Period) -> Period | None:
        """The days that two periods share, None for none."""
        start = max((day for day in (self.start, other.start) if day), default=None)
        end = min((day for day in (self.end, other.end) if day), default=None)
        return None if start and end and start > end else Period(start, end)


@dataclass(frozen=True, slots=True)
class FormerName:
    """What a country was called for a time; `code` is the withdrawn alpha-3 code that went with it, empty for none."""

    id: str
    name: str
    code: str
    period: Period


@dataclass(frozen=True, slots=True)
class Country:
    """A state, a territory or what stands as one.

    `id` is the key that packs use; `code` is what an entity carries: the id itself, or the sovereign's code for a partly recognised
    entity, which then has `sector` PRE. `alpha2` is ISO 3166-1's, `fips` FIPS 10-4's, `cow` the Correlates of War number (None where
    there is none), `cameo` CAMEO's country code (that of the sovereign for a partly recognised entity, empty where none is known).
    `capital` and `seats` (of government, parliament or highest court elsewhere) are English names.
    """

    id: str
    code: str
    name: str
    status: Status
    alpha2: str = ""
    fips: str = ""
    cow: int | None = None
    cameo: str = ""
    capital: str = ""
    seats: tuple[str, ...] = ()
    sector: str = ""
    sovereign: str = ""
    successor: str = ""
    period: Period = Period()
    former: tuple[FormerName, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's seat in an organisation for a time."""

    code: str
    period: Period


@dataclass(frozen=True, slots=True)
class Organisation:
    """An international or regional organisation, an alliance, a club of states, an international NGO or company.

    `members` are the states that act through it, which records list; `states` those that belong to a body which acts for itself (the
    United Nations, an institution of the European Union, a bank).
    """

    id: str
    code: str
    name: str
    sector: str = ""
    members: tuple[Membership, ...] = ()
    period: Period = Period()
    states: tuple[Membership, ...] = ()

    def members_at(self, day: date | None) -> tuple[str, ...]:
        """Alpha-3 codes of the members on `day`, sorted; the present ones for None; empty where membership is not recorded."""
        return tuple(sorted({m.code for m in self.members if day in m.period}))

    def states_at(self, day: date | None) -> tuple[str, ...]:
        """Alpha-3 codes of all states that belong to it on `day`, as members or otherwise; terms as for `members_at`."""
        return tuple(sorted({m.code for m in (*self.members, *self.states) if day in m.period}))


@dataclass(frozen=True, slots=True)
class Standing:
    """Code and sector that an armed group or party has for a time."""

    code: str
    sector: str
    period: Period


@dataclass(frozen=True, slots=True)
class Group:
    """An armed group, party, movement or private military company.

    `changes` hold what differs from `code` and `sector` at times.
    """

    id: str
    code: str
    sector: str
    name: str
    changes: tuple[Standing, ...] = ()

    def at(self, day: date | None) -> tuple[str, str]:
        """Code and sector on `day` (the present ones for None)."""
        for change in self.changes:
            if day in change.period:
                return change.code, change.sector
        return self.code, self.sector


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held; `office` is a key such as head_of_state, `code` and `sector` what its holder stands for."""

    office: str
    code: str
    sector: str
    period: Period


@dataclass(frozen=True, slots=True)
class Person:
    """A political figure. `code` is the home country's; `sector` is that outside any office."""

    id: str
    name: str
    code: str
    sector: str = "ELI"
    offices: tuple[Office, ...] = ()

    def office_at(self, day: date | None) -> Office | None:
        """The highest office held on `day` (the present one for None), in the order of the file; None for none."""
        return next((office for office in self.offices if day in office.period), None)


@dataclass(frozen=True, eq=False)
class World:
    """All facts, by id. Order is the files'. Compared and hashed by identity, so that what is compiled from it can be cached."""

    countries: Mapping[str, Country]
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    persons: Mapping[str, Person] = field(default_factory=dict)

    def country(self, code: str) -> Country | None:
        """The country of an alpha-3 code, a withdrawn one too (ROM, ZAR), or of the id of a partly recognised entity; None for none."""
        found = self.countries.get(code)
        if found is None and code:
            found = next((c for c in self.countries.values() if any(name.code == code for name in c.former)), None)
        return found

    def holders(self, office: str, code: str, day: date | None) -> tuple[Person, ...]:
        """Who held `office` for `code` on `day` (presently for None): one mostly, none if unknown, several on a day of change."""
        return tuple(
            person
            for person in self.persons.values()
            if any(o.office == office and o.code == code and day in o.period for o in person.offices)
        )
