"""Deep functions on hand-made trees: no parser, so that a wrong parse cannot hide a wrong rule."""

from dragoman.analysis import Sentence
from dragoman.analysis.records import children_of
from dragoman.events import syntax
from dragoman.model import SentenceSpan

BY = frozenset({"by"})


def tree(rows: str) -> Sentence:
    """One token a row: form, lemma, UPOS, relation, head (index, -1 for the root), FEATS."""
    cells = [line.split() for line in rows.strip().splitlines()]
    words = tuple(c[0] for c in cells)
    text = " ".join(words)
    starts = tuple(sum(len(w) + 1 for w in words[:i]) for i in range(len(words)))
    heads = tuple(int(c[4]) for c in cells)
    return Sentence(
        span=SentenceSpan(text, 0, len(text), 0),
        paragraph=0,
        heading=False,
        article_text=text,
        words=words,
        lower=tuple(w.lower() for w in words),
        lemmas=tuple(c[1] for c in cells),
        pos=tuple(c[2] for c in cells),
        feats=tuple(c[5] if len(c) > 5 else "" for c in cells),
        deps=tuple(c[3] for c in cells),
        heads=heads,
        starts=starts,
        ends=tuple(a + len(w) for a, w in zip(starts, words, strict=True)),
        children=children_of(heads),
    )


def words(sentence: Sentence, tokens: list[int]) -> list[str]:
    return [sentence.words[t] for t in tokens]


PASSIVE = """
Towns town NOUN nsubj:pass 2
were be AUX aux:pass 2
shelled shell VERB root -1 VerbForm=Part|Tense=Past
by by ADP case 4
Syria syria PROPN obl:agent 2
and and CCONJ cc 6
Russia russia PROPN conj 4
"""

CONTROL = """
France france PROPN nsubj 1
asked ask VERB root -1 Mood=Ind|Tense=Past|VerbForm=Fin
Israel israel PROPN obj 1
to to PART mark 4
withdraw withdraw VERB xcomp 1 VerbForm=Inf
"""

RELATIVE = """
rebels rebel NOUN root -1
who who PRON nsubj 2 PronType=Rel
attacked attack VERB acl:relcl 0 Mood=Ind|Tense=Past|VerbForm=Fin
towns town NOUN obj 2
"""

SHARED = """
Police police NOUN nsubj 1
arrested arrest VERB root -1 Mood=Ind|Tense=Past|VerbForm=Fin
and and CCONJ cc 3
beat beat VERB conj 1 Mood=Ind|Tense=Past|VerbForm=Fin
students student NOUN obj 3
"""

PARTICIPLE = """
troops troop NOUN root -1
backed back VERB acl 0 Tense=Past|VerbForm=Part
by by ADP case 3
Iran iran PROPN obl 1
"""


def test_passive_turns_round() -> None:
    sentence = tree(PASSIVE)
    assert words(sentence, syntax.subjects(sentence, 2, BY)) == ["Syria", "Russia"]
    assert words(sentence, syntax.objects(sentence, 2, BY)) == ["Towns"]


def test_the_one_asked_is_who_acts() -> None:
    sentence = tree(CONTROL)
    assert words(sentence, syntax.subjects(sentence, 4, BY)) == ["Israel"]
    assert words(sentence, syntax.subjects(sentence, 1, BY)) == ["France"]


def test_relative_pronoun_stands_for_its_noun() -> None:
    sentence = tree(RELATIVE)
    assert words(sentence, syntax.subjects(sentence, 2, BY)) == ["rebels"]


def test_coordinated_verbs_share_their_subject() -> None:
    sentence = tree(SHARED)
    assert words(sentence, syntax.subjects(sentence, 3, BY)) == ["Police"]


def test_past_participle_acts_upon_its_noun() -> None:
    sentence = tree(PARTICIPLE)
    assert words(sentence, syntax.subjects(sentence, 1, BY)) == ["Iran"]
    assert words(sentence, syntax.objects(sentence, 1, BY)) == ["troops"]


def test_a_cyclic_or_rootless_tree_ends() -> None:
    sentence = tree("a a VERB conj 1\nb b VERB conj 0")
    assert syntax.subjects(sentence, 0, BY) == []
    assert sentence.ancestors(0)
