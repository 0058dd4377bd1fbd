"""Confidence: a probability out of named factors, and the trace that tells how it came about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import read
from dragoman.events.confidence import probability, told, weights
from dragoman.model import Event

TEXTS = [
    "France condemned the Syrian offensive on Tuesday.",
    "The talks between Moscow and Kyiv were cancelled after shots were fired at Ukrainian soldiers.",
    "Le ministre a exprimé son inquiétude, a-t-il dit, face à l'offensive turque contre la Syrie.",
]


def events() -> list[Event]:
    return [event for text in TEXTS for event in read(text, date=date(2022, 3, 15)).events]


def test_every_weighed_factor_is_one_that_events_carry() -> None:
    carried = {name for event in events() for name, _ in event.evidence.factors}
    assert set(weights().factors) <= carried


def test_the_confidence_of_a_record_is_computed_from_its_factors() -> None:
    found = events()
    assert found
    for event in found:
        assert event.confidence == probability(dict(event.evidence.factors))
        assert told(dict(event.evidence.factors)) in event.evidence.steps


def test_a_plain_sentence_is_surer_than_an_entangled_one() -> None:
    plain, *others = events()
    assert plain.confidence > min(event.confidence for event in others)


@given(st.dictionaries(st.sampled_from(sorted(weights().factors)), st.floats(-5, 5)))
def test_it_is_a_probability_whatever_the_factors(found: dict[str, float]) -> None:
    assert 0.01 <= probability(found) <= 0.99


@pytest.mark.parametrize("name", sorted(weights().factors))
def test_a_factor_moves_it_the_way_of_its_weight(name: str) -> None:
    weight = weights().factors[name]
    low, high = probability({name: 0.0}), probability({name: 1.0})
    assert (high > low) == (weight > 0)
    assert (high < low) == (weight < 0)
