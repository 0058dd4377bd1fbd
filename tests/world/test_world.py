"""Facts at dates. Each is one that a reader can look up."""

from datetime import date
from itertools import pairwise

import pytest

from dragoman import ontology, world
from dragoman.world.loader import INTERNATIONAL

WORLD = world.load()


@pytest.mark.parametrize(
    ("organisation", "code", "day", "member"),
    [
        ("nato", "HUN", date(1998, 6, 1), False),
        ("nato", "HUN", date(2000, 6, 1), True),
        ("nato", "FIN", date(2022, 6, 1), False),
        ("nato", "FIN", date(2024, 6, 1), True),
        ("nato", "SWE", date(2024, 3, 6), False),
        ("nato", "SWE", date(2024, 3, 7), True),
        ("nato", "UKR", None, False),
        ("eu", "GBR", date(2019, 6, 1), True),
        ("eu", "GBR", date(2020, 1, 31), True),
        ("eu", "GBR", date(2021, 6, 1), False),
        ("eu", "HRV", date(2012, 6, 1), False),
        ("eu", "HRV", None, True),
        ("eurozone", "LTU", date(2014, 12, 31), False),
        ("schengen", "ROU", date(2024, 6, 1), True),
        ("council_of_europe", "RUS", date(2022, 3, 15), True),
        ("council_of_europe", "RUS", date(2022, 4, 1), False),
        ("ecowas", "MLI", date(2023, 6, 1), True),
        ("ecowas", "MLI", None, False),
        ("aes", "MLI", None, True),
        ("g8", "RUS", date(2013, 6, 1), True),
        ("g7", "RUS", date(2013, 6, 1), False),
        ("brics", "ZAF", date(2009, 6, 1), False),
        ("arab_league", "SYR", date(2015, 6, 1), False),
        ("arab_league", "SYR", date(2023, 6, 1), True),
        ("opec", "QAT", date(2018, 6, 1), True),
        ("opec", "QAT", date(2019, 6, 1), False),
        ("visegrad", "CSK", date(1991, 6, 1), True),
        ("visegrad", "SVK", date(1991, 6, 1), False),
        ("un_p5", "SUN", date(1980, 1, 1), True),
        ("un_p5", "RUS", date(1980, 1, 1), False),
        ("oas", "NIC", date(2023, 11, 20), False),
        ("cptpp", "GBR", date(2024, 12, 14), False),
        ("cptpp", "GBR", date(2024, 12, 15), True),
        ("celac", "BRA", date(2021, 6, 1), False),
        ("opec_plus", "AGO", date(2023, 6, 1), True),
        ("opec_plus", "AGO", None, False),
        ("nafta", "MEX", date(2021, 1, 1), False),
    ],
)
def test_membership_at_a_date(organisation: str, code: str, day: date | None, member: bool) -> None:
    assert (code in WORLD.organisations[organisation].members_at(day)) is member


@pytest.mark.parametrize(
    ("organisation", "day", "size"),
    [
        ("nato", date(1990, 1, 1), 16),
        ("nato", date(2021, 12, 8), 30),
        ("nato", None, 32),
        ("eu", date(2010, 1, 1), 27),
        ("eu", date(2015, 1, 1), 28),
        ("eu", None, 27),
        ("un_p5", None, 5),
        ("g7", None, 7),
        ("g20", None, 19),  # and the European and African Unions, which are no states
        ("osce", None, 57),
        ("council_of_europe", None, 46),
        ("oecd", None, 38),
        ("commonwealth", None, 56),
        ("oic", None, 57),
        ("apec", None, 21),
        ("au", None, 55),
    ],
)
def test_number_of_members(organisation: str, day: date | None, size: int) -> None:
    assert len(WORLD.organisations[organisation].members_at(day)) == size


@pytest.mark.parametrize(
    ("day", "size"),
    [(date(1955, 12, 31), 76), (date(1984, 12, 31), 159), (date(2002, 12, 31), 191), (date(2011, 12, 31), 193), (None, 193)],
)
def test_states_of_the_united_nations(day: date | None, size: int) -> None:
    un = WORLD.organisations["un"]
    assert len(un.states_at(day)) == size
    assert un.members_at(day) == ()  # it acts for itself: records do not list them


@pytest.mark.parametrize("year", range(2001, 2026))
def test_the_security_council_has_fifteen_seats(year: int) -> None:
    assert len(WORLD.organisations["un_security_council"].states_at(date(year, 6, 1))) == 15


def test_a_body_has_the_states_of_another() -> None:
    parliament = WORLD.organisations["european_parliament"]
    assert len(parliament.states_at(date(2019, 6, 1))) == 28
    assert parliament.states_at(None) == WORLD.organisations["eu"].members_at(None)


def test_membership_of_a_hundred_and_fifty_organisations() -> None:
    told = [o for o in WORLD.organisations.values() if (o.members or o.states) and o.code in {"IGO", "UNO", "EUR", ""}]
    assert len(told) >= 150
    for organisation in told:
        for seat in (*organisation.members, *organisation.states):
            start, end = seat.period.start, seat.period.end
            assert seat.code in WORLD.countries, organisation.id
            former = WORLD.countries[seat.code].period
            assert former.end is None or (end is not None and end.year <= former.end.year), (organisation.id, seat.code)
            assert start is None or start.year >= 1919, (organisation.id, seat.code)
        pairs = [(seat.code, seat.period) for seat in organisation.members]
        for code in {code for code, _ in pairs}:
            terms = sorted((p.start or date.min, p.end or date.max) for c, p in pairs if c == code)
            assert all(one[1] < two[0] for one, two in pairwise(terms)), (organisation.id, code)


def test_the_nine_of_bucharest() -> None:
    members = WORLD.organisations["bucharest_nine"].members_at(date(2021, 12, 7))
    assert members == ("BGR", "CZE", "EST", "HUN", "LTU", "LVA", "POL", "ROU", "SVK")


@pytest.mark.parametrize(
    ("office", "code", "day", "holders"),
    [
        ("head_of_state", "FRA", date(2012, 1, 15), {"sarkozy"}),
        ("head_of_state", "FRA", date(2013, 1, 15), {"hollande"}),
        ("head_of_state", "RUS", date(2010, 1, 1), {"medvedev"}),
        ("head_of_government", "RUS", date(2010, 1, 1), {"putin"}),
        ("head_of_state", "USA", date(2021, 12, 7), {"biden"}),
        ("head_of_state", "USA", date(2018, 12, 7), {"trump"}),
        ("head_of_government", "DEU", date(2021, 12, 7), {"merkel"}),
        ("head_of_state", "UKR", date(2021, 12, 7), {"zelensky"}),
        ("foreign_minister", "RUS", date(2021, 12, 7), {"lavrov"}),
        ("foreign_minister", "FRA", date(2004, 6, 1), {"barnier"}),
        ("foreign_minister", "ITA", date(2003, 6, 1), {"frattini"}),
        ("foreign_minister", "NOR", date(2022, 6, 1), {"huitfeldt"}),
        ("foreign_minister", "AFG", date(2024, 6, 1), {"muttaqi"}),
        ("defence_minister", "RUS", date(2010, 1, 1), {"serdyukov"}),
        ("defence_minister", "DEU", date(2011, 1, 1), {"guttenberg"}),
        ("defence_minister", "JPN", date(2013, 1, 1), {"onodera"}),
        ("defence_minister", "SWE", date(2020, 1, 1), {"hultqvist"}),
        ("secretary_general", "UNO", date(2010, 1, 1), {"ban_ki_moon"}),
        ("secretary_general", "IGO", date(2021, 12, 7), {"stoltenberg"}),
        ("commission_president", "EUR", date(2021, 12, 7), {"von_der_leyen"}),
        ("high_representative", "EUR", date(2021, 12, 7), {"borrell"}),
        ("head_of_government", "GBR", date(2022, 9, 6), {"johnson_boris", "truss"}),  # the day of the change
        ("head_of_state", "SUN", date(1990, 1, 1), {"gorbachev"}),
    ],
)
def test_holder_of_an_office(office: str, code: str, day: date, holders: set[str]) -> None:
    assert {person.id for person in WORLD.holders(office, code, day)} == holders


def test_a_person_outside_office_keeps_the_country_and_a_sector_of_their_own() -> None:
    hollande = WORLD.persons["hollande"]
    assert hollande.office_at(date(2011, 1, 1)) is None
    assert hollande.office_at(None) is None
    assert (hollande.code, hollande.sector) == ("FRA", "ELI")
    draghi = WORLD.persons["draghi"].office_at(date(2015, 1, 1))
    assert draghi is not None
    assert (draghi.office, draghi.code) == ("central_banker", "EUR")


@pytest.mark.parametrize(
    ("group", "day", "standing"),
    [
        ("taliban", date(2020, 1, 1), ("AFG", "REB")),
        ("taliban", date(2021, 8, 14), ("AFG", "REB")),
        ("taliban", date(2021, 8, 15), ("AFG", "GOV")),
        ("taliban", None, ("AFG", "GOV")),
        ("farc", date(2010, 1, 1), ("COL", "REB")),
        ("rsf_sudan", date(2022, 1, 1), ("SDN", "PRM")),
        ("rsf_sudan", None, ("SDN", "REB")),
        ("is", None, ("IMG", "REB")),
    ],
)
def test_standing_of_a_group(group: str, day: date | None, standing: tuple[str, str]) -> None:
    assert WORLD.groups[group].at(day) == standing


def test_partly_recognised_entities_carry_the_nominal_sovereign() -> None:
    assert (WORLD.countries["transnistria"].code, WORLD.countries["transnistria"].sector) == ("MDA", "PRE")
    assert WORLD.countries["abkhazia"].code == "GEO"
    entities = [c for c in WORLD.countries.values() if c.status == "partly_recognised"]
    assert all(c.sector == "PRE" and WORLD.countries[c.sovereign].status != "partly_recognised" for c in entities)


def test_former_states_lead_to_present_ones_and_ended() -> None:
    former = [c for c in WORLD.countries.values() if c.status == "former"]
    assert {"SUN", "YUG", "DDR", "CSK"} <= {c.id for c in former}
    for country in former:
        assert country.period.end is not None
        assert WORLD.countries[country.successor].status != "former"


def test_identifiers_of_countries_are_unique() -> None:
    present = [c for c in WORLD.countries.values() if c.status not in {"former", "partly_recognised"}]
    assert all(len(c.id) == 3 and len(c.alpha2) == 2 for c in present)
    assert len({c.alpha2 for c in present}) == len(present)
    numbers = [c.cow for c in present if c.cow is not None]
    assert len(set(numbers)) == len(numbers) > 190
    assert {"KOS", "HKG", "PSE", "TWN"} <= {c.id for c in present}


@pytest.mark.parametrize(
    ("code", "alpha2", "fips", "cow", "cameo", "capital"),
    [
        ("FRA", "FR", "FR", 220, "FRA", "Paris"),
        ("DEU", "DE", "GM", 255, "DEU", "Berlin"),
        ("USA", "US", "US", 2, "USA", "Washington"),
        ("ROU", "RO", "RO", 360, "ROM", "Bucharest"),
        ("TLS", "TL", "TT", 860, "TMP", "Dili"),
        ("KOS", "XK", "KV", 347, "", "Pristina"),
        ("SSD", "SS", "OD", 626, "SSD", "Juba"),
        ("CHE", "CH", "SZ", 225, "CHE", "Bern"),
        ("PSE", "PS", "WE", None, "PSE", "Ramallah"),
    ],
)
def test_codes_of_a_country(code: str, alpha2: str, fips: str, cow: int | None, cameo: str, capital: str) -> None:
    country = WORLD.countries[code]
    assert (country.alpha2, country.fips, country.cow, country.cameo, country.capital) == (alpha2, fips, cow, cameo, capital)


def test_every_state_has_all_its_codes_and_a_capital() -> None:
    for country in WORLD.countries.values():
        if country.status == "state":
            assert country.alpha2, country.id
            assert country.fips, country.id
            assert country.cameo, country.id
            assert country.capital, country.id
            assert country.cow is not None or country.id == "VAT", country.id


def test_withdrawn_codes_lead_to_the_country() -> None:
    assert {code: getattr(WORLD.country(code), "id", None) for code in ("ROM", "ZAR", "TMP", "BUR", "ROU", "transnistria", "XXX", "")} == {
        "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "BUR": "MMR", "ROU": "ROU", "transnistria": "transnistria", "XXX": None, "": None,
    }  # fmt: skip


def test_former_names_end() -> None:
    names = [name for country in WORLD.countries.values() for name in country.former]
    assert len(names) >= 20
    assert all(name.period.end is not None for name in names)
    zaire = next(name for name in names if name.id == "zaire")
    assert date(1990, 1, 1) in zaire.period
    assert date(1998, 1, 1) not in zaire.period


def test_a_code_is_never_both_a_country_and_an_international_actor() -> None:
    assert not INTERNATIONAL & set(WORLD.countries)


def test_every_sector_is_one_of_the_ontology() -> None:
    sectors = {""} | set(ontology.load().sectors)
    used = {o.sector for o in WORLD.organisations.values()} | {c.sector for c in WORLD.countries.values()}
    used |= {s for g in WORLD.groups.values() for s in (g.sector, *(change.sector for change in g.changes))}
    used |= {s for p in WORLD.persons.values() for s in (p.sector, *(office.sector for office in p.offices))}
    assert used <= sectors


def test_one_person_at_a_time_heads_a_state_or_a_government() -> None:
    # Côte d'Ivoire had two presidents from December 2010 to April 2011, each sworn in.
    disputed = {("head_of_state", "CIV")}
    for office in ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "secretary_general"):
        terms: dict[str, list[tuple[date, date, str]]] = {}
        for person in WORLD.persons.values():
            for held in person.offices:
                if held.office == office:
                    assert held.period.start is not None, person.id
                    terms.setdefault(held.code, []).append((held.period.start, held.period.end or date.max, person.id))
        for code, spans in terms.items():
            spans.sort()
            clashes = [(a[2], b[2]) for a, b in pairwise(spans) if a[1] > b[0]]
            assert not clashes or (office, code) in disputed, (office, code, clashes)


def test_offices_of_eighty_states() -> None:
    since = date(2000, 1, 1)
    states: dict[str, set[str]] = {}
    for person in WORLD.persons.values():
        for held in person.offices:
            if held.period.end is None or held.period.end >= since:
                states.setdefault(held.office, set()).add(held.code)
    assert len(states["head_of_state"] | states["head_of_government"]) >= 120
    assert len(states["foreign_minister"]) >= 100
    assert len(states["defence_minister"]) >= 50
