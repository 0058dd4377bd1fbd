"""The treebanks of a language, harmonised and divided into train, dev and test."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from training.harmonise import harmonise
from training.trees import Tree, read
from training.typography import normalise

_TRAIN = {
    "fr": ("fr_sequoia-ud-train", "fr_gsd-ud-dev", "fr_pud-ud-test", "fr_fqb-ud-test"),
    "en": ("en_ewt-ud-train", "en_pud-ud-test"),
}
_DEV = {"fr": ("fr_sequoia-ud-dev",), "en": ("en_ewt-ud-dev",)}
_TEST = {"fr": ("fr_sequoia-ud-test", "fr_gsd-ud-test"), "en": ("en_ewt-ud-test",)}
_HELD_OUT = 12
"""One tree in so many of fr_gsd-ud-dev is kept for dev."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Harmonised trees; `test` is keyed by treebank file and never trained or tuned on."""

    train: tuple[Tree, ...]
    dev: tuple[Tree, ...]
    test: dict[str, tuple[Tree, ...]]


def shared() -> Path:
    """Where the treebanks lie: `$DRAGOMAN_SHARED`, else `../shared` beside the repository. It may not exist."""
    default = Path(__file__).resolve().parents[2] / "shared"
    return Path(os.environ.get("DRAGOMAN_SHARED", default))


def load(language: str, folder: Path | None = None) -> Corpus:
    """The corpus of `language`; raises FileNotFoundError when a treebank is missing.

    Training sentences that stand word for word in a test file, as a few do in the treebanks' own division, are left out.
    """
    root = (folder or shared()) / "data" / "treebanks" / language
    names = [*_TRAIN[language], *_DEV[language], *_TEST[language]]
    trees = harmonise(language, [normalise(t) for name in names for t in read(root / f"{name}.conllu")])
    by_name = {name: [t for t in trees if t.source == name] for name in names}
    held_out = {t.text() for name in _TEST[language] for t in by_name[name]}
    train: list[Tree] = []
    dev = [t for name in _DEV[language] for t in by_name[name]]
    for name in _TRAIN[language]:
        for number, tree in enumerate(by_name[name]):
            held = name == "fr_gsd-ud-dev" and number % _HELD_OUT == 0
            if tree.text() not in held_out:
                (dev if held else train).append(tree)
    return Corpus(tuple(train), tuple(dev), {name: tuple(by_name[name]) for name in _TEST[language]})
