"""Quality floors on the shared data, where it is at hand: they only go up. The public project runs without it.

The folder is DRAGOMAN_SHARED, or `shared` beside the repository; its own scorers judge. `floors.yaml` pins each floor with the hash of the
corpus it was measured on.
"""

import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from dragoman import read_many
from dragoman.export import records
from dragoman.model import Article

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
FLOORS = yaml.safe_load(Path(__file__).with_name("floors.yaml").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.skipif(not (SHARED / "bench").is_dir(), reason=f"no shared data at {SHARED}: floors not measured"),
    # The scorers leave files open; they are not ours.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_{name}", SHARED / "bench" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def corpus_hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def predict(articles: Iterable[Article], out: Path) -> str:
    with out.open("w", encoding="utf-8") as stream:
        for reading in read_many(articles):
            stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records(reading, "all"))
    return str(out)


def prepared(path: Path) -> Iterable[Article]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Article(row["id"], row["text"], date.fromisoformat(row["date"]), row["language"])


def flat(figures: dict[str, object]) -> dict[str, float]:
    """A scorer's figures by name; of (precision, recall, F1) the F1."""
    return {name: value[2] if isinstance(value, tuple) else float(str(value)) for name, value in figures.items()}


def events(only: str, tmp_path: Path) -> tuple[dict[str, float], list[Path]]:
    folder = SHARED / "data" / "gold" / "fr"
    gold = sorted((folder / "gold").glob(only))
    links = tmp_path / "gold"
    links.mkdir()
    for path in gold:
        (links / path.name).write_bytes(path.read_bytes())
    texts = [folder / "texts" / f"{path.stem}.txt" for path in gold]
    day = {"bucarest.fr": date(2021, 12, 10)}
    articles = [Article(p.stem, p.read_text(encoding="utf-8"), day.get(p.stem), "fr") for p in texts]
    predicted = predict(articles, tmp_path / "predicted.jsonl")
    return flat(scorer("events").score(str(folder / "texts"), str(links), predicted)), [*gold, *texts]


def seed(tmp_path: Path) -> tuple[dict[str, float], list[Path]]:
    return events("bucarest.fr.jsonl", tmp_path)


def gold_fr(tmp_path: Path) -> tuple[dict[str, float], list[Path]]:
    return events("*.jsonl", tmp_path)


def plv(tmp_path: Path) -> tuple[dict[str, float], list[Path]]:
    table = SHARED / "data" / "gold" / "plv-train.tsv"
    scorer("plv").prepare(str(table), str(tmp_path / "articles.jsonl"))
    predicted = predict(prepared(tmp_path / "articles.jsonl"), tmp_path / "predicted.jsonl")
    return flat(scorer("plv").score(str(table), predicted)), [table]


def polnear(tmp_path: Path) -> tuple[dict[str, float], list[Path]]:
    compartment = SHARED / "data" / "gold" / "polnear" / "dev"
    scorer("polnear").prepare(str(compartment), str(tmp_path / "articles.jsonl"))
    predicted = predict(prepared(tmp_path / "articles.jsonl"), tmp_path / "predicted.jsonl")
    return flat(scorer("polnear").score(str(compartment), predicted)), [p for p in compartment.rglob("*") if p.is_file()]


@pytest.mark.parametrize("measure", [seed, gold_fr, plv, polnear], ids=lambda m: m.__name__)
def test_floors_hold(measure: Callable[[Path], tuple[dict[str, float], list[Path]]], tmp_path: Path) -> None:
    pinned = FLOORS[measure.__name__]
    figures, corpus = measure(tmp_path)
    if corpus_hash(corpus) != pinned["corpus"]:
        pytest.skip(f"{measure.__name__}: another corpus ({corpus_hash(corpus)}) than the floors were measured on")
    fallen = {name: (figures[name], floor) for name, floor in pinned["floors"].items() if figures[name] < floor}
    assert fallen == {}
