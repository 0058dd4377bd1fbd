"""Copies of a text, however edited, cut or re-titled, and nothing else."""

import importlib.util
import random
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.stories import Duplicates
from dragoman.stories.shingles import shingles, words

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("stories_benchmark", ROOT / "benchmarks" / "stories.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Passages of our own pages, some hundred words each: prose on one subject, which shares its terms as news on one matter does."""
    pages = [path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]]
    prose = [re.sub(r"^(\||    ).*$", "", re.sub(r"```.*?```", "", page, flags=re.S), flags=re.M) for page in sorted(pages)]
    whole = " ".join(" ".join(text.split()) for text in prose).split()
    return [" ".join(whole[at : at + 140]) for at in range(0, len(whole) - 140, 140)]


def test_edited_cut_and_retitled_copies_are_found_with_their_original(benchmark: ModuleType, texts: list[str]) -> None:
    assert len(texts) >= 40
    counts = Counter[str]()
    for seed in range(3):
        dice = random.Random(seed)  # noqa: S311 - chance for a test
        copied, others = texts[::2], texts[1::2]
        index = Duplicates()
        assert [index.add(f"o{n}", text) for n, text in enumerate(texts)] == [None] * len(texts)
        found = [index.add(f"c{n}", benchmark.varied(text, benchmark.KINDS[n % 3], others, dice)) for n, text in enumerate(copied)]
        right = sum(copy is not None and copy.of == f"o{2 * n}" for n, copy in enumerate(found))
        counts.update(right=right, copies=len(copied), told=sum(copy is not None for copy in found))
    assert counts["right"] / counts["copies"] >= 0.95
    assert counts["right"] / counts["told"] >= 0.95


def test_typography_and_case_make_no_other_text(texts: list[str]) -> None:
    index = Duplicates()
    index.add("a", texts[0])
    copy = index.add("b", texts[0].upper().replace("'", "’").replace(" ", "\u00a0 "))
    assert copy is not None
    assert copy.of == "a"
    assert copy.share > 0.9


def test_a_copy_of_a_copy_is_a_copy_of_the_first(texts: list[str]) -> None:
    index = Duplicates()
    index.add("a", texts[0])
    index.add("b", texts[0] + " And more.")
    copy = index.add("c", texts[0] + " And more. And still more.")
    assert copy is not None
    assert copy.of == "a"


def test_short_texts_are_copies_only_where_they_are_the_same() -> None:
    index = Duplicates()
    index.add("a", "France and Germany met in Paris.")
    assert index.add("b", "France and Germany met in Berlin on Monday.") is None
    same = index.add("c", "France and Germany met in Paris")
    assert same is not None
    assert same.of == "a"


def test_memory_holds_the_window_only(texts: list[str]) -> None:
    index, first = Duplicates(window=10), date(2026, 1, 1)
    for number in range(200):
        index.add(str(number), f"{texts[number % 40]} {number}", first + timedelta(days=number))
    assert len(index) <= 11
    assert index.add("late", texts[0], first + timedelta(days=400)) is None


def test_an_id_given_again_replaces_its_text(texts: list[str]) -> None:
    index = Duplicates()
    index.add("a", texts[0], date(2026, 1, 1))
    assert index.add("a", texts[0], date(2026, 1, 2)) is None
    index.add("a", texts[1], date(2026, 1, 3))
    assert index.add("b", texts[0], date(2026, 1, 3)) is None
    assert len(index) == 2


@pytest.mark.parametrize("text", ["", "  ", "...", "\x00", "\ud800"])
def test_nothing_copies_nothing(text: str) -> None:
    index = Duplicates()
    index.add("a", text)
    assert index.add("b", "Paris") is None


def test_shingles_are_the_same_on_every_machine() -> None:
    assert words("L’État, c’est\u00a0MOI") == ["l", "état", "c", "est", "moi"]
    assert sorted(shingles(["a", "b", "c", "d"])) == [271091860, 3358461392]
    assert shingles([]) == set()
    assert len(shingles(["one"])) == 1
