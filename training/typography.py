"""The typography that the product gives its parser, applied to treebank trees.

Mirrors what the analysis does to an article before parsing: straight apostrophes, one kind of double quote, and dashes
as a hyphen between spaces.
"""

from __future__ import annotations

from dataclasses import replace

from training.trees import Token, Tree

_QUOTES = {"«", "»", "“", "”", "„", "``", "''", "’’", "‘‘", "<<", ">>"}
_DASHES = {"–", "—", "―"}
_CHARACTERS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": "", "\u202f": "", "‐": "-", "‑": "-"})


def normalise(tree: Tree) -> Tree:
    """The same tree with normalised forms and lemmas; no token is added or lost."""
    tokens = [_token(t) for t in tree.tokens]
    for i, token in enumerate(tree.tokens):
        if token.form in _DASHES:
            tokens[i] = replace(tokens[i], space=True)
            if i:
                tokens[i - 1] = replace(tokens[i - 1], space=True)
    return Tree(tuple(tokens), tree.source)


def _token(token: Token) -> Token:
    if token.form in _QUOTES:
        return replace(token, form='"', lemma='"')
    if token.form in _DASHES:
        return replace(token, form="-", lemma="-")
    form = token.form.translate(_CHARACTERS)
    lemma = token.lemma.translate(_CHARACTERS)
    for dash in _DASHES:
        form = form.replace(dash, "-")
    return replace(token, form=form or token.form, lemma=lemma or form)
