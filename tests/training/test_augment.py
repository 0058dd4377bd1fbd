import random
from collections.abc import Sequence
from functools import cache

import pytest

from training import augment, grammar
from training.corpus import Corpus, load, shared
from training.trees import ROOT, Token, Tree

NEEDS_TREEBANKS = pytest.mark.skipif(
    not (shared() / "data" / "treebanks").is_dir(),
    reason="the treebanks are absent: set DRAGOMAN_SHARED to the folder that holds data/treebanks",
)


def sentence(*words: tuple[str, str, int, str]) -> Tree:
    return Tree(tuple(Token(f, f.lower(), u, "", h, d) for f, u, h, d in words), "own")


FRENCH = [
    sentence(
        ("Le", "DET", 1, "det"),
        ("Sénat", "NOUN", 2, "nsubj"),
        ("examine", "VERB", ROOT, "root"),
        ("le", "DET", 4, "det"),
        ("texte", "NOUN", 2, "obj"),
        (".", "PUNCT", 2, "punct"),
    ),
    sentence(
        ("Paul", "PROPN", 1, "nsubj"),
        ("voit", "VERB", ROOT, "root"),
        ("une", "DET", 3, "det"),
        ("ville", "NOUN", 1, "obj"),
        (".", "PUNCT", 1, "punct"),
    ),
]
ENGLISH = [
    sentence(
        ("The", "DET", 1, "det"),
        ("Senate", "NOUN", 2, "nsubj"),
        ("examines", "VERB", ROOT, "root"),
        ("the", "DET", 4, "det"),
        ("bill", "NOUN", 2, "obj"),
        (".", "PUNCT", 2, "punct"),
    ),
    sentence(
        ("Paul", "PROPN", 1, "nsubj"),
        ("sees", "VERB", ROOT, "root"),
        ("a", "DET", 3, "det"),
        ("town", "NOUN", 1, "obj"),
        (".", "PUNCT", 1, "punct"),
    ),
]
OWN: dict[str, Sequence[Tree]] = {"fr": FRENCH, "en": ENGLISH}


@cache
def corpus(language: str) -> Corpus:
    return load(language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_generated_sentence_is_a_tree(language: str) -> None:
    rules = grammar.load(language, OWN[language])
    rng = random.Random(1)  # noqa: S311
    for _ in range(1000):
        tree = rules.sentence(rng)
        assert tree.problem() == "", tree.text()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_alternative_of_a_grammar_can_be_filled(language: str) -> None:
    rules = grammar.load(language, OWN[language])
    known = set(rules.rules) | set(rules.words) | set(rules.fragments)
    for symbol, alternatives in rules.parsed.items():
        for items in alternatives:
            assert sum(i.token.head == ROOT for i in items) == 1, (symbol, items)
            assert all(-1 <= i.token.head < len(items) for i in items), (symbol, items)
            assert all(not i.slot or i.slot.rstrip("*") in known for i in items), (symbol, items)


def test_french_sentences_contract_and_elide() -> None:
    rules = grammar.load("fr", FRENCH)
    rng = random.Random(2)  # noqa: S311
    text = "\n".join(rules.sentence(rng).text() for _ in range(500))
    for wrong in (" de le ", " de les ", " à le ", " que il ", " de Iran"):
        assert wrong not in text


def test_the_same_seed_gives_the_same_trees() -> None:
    rules = grammar.load("en", ENGLISH)
    mix = augment.Mix(varied=1.0, news=20)
    assert augment.epoch(ENGLISH, rules, mix, 3) == augment.epoch(ENGLISH, rules, mix, 3)
    assert augment.epoch(ENGLISH, rules, mix, 3) != augment.epoch(ENGLISH, rules, mix, 4)


def test_insertion_moves_heads() -> None:
    tokens = augment.insert(list(FRENCH[0].tokens), 1, Token('"', '"', "PUNCT", "", 1, "punct"))
    assert [t.head for t in tokens] == [2, 2, 3, ROOT, 5, 3, 3]


@NEEDS_TREEBANKS
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_variant_of_the_treebanks_is_a_tree(language: str) -> None:
    trees = corpus(language).train[:1500]
    rng = random.Random(4)  # noqa: S311
    for tree in trees:
        assert tree.problem() == ""
        for _ in range(3):
            variant = augment.vary(tree, ["Ville", "Dupont"], rng)
            assert variant.problem() == "", variant.text()


@NEEDS_TREEBANKS
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_test_tree_is_trained_on(language: str) -> None:
    held = {t.text() for trees in corpus(language).test.values() for t in trees if len(t.tokens) > 8}
    assert not held & {t.text() for t in corpus(language).train}
    assert not any(t.source in corpus(language).test for t in corpus(language).train)
