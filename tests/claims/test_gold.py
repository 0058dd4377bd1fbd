"""Claims against annotated French articles, where the shared data is present (DRAGOMAN_SHARED, by default ../shared)."""

import json
import os
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.model import Article

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / "shared"))
GOLD = SHARED / "data" / "gold" / "fr"
FLOOR = 0.75  # F1 of claims whose content overlaps by 0.3 (intersection over union)
OVERLAP = 0.3


def annotated(path: Path) -> list[tuple[int, int]]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    claims = [record for record in records if record["kind"] == "claim"]
    return [(c["content_start"], c.get("content_end") or c["content_start"] + len(c["content"])) for c in claims]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def found(gold: list[tuple[int, int]], said: list[tuple[int, int]]) -> int:
    free, right = list(said), 0
    for span in gold:
        best = max(free, key=lambda other: overlap(span, other), default=None)
        if best is not None and overlap(span, best) >= OVERLAP:
            free.remove(best)
            right += 1
    return right


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"no annotated articles at {GOLD}: set DRAGOMAN_SHARED")
def test_claims_of_annotated_articles():
    right = total_gold = total_said = 0
    for path in sorted((GOLD / "gold").glob("*.jsonl")):
        text = (GOLD / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        reading = pipeline.read(Article(path.stem, text, language="fr"))
        gold = annotated(path)
        said = [(claim.content[0].start, claim.content[-1].end) for claim in reading.claims]
        right, total_gold, total_said = right + found(gold, said), total_gold + len(gold), total_said + len(said)
    assert 2 * right / (total_gold + total_said) >= FLOOR
