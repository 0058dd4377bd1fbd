"""The dossier: whole, self-contained, safe, and every line linked to its words."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dragoman import Article, read_many
from dragoman.dossier import languages, page
from dragoman.dossier.marked import Mark, paragraphs, render
from dragoman.export.documents import Document, document
from dragoman.model import InputError

EXAMPLES = Path(__file__).parents[2] / "examples"
VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """A reader of the page: its tags, the text under each id of a place, and what does not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.after: dict[str, str] = {}
        self.waiting: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if (id_ := dict(attrs).get("id")) and tag == "i":
            self.waiting.append(id_)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if data.strip():
            for id_ in self.waiting:
                self.after[id_] = data
            self.waiting = []

    @property
    def ids(self) -> list[str]:
        return [id_ for _, attributes in self.tags if (id_ := attributes.get("id"))]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    paths = sorted(EXAMPLES.rglob("*.txt"))
    articles = [Article(path.stem, path.read_text(encoding="utf-8"), date(2026, 3, 4)) for path in paths]
    return [document(reading) for reading in read_many(articles)]


@pytest.fixture(scope="module", params=languages())
def made(request: pytest.FixtureRequest, documents: list[Document]) -> Page:
    return Page(page(documents, language=request.param))


def test_every_link_leads_to_a_place_that_is_there_once(made: Page) -> None:
    assert made.open == []
    assert len(set(made.ids)) == len(made.ids)
    inner = [target[1:] for tag, attributes in made.tags if tag == "a" and (target := attributes["href"] or "").startswith("#")]
    assert len(inner) > 100
    assert set(inner) <= set(made.ids)


def test_every_event_is_a_line_and_leads_to_its_trigger(made: Page, documents: list[Document]) -> None:
    events = [event for document in documents for event in document.events]
    lines = [id_ for id_ in made.ids if re.fullmatch(r"e\d+", id_)]
    assert len(lines) == len(events)
    begun = sorted(event["trigger"]["text"] for event in events)
    told = sorted(made.after[f"w{line[1:]}"] for line in lines)
    assert all(trigger.startswith(words) or words.startswith(trigger) for words, trigger in zip(told, begun, strict=True))


def test_the_articles_stand_below_whole(made: Page, documents: list[Document]) -> None:
    shown = re.sub(r"\s+", "", "".join(made.words))
    for one in documents:
        longest = max((one.text or "").split("\n"), key=len)
        bare = [word for word in re.findall(r"\w+", longest) if not word.isdigit()]
        assert all(word in shown for word in bare)


def test_nothing_is_fetched_and_nothing_runs(made: Page) -> None:
    tags = {tag for tag, _ in made.tags}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base"})
    for tag, attributes in made.tags:
        assert not any(name.startswith("on") or name in ("src", "srcset", "background") for name in attributes), tag
    policy = next(attributes["content"] for _, attributes in made.tags if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "url(" not in "".join(made.words)
    assert "@import" not in "".join(made.words)


@pytest.mark.parametrize("language", languages())
def test_the_same_articles_give_the_same_page(documents: list[Document], language: str) -> None:
    assert page(documents, language=language) == page(list(reversed(documents)), language=language)


def hostile(text: str, **more: Any) -> Document:
    trigger = {"text": text[:4], "start": 0, "end": 4}
    party = {"code": "FRA", "sector": "GOV", "entity_text": "<b>Paris</b>", "start": 0, "end": 4, "name": "", "office": "", "members": []}
    event = {
        **dict.fromkeys(("date", "enddate", "channel", "duration")),
        "kind": "event",
        "id": "e",
        "article": "<a>",
        "event": ["ACCUSE"],
        "mode": ["<i>"],
        "aux": [],
        "actor": [party],
        "recipient": [],
        "attribution": [],
        "trigger": trigger,
        "sentence": {"sequence": 0, "start": 0, "end": len(text), "text": text},
        "quad_code": 3,
        "event_scale": -2.0,
        "event_loc": None,
    }
    return Document("<a>", (event,), text, "2026-03-04", "en", "<script>alert(1)</script>", **more)


def test_what_articles_hold_cannot_steer_the_page() -> None:
    text = 'said </p><script>alert("x")</script> & \u202eback\x00wards \ud800 <img src=x onerror=alert(1)>'
    made = page([hostile(text, url="javascript:alert(1)", publication='"><script>')], title="<script>")
    read = Page(made)
    assert {"script", "img"}.isdisjoint({tag for tag, _ in read.tags})
    assert not any("javascript" in (attributes.get("href") or "") for _, attributes in read.tags)
    assert not any(mark in made for mark in ("\u202e", "\x00", "\ud800"))
    made.encode("utf-8")
    assert 'alert("x")' in "".join(read.words)


def test_addresses_of_the_web_may_be_followed() -> None:
    made = Page(page([hostile("said so", url="https://news.example/1?a=b&c=d")]))
    assert any(attributes.get("href") == "https://news.example/1?a=b&c=d" for _, attributes in made.tags)


def test_records_without_text_give_their_lines(documents: list[Document]) -> None:
    bare = [Document(one.id, one.records, None, one.date, one.language) for one in documents]
    made = Page(page(bare))
    assert sum(bool(re.fullmatch(r"e\d+", id_)) for id_ in made.ids) == sum(len(one.events) for one in documents)
    assert not any(tag == "mark" for tag, _ in made.tags)


def test_no_articles_give_a_page_that_says_so() -> None:
    assert "None in these articles." in page([])


def test_a_language_it_does_not_speak() -> None:
    with pytest.raises(InputError, match="no page in 'xx'; there are en, fr"):
        page([], language="xx")


def test_both_languages_have_the_same_words_to_say() -> None:
    from dragoman.dossier.page import _texts

    def shape(value: Any) -> Any:
        return {name: shape(inner) for name, inner in value.items()} if isinstance(value, dict) else type(value)

    assert len({str(shape(words)) for words in _texts().values()}) == 1


def test_marks_may_overlap_and_lie_in_one_another() -> None:
    text = "one two three four"
    marks = [Mark(0, 7, "a", "x", "1", "l"), Mark(4, 13, "b", "y"), Mark(4, 7, "c", "x")]
    (html,) = render(text, marks)
    assert re.sub(r"<sup>.*?</sup>|<[^>]+>", "", html) == text
    assert all(html.count(f'id="{name}"') == 1 for name in "abc")
    assert html.index('id="a"') < html.index('id="b"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\nb", ["a", "b"]),
        ("a\nb", ["a", "b"]),
        ("a\nb\n\nc", ["a\nb", "c"]),
        ("\n\n a \r\n\r\n\r\n b\n", ["a", "b"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[start:end].strip() for start, end in paragraphs(text)] == expected
