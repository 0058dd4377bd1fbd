"""CAMEO equivalents: complete, in CAMEO's own terms, and with messages for a broken file."""

from pathlib import Path

import pytest

from dragoman import ontology
from dragoman.model import PackError
from dragoman.ontology import cameo


def test_every_type_and_mode_of_plover_has_a_code_and_the_mapping_names_no_others() -> None:
    plover, mapping = ontology.load(), cameo.load()
    known = {(name, mode) for name, kind in plover.types.items() for mode in ("", *kind.modes)}
    for name, mode in known:
        assert -10 <= mapping.of(name, mode).goldstein <= 10
    assert set(mapping.types) <= known
    assert set(mapping.sectors) <= set(plover.sectors)
    assert set(mapping.codes) == set(mapping.types.values())


@pytest.mark.parametrize(
    ("event", "mode", "code", "goldstein", "quad"),
    [
        ("CONSULT", "visit", "042", 1.9, 1),
        ("CONSULT", "multilateral", "040", 1.0, 1),
        ("COERCE", "arrest", "173", -5.0, 4),
        ("RETREAT", "ceasefire", "0871", 9.0, 2),
        ("THREATEN", "", "130", -4.4, 3),
        ("ASSAULT", "aerial", "195", -10.0, 4),
    ],
)
def test_codes(event: str, mode: str, code: str, goldstein: float, quad: int) -> None:
    found = cameo.load().of(event, mode)
    assert (found.code, found.goldstein, found.quad) == (code, goldstein, quad)
    assert (found.base, found.root) == (code[:3], code[:2])


def test_media_and_health_change_places() -> None:
    assert cameo.load().sectors["JRN"] == "MED"
    assert cameo.load().sectors["MED"] == "HLH"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("codes: {}", "needs `codes`"),
        ("codes: {40: {name: x, goldstein: 1}}\ntypes: {}\nsectors: {}\ngroups: {}", "in quotes"),
        ('codes: {"040": {name: x, goldstein: 11}}\ntypes: {}\nsectors: {}\ngroups: {}', "from -10 to 10"),
        ("codes: {}\ntypes: {CONSULT: {code: '040'}}\nsectors: {}\ngroups: {}", "no code '040'"),
        ("codes: [", "not YAML"),
    ],
)
def test_broken_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "cameo.yaml"
    path.write_text(text)
    with pytest.raises(PackError, match=message) as caught:
        cameo.read(path)
    assert str(path) in str(caught.value)
