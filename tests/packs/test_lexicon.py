"""Every pack's event lexicon against its own examples, and the contract that each pack keeps."""

import pytest

from dragoman import ontology
from dragoman.events.check import check
from dragoman.events.entry import entries, problems
from dragoman.packs.loader import available, load

LANGUAGES = sorted(available())
KNOWN_MISSES = 0.04  # at most this share of a pack's examples may be marked as known misses
PREDICATES = 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_are_well_formed(language: str) -> None:
    assert problems(load(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_does_what_its_entry_says(language: str) -> None:
    outcomes = list(check(load(language)))
    failures = [f"{o.entry}: {o.example.text}: {o.problem}" for o in outcomes if o.problem and not o.example.known_miss]
    assert failures == []
    assert sum(o.example.known_miss for o in outcomes) <= KNOWN_MISSES * len(outcomes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_known_misses_are_still_missed(language: str) -> None:
    """A miss that is mended must lose its mark."""
    assert [o.example.text for o in check(load(language)) if o.example.known_miss and not o.problem] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_shows_an_example(language: str) -> None:
    assert [e.id for e in entries(load(language)) if not any(x.matching for x in e.examples)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lexicon_covers_the_ontology(language: str) -> None:
    lexicon = entries(load(language))
    assert sum(len(e.predicates) for e in lexicon) >= PREDICATES
    covered = {e.event for e in lexicon if e.event}
    assert covered == set(ontology.load().types)
