"""Variants of treebank trees that look like news as the product meets it; all chance comes from the generator given."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from training.trees import ROOT, Token, Tree

if TYPE_CHECKING:
    from training.grammar import Grammar

Variant = Callable[[Tree, random.Random], Tree]


@dataclass(frozen=True, slots=True)
class Mix:
    """What an epoch holds: the share of varied trees, the number of generated ones, the share of FQB's questions."""

    varied: float = 0.25
    news: int = 1_500
    questions: float = 0.25


def epoch(trees: Sequence[Tree], grammar: Grammar, mix: Mix, seed: int) -> list[Tree]:
    """The trees of one epoch; the same seed gives the same trees."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    chosen = [t for t in trees if "fqb" not in t.source or rng.random() < mix.questions]
    names = [t for s in ("first", "last", "city", "land_f", "land") for t in grammar.words.get(s, ("",))[1:]]
    varied = [vary(t, names, rng) if rng.random() < mix.varied else t for t in chosen]
    news = [grammar.sentence(rng) for _ in range(mix.news)]
    return varied + [_drop_stop(t, rng) if rng.random() < 0.1 else t for t in news]


def vary(tree: Tree, names: Sequence[str], rng: random.Random) -> Tree:
    """One variant of `tree`, or the tree itself where the variant does not apply."""
    if rng.random() < 0.5:
        return swap_names(tree, names, rng)
    variant = rng.choice((_drop_stop, _lower_start, _capitals, _quote_all, _quote_phrase, _quote_phrase, _loosen_quotes))
    return variant(tree, rng)


def swap_names(tree: Tree, names: Sequence[str], rng: random.Random) -> Tree:
    """Proper names replaced by others, so that the parser learns their place and not the names."""
    tokens = [
        replace(t, form=(new := rng.choice(names)), lemma=new)
        if t.upos == "PROPN" and t.form[:1].isupper() and t.form.isalpha() and len(t.form) > 3 and rng.random() < 0.7
        else t
        for t in tree.tokens
    ]
    return _marked(tokens, tree)


def _marked(tokens: Sequence[Token], tree: Tree) -> Tree:
    return Tree(tuple(tokens), tree.source + "+")


def _drop_stop(tree: Tree, rng: random.Random) -> Tree:
    """Without the final full stop, as headings stand."""
    last = tree.tokens[-1]
    if last.form != "." or len(tree.tokens) < 2 or any(t.head == len(tree.tokens) - 1 for t in tree.tokens):
        return tree
    return _marked(tree.tokens[:-1], tree)


def _lower_start(tree: Tree, rng: random.Random) -> Tree:
    first = tree.tokens[0]
    if first.upos == "PROPN" or not first.form[0].isupper():
        return tree
    return _marked((replace(first, form=first.form[0].lower() + first.form[1:]), *tree.tokens[1:]), tree)


def _capitals(tree: Tree, rng: random.Random) -> Tree:
    """All in capitals, when short enough for a heading."""
    if len(tree.tokens) > 15:
        return tree
    return _marked([replace(t, form=t.form.upper()) for t in tree.tokens], tree)


def _quote_all(tree: Tree, rng: random.Random) -> Tree:
    """The whole sentence between double quotes, or with only the opening or the closing one."""
    if any(t.form == '"' for t in tree.tokens):
        return tree
    root, loose = tree.root(), rng.random() < 0.4
    tokens = list(tree.tokens)
    sides = rng.choice(("both", "both", "open", "close"))
    if sides != "open":
        tokens = insert(tokens, len(tokens), Token('"', '"', "PUNCT", "", root, "punct"))
        tokens[-2] = replace(tokens[-2], space=loose)
    if sides != "close":
        tokens = insert(tokens, 0, Token('"', '"', "PUNCT", "", root, "punct", loose))
    return _marked(tokens, tree)


def _quote_phrase(tree: Tree, rng: random.Random) -> Tree:
    """Double quotes around one phrase of two to twelve words."""
    if any(t.form == '"' for t in tree.tokens):
        return tree
    spans = []
    for index, token in enumerate(tree.tokens):
        if token.dep.split(":")[0] in {"obj", "nsubj", "ccomp", "amod", "nmod", "obl", "conj", "xcomp"}:
            span = tree.subtree(index)
            inner = [i for i in span if not (tree.tokens[i].head == index and tree.tokens[i].dep in {"case", "mark", "cc", "det"})]
            if inner and 1 <= len(inner) <= 12 and inner == list(range(inner[0], inner[-1] + 1)) and tree.tokens[inner[-1]].upos != "PUNCT":
                spans.append((inner[0], inner[-1] + 1, index))
    if not spans:
        return tree
    start, end, head = rng.choice(spans)
    loose = rng.random() < 0.4
    tokens = insert(list(tree.tokens), end, Token('"', '"', "PUNCT", "", head, "punct", tree.tokens[end - 1].space))
    tokens[end - 1] = replace(tokens[end - 1], space=loose)
    tokens = insert(tokens, start, Token('"', '"', "PUNCT", "", head, "punct", loose))
    return _marked(tokens, tree)


def _loosen_quotes(tree: Tree, rng: random.Random) -> Tree:
    """Blanks on the inner side of double quotes, as guillemets leave them."""
    tokens, opening = list(tree.tokens), True
    if sum(t.form == '"' for t in tokens) % 2:
        return tree
    for i, token in enumerate(tokens):
        if token.form == '"':
            if opening:
                tokens[i] = replace(token, space=True)
            elif i:
                tokens[i - 1] = replace(tokens[i - 1], space=True)
            opening = not opening
    return _marked(tokens, tree)


def insert(tokens: list[Token], at: int, new: Token) -> list[Token]:
    """`tokens` with `new` put at index `at`; all heads, that of `new` included, count from before the insertion."""
    return [replace(t, head=t.head + 1) if t.head != ROOT and t.head >= at else t for t in [*tokens[:at], new, *tokens[at:]]]
