"""What makes two testimonies one happening, a later event a fulfilment, and a voice a denial: on records made for the purpose."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ledger import ledger
from dragoman.ledger.commitments import signs
from dragoman.model import Article, Attribution, Entity, Event, Evidence, Reading, SentenceSpan, Span, Status
from dragoman.model.records import Stance

DAY = date(2024, 5, 10)


def state(code: str) -> Entity:
    return Entity(code, 0, 3, code, "GOV", name=code)


def event(kind: str = "ASSAULT", actor: str = "TUR", recipient: str = "SYR", **more: object) -> Event:
    text = f"{actor} {kind} {recipient}"
    made = Event(
        f"{kind}{actor}{recipient}",
        kind,
        "",
        (state(actor),) if actor else (),
        (state(recipient),) if recipient else (),
        Span(kind, len(actor) + 1, len(actor) + 1 + len(kind)),
        SentenceSpan(text, 0, len(text), 0),
        Evidence("test"),
        confidence=0.9,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def reading(name: str, *events: Event, day: date | None = DAY) -> Reading:
    return Reading(Article(name, events[0].sentence.text, day), Status("events"), "en", "en 0", events=events)


def by(code: str, stance: Stance = "asserts") -> tuple[Attribution, ...]:
    return (Attribution(state(code), None, stance),)


def standings(*readings: Reading) -> list[str]:
    return [h.standing for h in ledger(readings).happenings]


@pytest.mark.parametrize(
    ("second", "standing"),
    [
        (event(attribution=by("SYR", "denies")), "contested"),
        (event(attribution=by("SYR"), aux=("negation",)), "contested"),
        (event(attribution=by("SYR", "denies"), aux=("negation",)), "corroborated"),
        (event(attribution=by("SYR", "doubts")), "doubted"),
        (event(attribution=by("SYR"), aux=("hypothetical",)), "doubted"),
        (event(attribution=by("SYR")), "corroborated"),
        (event(attribution=by("TUR")), "single"),
    ],
)
def test_voices_make_the_standing(second: Event, standing: str) -> None:
    assert standings(reading("a", event(attribution=by("TUR"))), reading("b", second)) == [standing]


@pytest.mark.parametrize(
    "other",
    [
        event("COERCE"),
        event(actor="RUS", attribution=()),
        event(recipient="IRQ"),
        event(date="2024-05-01"),
        event(place=Span("Aleppo", 0, 6)),
        event(mode="abduct"),
    ],
    ids=["type", "actor", "recipient", "time", "place", "mode"],
)
def test_what_is_not_compatible_stays_apart(other: Event) -> None:
    first = event(date="2024-05-09", place=Span("Idlib", 0, 5), mode="aerial")
    assert len(ledger([reading("a", first), reading("b", other)]).happenings) == 2


@pytest.mark.parametrize(
    "other",
    [event(date="2024-05-10"), event(date="2024-05"), event(), event(actor=""), event(recipient=""), event(mode="aerial")],
    ids=["next day", "its month", "no date", "no actor", "no recipient", "with a mode"],
)
def test_what_is_compatible_comes_together(other: Event) -> None:
    assert len(ledger([reading("a", event(date="2024-05-09")), reading("b", other)]).happenings) == 1


def test_what_is_only_possible_or_to_come_is_no_happening() -> None:
    only = [event(aux=("hypothetical",)), event(aux=("future",)), event(aux=("future", "hypothetical"))]
    assert standings(*(reading(str(n), e) for n, e in enumerate(only))) == []


def test_an_outer_source_only_reports() -> None:
    chain = (*by("GBR"), *by("SYR"))
    (happening,) = ledger([reading("a", event(attribution=chain))]).happenings
    assert [(v.role, v.name) for v in happening.voices] == [("reports", "a"), ("reports", "GBR"), ("asserts", "SYR")]


def test_a_deed_laid_to_another_doer_is_contested() -> None:
    first, second = event(attribution=by("SYR")), event(actor="RUS", attribution=by("TUR"))
    found = ledger([reading("a", first), reading("b", second)]).happenings
    assert [h.standing for h in found] == ["contested", "contested"]
    assert found[0].differing == (found[1].id,)


def test_two_attackers_by_the_same_voice_are_no_quarrel() -> None:
    first, second = event(attribution=by("USA")), event(actor="RUS", attribution=by("USA"))
    assert standings(reading("a", first), reading("b", second)) == ["single", "single"]


@pytest.mark.parametrize(
    ("kind", "mode", "later", "sign"),
    [
        ("THREATEN", "relations", event("SANCTION"), "fulfilment"),
        ("THREATEN", "violence", event("ASSAULT"), "fulfilment"),
        ("CONCEDE", "", event("RETREAT", mode="withdraw"), "fulfilment"),
        ("CONCEDE", "", event("ASSAULT"), "breach"),
        ("AGREE", "", event("AID"), "fulfilment"),
        ("AGREE", "", event("REJECT"), "breach"),
    ],
)
def test_later_events_look_like_fulfilment_or_breach(kind: str, mode: str, later: Event, sign: str) -> None:
    promised = reading("a", event(kind, mode=mode))
    after = reading("b", later, day=date(2024, 6, 1))
    (commitment,) = ledger([promised, after]).commitments
    assert [(one.sign, one.type, one.date) for one in commitment.later] == [(sign, later.event, date(2024, 6, 1))]


@pytest.mark.parametrize(
    "after",
    [
        reading("b", event("SANCTION"), day=DAY),
        reading("b", event("SANCTION", actor="USA"), day=date(2024, 6, 1)),
        reading("b", event("SANCTION", recipient="IRQ"), day=date(2024, 6, 1)),
        reading("b", event("SANCTION", aux=("negation",)), day=date(2024, 6, 1)),
        reading("b", event("SANCTION"), day=date(2026, 6, 1)),
        reading("b", event("SANCTION"), day=None),
    ],
    ids=["same day", "another actor", "another recipient", "negated", "years later", "no day"],
)
def test_what_is_no_sign(after: Reading) -> None:
    (commitment,) = ledger([reading("a", event("THREATEN", mode="relations")), after]).commitments
    assert commitment.later == ()


def test_the_signs_are_of_committing_types() -> None:
    assert {kind.partition(".")[0] for kind in signs()} == {"AGREE", "CONCEDE", "THREATEN"}


CODES = st.sampled_from(["TUR", "SYR", "RUS", "USA", ""])
TYPES = st.sampled_from(["ASSAULT", "CONSULT", "AGREE", "SANCTION", "THREATEN"])
DAYS = st.sampled_from(["", "2024-05-09", "2024-05-12", "2024-05"])
EVENTS = st.builds(event, TYPES, CODES, CODES, date=DAYS, attribution=st.sampled_from([(), by("USA")]))


@given(st.lists(EVENTS, min_size=1, max_size=8), st.randoms())
def test_every_event_of_parties_has_one_place_whatever_the_order(events: list[Event], chance: object) -> None:
    readings = [reading(f"a{number}", one) for number, one in enumerate(events)]
    shuffled = list(readings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found = ledger(readings)
    assert ledger(shuffled) == found
    placed = [(v.article, v.event) for h in found.happenings for v in h.voices if v.source is None]
    assert len(placed) == len(set(placed)) == len(events)
