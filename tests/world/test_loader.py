"""A wrong entry is refused with the file's and the entry's name."""

from datetime import date
from pathlib import Path

import pytest

from dragoman.model import PackError
from dragoman.world.loader import read

FILES = {
    "countries": "NOR: {name: Norway, status: state}\nSWE: {name: Sweden, status: state}\n",
    "organisations": "union: {name: Union, code: IGO, members: [{codes: [NOR, SWE], from: 1905-02, to: 1905}]}\n",
    "armed_groups": "party: {name: Party, code: SWE, sector: PTY}\n",
    "persons": "king: {name: King, code: NOR, offices: [{office: head_of_state, from: 1905-11-18}]}\n",
}


def write(folder: Path, **changed: str) -> Path:
    for name, content in {**FILES, **changed}.items():
        path = folder / ("persons/europe.yaml" if name == "persons" else f"{name}.yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_partial_dates_span_all_their_days(tmp_path: Path) -> None:
    union = read(write(tmp_path)).organisations["union"]
    assert [union.members_at(day) for day in (date(1905, 1, 31), date(1905, 2, 1), date(1905, 12, 31), date(1906, 1, 1))] == [
        (),
        ("NOR", "SWE"),
        ("NOR", "SWE"),
        (),
    ]


def test_an_unknown_day_means_the_present(tmp_path: Path) -> None:
    facts = read(write(tmp_path))
    assert facts.organisations["union"].members_at(None) == ()
    assert facts.persons["king"].office_at(None) is not None
    assert facts.persons["king"].office_at(date(1900, 1, 1)) is None


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("countries", "NOR: {name: Norway}", "NOR: `status` must be a string"),
        ("countries", "NOR: {name: Norway, status: empire}", "NOR: `status: empire` is not known"),
        ("countries", "NOR: {name: Norway, status: former, successor: DNK}", "NOR: no country 'DNK'"),
        ("countries", "NOR: {name: A, status: state}\nNOR: {name: B, status: state}", "keys given twice: NOR"),
        ("countries", "nor: {name: Norway, status: state}", "nor: partly recognised"),
        ("countries", "NOR: {name: Norway, status: state, cow: x}", "NOR: `cow: x`"),
        ("countries", "NOR: {name: Norway, status: state, alpha2: NOR}", "NOR: `alpha2: NOR` is not of the form"),
        ("countries", "NOR: {name: Norway, status: state, cameo: no}", "NOR: `cameo"),
        ("countries", "NOR: {name: Norway, status: state, seats: Oslo}", "NOR: `seats` must be a list"),
        ("countries", "NOR: {name: Norway, status: state, former: Norge}", "NOR: `former` must be a mapping"),
        (
            "countries",
            "NOR: {name: A, status: state, former: {old: {name: B, code: SWE}}}\nSWE: {name: C, status: state}",
            "SWE is taken by SWE",
        ),
        ("countries", "[NOR]", "must be a mapping"),
        ("countries", "NOR: Norway", "'NOR': must be a string with a mapping"),
        ("countries", "NOR: {", "not YAML"),
        ("organisations", "union: {name: Union, code: XYZ}", "union: `code: XYZ` is not known"),
        ("organisations", "union: {name: Union, code: IGO, members: [{codes: [XYZ]}]}", r"union: members\[0\]: `codes`: 'XYZ'"),
        (
            "organisations",
            "union: {name: Union, code: IGO, members: [{codes: NOR}]}",
            "`codes` must be a list",
        ),
        ("organisations", "union: {name: Union, code: IGO, members: NOR}", "union: `members` must be a list"),
        ("organisations", "union: {name: Union, code: IGO, states_as: league}", "no organisation 'league'"),
        ("organisations", "union: {name: Union, code: IGO, states: [{codes: [XYZ]}]}", r"union: states\[0\]: `codes`: 'XYZ'"),
        ("armed_groups", "party: {name: Party, code: XYZ, sector: PTY}", "party: `code: XYZ` is not known"),
        ("armed_groups", "party: {name: Party, code: SWE, changes: [{from: 2020, to: 2019}]}", "is after `to`"),
        ("persons", "king: {name: King, code: NOR, offices: [{office: x, from: 1905-13}]}", "`from: 1905-13` is not YYYY"),
        ("persons", "king: {name: King, code: NOR, offices: [{from: 1905}]}", "`office` must be a string"),
        ("persons", "king: {code: NOR}", "king: `name` must be a string"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, name: str, content: str, fault: str) -> None:
    with pytest.raises(PackError, match=fault) as caught:
        read(write(tmp_path, **{name: content}))
    assert ("persons/europe.yaml" if name == "persons" else f"{name}.yaml") in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "persons" / "europe.yaml").unlink()
    with pytest.raises(PackError, match=r"persons: no YAML files"):
        read(tmp_path)
    (tmp_path / "armed_groups.yaml").unlink()
    with pytest.raises(PackError, match=r"armed_groups\.yaml: No such file"):
        read(tmp_path)


def test_a_person_stands_in_one_file_only(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "persons" / "asia.yaml").write_text(FILES["persons"], encoding="utf-8")
    with pytest.raises(PackError, match=r"europe\.yaml: keys given in another file too: king"):
        read(tmp_path)
