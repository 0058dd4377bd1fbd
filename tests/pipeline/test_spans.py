"""For any text: no crash, and every span of every record is the words it claims to be."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.model import Article, Entity, Reading, Span

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ODD = st.one_of(
    st.sampled_from("()[]{}<>«»“”‘’\"'—–-…|/\\*_#@&\0\r\n\t\u00a0\u200b\u202e\ufeff\u0301\ud83d"),
    st.sampled_from(["😀", "👩‍👩‍👧", "🇫🇷", "e\u0301", "ﬁ", "İ", "ß", "\r\n", "\n\n", " . ", "...", "« ", " »", '"', "l'"]),
    st.sampled_from(["Œ", "漢字", "عربي", "a" * 300]),
    st.text(max_size=8),
)


def paragraphs() -> list[tuple[str, str]]:
    return [
        (language, paragraph)
        for language in ("en", "fr")
        for paragraph in (EXAMPLES / f"dispatch.{language}.txt").read_text(encoding="utf-8").split("\n\n")
    ]


@st.composite
def disturbed(draw: st.DrawFn) -> tuple[str, str]:
    """A paragraph of a dispatch with odd pieces put in anywhere."""
    language, text = draw(st.sampled_from(paragraphs()))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(ODD) + text[place:]
    return language, text


def spans(record: object) -> Iterator[Span | Entity]:
    """Every span and entity inside a record."""
    if isinstance(record, Span | Entity):
        yield record
    if isinstance(record, tuple):
        for item in record:
            yield from spans(item)
    elif is_dataclass(record):
        for field in fields(record):
            yield from spans(getattr(record, field.name))


def check(reading: Reading) -> None:
    text = reading.article.text
    for part in (reading.sentences, reading.entities, reading.events, reading.claims):
        for span in spans(part):
            assert 0 <= span.start < span.end <= len(text), span
            assert text[span.start : span.end] == span.text
    ids = [event.id for event in reading.events]
    assert len(set(ids)) == len(ids)
    assert {id_ for claim in reading.claims for id_ in claim.events} <= set(ids)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(disturbed())
def test_disturbed_dispatch(given_text: tuple[str, str]) -> None:
    language, text = given_text
    reading = dragoman.read(Article("a", text, language=language))
    assert reading.status.code != "failed", reading.status.reason
    check(reading)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200), st.sampled_from(["en", "fr", None]))
def test_any_text(text: str, language: str | None) -> None:
    reading = dragoman.read(Article("a", text, language=language))
    assert reading.status.code != "failed", reading.status.reason
    check(reading)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3000,
        "« " * 1500,
        '"' * 3001,
        "France, " * 2000,
        "x" * 50_000,
        "La France a dit que " * 400,
        "\n".join("France | Iran | 12" for _ in range(400)),
        "\u0301" * 500 + " France met Iran.",
    ],
)
def test_degenerate_texts_end_in_reasonable_time(text: str) -> None:
    for language in ("en", "fr"):
        reading = dragoman.read(Article("a", text, language=language))
        assert reading.status.code != "failed", reading.status.reason
        check(reading)
