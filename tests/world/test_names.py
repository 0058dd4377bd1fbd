"""Contract of every pack's names of actors: complete, known to the world, and one meaning to a form unless marked."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from babel import Locale

from dragoman import ontology, world
from dragoman.packs import loader

WORLD = world.load()
TABLES = {
    "countries": WORLD.countries,
    "organisations": WORLD.organisations,
    "armed_groups": WORLD.groups,
    "persons": WORLD.persons,
}
SECTIONS = {
    "countries": {"names", "adjectives", "people", "capitals", "seats"},
    "organisations": {"names", "adjectives", "people", "seats"},
    "armed_groups": {"names", "adjectives", "people"},
    "persons": {"names", "surnames"},
    "cities": {"names", "adjectives", "people"},
}

pytestmark = pytest.mark.parametrize("language", sorted(loader.available()))


def document(language: str, file: str) -> dict[str, dict[str, list[Any]]]:
    content = loader.load(language).document(f"actors/{file}")
    assert isinstance(content, dict)
    return content


def forms(language: str, file: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield key, section, form and the rest of its mapping."""
    for key, entry in document(language, file).items():
        for section, values in entry.items():
            for value in values:
                rest = dict(value) if isinstance(value, dict) else {"name": value}
                yield key, section, rest.pop("name"), rest


@pytest.mark.parametrize("file", TABLES)
def test_names_and_facts_have_the_same_ids(language: str, file: str) -> None:
    assert set(document(language, file)) == set(TABLES[file])


def test_cities_stand_under_known_countries(language: str) -> None:
    assert set(document(language, "cities")) <= set(WORLD.countries)


@pytest.mark.parametrize("file", SECTIONS)
def test_every_form_is_clean(language: str, file: str) -> None:
    sectors = set(ontology.load().sectors)
    for key, section, form, rest in forms(language, file):
        assert section in SECTIONS[file], (key, section)
        assert isinstance(form, str), (key, form)
        assert form, key
        assert form == " ".join(form.split()), (key, form)
        assert not set("’ʼ‘“”\u00a0\u202f") & set(form), (key, form)
        assert set(rest) <= {"sector", "ambiguous", "was"}, (key, form)
        assert rest.get("ambiguous", True) is True, (key, form)
        assert rest.get("sector", "GOV") in sectors, (key, form)


@pytest.mark.parametrize("file", SECTIONS)
def test_no_form_stands_twice_in_a_section(language: str, file: str) -> None:
    seen = [(key, section, form) for key, section, form, _ in forms(language, file)]
    assert len(seen) == len(set(seen)), {entry for entry in seen if seen.count(entry) > 1}


def test_every_present_state_has_its_words(language: str) -> None:
    names = document(language, "countries")
    for country in WORLD.countries.values():
        entry = names[country.id]
        assert entry.get("names"), country.id
        if country.status == "state" and country.id != "VAT":
            assert entry.get("adjectives"), country.id
            assert entry.get("people"), country.id
            # Of city states the name says it all; the capital of these two is named after the state or stands for something else.
            assert entry.get("capitals") or country.id in {"BEL", "SMR"}, country.id


def test_every_former_name_has_its_words(language: str) -> None:
    told = {(key, rest["was"]) for key, _, _, rest in forms(language, "countries") if "was" in rest}
    coded_only = {"romania_rom"}  # the name stayed, the code changed
    assert told == {(c.id, name.id) for c in WORLD.countries.values() for name in c.former if name.id not in coded_only}


def test_every_name_of_the_cldr_is_known(language: str) -> None:
    territories = Locale.parse(language).territories
    own: dict[str, set[str]] = defaultdict(set)
    for key, section, form, _ in forms(language, "countries"):
        if section == "names":
            own[key].add(form.split(" (")[0])
    for country in WORLD.countries.values():
        if country.alpha2 and country.status != "former":
            # "Myanmar (Burma)" gives two names, of which the first is asked for; "Cocos (Keeling) Islands" is one.
            assert territories[country.alpha2].replace("’", "'").split(" (")[0] in own[country.id], country.id


def test_a_form_has_one_default_reading(language: str) -> None:
    readings: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for file in SECTIONS:
        for key, _, form, rest in forms(language, file):
            if not rest.get("ambiguous"):
                readings[form].add(("place", key) if file == "cities" else (file, key))
    # A capital or a city may carry the name of its own country.
    several = {
        form: found
        for form, found in readings.items()
        if len({key for _, key in found}) > 1 or len({file for file, _ in found} - {"place", "countries"}) > 1
    }
    assert not several


@pytest.mark.parametrize(
    ("file", "section", "expected"),
    [
        ("countries", "names", {"RUS", "USA", "UKR"}),
        ("countries", "capitals", {"RUS", "USA", "UKR"}),
        ("countries", "seats", {"USA", "RUS"}),
        ("persons", "surnames", {"putin", "zelensky", "biden"}),
    ],
)
def test_the_most_frequent_actors_have_these_sections(language: str, file: str, section: str, expected: set[str]) -> None:
    names = document(language, file)
    assert all(names[key].get(section) for key in expected)
