"""Files of each kind as they should be, and how their fields are found."""

import csv
import gzip
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from dragoman.model import Article, InputError
from dragoman.sources import Problem, articles, expand


def read(*inputs: Path, **options: Any) -> tuple[list[Article], list[Problem]]:
    found = list(articles(expand(map(str, inputs)), **options))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Problem)]


ROWS = [
    {"story_id": "s1", "Event Text": "Paris, selon\nOslo, « accepte ».", "Pub-Date": "2021-12-07", "Publisher": "Gazette", "other": "x"},
    {"story_id": "s2", "Event Text": 'Rome a dit "non".', "Pub-Date": "20211208", "Publisher": "", "other": ""},
]
EXPECTED = [
    Article("s1", ROWS[0]["Event Text"], date(2021, 12, 7), publication="Gazette"),
    Article("s2", ROWS[1]["Event Text"], date(2021, 12, 8)),
]


def table(delimiter: str = ",", encoding: str = "utf-8", **form: Any) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROWS[0]), delimiter=delimiter, **form)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_every_kind(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table(delimiter, encoding, quoting=csv.QUOTE_ALL))
    assert read(path) == (EXPECTED, [])


def test_csv_in_an_old_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table(encoding="cp1252"))
    found, (problem,) = read(tmp_path)
    assert found == EXPECTED
    assert not problem.fatal
    assert "cp1252" in problem.message


def test_tsv_and_packed_tables(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes(table("\t"))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(table().replace(b"s1", b"s3").replace(b"s2", b"s4")))
    assert [article.id for article in read(tmp_path)[0]] == ["s1", "s2", "s3", "s4"]


def test_parquet(tmp_path: Path) -> None:
    rows = [{**row, "Pub-Date": datetime(2021, 12, 7 + n, 10, 30)} for n, row in enumerate(ROWS)]  # noqa: DTZ001 - as Parquet has them
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    assert read(tmp_path) == (EXPECTED, [])


NAMES: list[tuple[dict[str, str], Article]] = [
    ({"id": "n", "date": "2020-01-02", "event_text": "T."}, Article("n", "T.", date(2020, 1, 2))),
    ({"story_id": "n", "pub_date": "20200102", "event_text": "T.", "headline": "H"}, Article("n", "T.", date(2020, 1, 2), title="H")),
    ({"id": "h", "date": "20200102", "text": "T."}, Article("h", "T.", date(2020, 1, 2))),
    (
        {"GLOBALEVENTID": "g", "SQLDATE": "20200102", "SOURCEURL": "https://x.example/1", "text": "T."},
        Article("g", "T.", date(2020, 1, 2), url="https://x.example/1"),
    ),
    (
        {"DocumentIdentifier": "https://x.example/2", "SourceCommonName": "x.example", "id": "k", "content": "T."},
        Article("k", "T.", url="https://x.example/2", publication="x.example"),
    ),
    (
        {"maintext": "T.", "date_publish": "2020-01-02 10:00:00", "source_domain": "x", "_id": "p"},
        Article("p", "T.", date(2020, 1, 2), publication="x"),
    ),
]


@pytest.mark.parametrize(("record", "expected"), NAMES, ids=lambda value: "-".join(value) if isinstance(value, dict) else "")
def test_common_names_are_known(tmp_path: Path, record: dict[str, str], expected: Article) -> None:
    (tmp_path / "a.csv").write_text(",".join(record) + "\n" + ",".join(record.values()) + "\n")
    assert read(tmp_path) == ([expected], [])


def test_columns_that_a_person_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("nr,corps,text,jour\n1,Le texte.,not this,2020-01-02\n")
    columns = {"text": "corps", "date": "jour", "id": "nr"}
    assert read(tmp_path, columns=columns) == ([Article("1", "Le texte.", date(2020, 1, 2))], [])
    (tmp_path / "a.csv").unlink()
    (tmp_path / "a.jsonl").write_text('{"corps": "Le texte.", "jour": "2020-01-02", "nr": 1}\n')
    assert read(tmp_path, columns=columns) == ([Article("1", "Le texte.", date(2020, 1, 2))], [])
    with pytest.raises(InputError, match="articles have id, text"):
        read(tmp_path, columns={"body": "corps"})


OBJECTS = [
    '[{"id": "a", "text": "Paris a dit non."}, {"id": "b", "text": "Oslo, [oui]."}]',
    '\ufeff {"id": "a", "text": "Paris a dit non."}\n\n{\n "id": "b",\n "text": "Oslo, [oui]."}\n',
    '{"version": 1, "articles": [{"id": "a", "text": "Paris a dit non."}, {"id": "b", "text": "Oslo, [oui]."}]}',
    '[\n{"id": "a", "text": "Paris a dit non.", "more": "' + "x" * 100_000 + '"},\n{"id": "b", "text": "Oslo, [oui]."}\n]\n',
]


@pytest.mark.parametrize("content", OBJECTS, ids=["list", "several", "wrapped", "long"])
def test_json_objects(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    assert read(tmp_path) == ([Article("a", "Paris a dit non."), Article("b", "Oslo, [oui].")], [])


def test_json_of_one_article_and_of_lists_without_an_ending_to_tell(tmp_path: Path) -> None:
    (tmp_path / "h").write_text('{\n  "id": "h",\n  "date": "20200102",\n  "text": "T."\n}')
    (tmp_path / "l").write_text(OBJECTS[0])
    found, problems = read(tmp_path / "h", tmp_path / "l")
    assert [article.id for article in found] == ["h", "a", "b"]
    assert found[0].date == date(2020, 1, 2)
    assert problems == []


XML = """<?xml version="1.0" encoding="UTF-8"?>
<Sentences>
<Sentence date="20211207" id="AFP1_1" source="AFP" sentence="true"><Text>
Paris a
accepté. </Text><Parse>(ROOT x)</Parse></Sentence>
<Sentence date="20211207" id="AFP1_2" source="AFP" sentence="true"><Text>Oslo &amp; Rome ont refusé.</Text></Sentence>
<Sentence date="20211208" id="AFP2_1" source="AFP" sentence="true"><Text>Lima a <b>dit</b> non.</Text></Sentence>
</Sentences>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_petrarch_xml(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.xml").write_bytes(XML.replace("UTF-8", encoding).encode(encoding))
    assert read(tmp_path) == (
        [
            Article("AFP1", "Paris a accepté.\nOslo & Rome ont refusé.", date(2021, 12, 7), publication="AFP"),
            Article("AFP2_1", "Lima a dit non.", date(2021, 12, 8), publication="AFP"),
        ],
        [],
    )


MARKDOWN = """---
title: Accord à Vienne
date: 2022-03-04
lang: fr
url: https://news.example/1
---

# Un *accord*

Les négociateurs [iraniens](https://x.example "titre") et `européens` ont
signé **vendredi**.

> « Le texte », a dit Oslo.

- une reprise
- <b>deux</b> mois

```python
print("code")
```
<div>html</div>
"""


def test_markdown_gives_what_a_reader_sees(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN)
    (article,), problems = read(tmp_path)
    assert problems == []
    assert article.text == (
        "Accord à Vienne\n\nUn accord\n\nLes négociateurs iraniens et européens ont\nsigné vendredi.\n\n"
        "« Le texte », a dit Oslo.\n\nune reprise\n\ndeux mois"
    )
    assert (article.title, article.date, article.language, article.url) == (
        "Accord à Vienne",
        date(2022, 3, 4),
        "fr",
        "https://news.example/1",
    )


PAGE = (
    "<!DOCTYPE html><html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>"
    + "Les négociateurs iraniens et européens ont signé vendredi un accord à Vienne, après trois semaines de pourparlers. " * 3
    + "</p></article></body></html>"
)


def record(address: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", wrong_by: int = 0) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2022-03-04T10:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http) + wrong_by}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_warc(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / ("a.warc" if pack is bytes else "a.warc.gz")
    records = [
        record("https://x.example/1", PAGE.format("Un accord").encode()),
        record("https://x.example/2", b"gone", status="404 Not Found"),
        record("https://x.example/3", b"\x89PNG", "image/png"),
        record("https://x.example/4", b"<html><body></body></html>"),
        record("https://x.example/5", "Paris a accepté.".encode(), "text/plain"),
    ]
    path.write_bytes(b"".join(map(pack, records)))
    found, (problem,) = read(path)
    assert [article.url for article in found] == ["https://x.example/1", "https://x.example/5"]
    assert found[0].text.startswith("Un accord")
    assert found[0].date is None
    assert found[1].text == "Paris a accepté."
    assert len({article.id for article in found}) == 2
    assert not problem.fatal
    assert "5 records; left out: 1 failed requests, 1 of other kinds, 1 without an article's text" in problem.message


def test_packed_text_and_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress("Paris a accepté.".encode()))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(PAGE.format("Un accord").encode()))
    found, problems = read(tmp_path)
    assert [article.id for article in found] == ["a", "b"]
    assert found[0].text == "Paris a accepté."
    assert problems == []
