"""What the claims of one sentence settle among themselves, and that no piece of a content is empty."""

import pytest

from dragoman import claims
from dragoman.actors import Mentions
from dragoman.analysis import analyse
from dragoman.model import Article
from dragoman.packs import loader


def read(language, text):
    pack = loader.load(language)
    return claims.find(analyse(Article("passage", text), pack), Mentions(()), pack)


@pytest.mark.parametrize(
    ("language", "text", "content"),
    [
        ("fr", "La Turquie est prête à retirer ses soldats de Kos, selon la présidence.", "retirer ses soldats de Kos"),
        ("fr", "Le ministre affirme que l'armée s'est retirée, selon une agence.", "l'armée s'est retirée"),
        ("en", "Turkey said it would withdraw its troops from Kos, according to the White House.", "it would withdraw its troops from Kos"),
        ("en", "The minister denied that the army had withdrawn, according to officials in Paris.", "the army had withdrawn"),
    ],
)
def test_an_attribution_behind_a_content_is_no_part_of_it(language, text, content):
    assert content in [c.content[0].text for c in read(language, text)]


def test_a_coordinate_verb_in_the_tense_of_the_cue_has_the_same_speaker():
    found = read("en", "The minister said that France would send troops and called the vote a mistake.")
    assert [(c.source.text, c.content[0].text) for c in found] == [
        ("The minister", "France would send troops"),
        ("The minister", "the vote a mistake"),
    ]


def test_a_coordinate_verb_in_the_tense_of_its_clause_stays_in_the_content():
    found = read("en", "The minister said that the envoy had met the rebels and had left the town.")
    assert found[0].content[0].text == "the envoy had met the rebels and had left the town"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le ministre était déterminé à « à combattre les trafics », a-t-il dit."),
        ("fr", "Le ministre était déterminé à«à combattre les trafics», a-t-il dit."),
        ("fr", "Il s'est dit prêt à « », puis à « à »."),
        ("fr", "La France est résolue à « à « combattre » » le trafic."),
        ("en", "He was ready to “to fight” on."),
        ("en", "He promised “”, and then “to ” leave."),
    ],
)
def test_no_piece_is_empty(language, text):
    for claim in read(language, text):
        for piece in claim.content:
            assert piece.start < piece.end
            assert any(c.isalnum() for c in piece.text)


def test_a_clause_runs_into_its_quotation():
    found = read("en", "The study found that nine ports “were closed to grain.”")
    assert found[0].content[0].text.startswith("nine ports")
