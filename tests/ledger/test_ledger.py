"""The ledger over our own dispatches: a call told from each side, in two languages, and what came of it."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from dragoman import Article, read_many
from dragoman.export.documents import document
from dragoman.export.parsed import reading_of
from dragoman.ledger import Happening, Ledger, ledger
from dragoman.model import Reading

FOLDER = Path(__file__).parents[2] / "examples" / "call"
DAYS = {"athens.en": date(2026, 3, 5), "ankara.fr": date(2026, 3, 6), "april.en": date(2026, 4, 14)}


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(read_many([Article(name, (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), day) for name, day in DAYS.items()]))


@pytest.fixture(scope="module")
def found(readings: list[Reading]) -> Ledger:
    return ledger(readings)


def codes(happening: Happening) -> tuple[set[str], set[str]]:
    return {e.code for e in happening.actor}, {e.code for e in happening.recipient}


def one(found: Ledger, event: str, actor: set[str], recipient: set[str]) -> Happening:
    matching = [h for h in found.happenings if h.event == event and codes(h) == (actor, recipient)]
    assert len(matching) == 1, [(h.event, codes(h)) for h in found.happenings]
    return matching[0]


def roles(happening: Happening) -> dict[str, set[str]]:
    """Role → the codes of the sources (the article's id where it speaks itself)."""
    spoken: dict[str, set[str]] = {}
    for voice in happening.voices:
        spoken.setdefault(voice.role, set()).add(voice.source.code if voice.source else voice.article)
    return spoken


def test_the_shot_is_contested_by_both_sides(found: Ledger) -> None:
    shot = one(found, "ASSAULT", {"TUR"}, {"GRC"})
    assert shot.standing == "contested"
    assert roles(shot) == {"asserts": {"GRC"}, "denies": {"TUR"}, "reports": {"athens.en", "ankara.fr"}}
    assert shot.date == "2026-03-03"


def test_each_side_lays_the_shot_to_the_other(found: Ledger) -> None:
    by_turkey, by_greece = one(found, "ASSAULT", {"TUR"}, {"GRC"}), one(found, "ASSAULT", {"GRC"}, {"TUR"})
    assert by_greece.id in by_turkey.differing
    assert by_turkey.id in by_greece.differing
    assert by_greece.standing == "contested"
    assert roles(by_greece)["asserts"] == {"TUR"}


def test_contested_happenings_come_first(found: Ledger) -> None:
    standings = [h.standing for h in found.happenings]
    assert standings[0] == "contested"
    assert standings == sorted(standings, key=["contested", "doubted", "denied", "corroborated", "single"].index)


def test_the_call_is_told_by_both_sides(found: Ledger) -> None:
    call = next(h for h in found.happenings if h.event == "CONSULT" and h.mode == "phone")
    assert codes(call) == ({"GRC", "TUR"}, set())
    assert call.standing == "corroborated"
    assert {"GRC", "TUR"} <= roles(call)["asserts"]
    assert call.date == "2026-03-04"


def test_the_promised_talks_look_kept_and_the_threat_carried_out(found: Ledger) -> None:
    promise = next(c for c in found.commitments if c.event == "AGREE")
    assert [(later.sign, later.type, later.article) for later in promise.later] == [("fulfilment", "CONSULT", "april.en")]
    assert promise.since == date(2026, 3, 5)
    threat = next(c for c in found.commitments if c.event == "THREATEN")
    assert ("fulfilment", "COERCE", date(2026, 4, 13)) in [(later.sign, later.type, later.date) for later in threat.later]


def test_the_accounts_of_the_call_stand_side_by_side(found: Ledger) -> None:
    meeting = next(m for m in found.meetings if m.date == "2026-03-04")
    assert meeting.sides == ("GRC", "TUR")
    assert (meeting.channel, meeting.duration) == ("call", "PT40M")
    shown = {point.words.text for row in meeting.rows for point in row if point}
    assert "a Turkish warship fired at a Greek patrol boat near Rhodes on Tuesday" in shown
    assert "un patrouilleur grec a tiré mardi sur un chalutier turc près de Rhodes" in shown
    assert len(shown) == sum(point is not None for row in meeting.rows for point in row)


def test_every_word_stands_in_its_article(found: Ledger, readings: list[Reading]) -> None:
    texts = {reading.article.id: reading.article.text for reading in readings}
    spoken = [v for h in found.happenings for v in h.voices] + [v for c in found.commitments for v in c.voices]
    assert spoken
    for voice in spoken:
        assert texts[voice.article][voice.words.start : voice.words.end] == voice.words.text
    for point in (p for m in found.meetings for row in m.rows for p in row if p):
        assert texts[point.article][point.words.start : point.words.end] == point.words.text


def test_the_order_of_the_articles_does_not_matter(found: Ledger, readings: list[Reading]) -> None:
    for order in permutations(readings):
        assert ledger(order) == found


def test_about_keeps_what_concerns_one_party(readings: list[Reading]) -> None:
    assert ledger(readings, about="GRC").happenings
    assert ledger(readings, about="PRT") == Ledger(articles=len(readings))


def test_records_give_the_same_ledger_as_readings(found: Ledger, readings: list[Reading]) -> None:
    again = ledger(reading_of(document(reading)) for reading in readings)
    assert [(h.id, h.standing, [(v.role, v.name, v.words) for v in h.voices]) for h in again.happenings] == [
        (h.id, h.standing, [(v.role, v.name, v.words) for v in h.voices]) for h in found.happenings
    ]
    assert [(c.id, c.since, c.later) for c in again.commitments] == [(c.id, c.since, c.later) for c in found.commitments]
    assert [(m.happening, m.sides) for m in again.meetings] == [(m.happening, m.sides) for m in found.meetings]
