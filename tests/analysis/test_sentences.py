"""Sentence bounds by rule, in both languages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.sentences import MAX_SENTENCE, paragraphs, split
from dragoman.packs.loader import load


def cut(text: str, language: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text, load(language))]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Mr. Smith met Gen. Jones on Jan. 5. They talked.", 2),
        ("en", "U.S. President and U.N. officials met. Talks failed.", 2),
        ("en", "The army left the U.S. The president stayed.", 2),
        ("en", "“We will fight. We will win,” he said. The crowd left.", 3),
        ("en", 'He said: "Go home." The crowd left.', 2),
        ("en", "Prices rose 3.5 percent. Nobody cared.", 2),
        ("fr", "M. Dupont a vu le gén. Martin. Il est parti.", 2),
        ("fr", "« Nous refusons. Nous partons », a dit le ministre. La foule est partie.", 3),
        ("fr", "« Nous refusons ! » La foule est partie.", 2),
        ("fr", "« Refusez-vous ? » a demandé le juge.", 1),
        ("fr", "L'accord a été signé à 20 h 30. Les troupes partent.", 2),
        ("fr", "J. Chirac a parlé… Puis il est parti.", 2),
    ],
)
def test_counts(language: str, text: str, count: int) -> None:
    assert len(cut(text, language)) == count


def test_lines_are_paragraphs_unless_hard_wrapped() -> None:
    assert len(paragraphs("Titre\nUne phrase.\n\nUne autre.")) == 3
    line = "the ministers of the three countries met in the capital and spoke of the war\n"
    assert len(paragraphs(line * 4 + "until night.")) == 1


def test_a_line_without_full_stop_is_a_heading() -> None:
    first, second = split("Syria: new offensive\nThe army attacked the town.", load("en"))
    assert (first.heading, second.heading) == (True, False)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("PARIS (Reuters) - The minister left.", "PARIS (Reuters) - "),
        ("BELGRADE, Serbia -- Students marched.", "BELGRADE, Serbia -- "),
        ("TEHRAN, March 15 - Iran protested.", "TEHRAN, March 15 - "),
        ("NEW DELHI — An Indian court ruled.", "NEW DELHI — "),
        ("Kyiv, 3 mai (AFP) – L'armée recule.", "Kyiv, 3 mai (AFP) – "),
        ("Russia - the largest state - protested.", ""),
        ("The minister - A former general - left.", ""),
        ("Mr. Smith left.", ""),
    ],
)
def test_a_dateline_is_no_part_of_its_sentence(text: str, dateline: str) -> None:
    pieces = cut(text, "en")
    assert len(pieces) == 1 + bool(dateline)
    assert (pieces[0] if dateline else "") == dateline.strip()


@given(st.text(alphabet=st.sampled_from("aB. \n!?»«\"'“”)…é5-\t"), max_size=200))
def test_sentences_are_ordered_disjoint_and_lose_nothing(text: str) -> None:
    found = split(text, load("fr"))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text.split())


def test_endless_sentence_is_cut() -> None:
    pieces = split("mot " * 5000, load("fr"))
    assert max(s.end - s.start for s in pieces) <= MAX_SENTENCE
