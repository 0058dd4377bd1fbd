"""The builder of the gazetteer, on a few rows of its sources' form."""

from pathlib import Path

from dragoman import world
from dragoman.world.places import Gazetteer
from training.gazetteer import Row, centre, cities, regions, states, units, with_capitals, without_generic, write

COUNTRIES = {c.alpha2: c for c in world.load().countries.values() if c.alpha2 in {"FR", "UA"}}
UNITS = units(
    [
        "Bretagne\tFR-BRE\tFR.53\t3030293\tRegion\tBrittany|Бретань\t1\t\t75\n",
        "Ille-et-Vilaine\tFR-35\tFR.53.35\t3012849\tDepartment\t\t2\t1\t75\n",
        "Nowhere\t\tFR.99\t\tRegion\t\t1\t\t75\n",
    ],
    ["Region"],
    {"FR-BRE": ["Bretagne"]},
)
TOWNS = [
    {"geonameid": 2983990, "name": "Rennes", "latitude": 48.1, "longitude": -1.6, "countrycode": "FR", "admin1code": "53",
     "population": 200000, "alternatenames": ["Roazhon", "RNS", "renne", "Ренн", ""]},
    {"geonameid": 2988507, "name": "Paris", "latitude": 48.8, "longitude": 2.3, "countrycode": "FR", "admin1code": "11",
     "population": 2000000, "alternatenames": []},
    {"geonameid": 1, "name": "Elsewhere", "latitude": 0, "longitude": 0, "countrycode": "XX", "admin1code": "", "population": 1,
     "alternatenames": []},
]  # fmt: skip


def table() -> list[Row]:
    first = {u.code: u.id for u in UNITS if u.level == "ADM1"}
    rows = with_capitals(list(cities(TOWNS, COUNTRIES, {2983990: UNITS[1]}, first)), COUNTRIES)
    told = [{"iso": "FR", "geonameid": 3017382, "population": 65000000}, {"iso": "UA", "geonameid": 690791, "population": 40000000}]
    return [*rows, *states(told, rows, COUNTRIES), *regions(UNITS, rows, COUNTRIES, first)]


def test_what_is_built_is_found(tmp_path: Path) -> None:
    write(table(), tmp_path)
    found = Gazetteer(tmp_path)
    (rennes,) = found.named("Roazhon")
    assert (rennes.id, rennes.country, rennes.admin1, rennes.admin2, rennes.alternative) == (2983990, "FRA", 3030293, 3012849, True)
    assert found.named("rennes")[0].alternative is False
    assert found.named("Brittany")[0].name == "Bretagne"
    assert found.named("Paris")[0].feature == "PPLC"
    assert found.named("RNS") == found.named("renne") == found.named("Elsewhere") == ()
    france = found.country("FRA")
    assert france is not None
    assert (france.id, found.country("UKR")) == (3017382, None)  # without a town a country has no place


def test_a_second_build_gives_the_same_bytes(tmp_path: Path) -> None:
    write(table(), tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    write(list(reversed(table())), tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_the_centre_lies_with_the_people() -> None:
    rows = [row for row in table() if row.feature.startswith("PPL")]
    latitude, longitude = centre(rows)
    assert 48.7 < latitude < 48.8
    assert 1.9 < longitude < 2.3


def test_a_unit_is_known_without_its_kind_too() -> None:
    assert set(without_generic(["Respublika Tatarstan", "Kharkiv Oblast"], ["Respublika", "Oblast"])) == {
        "Respublika Tatarstan", "Tatarstan", "Kharkiv Oblast", "Kharkiv",
    }  # fmt: skip
