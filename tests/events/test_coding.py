"""The mechanisms of the coder on short sentences of both languages: composition, future, direction, recall, one happening once."""

from datetime import date

import pytest

from dragoman import read
from dragoman.model import Event

DAY = date(2022, 3, 15)


def coded(text: str, language: str) -> list[Event]:
    return list(read(text, language=language, date=DAY).events)


def sole(text: str, language: str, kind: str) -> Event:
    found = [e for e in coded(text, language) if e.event == kind]
    assert len(found) == 1, [(e.event, e.trigger.text) for e in coded(text, language)]
    return found[0]


def codes(event: Event) -> tuple[set[str], set[str]]:
    return {e.code for e in event.actor}, {e.code for e in event.recipient}


@pytest.mark.parametrize(
    ("language", "text", "kind", "mode", "actor", "recipient"),
    [
        ("en", "France called for talks with Iran.", "REQUEST", "meet", {"FRA"}, {"IRN"}),
        ("en", "Germany refused to withdraw its troops from Mali.", "REJECT", "yield", {"DEU"}, {"MLI"}),
        ("en", "The Turkish president threatened to bomb Kurdish positions in Syria.", "THREATEN", "violence", {"TUR"}, None),
        ("en", "Japan lifted its sanctions on Myanmar.", "CONCEDE", "", {"JPN"}, {"MMR"}),
        ("en", "Russia was accused by Ukraine of shelling the town.", "ACCUSE", "allege", {"UKR"}, {"RUS"}),
        ("fr", "La France a appelé à des négociations avec l'Iran.", "REQUEST", "meet", {"FRA"}, {"IRN"}),
        ("fr", "Le président turc a menacé de bombarder la Syrie.", "THREATEN", "violence", {"TUR"}, {"SYR"}),
        ("fr", "Le Japon a levé les sanctions contre la Birmanie.", "CONCEDE", "", {"JPN"}, {"MMR"}),
        ("fr", "La Russie a été accusée par l'Ukraine de bombarder la ville.", "ACCUSE", "allege", {"UKR"}, {"RUS"}),
    ],
)
def test_object_and_direction(language: str, text: str, kind: str, mode: str, actor: set[str], recipient: set[str] | None) -> None:
    event = sole(text, language, kind)
    assert event.mode == mode
    assert codes(event)[0] == actor
    assert recipient is None or codes(event)[1] == recipient


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "France called for talks with Iran."), ("fr", "La France a appelé à des négociations avec l'Iran.")],
)
def test_what_is_requested_is_not_coded_again(language: str, text: str) -> None:
    assert [e.event for e in coded(text, language)] == ["REQUEST"]


@pytest.mark.parametrize(
    ("language", "text", "kind", "aux"),
    [
        ("en", "The Russian president will meet the Chinese president.", "AGREE", ()),
        ("en", "The Russian president will not meet the Chinese president.", "REJECT", ()),
        ("en", "The Russian president did not meet the Chinese president.", "CONSULT", ("negation",)),
        ("en", "The Russian president may meet the Chinese president.", "CONSULT", ("hypothetical",)),
        ("fr", "Le président russe rencontrera le président chinois.", "AGREE", ()),
        ("fr", "Le président russe ne rencontrera pas le président chinois.", "REJECT", ()),
        ("fr", "Le président russe n'a pas rencontré le président chinois.", "CONSULT", ("negation",)),
        ("fr", "Le président russe pourrait rencontrer le président chinois.", "CONSULT", ("hypothetical",)),
    ],
)
def test_what_is_to_come(language: str, text: str, kind: str, aux: tuple[str, ...]) -> None:
    assert sole(text, language, kind).aux == aux


def test_reporting_is_no_event() -> None:
    assert coded("The French minister said on Monday that the weather was fine.", "en") == []
    assert coded("Le ministre français a déclaré lundi que le temps était beau.", "fr") == []


def test_the_other_side_of_a_talk_is_recalled_at_lower_confidence() -> None:
    text = "Le président russe et le président turc ont discuté mardi. Le président turc a exigé un retrait des troupes."
    request = next(e for e in coded(text, "fr") if e.event == "REQUEST")
    assert codes(request) == ({"TUR"}, {"RUS"})
    alone = next(e for e in coded("Le président turc a exigé de la Russie un retrait des troupes.", "fr") if e.event == "REQUEST")
    assert request.confidence < alone.confidence


def test_one_happening_once_a_sentence() -> None:
    events = [e for e in coded("Turkish jets bombed Kurdish fighters in Iraq, killing ten Kurdish fighters.", "en") if e.event == "ASSAULT"]
    assert len(events) == 1


def test_duration_of_the_following_sentence() -> None:
    event = sole("The Russian president spoke with the French president by phone on Monday. The call lasted two hours.", "en", "CONSULT")
    assert (event.mode, event.channel, event.duration, event.date) == ("phone", "call", "PT2H", "2022-03-14")


def test_ids_derive_from_content() -> None:
    text = "France condemned the Russian attack on Ukraine."
    first, second = coded(text, "en"), coded(text, "en")
    assert [e.id for e in first] == [e.id for e in second]
    assert len({e.id for e in first}) == len(first)


def test_every_record_tells_its_rule_and_steps() -> None:
    for event in coded("France condemned the Russian attack on Ukraine.", "en"):
        assert event.evidence.rule.startswith("en.")
        assert event.evidence.steps[0].endswith("fires")
        assert 0 < event.confidence <= 1
