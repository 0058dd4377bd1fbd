"""Fit the scale of confidence on gold data: `python -m training.calibrate [--write] [--plot docs/reliability.svg]`.

The gold stands in the folder that DRAGOMAN_SHARED names (by default `shared` beside the repository):

- `data/gold/fr`: every event that is coded there counts, right where its type stands in its sentence with the same dyad;
- `data/gold/plv-train.tsv`: of an event whose parties touch the marked pair the type tells; other events say nothing and are left out.

Beside it stands training/judged.jsonl: events drawn at random from long news articles, judged by reading (right: type and actor), as
factors and verdict only. The three sets count alike, whatever their size.

The fit is a logistic regression with few weights and strong regularisation: it learns how far to trust what a record rests on, no words.
Its figures are those of cross-validation, each record judged by weights that were fitted without its article. `--write` puts the weights
into dragoman/ontology/confidence.yaml.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import os
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from dragoman import ontology, read_many
from dragoman.export import records
from dragoman.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dragoman.model import Event

_ROOT = Path(__file__).parents[1]
_TARGET = Path(ontology.__file__).with_name("confidence.yaml")
_PENALTY = 0.3  # inverse strength of the regularisation
_FOR = frozenset({"strength", "seconded", "complemented", "not judged"})  # factors that may speak for a record; all others against it
_FOLDS = 10
_BINS = np.linspace(0, 1, 11)
_HEAD = """\
# How sure an event is, as log-odds: `base` plus each factor times its weight; events/confidence.py says what each factor is.
# Fitted by `python -m training.calibrate`, not by hand. `strength` is the entry's confidence less what its parties take off it.
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """One coded event: its factors, whether it is right, the article it is from, and how much it counts."""

    factors: dict[str, float]
    right: bool
    article: str
    weight: float = 1.0


def shared() -> Path:
    """The folder of the gold data."""
    return Path(os.environ.get("DRAGOMAN_SHARED", _ROOT.parent / "shared"))


def scorer(name: str) -> Any:
    """One of the shared scorers, as a module."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", shared() / "bench" / f"{name}.py")
    assert spec is not None  # noqa: S101 - a path was given
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def french() -> Iterator[Judged]:
    """Every event coded in the French gold articles."""
    bench, folder = scorer("events"), shared() / "data" / "gold" / "fr"
    paths = sorted((folder / "gold").glob("*.jsonl"))
    articles = [Article(p.stem, (folder / "texts" / f"{p.stem}.txt").read_text(encoding="utf-8"), language="fr") for p in paths]
    for path, reading in zip(paths, read_many(articles), strict=True):
        ends = bench.sentences(reading.article.text)
        gold = [r for r in bench.load(path) if r["kind"] == "event"]
        said = [r for r in records(reading) if r["kind"] == "event"]
        pairs = bench.match(gold, said, lambda g, s, ends=ends: _same_place(bench, ends, g, s))
        right = {s["id"] for g, s in pairs if bench.same_dyad(g, s)}
        yield from (Judged(dict(e.evidence.factors), e.id in right, path.stem) for e in reading.events)


def judged_by_reading() -> Iterator[Judged]:
    """The verdicts of training/judged.jsonl."""
    path = Path(__file__).with_name("judged.jsonl")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        yield Judged(record["factors"], record["right"], f"read {number}")


def evened(sets: Mapping[str, Sequence[Judged]]) -> list[Judged]:
    """All records, each set with the same weight as a whole."""
    total = sum(map(len, sets.values()))
    return [replace(one, weight=total / len(sets) / len(members)) for members in sets.values() for one in members]


def _same_place(bench: Any, ends: Sequence[int], gold: Any, said: Any) -> bool:
    where = [bench.number(ends, bench.trigger_start(r)) for r in (gold, said)]
    return bool(bench.kind(gold) == bench.kind(said)) and where[0] == where[1]


def english() -> Iterator[Judged]:
    """The events of PLV's sentences whose parties touch the marked pair."""
    bench, table = scorer("plv"), shared() / "data" / "gold" / "plv-train.tsv"
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    articles = [Article(str(number), row["sentence"], date(2015, 6, 1), "en") for number, row in enumerate(rows)]
    for row, reading in zip(rows, read_many(articles), strict=True):
        if bench.party(row, "source", "s") and reading.events:
            yield from _touching(bench, row, list(zip(reading.events, records(reading), strict=False)))


def _touching(bench: Any, row: Any, events: list[tuple[Event, dict[str, Any]]]) -> Iterator[Judged]:
    source, target = bench.party(row, "source", "s"), bench.party(row, "target", "t")
    for event, record in events:
        parties = (record["actor"], record["recipient"] or record["actor"])
        if bench.touches(parties[0], source) and bench.touches(parties[1], target):
            yield Judged(dict(event.evidence.factors), bench.merged(event.event) == row["gold_root"], row["sentence"])


@dataclass(frozen=True, slots=True)
class Scale:
    """A fitted scale: what its logistic regression learnt over the factors that it keeps."""

    names: tuple[str, ...]
    regression: LogisticRegression

    def chances(self, judged: Sequence[Judged]) -> np.ndarray[Any, Any]:
        """The probability that each record is right."""
        return np.asarray(self.regression.predict_proba(_matrix(judged, self.names))[:, 1])


def fit(judged: Sequence[Judged]) -> Scale:
    """Weights over the factors. A factor that comes out with the wrong sign, by the chance of a small set, is left out."""
    names = sorted({name for j in judged for name in j.factors})
    while True:
        regression = LogisticRegression(C=_PENALTY, max_iter=1000)
        regression.fit(_matrix(judged, names), [j.right for j in judged], sample_weight=[j.weight for j in judged])
        wrong = [n for n, w in zip(names, regression.coef_[0], strict=True) if (w < 0 if n in _FOR else w > 0)]
        if not wrong:
            return Scale(tuple(names), regression)
        names = [n for n in names if n not in wrong]


def _matrix(judged: Sequence[Judged], names: Sequence[str]) -> np.ndarray[Any, Any]:
    return np.array([[j.factors.get(name, 0.0) for name in names] for j in judged])


def held_out(judged: Sequence[Judged]) -> np.ndarray[Any, Any]:
    """For each record the probability by weights that were fitted without its article."""
    found = np.zeros(len(judged))
    right = np.array([j.right for j in judged])
    for train, test in GroupKFold(_FOLDS).split(right, right, [j.article for j in judged]):
        found[test] = fit([judged[i] for i in train]).chances([judged[i] for i in test])
    return found


def table(said: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> list[tuple[float, float, int]]:
    """For each bin that holds records: mean confidence, share right, count."""
    bins = np.digitize(said, _BINS[1:-1])
    return [(float(said[bins == b].mean()), float(right[bins == b].mean()), int((bins == b).sum())) for b in sorted(set(bins))]


def plot(rows: Sequence[tuple[float, float, int]], path: Path) -> None:
    """Draw the reliability of the bins as a small SVG."""
    side, margin = 320, 40
    place = [(margin + x * side, margin + (1 - y) * side, 3 + 0.25 * n**0.5) for x, y, n in rows]
    marks = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#2b6cb0" fill-opacity="0.75"/>' for x, y, r in place)
    ticks = "".join(
        f'<text x="{margin + t * side:.0f}" y="{margin + side + 18}" text-anchor="middle">{t:.1f}</text>'
        f'<text x="{margin - 8}" y="{margin + (1 - t) * side + 4:.0f}" text-anchor="end">{t:.1f}</text>'
        for t in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )
    whole = side + 2 * margin
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{whole}" font-family="sans-serif" font-size="12">'
        f'<title>Reliability: share of records that are right, by confidence</title><rect width="{whole}" height="{whole}" fill="#fff"/>'
        f'<rect x="{margin}" y="{margin}" width="{side}" height="{side}" fill="none" stroke="#999"/>'
        f'<line x1="{margin}" y1="{margin + side}" x2="{margin + side}" y2="{margin}" stroke="#999" stroke-dasharray="4 4"/>{marks}{ticks}'
        f'<text x="{margin + side / 2}" y="{whole - 4}" text-anchor="middle">confidence</text>'
        f'<text x="{margin}" y="{margin - 12}">share right</text></svg>\n',
        encoding="utf-8",
    )


def main(arguments: Sequence[str]) -> int:
    """Fit, print the figures, and write what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="put the weights into dragoman/ontology/confidence.yaml")
    parser.add_argument("--plot", type=Path, help="draw the reliability as SVG here")
    options = parser.parse_args(arguments)
    sets = {"french gold": list(french()), "PLV": list(english()), "read": list(judged_by_reading())}
    judged = evened(sets)
    said, right = held_out(judged), np.array([j.right for j in judged])
    scale = fit(judged)
    learnt = dict(zip(scale.names, map(float, scale.regression.coef_[0]), strict=True))
    print(f"{len(judged)} records ({', '.join(f'{len(v)} {k}' for k, v in sets.items())}), {right.mean():.3f} right")
    for name, weight in learnt.items():
        print(f"  {name:24} {weight:+.2f}")
    rows = table(said, right)
    for mean, share, count in rows:
        print(f"confidence {mean:.2f}: right {share:.2f} of {count}")
    error = sum(abs(mean - share) * count for mean, share, count in rows) / len(judged)
    print(f"expected calibration error {error:.3f}, Brier {((said - right) ** 2).mean():.3f}")
    start = 0
    for name, members in sets.items():
        part = slice(start, start + len(members))
        start += len(members)
        sure = said[part] >= 0.8
        told = f"{sure.mean():.2f} stay, {right[part][sure].mean():.3f} right" if sure.any() else "none stays"
        print(f"{name}: said {said[part].mean():.3f}, right {right[part].mean():.3f}; cut at 0.8: {told}")
    for cut in (0.5, 0.7, 0.8, 0.9):
        if (said >= cut).any():
            print(f"cut at {cut}: {(said >= cut).mean():.2f} stay, {right[said >= cut].mean():.3f} of them right")
    if options.write:
        weights = {name: round(weight, 2) for name, weight in learnt.items()}
        content = yaml.safe_dump({"base": round(float(scale.regression.intercept_[0]), 2), "factors": weights}, sort_keys=False)
        _TARGET.write_text(_HEAD + content, encoding="utf-8")
    if options.plot:
        plot(rows, options.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
