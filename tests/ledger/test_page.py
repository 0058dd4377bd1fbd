"""The ledger as a page: what it says stands there, nothing is fetched, and no article steers it."""

import re
from pathlib import Path

import pytest

from dragoman import read_many
from dragoman.dossier import languages, ledger_page
from dragoman.ledger import ledger
from dragoman.model import Article, InputError

FOLDER = Path(__file__).parents[2] / "examples" / "call"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [Article(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt"))]


@pytest.mark.parametrize("language", languages())
def test_every_happening_stands_there_with_its_words(articles: list[Article], language: str) -> None:
    found = ledger(read_many(articles))
    shown = ledger_page(found, language=language)
    for happening in found.happenings:
        assert f'id="h{happening.id}"' in shown
        assert all(f"#h{other}" in shown for other in happening.differing)
    assert "a Turkish warship fired at a Greek patrol boat" in shown
    assert len(re.findall(r"<td>", shown)) == sum(len(row) for meeting in found.meetings for row in meeting.rows)


def test_nothing_is_fetched_and_nothing_runs(articles: list[Article]) -> None:
    shown = ledger_page(ledger(read_many(articles)))
    assert not re.search(r"<script|<img|<link|@import|url\(|https?://", shown)
    assert "default-src 'none'" in shown


def test_markup_in_an_article_stays_text() -> None:
    text = "The <b>Kremlin</b> said that Russia had shelled Ukraine<script>alert(1)</script>."
    shown = ledger_page(ledger(read_many([Article("<i>x</i>", text, language="en")])))
    assert "<script>" not in shown
    assert "<i>x</i>" not in shown


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(InputError, match="xx"):
        ledger_page(ledger([]), language="xx")
