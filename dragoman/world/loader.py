"""Reading and checking of the YAML files beside this module. Every fault is a PackError that names the file and the entry."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import yaml

from dragoman.model import PackError
from dragoman.world.records import (
    Country,
    FormerName,
    Group,
    Membership,
    Office,
    Organisation,
    Period,
    Person,
    Standing,
    Status,
    World,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

try:
    from yaml import CSafeLoader as YamlLoader
except ImportError:  # a PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader as YamlLoader  # type: ignore[assignment]

T = TypeVar("T")
# PLOVER's codes of what is no country.
INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
CODE2, CODE3 = re.compile("[A-Z]{2}"), re.compile("[A-Z]{3}")


@dataclass(frozen=True)
class Entry:
    """One entry of a file, for reading its fields with a message that says where a fault is."""

    path: Path
    id: str
    fields: Mapping[str, Any]

    def fault(self, message: str) -> PackError:
        """Build the error about this entry."""
        return PackError(f"{self.path}: {self.id}: {message}")

    def text(self, name: str, *, needed: bool = False) -> str:
        """Give a string field, empty where absent."""
        value = self.fields.get(name, "")
        if not isinstance(value, str) or (needed and not value):
            raise self.fault(f"`{name}` must be a string, not {value!r}")
        return value

    def like(self, name: str, pattern: re.Pattern[str]) -> str:
        """Give a string field that matches `pattern` as a whole, empty where absent."""
        value = self.text(name)
        if value and not pattern.fullmatch(value):
            raise self.fault(f"`{name}: {value}` is not of the form {pattern.pattern}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of strings, empty where absent."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.fault(f"`{name}` must be a list of strings")
        return tuple(value)

    def one_of(self, name: str, allowed: Collection[str], *, needed: bool = True) -> str:
        """Give a string field whose value is one of `allowed`."""
        value = self.text(name, needed=needed)
        if value and value not in allowed:
            raise self.fault(f"`{name}: {value}` is not known")
        return value

    def codes(self, name: str, allowed: Collection[str]) -> list[str]:
        """Give a list of strings, each one of `allowed`."""
        value = self.fields.get(name)
        if not isinstance(value, list) or not value:
            raise self.fault(f"`{name}` must be a list of codes")
        for code in value:
            if code not in allowed:
                raise self.fault(f"`{name}`: {code!r} is not known")
        return value

    def items(self, name: str) -> list[Entry]:
        """Give a list of mappings as entries of their own."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fault(f"`{name}` must be a list of mappings")
        return [Entry(self.path, f"{self.id}: {name}[{index}]", item) for index, item in enumerate(value)]

    def period(self) -> Period:
        """Give `from` and `to`, each YYYY, YYYY-MM or YYYY-MM-DD; both days are included."""
        start, end = (self._day(name, last=name == "to") for name in ("from", "to"))
        if start and end and start > end:
            raise self.fault(f"`from` {start} is after `to` {end}")
        return Period(start, end)

    def _day(self, name: str, *, last: bool) -> date | None:
        value = self.fields.get(name)
        if value is None:
            return None
        try:
            parts = [int(part) for part in str(value).split("-")]
            year, month, day = (*parts, *([0] * (3 - len(parts))))
            month = month or (12 if last else 1)
            return date(year, month, day or (monthrange(year, month)[1] if last else 1))
        except (ValueError, IndexError) as error:
            raise self.fault(f"`{name}: {value}` is not YYYY, YYYY-MM or YYYY-MM-DD") from error


def read(folder: Path) -> World:
    """Read the files in `folder` and those of persons/ in it. Raises PackError where one is missing or an entry wrong."""
    countries = _countries(folder / "countries.yaml")
    codes = frozenset(c.code for c in countries.values())

    def organisation(entry: Entry) -> Organisation:
        members, states = (
            tuple(Membership(code, m.period()) for m in entry.items(name) for code in m.codes("codes", frozenset(countries)))
            for name in ("members", "states")
        )
        code = entry.one_of("code", codes | INTERNATIONAL, needed=False)
        return Organisation(entry.id, code, entry.text("name", needed=True), entry.text("sector"), members, entry.period(), states)

    def group(entry: Entry) -> Group:
        code, sector = entry.one_of("code", codes | INTERNATIONAL), entry.text("sector")
        changes = tuple(
            Standing(c.one_of("code", codes | INTERNATIONAL, needed=False) or code, c.text("sector") or sector, c.period())
            for c in entry.items("changes")
        )
        return Group(entry.id, code, sector, entry.text("name", needed=True), changes)

    def person(entry: Entry) -> Person:
        code = entry.one_of("code", codes | INTERNATIONAL)
        offices = tuple(
            Office(
                o.text("office", needed=True),
                o.one_of("code", codes | INTERNATIONAL, needed=False) or code,
                o.text("sector") or "GOV",
                o.period(),
            )
            for o in entry.items("offices")
        )
        return Person(entry.id, entry.text("name", needed=True), code, entry.text("sector") or "ELI", offices)

    return World(
        countries,
        _organisations(folder / "organisations.yaml", organisation),
        _table(folder / "armed_groups.yaml", group),
        _tables(folder / "persons", person),
    )


def _countries(path: Path) -> Mapping[str, Country]:
    countries = _table(path, _country)
    taken = {key: key for key in countries}
    for country in countries.values():
        for other in filter(None, (country.sovereign, country.successor)):
            if other not in countries:
                raise PackError(f"{path}: {country.id}: no country {other!r}")
        for former in country.former:
            for key in filter(None, (former.id, former.code)):
                if taken.setdefault(key, country.id) != country.id:
                    raise PackError(f"{path}: {country.id}: `former`: {key} is taken by {taken[key]}")
    return MappingProxyType({key: _with_cameo(country, countries) for key, country in countries.items()})


def _with_cameo(country: Country, countries: Mapping[str, Country]) -> Country:
    """A partly recognised entity has its sovereign's CAMEO code: CAMEO tells them apart by no country code of their own."""
    return replace(country, cameo=countries[country.sovereign].cameo) if country.status == "partly_recognised" else country


def _country(entry: Entry) -> Country:
    status: Status = entry.one_of("status", get_args(Status))  # type: ignore[assignment]  # one_of has checked it
    sovereign, cow, partly = entry.text("sovereign"), entry.fields.get("cow"), entry.fields.get("status") == "partly_recognised"
    if partly != bool(not CODE3.fullmatch(entry.id)):
        raise entry.fault("partly recognised entities have lower-case ids, all others an alpha-3 code")
    if cow is not None and not (isinstance(cow, int) and 0 < cow < 1000):
        raise entry.fault(f"`cow: {cow}` must be a number below 1000")
    return Country(
        id=entry.id,
        code=sovereign if partly else entry.id,
        name=entry.text("name", needed=True),
        status=status,
        alpha2=entry.like("alpha2", CODE2),
        fips=entry.like("fips", CODE2),
        cow=cow,
        cameo="" if partly else entry.like("cameo", CODE3) if "cameo" in entry.fields else entry.id,
        capital=entry.text("capital"),
        seats=entry.texts("seats"),
        sector=entry.text("sector"),
        sovereign=sovereign,
        successor=entry.text("successor"),
        period=entry.period(),
        former=_former(entry),
    )


def _former(entry: Entry) -> tuple[FormerName, ...]:
    names = entry.fields.get("former", {})
    if not isinstance(names, dict) or not all(isinstance(fields, dict) for fields in names.values()):
        raise entry.fault("`former` must be a mapping from ids to mappings")
    entries = [Entry(entry.path, f"{entry.id}: former: {key}", fields) for key, fields in names.items()]
    found = zip(names, entries, strict=True)
    return tuple(FormerName(key, one.text("name", needed=True), one.like("code", CODE3), one.period()) for key, one in found)


def _table(path: Path, build: Callable[[Entry], T]) -> Mapping[str, T]:
    try:
        with path.open(encoding="utf-8") as stream:
            content = yaml.load(stream, Loader=_UniqueKeys)  # noqa: S506 - a safe loader with one check more
    except OSError as error:
        raise PackError(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise PackError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict):
        raise PackError(f"{path}: must be a mapping from ids to entries")
    for key, fields in content.items():
        if not isinstance(key, str) or not isinstance(fields, dict):
            raise PackError(f"{path}: {key!r}: must be a string with a mapping under it")
    return MappingProxyType({key: build(Entry(path, key, fields)) for key, fields in content.items()})


def _organisations(path: Path, build: Callable[[Entry], Organisation]) -> Mapping[str, Organisation]:
    """The organisations; `states_as` names another one to which the same states belong."""
    like: dict[str, str] = {}

    def noting(entry: Entry) -> Organisation:
        like[entry.id] = entry.text("states_as")
        return build(entry)

    table = dict(_table(path, noting))
    for key, other in like.items():
        if other and other not in table:
            raise PackError(f"{path}: {key}: `states_as`: no organisation {other!r}")
        if other:
            one = table[key]
            seats = (*table[other].members, *table[other].states)
            shared = ((seat.code, seat.period.within(one.period)) for seat in seats)
            table[key] = replace(one, states=(*one.states, *(Membership(code, period) for code, period in shared if period)))
    return MappingProxyType(table)


def _tables(folder: Path, build: Callable[[Entry], T]) -> Mapping[str, T]:
    """One table of all files of a folder, in their order by name."""
    found: dict[str, T] = {}
    for path in sorted(folder.glob("*.yaml")):
        table = _table(path, build)
        if twice := found.keys() & table.keys():
            raise PackError(f"{path}: keys given in another file too: {', '.join(sorted(twice))}")
        found.update(table)
    if not found:
        raise PackError(f"{folder}: no YAML files in it")
    return MappingProxyType(found)


class _UniqueKeys(YamlLoader):
    """A safe loader that refuses a key given twice, which YAML would let the later one win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping. Raises ConstructorError on a repeated key."""
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            keys = [str(key.value) for key, _ in node.value]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            raise yaml.constructor.ConstructorError(None, None, f"keys given twice: {', '.join(twice)}", node.start_mark)
        return mapping
