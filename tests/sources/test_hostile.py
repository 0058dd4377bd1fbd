"""Inputs that are broken, wrong or meant to harm: each kind costs itself only, and is told in one line that names it."""

import gzip
import json
import os
import random
import resource
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from test_kinds import PAGE, record

from dragoman.model import Article
from dragoman.sources import Problem, articles, expand

MAX = 100_000
GOOD = "Paris a accepté."
NOISE = random.Random(7).randbytes(20_000)  # noqa: S311 - noise


@dataclass(frozen=True)
class Kind:
    """`name` of the file, its content (or what makes it), what is told of it, and how many articles it gives all the same."""

    name: str
    content: bytes | Callable[[Path], object]
    told: str
    articles: int = 0
    fatal: bool = True


def lines(*some: object) -> bytes:
    return b"".join((one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n" for one in some)


def big(byte: bytes, size: int, before: bytes = b"", after: bytes = b"") -> Callable[[Path], object]:
    """A file with a long stretch of one byte, written piece by piece."""

    def make(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(before)
            for _ in range(size // 1_000_000):
                stream.write(byte * 1_000_000)
            stream.write(after)

    return make


def packed_bomb(size: int, before: bytes = b"", after: bytes = b"") -> bytes:
    """A short gzip file that unpacks to a long one."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packing.compress(before)]
    pieces += [packing.compress(b"x" * 1_000_000) for _ in range(size // 1_000_000)]
    return b"".join([*pieces, packing.compress(after), packing.flush()])


def xml(body: str, head: str = "") -> bytes:
    return f"<?xml version='1.0'?>{head}<Sentences>{body}</Sentences>".encode()


def sentence(text: str = GOOD, id_: str = "a", day: str = "20211207") -> str:
    return f'<Sentence date="{day}" id="{id_}" source="s" sentence="true"><Text>{text}</Text></Sentence>'


LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY file SYSTEM 'file:///etc/passwd'>]>"
HEADING = b"id,text,date\n"


def parquet_file(columns: dict[str, list[object]]) -> Callable[[Path], object]:
    return lambda path: parquet.write_table(pa.table(columns), path)


def parquet_cut(path: Path) -> None:
    parquet.write_table(pa.table({"id": ["a"], "text": [GOOD]}), path)
    path.write_bytes(path.read_bytes()[:-20])


def parquet_harmed(path: Path) -> None:
    parquet.write_table(pa.table({"id": [str(n) for n in range(2000)], "text": [os.urandom(40).hex() for _ in range(2000)]}), path)
    content = bytearray(path.read_bytes())
    content[2000:6000] = NOISE[:4000]
    path.write_bytes(bytes(content))


PAGES = record("https://x.example/1", PAGE.format("Un").encode())
MORE = record("https://x.example/2", PAGE.format("Deux").encode())

KINDS = [
    # packed files
    Kind("truncated.jsonl.gz", gzip.compress(lines({"text": GOOD}, {"text": NOISE.hex()}))[:-9], "end-of-stream|ended", 2),
    Kind("no-gzip.jsonl.gz", b"plain text", "Not a gzipped file"),
    Kind("garbled.jsonl.gz", gzip.compress(lines({"text": GOOD}) * 50)[:40] + NOISE, "decompressing|invalid|CRC"),
    Kind("wrong-sum.jsonl.gz", gzip.compress(lines({"text": GOOD}))[:-8] + b"\0" * 8, "CRC", 1),
    Kind("empty.jsonl.gz", b"", "empty"),
    Kind("packed-nothing.txt.gz", gzip.compress(b""), "empty"),
    Kind("bomb.txt.gz", packed_bomb(200_000_000), "larger than"),
    Kind("bomb.jsonl.gz", packed_bomb(50_000_000, b'{"text": "', b'"}\n' + lines({"text": GOOD})), "line longer than", 1),
    # JSON Lines
    Kind("line-of-100-mb.jsonl", big(b"x", 100_000_000, b'{"text": "', b'"}\n{"text": "ok then"}\n'), "line longer than", 1),
    Kind("no-line-end.jsonl", lines({"text": GOOD})[:-1], "", 1),
    Kind("cut.jsonl", lines({"text": GOOD}) + b'{"text": "cut', "not JSON", 1),
    Kind("deep.jsonl", lines(b"[" * 90_000, {"text": GOOD}), "nested too deep", 1),
    Kind("deep-objects.jsonl", lines(b'{"a":' * 20_000, {"text": GOOD}), "nested too deep|not JSON", 1),
    Kind("huge-number.jsonl", lines(b'{"text": "x", "n": ' + b"9" * 5000 + b"}", {"text": GOOD}), "digits", 1),
    Kind("not-objects.jsonl", lines(b"1", b'"x"', b"null", b"[]", {"text": GOOD}), "JSON object is expected", 1),
    Kind("text-of-another-type.jsonl", lines({"text": ["x"]}, {"text": {"a": 1}}, {"text": None}, {"text": GOOD}), "no text", 1),
    Kind("date-of-another-type.jsonl", lines({"text": GOOD, "date": {"y": 1}}), "not understood", 1, fatal=False),
    Kind("date-out-of-range.jsonl", lines({"text": GOOD, "date": 999999999999999}), "not understood", 1, fatal=False),
    Kind("date-30-february.jsonl", lines({"text": GOOD, "date": "2021-02-30"}), "not understood", 1, fatal=False),
    Kind("date-in-the-future.jsonl", lines({"text": GOOD, "date": "2190-01-01"}), "future", 1, fatal=False),
    Kind("half-characters.jsonl", lines(b'{"text": "Paris \\ud83d a accept\\u00e9."}'), "", 1),
    Kind("nul-escapes.jsonl", lines(b'{"text": "Paris \\u0000 a dit non."}'), "", 1),
    Kind(
        "mixed-encodings.jsonl", lines({"text": GOOD}, '{"text": "Évian a accepté, à regret."}'.encode("cp1252")), "guessed", 2, fatal=False
    ),
    Kind("carriage-returns.jsonl", lines({"text": GOOD}).replace(b"\n", b"\r\n") * 2, "used before", 2, fatal=False),
    Kind("same-keys.jsonl", lines(b'{"text": "x", "text": "Paris a dit non."}'), "", 1),
    Kind("nan.jsonl", lines(b'{"text": "Paris a dit non.", "score": NaN}'), "", 1),
    Kind("lone-brackets.jsonl", lines(b"{", b"}", {"text": GOOD}), "not JSON|no text", 1),
    # other JSON
    Kind("cut.json", b'[{"text": "Paris a dit non."}, {"text": "cut', "broken JSON", 1),
    Kind("no-end.json", b'[{"text": "Paris a dit non."},', "list has no end", 1),
    Kind("noise-behind.json", b'{"text": "Paris a dit non."} noise', "broken JSON", 1),
    Kind("deep.json", b"[" * 100_000, "nested too deep|broken JSON|expected"),
    Kind("mixed.json", b'[1, null, {"text": "Paris a dit non."}, []]', "JSON object is expected", 1),
    Kind("huge-value.json", big(b"x", 20_000_000, b'[{"text": "', b'"}]'), "a value longer than"),
    Kind("empty-list.json", b"[]", "no articles"),
    Kind("noise.json", NOISE, "broken|undecodable"),
    Kind("half-utf-16.json", '[{"text": "Paris."}]'.encode("utf-16")[:-1], "broken"),
    # text
    Kind("nuls.txt", b"\0" * 5000, "control characters"),
    Kind("one-nul.txt", "Paris a accepté\0 ceci, et Rome a refusé cela depuis lundi dernier à Genève.".encode(), "", 1),
    Kind("noise.txt", NOISE, "control characters|undecodable"),
    Kind("picture.txt", b"\x89PNG\r\n\x1a\n" + NOISE, "control characters|undecodable"),
    Kind("half-a-mark.txt", b"\xff\xfe" + "Paris a dit non.".encode("utf-16-le")[:-1], "broken utf-16"),
    Kind("wide.txt", "Paris a dit non.".encode("utf-32"), "", 1),
    Kind(
        "mixed-encodings.txt", "Évian a accepté, à regret. ".encode() * 20 + "Évian a accepté.".encode("cp1252"), "guessed", 1, fatal=False
    ),
    Kind("blank.txt", b" \n\t\n", "empty"),
    Kind("too-long.txt", big(b"a", 50_000_000), "larger than"),
    Kind("sparse.txt", lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 10**11), "larger than"),
    # pages
    Kind("unclosed.html", b"<html><body>" + b"<div>" * 5_000, "no main text"),
    Kind("only-script.html", b"<html><body><script>" + b"x=1;" * 1000 + b"</script></body></html>", "no main text"),
    Kind("attributes.html", b"<html><body " + b"a='b' " * 10_000 + b"></body></html>", "no main text"),
    Kind("entities.html", ("<!DOCTYPE html " + LAUGHS[10:] + "<html><body>&a9;</body></html>").encode(), "", 1),
    Kind("lying-charset.html", PAGE.format("Un").replace("<head>", '<head><meta charset="utf-16">').encode(), "", 1),
    Kind("unknown-charset.html", PAGE.format("Un").replace("<head>", '<head><meta charset="klingon">').encode(), "", 1),
    Kind("nuls.html", PAGE.format("Un").replace("accord", "acc\0ord").encode(), "", 1),
    # Markdown
    Kind("front-matter.md", b"---\n{unclosed: [\n---\nParis a dit non.\n", "front matter", 1, fatal=False),
    Kind("yaml-bomb.md", b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n---\nParis a dit non.\n", "", 1),
    Kind(
        "yaml-objects.md", b"---\ntitle: !!python/object/apply:os.system ['false']\n---\nParis a dit non.\n", "front matter", 1, fatal=False
    ),
    Kind("deep.md", b"> " * 30_000 + b"Paris a dit non.\n", "", 1),
    # tables
    Kind("no-text-column.csv", b"a,b\n1,2\n", "no column known to hold text"),
    Kind("only-heading.csv", HEADING, "without rows"),
    Kind("unclosed-quote.csv", HEADING + b'a,"Paris\nb,Oslo,\n', "unexpected end of data|broken row"),
    Kind("quote-inside.csv", HEADING + b'a,"Paris" dit,2021-01-01\nb,Oslo a dit non.,\n', "broken row", 1),
    Kind("more-cells.csv", HEADING + "a,Paris, dit-on, a accepté,2021-01-01\nb,Oslo a dit non.,\n".encode(), "cells more", 1),
    Kind("fewer-cells.csv", HEADING + b"a\nb,Oslo a dit non.\n", "no text", 1),
    Kind("huge-cell.csv", big(b"x", 5_000_000, HEADING + b"a,", b",\nb,Oslo a dit non.,\n"), "field larger than", 1),
    Kind("nuls.csv", HEADING + b"a,Paris\0 a dit non.,\n", "", 1),
    Kind(
        "mixed-encodings.csv",
        HEADING + "a,Évian a accepté.,\n".encode() * 2 + "b,Évian a refusé, à regret.,\n".replace(", à", " à").encode("cp1252"),
        "used before|guessed",
        3,
        fatal=False,
    ),
    Kind("huge-heading.csv", big(b"x", 5_000_000), "no column known"),
    Kind("noise.csv", NOISE, "no column known|undecodable|line contains|broken"),
    # Parquet
    Kind("noise.parquet", NOISE, "broken Parquet"),
    Kind("cut.parquet", parquet_cut, "broken Parquet"),
    Kind("harmed.parquet", parquet_harmed, "broken Parquet|no text|"),
    Kind("no-text-column.parquet", parquet_file({"a": [1]}), "no column known to hold text"),
    Kind("numbers-for-text.parquet", parquet_file({"id": [1, 2], "text": [1, 2]}), "no text"),
    Kind("no-rows.parquet", parquet_file({"text": pa.array([], pa.string())}), "without rows"),  # type: ignore[dict-item]
    # XML
    Kind("billion-laughs.xml", xml(sentence("&a11;"), LAUGHS), "entities is refused"),
    Kind("outside-entity.xml", xml(sentence("&file;"), OUTSIDE), "entities is refused"),
    Kind("cut.xml", xml(sentence() + sentence(id_="b"))[:-30], "broken XML", 1),
    Kind("wrong-encoding.xml", b"<?xml version='1.0' encoding='klingon'?><Sentences/>", "broken XML|unknown encoding"),
    Kind("bad-bytes.xml", xml(sentence() + sentence("caf\xe9 x", "b")).decode().encode("latin-1"), "broken XML"),
    Kind(
        "huge-element.xml",
        big(b"x", 20_000_000, xml(sentence("@")).split(b"@", maxsplit=1)[0], b"</Text></Sentence></Sentences>"),
        "element larger",
    ),
    Kind("deep.xml", xml(sentence("<b>" * 50_000 + "x" + "</b>" * 50_000)), "", 1),
    Kind("another-kind.xml", b"<rss><channel/></rss>", "without <Sentence>"),
    Kind("no-text.xml", xml("<Sentence id='a'><Parse/></Sentence>" + sentence(id_="b")), "no text", 1),
    Kind("bad-date.xml", xml(sentence(day="20211399")), "not understood", 1, fatal=False),
    # WARC
    Kind("too-long.warc", record("https://x.example/0", PAGE.encode(), wrong_by=5) + PAGES + MORE, "broken WARC|cut short", 3),
    Kind("far-too-long.warc", PAGES + record("https://x.example/0", b"<html>", wrong_by=90_000) + MORE, "cut short|larger than", 1),
    Kind("too-short.warc", PAGES + record("https://x.example/0", PAGE.encode(), wrong_by=-300) + MORE, "broken WARC.*going on", 3),
    Kind("negative-length.warc", PAGES + MORE.replace(b"Content-Length: ", b"Content-Length: -"), "broken WARC|cut short", 1),
    Kind("no-length.warc", PAGES + MORE.replace(b"Content-Length: ", b"X-Length: "), "broken WARC|cut short", 1),
    Kind("truncated.warc", PAGES + MORE[:-60], "cut short|broken", 1),
    Kind("truncated.warc.gz", gzip.compress(PAGES) + gzip.compress(MORE)[:-60], "cut short|broken", 1),
    Kind("noise-behind.warc.gz", gzip.compress(PAGES) + NOISE, "broken WARC", 1),
    Kind("noise.warc", NOISE, "broken WARC|without pages"),
    Kind("huge-header.warc", b"WARC/1.0\r\nX: " + b"y" * 200_000 + b"\r\n\r\n" + PAGES, "broken WARC", 1),
    Kind("empty.warc", b"", "without pages"),
    # files that are none
    Kind("missing.txt", lambda path: None, "no such file"),
    Kind("dangling.txt", lambda path: path.symlink_to(path.parent / "nowhere"), "no such file"),
    Kind("circle.txt", lambda path: path.symlink_to(path), "no such file|symbolic links|Too many"),
    Kind("folder.txt", lambda path: path.mkdir(), "without articles"),
    Kind("name-\udcff\n.txt", b"", "empty"),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name.encode("ascii", "backslashreplace").decode())
def test_hostile_files(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / kind.name
    if callable(kind.content):
        kind.content(path)
    else:
        path.write_bytes(kind.content)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = list(articles(expand([str(path), str(tmp_path / "good.txt")]), MAX))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    read = [item for item in found if isinstance(item, Article)]
    told = [item for item in found if isinstance(item, Problem)]
    # The batch goes on.
    assert read[-1].text == GOOD
    assert len(read) == kind.articles + 1
    assert grown < 150_000  # KiB
    for problem in told:
        assert problem.where
        assert len(problem.message) < 600
    if kind.told:
        import re

        assert any(re.search(kind.told, problem.message) and problem.fatal == kind.fatal for problem in told), told
    else:
        assert not any(problem.fatal for problem in told), told


def test_there_are_many_kinds() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 60
