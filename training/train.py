"""Training: trees in, a trained pipeline out."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.morphology import Morphology  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc, Token
from spacy.training import Example
from spacy.util import fix_random_seed  # type: ignore[attr-defined]  # re-exported from thinc
from thinc.api import Adam, Optimizer

from training.evaluate import score
from training.grammar import UNKNOWN
from training.trees import ROOT, Tree

if TYPE_CHECKING:
    from spacy.language import Language

Epoch = Callable[[int], Sequence[Tree]]
"""The trees to train on in a given epoch; called anew each epoch, so that generated trees vary."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn; `minutes` bounds the wall time and `steps` the number of updates."""

    steps: int = 10_000
    minutes: float = 0.0
    words: int = 1_200
    rate: float = 0.002
    warmup: int = 300
    dropout: float = 0.2
    check: int = 500
    seed: int = 13
    averages: bool = True


def doc(nlp: Language, tree: Tree) -> Doc:
    """The tree as a gold `Doc` of one sentence; a token of unknown features has no class either, so it teaches neither."""
    tokens = tree.tokens
    made = Doc(
        nlp.vocab,
        words=[t.form for t in tokens],
        spaces=[t.space for t in tokens],
        lemmas=[t.lemma for t in tokens],
        pos=["" if t.feats == UNKNOWN else t.upos if t.upos != "_" else "X" for t in tokens],
        heads=[i if t.head == ROOT else t.head for i, t in enumerate(tokens)],
        deps=["ROOT" if t.head == ROOT else t.dep for t in tokens],
        sent_starts=[i == 0 for i in range(len(tokens))],
    )
    for token, given in zip(made, tokens, strict=True):
        if given.feats != UNKNOWN:
            token.set_morph(given.feats)  # type: ignore[attr-defined]  # missing in the stubs
    return made


def example(nlp: Language, tree: Tree) -> Example:
    """A training example whose prediction starts from the gold tokens."""
    gold = doc(nlp, tree)
    return Example(Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold]), gold)


def batches(trees: Sequence[Tree], words: int, rng: random.Random) -> Iterator[list[Tree]]:
    """Shuffled batches of about `words` tokens, each of sentences of similar length."""
    order = sorted(trees, key=lambda t: len(t.tokens) + rng.uniform(0, 4))
    groups: list[list[Tree]] = [[]]
    size = 0
    for tree in order:
        if size + len(tree.tokens) > words and groups[-1]:
            groups.append([])
            size = 0
        groups[-1].append(tree)
        size += len(tree.tokens)
    rng.shuffle(groups)
    yield from groups


def train(nlp: Language, epoch: Epoch, dev: Sequence[Tree], plan: Schedule) -> Language:
    """Train `nlp` in place and return it with its best weights by LAS on `dev` (averaged weights, if the plan says so)."""
    fix_random_seed(plan.seed)
    rng = random.Random(plan.seed)  # noqa: S311 - repeatable, nothing secret
    first = [example(nlp, t) for t in epoch(0)]
    with nlp.select_pipes(disable="lemmatizer"):
        nlp.initialize(lambda: first)
    optimizer = Adam(plan.rate, L2=0.01, grad_clip=1.0, use_averages=plan.averages, L2_is_weight_decay=True)
    morphologizer: Any = nlp.get_pipe("morphologizer")
    morphologizer.get_loss = _quick_loss(morphologizer)
    cache: dict[int, tuple[Tree, Example]] = {}
    started, step, number = time.monotonic(), 0, 0
    best: tuple[float, bytes] = (-1.0, b"")
    while True:
        for group in batches(epoch(number), plan.words, rng):
            done = max(step / plan.steps, (time.monotonic() - started) / 60 / plan.minutes if plan.minutes else 0.0)
            if step and (step % plan.check == 0 or done >= 1):
                best = _check(nlp, optimizer, dev, best, f"step {step} epoch {number} {done:.0%}")
            if done >= 1:
                nlp.from_bytes(best[1])
                return nlp
            optimizer.learn_rate = plan.rate * min(1.0, step / plan.warmup + 0.01) * max(0.01, 1 - done)
            _update(nlp, [_cached(nlp, t, cache) for t in group], optimizer, plan.dropout)
            step += 1
        number += 1


def _cached(nlp: Language, tree: Tree, cache: dict[int, tuple[Tree, Example]]) -> Example:
    """The example of a tree, kept for trees that come back in later epochs (the tree is held, so that its id stays its own)."""
    if "+" in tree.source:
        return example(nlp, tree)
    if id(tree) not in cache:
        cache[id(tree)] = (tree, example(nlp, tree))
    return cache[id(tree)][1]


def _update(nlp: Language, group: Sequence[Example], optimizer: Optimizer, dropout: float) -> None:
    """One update of all trainable components; what `Language.update` does, without its copy of every example."""
    losses: dict[str, float] = {}
    trained: list[Any] = [pipe for _, pipe in nlp.pipeline if getattr(pipe, "is_trainable", False)]
    for pipe in trained:
        pipe.update(group, sgd=None, drop=dropout, losses=losses)
    for pipe in trained:
        pipe.finish_update(optimizer)


def _quick_loss(morphologizer: Any) -> Callable[[Sequence[Example], Sequence[Any]], tuple[float, list[Any]]]:
    """The morphologizer's own loss (cross-entropy over its labels), with the gold labels of an example looked up once only."""
    places = {label: i for i, label in enumerate(morphologizer.labels)}

    def targets(eg: Example) -> Any:
        kept = eg.reference.user_data
        if "gold" not in kept:
            kept["gold"] = np.asarray([places.get(_label(t), -1) for t in eg.reference])
        return kept["gold"]

    def get_loss(examples: Sequence[Example], scores: Sequence[Any]) -> tuple[float, list[Any]]:
        gradients, loss = [], 0.0
        for eg, guess in zip(examples, scores, strict=True):
            gold = targets(eg)
            gradient = guess.copy()
            rows = np.nonzero(gold >= 0)[0]
            gradient[rows, gold[rows]] -= 1.0
            gradient[gold < 0] = 0.0
            loss += float((gradient**2).sum())
            gradients.append(gradient)
        return loss, gradients

    return get_loss


def _label(token: Token) -> str:
    """The morphologizer's label for a gold token, "?" for one without class."""
    if not token.pos:
        return "?"
    return str(Morphology.dict_to_feats({**token.morph.to_dict(), "POS": token.pos_}))


def _check(nlp: Language, optimizer: Optimizer, dev: Sequence[Tree], best: tuple[float, bytes], note: str) -> tuple[float, bytes]:
    averages = getattr(optimizer, "averages", None)
    with nlp.use_params(averages or {}):
        result = score(nlp, dev, gold_tokens=True)
        print(
            f"{note}: LAS {result.las:.2f} UAS {result.uas:.2f} UPOS {result.upos:.2f} lemma {result.lemma:.2f}",
            file=sys.stderr,
            flush=True,
        )
        if result.las + result.upos / 4 > best[0]:
            return result.las + result.upos / 4, nlp.to_bytes(exclude=["vocab"])
    return best
