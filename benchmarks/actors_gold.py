"""How many of the gold's actors, recipients and sources the actors stage finds, and with the right code and sector.

    python benchmarks/actors_gold.py [--list]

Reads the French gold of the shared data (environment variable DRAGOMAN_SHARED, by default ../shared next to the repository).
A gold phrase is looked up in the sentence of its event first, then in the sentences before and after it, nearest first; of the
mentions that share words with it the one with the largest overlap counts.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman import world
from dragoman.actors import find
from dragoman.analysis import analyse
from dragoman.model import Article
from dragoman.packs import loader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.actors import Mention, Mentions
    from dragoman.analysis import Analysis

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).resolve().parents[2] / "shared"))
WORDS = re.compile(r"\w+")
# The gold's texts carry no date of their own: the Wikinews articles are of 2012, the dispatch of December 2021.
DAYS = {"bucarest.fr": date(2021, 12, 10)}
DEFAULT_DAY = date(2012, 6, 25)


def words(text: str) -> set[str]:
    """Words of a text, lower case."""
    return {word.lower() for word in WORDS.findall(text)}


def overlap(text: str, mention: Mention) -> float:
    """How well a mention fits a gold text: the mean of the shares of common words among the gold's and among all words."""
    entity = mention.entities[0] if mention.entities else None
    if entity is None:
        return 0.0
    one, other = words(text), words(entity.text)
    common = len(one & other)
    return (common / len(one) + common / len(one | other)) / 2 if one else 0.0


def best(analysis: Analysis, mentions: Mentions, at: int, text: str) -> Mention | None:
    """The mention that fits a gold text best, near the sentence in which the code point `at` stands."""
    here = analysis.at(at)
    start = here.sequence if here else 0
    order = sorted(analysis.sentences, key=lambda s: (abs(s.sequence - start), s.sequence > start))
    for sentence in order[:40]:
        fitting = [(overlap(text, m), m) for m in mentions.inside(sentence.sequence, 0, len(sentence) - 1)]
        top = max(fitting, key=lambda pair: pair[0], default=(0.0, None))
        if top[0] >= 0.5:
            return top[1]
    return None


def gold(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each distinct (event start, entity) of a gold file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["kind"] == "event":
            for entity in (*record["actor"], *record["recipient"], *record["attribution"]):
                yield record["start"], entity


def main() -> None:
    """Print the shares, and with --list every miss."""
    folder = SHARED / "data" / "gold" / "fr"
    if not folder.is_dir():
        sys.exit(f"no shared data at {SHARED}")
    pack, facts = loader.load("fr"), world.load()
    counts: Counter[str] = Counter()
    for path in sorted((folder / "gold").glob("*.jsonl")):
        name = path.stem
        text = (folder / "texts" / f"{name}.txt").read_text(encoding="utf-8")
        day = DAYS.get(name, DEFAULT_DAY)
        analysis = analyse(Article(name, text, day), pack)
        mentions = find(analysis, pack, facts, day)
        for start, entity in gold(path):
            counts["all"] += 1
            mention = best(analysis, mentions, start, entity["text"])
            got = [(e.code, e.sector) for e in mention.entities] if mention else []
            counts["found"] += mention is not None
            code = entity["code"] in {c for c, _ in got}
            both = (entity["code"], entity["sector"]) in got
            counts["code"] += code
            counts["both"] += both
            if "--list" in sys.argv and not both:
                shown = mention.entities[0].text if mention else None
                print(f"{name}\t{entity['text']}\t{entity['code']} {entity['sector']}\t{got}\t{shown}")
    total = counts["all"]
    print(" ".join(f"{key} {counts[key]}/{total} = {counts[key] / total:.3f}" for key in ("found", "code", "both")))


if __name__ == "__main__":
    main()
