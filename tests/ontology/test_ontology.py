"""PLOVER as shipped, and the messages for a broken file."""

from pathlib import Path

import pytest

from dragoman import ontology
from dragoman.model import PackError


def test_types_by_quad_class() -> None:
    shipped = ontology.load()
    by_quad: dict[int, set[str]] = {}
    for name in shipped.types:
        by_quad.setdefault(shipped.quad(name), set()).add(name)
    assert by_quad == {
        1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
        2: {"COOPERATE", "AID", "RETREAT"},
        3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
        4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
    }


@pytest.mark.parametrize(
    ("event", "mode", "score"),
    [
        ("AID", "", 10),
        ("CONSULT", "", 2.5),
        ("CONSULT", "phone", 1.5),
        ("REQUEST", "meet", 0),
        ("REQUEST", "assist", 0.5),
        ("RETREAT", "disarm", 10),
        ("COERCE", "martial-law", -7.5),
        ("ASSAULT", "unconventional", -10),
        ("THREATEN", "territory", -4),
    ],
)
def test_score_of_a_mode(event: str, mode: str, score: float) -> None:
    assert ontology.load().score(event, mode) == score


def test_cooperation_is_never_negative_and_conflict_is_positive_only_where_help_is_asked_for() -> None:
    for kind in ontology.load().types.values():
        scores = {"": kind.score, **kind.modes}
        if kind.quad <= 2:
            assert min(scores.values()) > 0, kind.name
        else:
            assert {mode for mode, score in scores.items() if score > 0} <= {"assist"}, kind.name


def test_unknown_names_are_refused() -> None:
    with pytest.raises(KeyError):
        ontology.load().score("AID", "phone")
    with pytest.raises(KeyError):
        ontology.load().quad("DEMAND")


def test_sectors_and_contexts() -> None:
    shipped = ontology.load()
    assert {"GOV", "MIL", "REB", "PRE", "JRN"} <= set(shipped.sectors)
    assert len(shipped.sectors) == 25
    assert len(shipped.contexts) == 37
    assert all(name == name.lower() and " " not in name for name in shipped.contexts)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("types: {AID: {quad: 5, score: 1}}\ncontexts: []\nsectors: {}", "AID: `quad`"),
        ("types: {AID: {quad: 2, score: 11}}\ncontexts: []\nsectors: {}", "AID: every score"),
        ("types: {AID: {quad: 2, score: 1, modes: {food: much}}}\ncontexts: []\nsectors: {}", "AID: every score"),
        ("types: {}\ncontexts: [health, health]\nsectors: {}", "contexts"),
        ("types: {}", "needs"),
        ("types: {", "not YAML"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, fault: str) -> None:
    path = tmp_path / "plover.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PackError, match=f"plover.yaml: .*{fault}"):
        ontology.read(path)
