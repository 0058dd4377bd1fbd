"""How well a pipeline reads held-out trees.

Scores are F1 over tokens matched by their characters, punctuation included, as in the CoNLL 2018 shared task; `las_nopunct` leaves
punctuation out, as spaCy's own scorer does.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from training.trees import ROOT, Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Score:
    """Percentages; `las_main` compares relations without subtypes, `lemma_*` counts tokens of one class, all in lower case."""

    tokens: float
    upos: float
    uas: float
    las: float
    las_main: float
    las_nopunct: float
    lemma: float
    lemma_verb: float
    lemma_noun: float
    lemma_adj: float


Row = tuple[str, str, tuple[int, int] | None, str]


def score(nlp: Language, trees: Sequence[Tree], *, gold_tokens: bool) -> Score:
    """Score `nlp` on `trees`, from raw text or from the gold tokens."""
    if gold_tokens:
        inputs = [Doc(nlp.vocab, words=[t.form for t in tree.tokens], spaces=[t.space for t in tree.tokens]) for tree in trees]
    else:
        inputs = [nlp.make_doc(tree.text()) for tree in trees]
    counts: dict[str, int] = {}
    for tree, doc in zip(trees, nlp.pipe(inputs), strict=True):
        _count(_gold(tree), _predicted(doc), counts)
    return _score(counts)


def speed(nlp: Language, trees: Sequence[Tree]) -> float:
    """Words a second of processor time from raw text through `nlp.pipe`, best of three runs."""
    texts = [t.text() for t in trees]
    words = sum(len(t.tokens) for t in trees)
    times = []
    for _ in range(3):
        started = time.process_time()
        for _doc in nlp.pipe(texts, batch_size=256):
            pass
        times.append(time.process_time() - started)
    return words / min(times)


def _gold(tree: Tree) -> dict[tuple[int, int], tuple[str, str, tuple[int, int] | None, str]]:
    spans, at = [], 0
    for token in tree.tokens:
        spans.append((at, at + len(token.form)))
        at += len(token.form) + token.space
    return {s: (t.upos, t.lemma, None if t.head == ROOT else spans[t.head], t.dep) for s, t in zip(spans, tree.tokens, strict=True)}


def _predicted(doc: Doc) -> dict[tuple[int, int], tuple[str, str, tuple[int, int] | None, str]]:
    rows: dict[tuple[int, int], Row] = {}
    for t in doc:
        if not t.is_space:
            head = None if t.head.i == t.i else (t.head.idx, t.head.idx + len(t.head))
            rows[t.idx, t.idx + len(t)] = (t.pos_, t.lemma_, head, "root" if t.dep_ == "ROOT" else t.dep_)
    return rows


def _count(gold: dict[tuple[int, int], Row], seen: dict[tuple[int, int], Row], counts: dict[str, int]) -> None:
    def add(key: str, amount: int = 1) -> None:
        counts[key] = counts.get(key, 0) + amount

    add("gold", len(gold))
    add("seen", len(seen))
    add("gold_word", sum(r[0] != "PUNCT" for r in gold.values()))
    add("seen_word", sum(r[0] != "PUNCT" for r in seen.values()))
    for span, (upos, lemma, head, dep) in gold.items():
        if upos in {"VERB", "NOUN", "ADJ"}:
            add("all_" + upos)
        if span not in seen:
            continue
        add("tokens")
        got_upos, got_lemma, got_head, got_dep = seen[span]
        add("upos", got_upos == upos)
        add("lemma", got_lemma.lower() == lemma.lower())
        if upos in {"VERB", "NOUN", "ADJ"}:
            add("lemma_" + upos, got_lemma.lower() == lemma.lower())
        add("uas", got_head == head)
        add("las", got_head == head and got_dep == dep)
        add("las_word", upos != "PUNCT" and got_head == head and got_dep == dep)
        add("las_main", got_head == head and got_dep.split(":")[0] == dep.split(":")[0])


def _score(counts: dict[str, int]) -> Score:
    def f1(key: str, gold: str = "gold", seen: str = "seen") -> float:
        return 200 * counts.get(key, 0) / max(1, counts[gold] + counts[seen])

    def share(upos: str) -> float:
        return 100 * counts.get("lemma_" + upos, 0) / max(1, counts.get("all_" + upos, 0))

    return Score(
        f1("tokens"),
        f1("upos"),
        f1("uas"),
        f1("las"),
        f1("las_main"),
        f1("las_word", "gold_word", "seen_word"),
        f1("lemma"),
        share("VERB"),
        share("NOUN"),
        share("ADJ"),
    )
