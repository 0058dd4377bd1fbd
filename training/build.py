"""`python -m training.build fr`: the parser of one language, from treebanks to dragoman/packs/fr/parser."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.attrs import LOWER
from thinc.api import NumpyOps, set_current_ops

from training import augment, grammar, lemmas, vectors
from training.corpus import Corpus, load
from training.evaluate import score, speed
from training.pipeline import Shape, blank
from training.sources import french_forms
from training.train import Schedule, train

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = "0.1.0"
_PACKS = Path(__file__).resolve().parents[1] / "dragoman" / "packs"
_LICENCES = {
    "fr": "LGPL-LR (UD French-Sequoia, UD French-FQB) and CC BY-SA 4.0, 3.0 (UD French-GSD, UD French-PUD)",
    "en": "CC BY-SA 4.0 (UD English-EWT), CC BY-SA 3.0 (UD English-PUD)",
}
_SOURCES = {
    "fr": [
        "UD French-Sequoia",
        "UD French-GSD",
        "UD French-PUD",
        "UD French-FQB",
        "spacy-lookups-data 1.0.5 (MIT): lemmas",
        "Explosion fastText vectors (CC0), as carried by fr_core_news_md 3.8.0",
    ],
    "en": [
        "UD English-EWT",
        "UD English-PUD",
        "spacy-lookups-data 1.0.5 (MIT; WordNet 3.0 licence): lemmas",
        "GloVe 6B 50d (PDDL 1.0)",
    ],
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what a build gives, beside the data."""

    shape: Shape
    plan: Schedule
    mix: augment.Mix


RECIPES = {
    "fr": Recipe(Shape(width=112, hidden=96, rows=(3500, 1000, 2000, 500)), Schedule(steps=3_000, dropout=0.25), augment.Mix()),
    "en": Recipe(
        Shape(hidden=96, rows=(4000, 1000, 2500, 500)),
        Schedule(steps=4_200, words=800, dropout=0.15, check=1_050),
        augment.Mix(varied=0.2, news=2_000),
    ),
}


def build(language: str, recipe: Recipe, corpus: Corpus) -> Language:
    """A trained pipeline; the same recipe and data give the same pipeline on the same machine."""
    set_current_ops(NumpyOps(use_blis=False))  # several times faster than BLIS where that does not know the processor
    nlp = blank(language, recipe.shape)
    lemmas.install(nlp, corpus.train)
    wanted = {t.form.lower() for tree in corpus.train for t in tree.tokens}
    if language == "fr":
        wanted.update(form for _, form, _ in french_forms())
    vectors.add_vectors(nlp, wanted)
    rules = grammar.load(language, corpus.train)
    trained = train(nlp, lambda n: augment.epoch(corpus.train, rules, recipe.mix, recipe.plan.seed * 1000 + n), corpus.dev, recipe.plan)
    trained.meta.update(
        {
            "name": "dragoman_parser",
            "version": VERSION,
            "license": _LICENCES[language],
            "description": "Universal Dependencies parser of dragoman's language pack",
            "sources": _SOURCES[language],
        }
    )
    return trained


def figures(nlp: Language, corpus: Corpus) -> dict[str, object]:
    """Scores by test treebank, from raw text and from gold tokens, and words a second."""
    result: dict[str, object] = {}
    for name, trees in corpus.test.items():
        result[name] = {
            "raw": {k: round(v, 2) for k, v in asdict(score(nlp, trees, gold_tokens=False)).items()},
            "gold tokens": {k: round(v, 2) for k, v in asdict(score(nlp, trees, gold_tokens=True)).items()},
            "words a second": round(speed(nlp, trees)),
        }
    return result


def write(nlp: Language, folder: Path) -> None:
    """Write the pipeline beside `folder`, then put it in its place in one step."""
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    keys = {"mode": "default", "attr": LOWER}  # spaCy reads the attribute that vectors are looked up by, but does not write it
    (fresh / "vocab" / "vectors.cfg").write_text(json.dumps(keys), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(RECIPES))
    parser.add_argument("--out", type=Path, help="folder to write; default: the language's pack")
    parser.add_argument("--steps", type=int, help="number of updates, for a trial")
    given = parser.parse_args()
    recipe = RECIPES[given.language]
    if given.steps:
        recipe = replace(recipe, plan=replace(recipe.plan, steps=given.steps))
    corpus = load(given.language)
    nlp = build(given.language, recipe, corpus)
    nlp.meta["performance"] = figures(nlp, corpus)
    write(nlp, given.out or _PACKS / given.language / "parser")
    json.dump(nlp.meta["performance"], sys.stdout, indent=1)


if __name__ == "__main__":
    main()
