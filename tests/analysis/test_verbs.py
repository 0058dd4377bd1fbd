"""Mending of verbs that the tagger does not know."""

from __future__ import annotations

from dragoman.analysis.records import ROOT
from dragoman.analysis.verbs import Columns, VerbForms, mend_objects, mend_partitives, mend_verbs

KNOWN = VerbForms({"ent": "er", "e": "er", "é": "er"}, {"dissous": "dissoudre"}, frozenset({"des"}))


def columns(*rows: tuple[str, str, str, int]) -> Columns:
    """Rows of form, part of speech, relation and head."""
    words, pos, deps, heads = zip(*rows, strict=True)
    return Columns(words, list(words), list(pos), list(deps), heads)


def test_a_word_with_subject_and_object_is_a_verb() -> None:
    tree = columns(("russie", "PROPN", "nsubj", 1), ("approvisionne", "ADJ", "root", ROOT), ("armée", "NOUN", "obj", 1))
    assert mend_verbs(tree, KNOWN)
    assert (tree.pos[1], tree.lemmas[1]) == ("VERB", "approvisionner")


def test_an_irregular_form_is_listed() -> None:
    tree = columns(
        ("gouvernement", "NOUN", "nsubj", 2), ("a", "AUX", "aux:tense", 2), ("dissous", "PRON", "root", ROOT), ("parti", "NOUN", "obj", 2)
    )
    assert mend_verbs(tree, KNOWN)
    assert (tree.pos[2], tree.lemmas[2]) == ("VERB", "dissoudre")


def test_a_predicative_adjective_stays() -> None:
    tree = columns(("parlement", "NOUN", "nsubj", 2), ("est", "AUX", "cop", 2), ("libre", "ADJ", "root", ROOT))
    assert not mend_verbs(tree, KNOWN)
    assert tree.pos[2] == "ADJ"


def test_an_indefinite_article_marks_an_object() -> None:
    tree = columns(("massacré", "VERB", "root", ROOT), ("des", "DET", "case", 2), ("villageois", "NOUN", "obl:arg", 0))
    assert mend_partitives(tree, KNOWN)
    assert tree.deps == ["root", "det", "obj"]


def test_a_preposition_with_article_stays() -> None:
    tree = columns(("parle", "VERB", "root", ROOT), ("des", "ADP", "case", 2), ("villageois", "NOUN", "obl:arg", 0))
    assert not mend_partitives(tree, KNOWN)
    assert tree.deps[2] == "obl:arg"


def test_a_second_subject_behind_the_verb_is_its_object() -> None:
    tree = columns(("états-unis", "PROPN", "nsubj", 1), ("arment", "VERB", "root", ROOT), ("ukraine", "PROPN", "nsubj", 1))
    assert mend_objects(tree)
    assert tree.deps == ["nsubj", "root", "obj"]


def test_a_name_with_a_preposition_stays_oblique() -> None:
    tree = columns(
        ("ministre", "NOUN", "nsubj", 1),
        ("part", "VERB", "root", ROOT),
        ("vers", "ADP", "case", 4),
        ("l'", "DET", "det", 4),
        ("inde", "PROPN", "obl", 1),
    )
    assert not mend_objects(tree)
