"""Files of records read back into documents, whole and broken."""

import gzip
import json
from pathlib import Path

import pytest

from dragoman.export import to_json
from dragoman.export.documents import Document, holds_records, read_records
from dragoman.sources import Problem


def lines(document: Document, *, article: bool) -> list[str]:
    return [to_json(record) for record in ((document.article_record(),) if article else ()) + document.records]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_with_article_lines_nothing_is_lost(hard: Document, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"r{ending}"
    content = "\n".join(lines(hard, article=True)).encode()
    path.write_bytes(gzip.compress(content) if ending.endswith("gz") else content)
    assert holds_records(path)
    assert list(read_records(path)) == [hard]


def test_without_article_lines_the_records_tell_of_the_article(hard: Document, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join(lines(hard, article=False)), encoding="utf-8")
    (found,) = read_records(path)
    assert isinstance(found, Document)
    assert (found.id, found.text, found.date, found.language, found.title, found.url) == (hard.id, None, hard.date, "fr", "=T", hard.url)
    assert found.records == hard.records


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("3", "no record"),
        ('{"kind": "stone"}', "no record"),
        ('{"kind": "event", "id": "x"}', "no complete record: actor, article"),
    ],
)
def test_a_broken_line_is_named_and_the_next_is_read(hard: Document, tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "r.jsonl"
    first, *rest = lines(hard, article=True)
    path.write_text("\n".join((first, line, "", *rest)), encoding="utf-8")
    problem, found = read_records(path)
    assert isinstance(problem, Problem)
    assert problem.where == f"{path}: line 2"
    assert problem.message.startswith(message)
    assert found == hard


def test_a_cut_archive_gives_what_came_before_and_a_problem(hard: Document, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines(hard, article=True) * 50).encode())[:-20])
    found = list(read_records(path))
    assert any(isinstance(item, Problem) for item in found)
    assert any(isinstance(item, Document) for item in found)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'{"text": "An article.", "id": "a"}', b"null", b"[" * 100_000])
def test_articles_are_no_records(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    assert not holds_records(path)


def test_article_record_leaves_out_what_is_not_known() -> None:
    assert json.loads(to_json(Document("a", text="").article_record())) == {"kind": "article", "id": "a", "text": ""}
