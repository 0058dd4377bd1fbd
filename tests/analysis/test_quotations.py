import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.quotations import Quotation, find, marks
from dragoman.packs import loader

FR = marks(loader.load("fr"))
EN = marks(loader.load("en"))


def lines(text: str) -> list[tuple[int, int]]:
    found, position = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((position, position + len(line)))
        position += len(line) + 1
    return found


def inner(text: str, language=FR) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find(text, lines(text), language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Nous partons », dit-il.", ["Nous partons"]),
        ("Le «neuf» comprend huit pays.", ["neuf"]),
        ("Le projet “phare” et le „plan“ et le „texte”.", ["phare", "plan", "texte"]),
        ('Il parle d\'"agression" et de "guerre".', ["agression", "guerre"]),
        ("« Il a dit : “Partez !” », raconte-t-elle.", ["Il a dit : “Partez !”", "Partez !"]),
        ("« Il parle de « paix » », dit-elle.", ["Il parle de « paix »", "paix"]),
        ('« Il parle de "paix" », dit-elle.', ['Il parle de "paix"', "paix"]),
        ("« Nous partons. C'est décidé », dit-il.", ["Nous partons. C'est décidé"]),
        ("L'accord, qu'il juge « fragile », tient.", ["fragile"]),
        ("« Nous partons », dit-il, « et pour de bon ».", ["Nous partons", "et pour de bon"]),
        ("« Un début sans fin.", ["Un début sans fin."]),
        ("Aucune citation ici, c'est l'usage aujourd'hui.", []),
        ("« »", []),
    ],
)
def test_french(text, expected):
    assert inner(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are leaving," he said. "For good."', ["We are leaving,", "For good."]),
        ("“We don’t know,” she said.", ["We don’t know,"]),
        ("“He said ‘we won’t go’ twice,” she said.", ["He said ‘we won’t go’ twice,", "we won’t go"]),
        ("The minister's aides' plan isn't ready.", []),
        ("‘We are ready,’ the minister said.", ["We are ready,"]),
        ("\"He said 'no' to us,\" she said.", ["He said 'no' to us,", "no"]),
        ("``We will act,'' the envoy said.", ["We will act,"]),
        ("''We will act,'' the envoy said.", ["We will act,"]),
        ('“Mixed marks," he said.', ["Mixed marks,"]),
        ('A 5" screen and a 7" one.', []),
        ('"Never closed, he said. "The next one is."', ["Never closed, he said.", "The next one is."]),
        ('He is a so-called "expert".', ["expert"]),
    ],
)
def test_english(text, expected):
    assert inner(text, EN) == expected


def test_depth_and_marks():
    text = "Il dit : « Elle a crié “Non !” hier »."
    outer, nested = find(text, lines(text), FR)
    assert (outer.depth, nested.depth) == (0, 1)
    assert text[outer.start : outer.end] == "« Elle a crié “Non !” hier »"
    assert text[nested.start : nested.end] == "“Non !”"
    assert outer.closed
    assert nested.closed


def test_a_quotation_goes_on_where_the_next_paragraph_opens_again():
    text = "“First part.\n“Second part,” she said."
    (quotation,) = find(text, lines(text), EN)
    assert text[quotation.start : quotation.end] == "“First part.\n“Second part,”"
    assert quotation.closed


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = "« Sans fin.\nAutre paragraphe."
    (quotation,) = find(text, lines(text), FR)
    assert text[quotation.start : quotation.end] == "« Sans fin."
    assert not quotation.closed


ALPHABET = "aB .,:\n'\"«»“”„‘’()-5`"


@given(st.text(ALPHABET, max_size=300), st.sampled_from([FR, EN]))
def test_spans_hold_on_any_text(text, language):
    found = find(text, lines(text), language)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
    for q in found:
        assert 0 <= q.start < q.inner_start < q.inner_end <= q.end <= len(text)
        assert text[q.inner_start : q.inner_end].strip() == text[q.inner_start : q.inner_end]
        assert q.closed or q.end == q.inner_end
    assert all(nested_or_apart(a, b) for a in found for b in found)


def nested_or_apart(a: Quotation, b: Quotation) -> bool:
    apart = a.end <= b.start or b.end <= a.start
    return apart or (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)


@pytest.mark.parametrize("piece", ["«", "« a » ", '"', "'", "“‘", '" a', "« “ \n", "l'a d'u ", "mot "])
def test_time_is_linear(piece):
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        find(text, [(0, len(text))], EN)
        return time.process_time() - start

    small, large = max(seconds(50_000), 1e-3), seconds(400_000)
    assert large < 40 * small  # eight times the text; a quadratic scan would take 64 times as long
