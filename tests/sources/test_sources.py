"""Files of every kind, and bad ones, through the one door `articles(expand(…))`."""

import gzip
import json
import os
import tracemalloc
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from dragoman.model import Article
from dragoman.sources import Problem, articles, expand

PAGE = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Accord à Vienne</title>
<meta property="article:published_time" content="2022-03-04T10:00:00Z"></head><body><nav><a href="/">Accueil</a></nav>
<article><h1>Accord à Vienne</h1><p>Les négociateurs iraniens et européens ont signé vendredi un accord à Vienne, après trois
semaines de pourparlers difficiles entre les délégations.</p><p>Le texte prévoit la reprise des inspections dans un délai de deux
mois, a précisé un diplomate.</p></article><footer>Tous droits réservés</footer></body></html>"""


def read(*inputs: Path | str, max_bytes: int = 10_000) -> tuple[list[Article], list[Problem]]:
    found = list(articles(expand(map(str, inputs)), max_bytes))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Problem)]


def lines(path: Path, records: Iterable[object]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def test_text_file_takes_its_name_without_ending_as_id(tmp_path: Path) -> None:
    path = tmp_path / "bucarest.fr.txt"
    path.write_bytes("Première ligne.\r\nDeuxième 🙂.".encode())
    assert read(path) == ([Article("bucarest.fr", "Première ligne.\r\nDeuxième 🙂.")], [])


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Bonjour.", encoding="utf-8-sig")
    assert read(path)[0][0].text == "Bonjour."


def test_html_gives_title_main_text_and_date_but_not_the_templates_language(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    (article,), problems = read(path)
    assert problems == []
    assert article.text.startswith("Accord à Vienne")
    assert article.text.count("Accord à Vienne") == 1
    assert "reprise des inspections" in article.text
    assert "Accueil" not in article.text
    assert "droits réservés" not in article.text
    assert (article.id, article.title, article.date, article.language) == ("page", "Accord à Vienne", date(2022, 3, 4), None)


def test_html_in_its_declared_encoding(tmp_path: Path) -> None:
    path = tmp_path / "old.htm"
    path.write_bytes(PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').encode("latin-1"))
    (article,), problems = read(path)
    assert "négociateurs" in article.text
    assert problems == []


@pytest.mark.parametrize("page", ["<html><body><p>", "<html><<<>>></p></html>", "<!doctype html><html></html>"])
def test_broken_html_is_an_error_of_that_file(tmp_path: Path, page: str) -> None:
    path = tmp_path / "broken.html"
    path.write_text(page)
    found, (problem,) = read(path)
    assert found == []
    assert problem.fatal
    assert "no main text" in problem.message


def test_html_cut_short_still_gives_its_text(tmp_path: Path) -> None:
    path = tmp_path / "cut.html"
    path.write_text(PAGE[: PAGE.index("a précisé")])
    assert "reprise des inspections" in read(path)[0][0].text


def test_jsonl_with_the_usual_names(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        [
            {"id": 7, "text": "One text.", "date": "2020-01-02", "language": "en", "title": "T", "url": "http://x.example"},
            {"story_id": "s", "event_text": "Other text.", "pub_date": "20200103", "publisher": "P"},
        ],
    )
    found, problems = read(path)
    assert problems == []
    assert found == [
        Article("7", "One text.", date(2020, 1, 2), "en", "T", "http://x.example"),
        Article("s", "Other text.", date(2020, 1, 3), publication="P"),
    ]


def test_jsonl_without_ids_gets_stable_ones_from_the_content(tmp_path: Path) -> None:
    first, _ = read(lines(tmp_path / "a.jsonl", [{"text": "One text."}, {"text": "Two texts."}]))
    second, _ = read(lines(tmp_path / "b.jsonl", [{"text": "Two texts."}, {"text": "One text."}]))
    assert {a.text: a.id for a in first} == {a.text: a.id for a in second}
    assert len({a.id for a in first}) == 2


def test_gzipped_jsonl_and_a_truncated_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "a", "text": "One text."}\n'))
    assert [a.id for a in read(path)[0]] == ["a"]
    noise = b"".join(b'{"id": "%d", "text": "%s"}\n' % (n, os.urandom(40).hex().encode()) for n in range(2000))
    path.write_bytes(gzip.compress(noise)[:-2000])
    found, (*_, problem) = read(path)
    assert len(found) > 100
    assert problem.fatal
    path.write_bytes(b"no gzip at all")
    assert "gzip" in read(path)[1][0].message.lower()


def test_bad_lines_are_told_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    bad = ['{"id": "x", "text": "cut sh', "[1, 2]", '{"id": "y"}', '{"text": 5}', "[" * 100_000]
    bad.append('{"text": "ok", "n": ' + "9" * 5000 + "}")
    path.write_text("\n".join(['{"id": "a", "text": "First."}', *bad, "", '{"id": "b", "text": "Last."}']))
    found, problems = read(path, max_bytes=100_000)
    assert [a.id for a in found] == ["a", "b"]
    assert [p.where for p in problems] == [f"{path}:{number}" for number in range(2, 8)]
    assert all(p.fatal and "\n" not in p.message for p in problems)


def test_date_not_understood_is_a_notice(tmp_path: Path) -> None:
    (article,), (problem,) = read(lines(tmp_path / "a.jsonl", [{"text": "One text.", "date": "last week"}]))
    assert article.date is None
    assert not problem.fatal
    assert "last week" in problem.message


@pytest.mark.parametrize("day", ["2199-01-01", "0203-01-01"])
def test_implausible_date_is_kept_and_flagged(tmp_path: Path, day: str) -> None:
    (article,), (problem,) = read(lines(tmp_path / "a.jsonl", [{"id": "a", "text": "One text.", "date": day}]))
    assert article.date == date.fromisoformat(day)
    assert not problem.fatal
    assert day in problem.message


def test_ids_used_twice_become_unique(tmp_path: Path) -> None:
    records = [{"id": id_, "text": f"Text {number}."} for number, id_ in enumerate(["a", "a", "a-2", "a"])]
    found, problems = read(lines(tmp_path / "a.jsonl", records))
    assert len({a.id for a in found}) == 4
    assert [a.id for a in found[:2]] == ["a", "a-2"]
    assert not any(p.fatal for p in problems)
    assert len(problems) == 3


def test_article_above_the_limit_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    text, table = tmp_path / "big.txt", tmp_path / "big.jsonl"
    with text.open("wb") as stream:
        stream.truncate(50_000_000)
    with table.open("wb") as stream:
        stream.write(b'{"id": "a", "text": "' + b"x" * 50_000_000 + b'"}\n{"id": "b", "text": "Short."}\n')
    tracemalloc.start()
    found, problems = read(text, table, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [a.id for a in found] == ["b"]
    assert [p.where for p in problems] == [str(text), f"{table}:1"]
    assert all("--max-bytes" in p.message for p in problems)
    assert peak < 20_000_000


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_empty_file_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(" \n\n")
    found, (problem,) = read(tmp_path / name)
    assert found == []
    assert problem.message == "empty"


def test_directories_are_read_recursively_and_sorted_known_endings_only(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.txt", "a.md", "picture.png", ".hidden/x.txt", "c.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}.")
    found, problems = read(tmp_path)
    assert [a.text for a in found] == ["Text of a.md.", "Text of b.txt.", "Text of c.TXT.", "Text of sub/a.txt."]
    assert [a.id for a in found] == ["a", "b", "c", "a-2"]
    assert [p.fatal for p in problems] == [False]


def test_patterns_files_named_twice_and_odd_names(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt", "[odd]*.txt"):
        (tmp_path / name).write_text(f"Text of {name}.")
    assert [a.id for a in read(tmp_path / "t*.txt", tmp_path / "two.txt")[0]] == ["two"]
    assert [a.id for a in read(tmp_path / "[odd]*.txt")[0]] == ["[odd]*"]


@pytest.mark.parametrize(
    ("name", "message"), [("none.txt", "no such file"), ("*.txt", "no file matches"), ("", "directory without articles")]
)
def test_nothing_there(tmp_path: Path, name: str, message: str) -> None:
    found, (problem,) = read(f"{tmp_path}/{name}")
    assert found == []
    assert problem.fatal
    assert message in problem.message


@pytest.mark.parametrize(
    ("content", "id_"), [('{"id": "j", "text": "From JSON."}\n', "j"), ("Plain text.", "unnamed"), (PAGE, "unnamed")]
)
def test_file_without_known_ending_is_looked_into(tmp_path: Path, content: str, id_: str) -> None:
    (tmp_path / "unnamed").write_text(content, encoding="utf-8")
    (article,), _ = read(tmp_path / "unnamed")
    assert article.id == id_
    assert "<p>" not in article.text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_unreadable_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text.")
    path.chmod(0)
    assert "denied" in read(path)[1][0].message
