"""The gazetteer: names in any spelling, units above a place, broken tables."""

import gzip
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import world
from dragoman.model import PackError
from dragoman.packs import loader
from dragoman.world.places import NAMES, PLACES, Gazetteer, fold, is_latin, places

WORLD = world.load()
ROWS = [line.split("\t") for line in gzip.decompress((Path(world.__file__).parent / PLACES).read_bytes()).decode().splitlines()]


@pytest.mark.parametrize(
    ("name", "id_", "country"),
    [
        ("Moscow", 524901, "RUS"),
        ("Moscou", 524901, "RUS"),
        ("MOSCOU", 524901, "RUS"),
        ("Le Caire", 360630, "EGY"),
        ("Pékin", 1816670, "CHN"),
        ("Pekin", 1816670, "CHN"),
        ("Alep", 170063, "SYR"),
        ("Addis-Abeba", 344979, "ETH"),
        ("Saint-Pétersbourg", 498817, "RUS"),
        ("N'Djamena", 2427123, "TCD"),
        ("N’Djaména", 2427123, "TCD"),
        ("Londres", 2643743, "GBR"),
    ],
)
def test_the_best_known_bearer_of_a_name(name: str, id_: int, country: str) -> None:
    towns = [p for p in places().named(name) if p.feature.startswith("PPL")]
    assert (towns[0].id, towns[0].country) == (id_, country)


def test_a_place_lies_in_its_units() -> None:
    rennes = next(p for p in places().named("Rennes") if p.country == "FRA")
    first, second = places().place(rennes.admin1), places().place(rennes.admin2)
    assert first is not None
    assert second is not None
    assert (first.name, first.feature) == ("Bretagne", "ADM1")
    assert (second.name, second.feature) == ("Ille-et-Vilaine", "ADM2")
    assert math.dist((rennes.latitude, rennes.longitude), (48.11, -1.67)) < 0.05


def test_a_country_lies_where_its_people_live() -> None:
    ukraine = places().country("UKR")
    assert ukraine is not None
    assert ukraine.id == 690791
    assert 46 < ukraine.latitude < 51
    assert 28 < ukraine.longitude < 36


def test_what_is_no_place_gives_nothing() -> None:
    assert places().named("Qwrtzplk") == places().named("") == places().named("@") == ()
    assert places().place(1) is None
    assert places().country("transnistria") is None


@pytest.mark.parametrize("country", [c for c in WORLD.countries.values() if c.status == "state"], ids=lambda c: c.id)
def test_every_state_and_its_capital_are_places(country: world.Country) -> None:
    found = places().country(country.id)
    assert found is not None
    assert found.country == country.id
    capitals = [p for p in places().named(country.capital) if p.country == country.id and p.feature == "PPLC"]
    assert len(capitals) == 1


@pytest.mark.parametrize("language", sorted(loader.available()))
def test_the_names_that_a_pack_leads_to_the_gazetteer_are_there(language: str) -> None:
    missing = [
        (country, form, name)
        for country, forms in loader.load(language).document("places")["exonyms"].items()
        for form, names in forms.items()
        for name in ([names] if isinstance(names, str) else names)
        if country not in WORLD.countries or not any(p.country == country for p in places().named(name))
    ]
    assert missing == []


def test_every_row_is_sound() -> None:
    ids = {int(row[0]) for row in ROWS}
    assert len(ids) == len(ROWS) > 80_000
    areas = ids | {0}
    for id_, name, latitude, longitude, country, admin1, admin2, _, population, feature in ROWS:
        assert name == name.strip() != "", id_
        assert -90 <= float(latitude) <= 90, id_
        assert -180 <= float(longitude) <= 180, id_
        assert country in WORLD.countries, id_
        assert {int(admin1), int(admin2)} <= areas, id_
        assert int(population) >= 0, id_
        assert feature in {"PCL", "ADM1", "ADM2", "PPLC", "PPL"}, id_


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())


@given(st.text(max_size=20))
def test_any_text_may_be_asked_for(text: str) -> None:
    assert all(isinstance(place.id, int) for place in places().named(text))


def test_other_scripts_are_told() -> None:
    assert is_latin("Al Ḩudaydah")
    assert not is_latin("Москва")


def test_a_missing_or_broken_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=PLACES):
        Gazetteer(tmp_path)
    (tmp_path / PLACES).write_bytes(gzip.compress(b""))
    (tmp_path / NAMES).write_bytes(b"no gzip")
    with pytest.raises(PackError, match=NAMES):
        Gazetteer(tmp_path)
