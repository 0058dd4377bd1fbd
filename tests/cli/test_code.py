"""`dragoman code`: what goes in, what comes out, what is told on standard error, with which exit code."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.export import COLUMNS

CODE = [sys.executable, "-m", "dragoman", "code"]
SENTENCE = "France condemned the Russian attack on Tuesday."


def spans(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Every object of a record that has offsets."""
    found, queue = [], [record]
    while queue:
        item = queue.pop()
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            queue.extend(item.values())
            if "start" in item:
                found.append(item)
    return found


def written(span: dict[str, Any]) -> str:
    return next(span[name] for name in ("text", "entity_text", "extracted_place") if name in span)


@pytest.mark.parametrize("name", ["dispatch.en", "dispatch.fr"])
def test_jsonl_holds_events_and_claims_whose_spans_are_the_articles_words(run: Callable[..., Any], examples: Path, name: str) -> None:
    path = examples / f"{name}.txt"
    ran = run("code", path, "--format", "jsonl", "--date", "2026-03-04")
    text = path.read_text(encoding="utf-8")
    assert ran.code == 0
    assert {record["kind"] for record in ran.records} == {"event", "claim"}
    assert {record["article"] for record in ran.records} == {name}
    for record in ran.records:
        for span in spans(record):
            assert text[span["start"] : span["end"]] == written(span)
    assert len({record["id"] for record in ran.records}) == len(ran.records)


def test_events_of_claims_are_events_of_the_output(run: Callable[..., Any], examples: Path) -> None:
    records = run("code", examples, "--format", "jsonl").records
    ids = {record["id"] for record in records if record["kind"] == "event"}
    named = {id_ for record in records if record["kind"] == "claim" for id_ in record["events"]}
    assert named
    assert named <= ids


def test_second_run_changes_nothing(run: Callable[..., Any], examples: Path) -> None:
    assert run("code", examples, "--format", "jsonl").out == run("code", examples, "--format", "jsonl").out


def test_what_and_threshold_choose_the_records(run: Callable[..., Any], examples: Path) -> None:
    everything = run("code", examples, "--format", "jsonl").records
    for what, kind in (("events", "event"), ("claims", "claim")):
        chosen = run("code", examples, "--format", "jsonl", "--what", what).records
        assert [record["id"] for record in chosen] == [record["id"] for record in everything if record["kind"] == kind]
    confidences = sorted(record["confidence"] for record in everything if record["kind"] == "event")
    middle = confidences[len(confidences) // 2]
    sure = run("code", examples, "--format", "jsonl", "--threshold", middle).records
    assert {record["confidence"] >= middle for record in sure if record["kind"] == "event"} == {True}
    kept = {record["id"] for record in sure if record["kind"] == "event"}
    assert 0 < len(kept) <= len(confidences)
    assert all(id_ in kept for record in sure if record["kind"] == "claim" for id_ in record["events"])


def test_table_shows_parties_types_words_and_status(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(SENTENCE)
    out = run("code", path, "--date", "2026-03-04").out
    for expected in ("note", "events", "ACCUSE", "[FRA", "RUS", "condemned"):
        assert expected in out


def test_control_characters_of_an_article_do_not_reach_the_terminal(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("France condemned \x1b[31mthe Russian attack\x07 on Tuesday, \u202ethe ministry said.")
    out = run("code", path).out
    assert "\x1b[31m" not in out
    assert "\x07" not in out
    assert "\u202e" not in out


def test_csv_has_one_row_a_record_under_fixed_columns(run: Callable[..., Any], examples: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run("code", examples, "--format", "csv").out)))
    records = run("code", examples, "--format", "jsonl").records
    assert tuple(table[0]) == COLUMNS
    assert [row["id"] for row in table] == [record["id"] for record in records]
    for row, record in zip(table, records, strict=True):
        if record["kind"] == "event":
            assert row["event"] == record["event"][0]
            assert row["sentence"] == record["sentence"]["text"]


def test_standard_input_as_text_and_as_jsonl(run: Callable[..., Any]) -> None:
    (event, *_) = run("code", "-", "--format", "jsonl", "--what", "events", stdin=SENTENCE).records
    line = json.dumps({"id": "x", "text": SENTENCE, "date": "2026-03-04"}) + "\n"
    (same, *_) = run("code", "-", "--format", "jsonl", "--what", "events", stdin=line).records
    assert event["event"] == same["event"] == ["ACCUSE"]
    assert same["article"] == "x"
    assert event["article"] == run("code", "-", "--format", "jsonl", stdin=SENTENCE).records[0]["article"]


def test_half_characters_of_json_come_out_as_they_went_in(run: Callable[..., Any]) -> None:
    line = '{"id": "x", "text": "France condemned \\ud83d the Russian attack \\ud83d\\ude00 on Tuesday."}\n'
    ran = run("code", "-", "--format", "jsonl", stdin=line)
    assert ran.code == 0
    text = json.loads(line)["text"]
    assert ran.records
    assert all(text[span["start"] : span["end"]] == written(span) for record in ran.records for span in spans(record))
    assert run("code", "-", stdin=line).code == run("code", "-", "--format", "csv", stdin=line).code == 0


def test_one_bad_input_is_told_and_the_rest_is_read(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "good.txt").write_text(SENTENCE)
    ran = run("code", tmp_path, tmp_path / "none.txt", "--format", "jsonl", "--quiet")
    assert ran.code == 1
    assert {record["article"] for record in ran.records} == {"good"}
    assert len(ran.err.splitlines()) == 2
    assert "bad.txt" in ran.err
    assert "none.txt" in ran.err


def test_truncated_line_is_told_with_its_number(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "text": SENTENCE}) + '\n{"id": "b", "te\n' + json.dumps({"id": "c", "text": SENTENCE}))
    ran = run("code", path, "--format", "jsonl")
    assert ran.code == 1
    assert f"{path}:2" in ran.err
    assert {record["article"] for record in ran.records} == {"a", "c"}


SPANISH = "El presidente recibió al embajador de Francia en el palacio y le pidió explicaciones por el ataque."


def test_unsupported_language_alone_is_3_beside_others_0(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "es.txt").write_text(SPANISH)
    alone = run("code", tmp_path, "--format", "jsonl")
    assert (alone.code, alone.out) == (3, "")
    assert "unsupported language" in alone.err
    (tmp_path / "en.txt").write_text(SENTENCE)
    assert run("code", tmp_path, "--format", "jsonl").code == 0


def test_article_without_events_is_a_success(run: Callable[..., Any]) -> None:
    assert run("code", "-", "--language", "en", stdin="The weather was mild and the streets were quiet.").code == 0


def test_too_large_article_is_refused(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_text(SENTENCE * 100)
    ran = run("code", path, "--max-bytes", 1000)
    assert ran.code == 1
    assert "--max-bytes" in ran.err


def test_odd_date_option_is_flagged_and_kept(run: Callable[..., Any]) -> None:
    ran = run("code", "-", "--date", "2199-01-01", "--format", "jsonl", stdin=SENTENCE)
    assert ran.code == 0
    assert "future" in ran.err
    assert run("code", "-", "--date", "2199-01-01", "--quiet", stdin=SENTENCE).err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("-", "--format", "xml"),
        ("-", "--date", "tomorrow"),
        ("-", "--language", "tlh"),
        ("-", "--threshold", "2"),
        ("-", "--nonsense"),
    ],
)
def test_wrong_usage_is_2(run: Callable[..., Any], arguments: tuple[str, ...]) -> None:
    ran = run("code", *arguments, stdin=SENTENCE)
    assert ran.code == 2
    assert ran.out == ""


def test_output_file_appears_complete(run: Callable[..., Any], tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("older")
    assert run("code", "-", "--format", "jsonl", "--output", target, stdin=SENTENCE).code == 0
    assert json.loads(target.read_text().splitlines()[0])["event"] == ["ACCUSE"]
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_interrupted_run_leaves_the_older_output(run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.cli import output

    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "to_json", interrupted)
    target = tmp_path / "out.jsonl"
    target.write_text("older")
    assert run("code", "-", "--format", "jsonl", "--output", target, stdin=SENTENCE).code != 0
    assert target.read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("target", ["missing/out.jsonl", ".", "/proc/out.jsonl"])
def test_output_that_cannot_be_written_is_one_line(run: Callable[..., Any], tmp_path: Path, target: str) -> None:
    ran = run("code", "-", "--output", tmp_path / target, "--quiet", stdin=SENTENCE)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_full_disk_is_one_line(run: Callable[..., Any]) -> None:
    ran = run("code", "-", "--format", "jsonl", "--output", "/dev/full", "--quiet", stdin=SENTENCE)
    assert ran.code == 1
    assert "No space left" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_closed_pipe_ends_it_quietly(examples: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*CODE, str(examples / "dispatch.en.txt"), "--language", "en", "--format", "jsonl"],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == ""


def test_failing_article_shows_its_traceback_on_request(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman import events

    def defective(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(events, "code", defective)
    ran = run("code", "-", "--format", "jsonl", stdin=SENTENCE)
    assert ran.code == 1
    assert "ZeroDivisionError: oops" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in run("code", "-", "--debug", stdin=SENTENCE).err
