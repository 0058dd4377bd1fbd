"""Normalisation changes what the parser sees, never where it stands."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.normalise import normalise

TRICKY = st.text(alphabet=st.sampled_from("aéÉn «»“”’—–\u00a0\u202f\u00ad\u200b\ufeff\x00e\u0301😀\n-'\""), max_size=60)


def test_marks_become_the_treebanks_own() -> None:
    assert normalise("« L’OTAN »\u00a0– “ok”…").text == '" L\'OTAN " - "ok"…'


def test_glued_dash_becomes_a_token_and_keeps_its_place() -> None:
    result = normalise("talks—held", 10)
    assert result.text == "talks - held"
    assert [result.starts[i] for i in (0, 5, 6, 7, 8)] == [10, 15, 15, 15, 16]


def test_decomposed_letters_are_composed_over_both_code_points() -> None:
    result = normalise("e\u0301tat")
    assert result.text == "état"
    assert (result.starts[0], result.ends[0], result.starts[1]) == (0, 2, 2)


def test_invisible_characters_vanish() -> None:
    assert normalise("mi\u00adnis\u200btre\x00").text == "ministre"


@given(TRICKY | st.text(max_size=80), st.integers(0, 1000))
def test_every_character_points_into_the_text(text: str, offset: int) -> None:
    result = normalise(text, offset)
    assert len(result.text) == len(result.starts) == len(result.ends)
    assert all(offset <= a < b <= offset + len(text) for a, b in zip(result.starts, result.ends, strict=True))
    assert list(result.starts) == sorted(result.starts)


@given(st.text(alphabet=st.characters(whitelist_categories=("L", "N"), max_codepoint=0x24F), max_size=60))
def test_plain_words_are_left_alone(text: str) -> None:
    assert normalise(text).text.replace(" ", "") == unicodedata.normalize("NFC", text)
