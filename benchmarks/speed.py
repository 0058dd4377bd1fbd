#!/usr/bin/env python3
"""How fast dragoman reads on one core, stage by stage, and how much slower that is than the bare parse of the same sentences.

    python benchmarks/speed.py [CORPUS.jsonl] [--words 20000] [--json]

CORPUS holds one article a line ({"id", "text", "date", "language"}); without it the example dispatches are repeated.
Words are counted between white space; seconds are the processor's, so that a busy machine matters less. Linux and macOS.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

import dragoman  # noqa: E402 - the number of threads is read when numpy is loaded
from dragoman import actors, analysis, claims, events, export, sources, world  # noqa: E402
from dragoman.analysis import language  # noqa: E402
from dragoman.analysis.parse import BATCH, pipeline  # noqa: E402
from dragoman.model import Article, Reading, Status  # noqa: E402
from dragoman.packs import loader  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parent.parent / "examples"


def corpus(path: str | None, words: int) -> list[Article]:
    """Articles of the installed languages up to about so many words."""
    chosen: list[Article] = []
    count = 0
    for article in _given(path) if path else _repeated():
        code = article.language or language.identify(article.text, loader.available()).code
        if code in loader.available():
            chosen.append(replace(article, language=code))
            count += len(article.text.split())
        if count >= words:
            break
    return chosen


def _given(path: str) -> Iterator[Article]:
    return (item for item in sources.articles(sources.expand([path])) if isinstance(item, Article))


def _repeated() -> Iterator[Article]:
    texts = [(path.suffixes[0][1:], path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("dispatch.*.txt"))]
    for number, (code, text) in enumerate(cycle(texts)):
        yield Article(f"{code}-{number}", text, date(2026, 3, 4), code)


def end_to_end(articles: list[Article]) -> tuple[float, int]:
    """Seconds for article → JSON lines, and how many records came out."""
    started = time.process_time()
    records = sum(len([export.to_json(record) for record in export.records(reading)]) for reading in dragoman.read_many(articles))
    return time.process_time() - started, records


def stages(articles: list[Article]) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Seconds of each stage, and the sentences of each language as the parser gets them."""
    seconds: dict[str, float] = defaultdict(float)
    sentences: dict[str, list[str]] = defaultdict(list)

    def timed(name: str, function: Any, *arguments: Any) -> Any:
        started = time.process_time()
        result = function(*arguments)
        seconds[name] += time.process_time() - started
        return result

    for first in range(0, len(articles), 32):
        group = articles[first : first + 32]
        for code in sorted({str(article.language) for article in group}):
            pack, some = loader.load(code), [article for article in group if article.language == code]
            for article in some:
                timed("language", language.identify, article.text, loader.available())
            analyses = timed("analysis", lambda some=some, pack=pack: list(analysis.analyse_many(some, pack)))
            for article, analysed in zip(some, analyses, strict=True):
                sentences[code] += [" ".join(sentence.words) for sentence in analysed.sentences]
                mentions = timed("actors", actors.find, analysed, pack, world.load(), article.date)
                coded = timed("events", events.code, analysed, mentions, pack, article)
                claimed = timed("claims", claims.find, analysed, mentions, pack)
                claimed, coded = timed("claims", claims.attribute, claimed, coded, analysed)
                reading = Reading(article, Status("events"), code, pack.name, events=coded, claims=claimed)
                timed("export", lambda reading=reading: [export.to_json(record) for record in export.records(reading)])
    return dict(seconds), sentences


def bare_parse(sentences: dict[str, list[str]]) -> float:
    """Seconds that spaCy alone takes for the same sentences."""
    started = time.process_time()
    for code, texts in sentences.items():
        for _ in pipeline(loader.load(code)).pipe(texts, batch_size=BATCH):
            pass
    return time.process_time() - started


def start_up(code: str) -> float:
    """Seconds of a fresh interpreter that runs `code`; the best of three."""

    def used() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return children.ru_utime + children.ru_stime

    def once() -> float:
        before = used()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own code
        return used() - before

    return min(once() for _ in range(3))


def measure(path: str | None, words: int) -> dict[str, Any]:
    """All figures; times in seconds of the processor, memory in MiB."""
    articles = corpus(path, words)
    if not articles:
        sys.exit(f"{path}: no article in an installed language")
    counted = sum(len(article.text.split()) for article in articles)
    for code in sorted({str(article.language) for article in articles}):  # loading is start-up, not reading
        dragoman.read("Nothing here.", language=code)
    language.identify("Nothing here.", loader.available())
    total, records = end_to_end(articles)
    scale = 1024 if sys.platform == "linux" else 1024 * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
    seconds, sentences = stages(articles)
    bare = bare_parse(sentences)
    return {
        "articles": len(articles),
        "words": counted,
        "sentences": sum(map(len, sentences.values())),
        "records": records,
        "seconds": total,
        "words_per_second": counted / total,
        "bare_parse_seconds": bare,
        "bare_parse_words_per_second": counted / bare,
        "times_the_bare_parse": total / bare,
        "stages": seconds,
        "peak_mib": peak,
        "help_seconds": start_up("import sys; sys.argv = ['dragoman', '--help']; import dragoman.cli; dragoman.cli.main()"),
        "first_reading_seconds": start_up("import dragoman; dragoman.read('France condemned the attack.')"),
    }


def main() -> None:
    """Measure on one core and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", help="JSON Lines of articles; by default the examples, repeated")
    parser.add_argument("--words", type=int, default=20_000, help="read about so many words")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    figures = measure(options.corpus, options.words)
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    print(", ".join(f"{figures[name]} {name}" for name in ("articles", "words", "sentences", "records")))
    print(f"end to end      {figures['words_per_second']:8.0f} words/s  {figures['seconds']:7.2f} s")
    print(f"bare parse      {figures['bare_parse_words_per_second']:8.0f} words/s  {figures['bare_parse_seconds']:7.2f} s", end="")
    print(f"   end to end takes {figures['times_the_bare_parse']:.2f} times as long")
    whole = sum(figures["stages"].values())
    for name, taken in figures["stages"].items():
        print(f"  {name:13} {figures['words'] / taken:8.0f} words/s  {taken:7.2f} s  {taken / whole:6.1%}")
    print(f"peak memory {figures['peak_mib']:.0f} MiB")
    print(f"start-up: --help {figures['help_seconds']:.2f} s, to the first reading {figures['first_reading_seconds']:.2f} s")


if __name__ == "__main__":
    main()
