"""Near-duplicate detection and story clustering on real articles, made alike on purpose.

    python benchmarks/stories.py [--articles 500] [--stories]

Reads the corpora in the folder that DRAGOMAN_SHARED names (by default `shared` beside the repository). Each article gets one copy:
edited (15 % of the words replaced, dropped or added, two sentences exchanged), cut (40 to 80 % of its sentences kept), or re-titled
(another first line, 5 % of the words edited, a passage of another article appended). As many untouched articles stand between. Precision
and recall are over copies told with the right original.

With --stories, each article is split in two halves by turns of sentences, as two reports of one matter that share no sentence;
precision and recall are over pairs of halves. Real articles on one matter count as errors there, so that precision is a lower bound.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from dragoman import Article, read_many, sources
from dragoman.export.documents import Document, document
from dragoman.stories import Duplicates, Options, Stories

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[2] / "shared"))
SENTENCE = re.compile(r"(?<=[.!?»”])\s+")
KINDS = ("edited", "cut", "re-titled")


def corpus() -> list[str]:
    """The texts of all corpora, in a fixed order, the longer ones of real outlets first."""
    folder = SHARED / "data" / "corpora"
    texts = [json.loads(line)["text"] for line in (folder / "guardian-en.jsonl").read_text(encoding="utf-8").splitlines()]
    found = sources.articles(sources.expand([str(folder / "wikinews-fr")]))
    texts += [item.text for item in found if isinstance(item, Article)]
    with gzip.open(folder / "ngec-synthetic-en.jsonl.gz", "rt", encoding="utf-8") as stream:
        texts += [json.loads(line)["text"] for line in stream]
    return [text for text in texts if len(text.split()) >= 80]


def edited(text: str, share: float, others: list[str], dice: random.Random) -> str:
    """The text with a share of its words replaced, dropped or added, and two sentences exchanged."""
    sentences = SENTENCE.split(text)
    if len(sentences) > 3:
        one, two = dice.sample(range(1, len(sentences)), 2)
        sentences[one], sentences[two] = sentences[two], sentences[one]
    strange = dice.choice(others).split()
    words: list[str] = []
    for word in " ".join(sentences).split():
        if dice.random() >= share:
            words.append(word)
            continue
        what = dice.choice(("replace", "drop", "add"))
        words += {"replace": [dice.choice(strange)], "drop": [], "add": [word, dice.choice(strange)]}[what]
    return " ".join(words)


def varied(text: str, kind: str, others: list[str], dice: random.Random) -> str:
    """A copy of one kind."""
    if kind == "edited":
        return edited(text, 0.15, others, dice)
    sentences = SENTENCE.split(text)
    if kind == "cut":
        length = max(1, round(len(sentences) * dice.uniform(0.4, 0.8)))
        start = dice.randint(0, len(sentences) - length)
        return " ".join(sentences[start : start + length])
    title = " ".join(dice.sample(dice.choice(others).split(), 8))
    passage = SENTENCE.split(dice.choice(others))
    return "\n\n".join((title, edited(text, 0.05, others, dice), " ".join(passage[: max(1, len(passage) // 4)])))


def duplicates(number: int) -> None:
    """Measure copies."""
    dice = random.Random(7)  # noqa: S311 - chance for a measure
    texts = corpus()
    chosen, rest = texts[:number], texts[number : 2 * number]
    items = [(f"a{n}", text, "") for n, text in enumerate(chosen)] + [(f"b{n}", text, "") for n, text in enumerate(rest)]
    items += [(f"c{n}", varied(text, KINDS[n % 3], rest, dice), f"a{n}") for n, text in enumerate(chosen)]
    index, counts, begun = Duplicates(), Counter[str](), time.perf_counter()
    for id_, text, original in items:
        copy = index.add(id_, text)
        kind = KINDS[int(id_[1:]) % 3] if original else "own"
        right = copy is not None and copy.of == original
        counts[f"{kind} {'found' if right else 'missed' if original else 'kept' if copy is None else 'wrong'}"] += 1
        counts["told"] += copy is not None
        counts["right"] += right
    seconds = time.perf_counter() - begun
    print(f"{len(items)} articles, {seconds / len(items) * 1000:.2f} ms each; {dict(sorted(counts.items()))}")
    print(f"precision {counts['right'] / counts['told']:.3f}, recall {counts['right'] / number:.3f}")


def halves(documents: list[Document]) -> list[tuple[str, str]]:
    """(id, text) of two halves of each article, sentences by turns."""
    found = []
    for one in documents:
        sentences = SENTENCE.split(one.text or "")
        found += [(f"{one.id}#{side}", " ".join(sentences[side::2])) for side in (0, 1)]
    return found


def stories(number: int) -> None:
    """Measure stories for several thresholds."""
    path = SHARED / "data" / "corpora" / "guardian-en.jsonl"
    texts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:number]
    texts = [item for item in texts if len(SENTENCE.split(item["text"])) >= 8]
    given = [Document(str(n), text=item["text"], date=item["date"][:10]) for n, item in enumerate(texts)]
    articles = [Article(id_, text, date.fromisoformat(given[int(id_.split("#")[0])].date)) for id_, text in halves(given)]
    coded = [document(reading) for reading in read_many(articles)]
    random.Random(7).shuffle(coded)  # noqa: S311 - chance for a measure
    coded.sort(key=lambda one: one.date)
    for threshold in (0.06, 0.08, 0.1, 0.12, 0.15):
        found, begun = Stories(Options(threshold=threshold)), time.perf_counter()
        of = {one.id: found.add(one) for one in coded}
        seconds = time.perf_counter() - begun
        members: dict[str, list[str]] = defaultdict(list)
        for id_, story in of.items():
            members[story].append(id_.split("#")[0])
        told = sum(len(m) * (len(m) - 1) // 2 for m in members.values())
        right = sum(count == 2 for m in members.values() for count in Counter(m).values())
        shape = f"{len(members)} stories of {len(coded)} halves, {seconds / len(coded) * 1000:.2f} ms each"
        print(f"threshold {threshold}: precision {right / max(1, told):.3f}, recall {right / len(texts):.3f}; {shape}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--stories", action="store_true")
    asked = parser.parse_args()
    (stories if asked.stories else duplicates)(asked.articles)
