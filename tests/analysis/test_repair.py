"""Clauses that the parser took for noun phrases, mended on hand-made trees."""

from __future__ import annotations

from dragoman.analysis.records import ROOT
from dragoman.analysis.repair import Tree, mend_adjectives, mend_clause, mend_counted, mend_infinitives, mend_prepositions, mend_sources

PAST = "Tense=Past|VerbForm=Part|Voice=Pass"


def tree(rows: list[tuple[str, str, str, int, str]]) -> Tree:
    words, pos, deps, heads, feats = (list(column) for column in zip(*rows, strict=True))
    return Tree(words, pos, feats, deps, heads)


def test_past_verb_between_subject_and_object_becomes_the_verb() -> None:
    mended = tree(
        [
            ("Armenia", "PROPN", "nsubj", 2, ""),
            ("swapped", "VERB", "amod", 2, PAST),
            ("prisoners", "NOUN", "root", ROOT, ""),
            (".", "PUNCT", "punct", 2, ""),
        ]
    )
    assert mend_clause(mended)
    assert mended.heads == [1, ROOT, 1, 1]
    assert mended.deps == ["nsubj", "root", "obj", "punct"]


def test_past_verb_with_its_own_subject_takes_the_noun_after_it_as_object() -> None:
    mended = tree([("France", "PROPN", "nsubj", 1, ""), ("voiced", "VERB", "amod", 2, PAST), ("concern", "NOUN", "root", ROOT, "")])
    assert mend_clause(mended)
    assert mended.heads == [1, ROOT, 1]
    assert mended.deps == ["nsubj", "root", "obj"]


def test_past_verb_after_its_own_subject_becomes_the_root() -> None:
    mended = tree(
        [
            ("Factions", "NOUN", "root", ROOT, ""),
            ("clashed", "VERB", "acl", 0, PAST),
            ("in", "ADP", "case", 3, ""),
            ("Khartoum", "PROPN", "obl", 1, ""),
            (".", "PUNCT", "punct", 0, ""),
        ]
    )
    assert mend_clause(mended)
    assert mended.heads == [1, ROOT, 3, 1, 1]
    assert mended.deps[:2] == ["nsubj", "root"]


def test_participles_of_noun_phrases_stay() -> None:
    photos = [
        ("Photos", "NOUN", "root", ROOT, ""),
        ("taken", "VERB", "acl", 0, PAST),
        ("by", "ADP", "case", 3, ""),
        ("troops", "NOUN", "obl:agent", 1, ""),
    ]
    assert not mend_clause(tree([*photos, (".", "PUNCT", "punct", 0, "")]))
    heading = [
        ("Soldiers", "NOUN", "root", ROOT, ""),
        ("killed", "VERB", "acl", 0, PAST),
        ("in", "ADP", "case", 3, ""),
        ("Mali", "PROPN", "obl", 1, ""),
    ]
    assert not mend_clause(tree(heading))
    attribute = [
        ("the", "DET", "det", 2, ""),
        ("stolen", "VERB", "amod", 2, PAST),
        ("car", "NOUN", "nsubj", 3, ""),
        ("burned", "VERB", "root", ROOT, ""),
    ]
    assert not mend_clause(tree(attribute))


def test_object_under_its_subject_comes_under_the_verb_between_them() -> None:
    mended = tree(
        [
            ("Officers", "NOUN", "root", ROOT, "Number=Plur"),
            ("tortured", "VERB", "amod", 2, PAST),
            ("prisoners", "NOUN", "nmod", 0, "Number=Plur"),
            (".", "PUNCT", "punct", 0, ""),
        ]
    )
    assert mend_clause(mended)
    assert mended.heads == [1, ROOT, 1, 1]
    assert mended.deps == ["nsubj", "root", "obj", "punct"]


def test_a_compared_number_gives_its_place_to_what_is_counted() -> None:
    mended = tree(
        [
            ("plus", "ADV", "nsubj", 5, ""),
            ("de", "ADP", "case", 3, ""),
            ("cent", "NUM", "nummod", 3, ""),
            ("soldats", "NOUN", "obl:arg", 0, ""),
            ("ont", "AUX", "aux:tense", 5, ""),
            ("fui", "VERB", "root", ROOT, ""),
        ]
    )
    assert mend_counted(mended)
    assert mended.heads == [3, 0, 3, 5, 5, ROOT]
    assert mended.deps[3] == "nsubj"


def test_an_adverb_that_is_a_place_keeps_it() -> None:
    near = tree(
        [
            ("tiré", "VERB", "root", ROOT, ""),
            ("près", "ADV", "obl", 0, ""),
            ("de", "ADP", "case", 3, ""),
            ("Gao", "PROPN", "obl:arg", 1, ""),
        ]
    )
    assert not mend_counted(near)


def test_an_object_behind_an_infinitive_is_its_own() -> None:
    rows = [
        ("pourrait", "VERB", "root", ROOT, ""),
        ("frapper", "VERB", "xcomp", 0, "VerbForm=Inf"),
        ("les", "DET", "det", 3, ""),
        ("sites", "NOUN", "obj", 0, ""),
    ]
    mended = tree(rows)
    assert mend_infinitives(mended)
    assert mended.heads == [ROOT, 0, 3, 1]
    before = tree([("demande", "VERB", "root", ROOT, ""), ("armée", "NOUN", "obj", 0, ""), ("partir", "VERB", "xcomp", 0, "VerbForm=Inf")])
    assert not mend_infinitives(before)


def test_the_source_before_the_comma_is_no_subject() -> None:
    mended = tree(
        [
            ("selon", "ADP", "case", 1, ""),
            ("police", "NOUN", "nsubj", 5, ""),
            (",", "PUNCT", "punct", 3, ""),
            ("civils", "NOUN", "nmod", 1, ""),
            ("sont", "AUX", "aux:tense", 5, ""),
            ("morts", "VERB", "root", ROOT, ""),
        ]
    )
    assert mend_sources(mended)
    assert (mended.heads[3], mended.deps[3], mended.deps[1]) == (5, "nsubj", "obl")


def test_a_preposition_before_a_number_belongs_to_what_is_counted() -> None:
    mended = tree(
        [
            ("signé", "VERB", "root", ROOT, ""),
            ("par", "ADP", "case", 2, ""),
            ("22", "NUM", "nummod", 3, ""),
            ("gouvernements", "NOUN", "obl", 0, ""),
        ]
    )
    assert mend_prepositions(mended)
    assert mended.heads == [ROOT, 3, 3, 0]


def test_a_noun_under_the_adjective_before_it_goes_above() -> None:
    mended = tree(
        [
            ("fait", "VERB", "root", ROOT, ""),
            ("de", "ADP", "case", 2, ""),
            ("profonde", "ADJ", "obl:arg", 0, ""),
            ("inquiétude", "NOUN", "amod", 2, ""),
        ]
    )
    assert mend_adjectives(mended)
    assert mended.heads == [ROOT, 3, 3, 0]
    assert mended.deps[2:] == ["amod", "obl:arg"]
