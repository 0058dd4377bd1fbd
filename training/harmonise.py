"""One scheme of labels, features and lemmas for the treebanks of a language.

What is mapped, and why, is in docs/parsers.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from training.trees import ROOT, Token, Tree

FEATURES = frozenset(
    {
        "Gender",
        "Number",
        "Person",
        "Tense",
        "Mood",
        "VerbForm",
        "Voice",
        "Polarity",
        "PronType",
        "Poss",
        "Definite",
        "NumType",
        "Degree",
        "Reflex",
        "Case",
    }
)
"""The morphological features kept; the treebanks disagree on the others, or the product has no use for them."""

_FRENCH_LABELS = {
    "obl:mod": "obl",
    "obj:lvc": "obj",
    "obj:agent": "obj",
    "iobj:agent": "iobj",
    "nsubj:caus": "nsubj",
    "nsubj:outer": "nsubj",
    "dep:comp": "dep",
    "aux": "aux:tense",
    "csubj:pass": "csubj",
    "flat:foreign": "flat:foreign",
}
_ENGLISH_LABELS = {
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
    "csubj:pass": "csubj",
    "cc:preconj": "cc:preconj",
    "dep": "dep",
    "advcl:relcl": "advcl:relcl",
    "det:predet": "det:predet",
}
_PRONOUNS = {
    "je": "je",
    "j'": "je",
    "-je": "je",
    "tu": "tu",
    "-tu": "tu",
    "il": "il",
    "elle": "il",
    "ils": "il",
    "elles": "il",
    "-il": "il",
    "-t-il": "il",
    "-elle": "il",
    "-t-elle": "il",
    "-ils": "il",
    "-elles": "il",
    "se": "se",
    "s'": "se",
    "me": "me",
    "m'": "me",
    "te": "te",
    "t'": "te",
    "le": "le",
    "la": "le",
    "l'": "le",
    "les": "le",
    "-le": "le",
    "-la": "le",
    "-les": "le",
    "lui": "lui",
    "leur": "lui",
    "-lui": "lui",
    "eux": "lui",
    "nous": "nous",
    "-nous": "nous",
    "vous": "vous",
    "-vous": "vous",
    "y": "y",
    "-y": "y",
    "en": "en",
    "-en": "en",
    "moi": "moi",
    "toi": "toi",
    "-moi": "moi",
    "-t-on": "on",
    "-on": "on",
    "on": "on",
}

Relabel = Callable[[Tree], Tree]


def harmonise(language: str, trees: Iterable[Tree]) -> list[Tree]:
    """The trees of all treebanks of `language` in its one scheme; the order is kept."""
    listed = list(trees)
    if language == "fr":
        arguments, reflexives = _argument_table(listed), _reflexive_table(listed)
        return [_french(_flip_speech(t), arguments, reflexives) for t in listed]
    return [_english(t) for t in listed]


def features(feats: str) -> str:
    """The kept features of a CoNLL-U feature string, "" for none."""
    return "|".join(f for f in feats.split("|") if f.split("=")[0] in FEATURES)


def _english(tree: Tree) -> Tree:
    tokens = []
    for token in tree.tokens:
        dep = _ENGLISH_LABELS.get(token.dep, token.dep)
        if dep == "nmod:unmarked" and token.head != ROOT and tree.tokens[token.head].upos in {"VERB", "AUX"}:
            dep = "obl:unmarked"
        tokens.append(replace(token, dep=dep, feats=features(token.feats)))
    return Tree(tuple(tokens), tree.source)


def _french(tree: Tree, arguments: Counter[tuple[str, str]], reflexives: dict[str, str]) -> Tree:
    tokens = []
    for index, token in enumerate(tree.tokens):
        dep = _FRENCH_LABELS.get(token.dep, token.dep)
        lemma = token.lemma
        low = token.form.lower()
        if token.upos == "PRON":
            lemma = _PRONOUNS.get(low, lemma)
        if tree.source.startswith("fr_pud") and token.dep == "obl":
            dep = _oblique(tree, index, arguments)
        if low in {"se", "s'"} and token.upos == "PRON":
            dep = _reflexive(tree, index, dep, reflexives)
        if dep == "obl:arg" and low in {"par"}:
            dep = "obl"
        tokens.append(replace(token, dep=dep, lemma=lemma, feats=features(token.feats)))
    return Tree(tuple(tokens), tree.source)


def _preposition(tree: Tree, index: int) -> str:
    return next((tree.tokens[i].lemma for i in tree.children(index) if tree.tokens[i].dep == "case"), "")


def _argument_table(trees: Iterable[Tree]) -> Counter[tuple[str, str]]:
    """(verb lemma, preposition) → how much oftener its oblique is an argument than not, where the treebanks tell the two apart."""
    table: Counter[tuple[str, str]] = Counter()
    for tree in trees:
        for index, token in enumerate(tree.tokens):
            if token.dep in {"obl:arg", "obl:mod"} and token.head != ROOT and not tree.source.endswith("-ud-test"):
                step = 1 if token.dep == "obl:arg" else -1
                preposition = _preposition(tree, index)
                table[tree.tokens[token.head].lemma, preposition] += step
                table["", preposition] += step
    return table


def _oblique(tree: Tree, index: int, table: Counter[tuple[str, str]]) -> str:
    """The finer label of a plain `obl`, by what the other treebanks do most with that verb and preposition."""
    token = tree.tokens[index]
    preposition = _preposition(tree, index)
    score = table[tree.tokens[token.head].lemma, preposition] or (table["", preposition] if preposition in {"à", "de"} else 0)
    passive = any(tree.tokens[i].dep == "aux:pass" for i in tree.children(token.head))
    if preposition == "par" and passive:
        return "obl:agent"
    return "obl:arg" if score > 0 else "obl"


def _reflexive_table(trees: Iterable[Tree]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for tree in trees:
        if not tree.source.startswith(("fr_sequoia", "fr_gsd")) or tree.source.endswith("-ud-test"):
            continue
        for token in tree.tokens:
            if token.lemma in {"soi", "se"} and token.head != ROOT:
                counts.setdefault(tree.tokens[token.head].lemma, Counter())[token.dep] += 1
    return {lemma: max(c, key=lambda d: (c[d], d)) for lemma, c in counts.items()}


def _reflexive(tree: Tree, index: int, dep: str, table: dict[str, str]) -> str:
    if tree.source.startswith(("fr_sequoia", "fr_gsd")):
        return dep
    head = tree.tokens[index].head
    return table.get(tree.tokens[head].lemma, "expl:pv") if head != ROOT else dep


def _flip_speech(tree: Tree) -> Tree:
    """Sequoia's and GSD's scheme for `"…", a déclaré X` in PUD: the quoted clause leads and the speech verb is inserted in it."""
    root = tree.root()
    quotes = [i for i in tree.children(root) if tree.tokens[i].dep == "parataxis" and i < root]
    if not tree.source.startswith("fr_pud") or len(quotes) != 1 or tree.tokens[root].upos != "VERB":
        return tree
    quote = quotes[0]
    tokens: list[Token] = list(tree.tokens)
    tokens[quote] = replace(tokens[quote], head=ROOT, dep="root")
    tokens[root] = replace(tokens[root], head=quote, dep="parataxis:insert")
    last = len(tokens) - 1
    if tokens[last].dep == "punct" and tokens[last].head == root:
        tokens[last] = replace(tokens[last], head=quote)
    return Tree(tuple(tokens), tree.source)
