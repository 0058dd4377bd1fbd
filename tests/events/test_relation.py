"""The model of relations: it knows no names, says how sure it is, and only speaks where the lexicon is silent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import actors, ontology, read, world
from dragoman.analysis import analyse
from dragoman.events.relation import NONE, Opinion, features, model, tokens_of
from dragoman.events.scene import Scene
from dragoman.events.words import function_words
from dragoman.model import Article, Entity
from dragoman.packs import loader
from dragoman.packs.base import Pack

PACKS = [pack for pack in map(loader.load, sorted(loader.available())) if model(pack) is not None]
DAY = date(2022, 3, 15)


def found(text: str, source: str, target: str, language: str = "en") -> dict[str, float]:
    pack = loader.load(language)
    analysis = analyse(Article("a", text, DAY), pack)
    scene = Scene(analysis.sentences[0], actors.find(analysis, pack, world.load(), DAY), function_words(pack))
    sides = [tokens_of(scene, [Entity(name, text.index(name), text.index(name) + len(name))]) for name in (source, target)]
    return features(scene, *sides)


def opinion(text: str, source: str, target: str) -> Opinion:
    relation = model(loader.load("en"))
    assert relation is not None
    return relation.opinion(found(text, source, target))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("France condemned Syria.", "ACCUSE"),
        ("France imposed sanctions on Syria.", "SANCTION"),
        ("France bombed Syria.", "ASSAULT"),
        ("France held talks with Syria.", "CONSULT"),
        ("France shares a border with Syria.", NONE),
    ],
)
def test_plain_sentences_are_judged_plainly(text: str, event: str) -> None:
    assert opinion(text, "France", "Syria").best == event


def test_names_tell_nothing() -> None:
    one, other = found("France condemned Syria.", "France", "Syria"), found("Japan condemned Peru.", "Japan", "Peru")
    assert one == other


def test_who_acts_is_told_from_who_is_acted_upon() -> None:
    text = "France sentenced two men from Syria to death."
    there, back = opinion(text, "France", "Syria"), opinion(text, "Syria", "France")
    assert there.probabilities["SANCTION"] > back.probabilities["SANCTION"]


def test_without_both_sides_there_is_nothing_to_judge() -> None:
    pack = loader.load("en")
    analysis = analyse(Article("a", "France condemned Syria.", DAY), pack)
    scene = Scene(analysis.sentences[0], actors.find(analysis, pack, world.load(), DAY), function_words(pack))
    assert features(scene, frozenset(), frozenset({0})) == {}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.language)
def test_its_labels_are_types_of_the_ontology(pack: Pack) -> None:
    relation = model(pack)
    assert relation is not None
    assert set(relation.labels) == {*ontology.load().types, NONE}
    assert relation.weights.shape == (len(relation.rows), len(relation.labels))


@given(st.dictionaries(st.text(max_size=8), st.floats(0, 1), max_size=6))
def test_an_opinion_is_a_distribution(given: dict[str, float]) -> None:
    for pack in PACKS:
        relation = model(pack)
        assert relation is not None
        said = relation.opinion(given)
        assert sum(said.probabilities.values()) == pytest.approx(1, abs=1e-4)
        assert said.best in relation.labels


def test_where_an_entry_fires_it_keeps_silent() -> None:
    events = read("France condemned Syria on Monday.", date=DAY).events
    assert [event.evidence.rule.split(".")[1] for event in events] == ["accuse"]


@pytest.mark.parametrize(
    "text",
    [
        "France forwarded ten ambulances to Syria as a donation.",
        "Turkey flung rockets into Syria, wounding ten soldiers.",
    ],
)
def test_what_it_adds_says_so(text: str) -> None:
    for event in read(text, date=DAY).events:
        if ".relation." in event.evidence.rule:
            assert any("model of relations" in step for step in event.evidence.steps)
            assert event.actor
            assert event.recipient
