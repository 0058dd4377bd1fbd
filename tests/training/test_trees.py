from pathlib import Path

from training.harmonise import features, harmonise
from training.trees import ROOT, Token, Tree, read
from training.typography import normalise

CONLLU = """\
# text = Il parle du pays duquel 10 000 réfugiés viennent.
1\tIl\tlui\tPRON\t_\tGender=Masc\t2\tnsubj\t_\t_
2\tparle\tparler\tVERB\t_\tMood=Ind\t0\troot\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\tDefinite=Def\t5\tdet\t_\t_
5\tpays\tpays\tNOUN\t_\t_\t2\tobl:arg\t_\t_
6-7\tduquel\t_\t_\t_\t_\t_\t_\t_\t_
6\tde\tde\tADP\t_\t_\t7\tcase\t_\t_
7\tlequel\tlequel\tPRON\t_\t_\t10\tobl:arg\t_\t_
8\t10 000\t10 000\tNUM\t_\t_\t9\tnummod\t_\t_
9\tréfugiés\tréfugié\tNOUN\t_\t_\t10\tnsubj\t_\t_
10\tviennent\tvenir\tVERB\t_\t_\t5\tacl:relcl\t_\tSpaceAfter=No
11\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tdo\tdo\tAUX\t_\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\t_\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\t_
"""


def trees(tmp_path: Path) -> list[Tree]:
    path = tmp_path / "some.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return list(read(path))


def test_contractions_become_one_token_and_heads_follow(tmp_path: Path) -> None:
    tree = trees(tmp_path)[0]
    assert tree.problem() == ""
    assert tree.text() == "Il parle du pays duquel 10 000 réfugiés viennent."
    du, duquel = tree.tokens[2], tree.tokens[4]
    assert (du.upos, du.lemma, du.dep, du.feats, tree.tokens[du.head].form) == ("ADP", "de", "case", "Definite=Def", "pays")
    assert (duquel.upos, duquel.dep, tree.tokens[duquel.head].form) == ("PRON", "obl:arg", "viennent")


def test_words_with_spaces_are_cut(tmp_path: Path) -> None:
    tree = trees(tmp_path)[0]
    first, second = tree.tokens[5:7]
    assert (first.form, first.dep, second.form, second.dep, second.head) == ("10", "nummod", "000", "flat", 5)


def test_words_that_spell_their_token_stay_apart(tmp_path: Path) -> None:
    tree = trees(tmp_path)[1]
    assert [(t.form, t.space) for t in tree.tokens[:2]] == [("do", False), ("n't", True)]


def test_problems_are_named() -> None:
    def tree(*heads: int) -> Tree:
        return Tree(tuple(Token("a", "a", "X", "", h, "root" if h == ROOT else "dep") for h in heads))

    assert tree(ROOT, 0).problem() == ""
    assert tree(ROOT, ROOT).problem() == "not one root"
    assert "cycle" in tree(ROOT, 2, 1).problem()
    assert "out of range" in tree(ROOT, 5).problem()


def test_typography_is_that_of_the_product() -> None:
    forms = ["«", "l’", "oui", "»", "–", "non"]
    tree = Tree(tuple(Token(f, f, "X", "", ROOT if i == 0 else 0, "root" if i == 0 else "dep", False) for i, f in enumerate(forms)))
    assert normalise(tree).text() == '"l\'oui" - non'


def test_only_useful_features_stay() -> None:
    assert features("Emph=No|Number=Sing|Person=1") == "Number=Sing|Person=1"


def test_pud_quotations_follow_the_scheme_of_sequoia() -> None:
    quote = Token("vient", "venir", "VERB", "", 1, "parataxis")
    said = Token("dit", "dire", "VERB", "", ROOT, "root")
    stop = Token(".", ".", "PUNCT", "", 1, "punct")
    tree = harmonise("fr", [Tree((quote, said, stop), "fr_pud-ud-test")])[0]
    assert [(t.head, t.dep) for t in tree.tokens] == [(ROOT, "root"), (0, "parataxis:insert"), (0, "punct")]
