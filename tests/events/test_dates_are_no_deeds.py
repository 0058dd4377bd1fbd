"""Names of months that are spelt as deeds."""

from datetime import date

import pytest

from dragoman import read


def protests(text: str) -> list[str]:
    return [event.trigger.text for event in read(text, language="en", date=date(2026, 3, 4)).events if event.event == "PROTEST"]


@pytest.mark.parametrize(
    "text",
    [
        "ATHENS, March 3 – Greece accused Turkey of sending two warships.",
        "It was the first meeting of France and Germany since the call in March.",
        "On 5 March 2026 France condemned the Syrian attack.",
    ],
)
def test_a_month_is_no_protest(text: str) -> None:
    assert protests(text) == []


def test_a_march_is_one_beside_a_month() -> None:
    assert protests("A march against the Greek government filled Athens on March 3.") == ["march"]
