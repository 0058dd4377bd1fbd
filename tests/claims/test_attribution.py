"""Which claims hold an event, and what becomes of its chain of sources."""

from datetime import date

import pytest

from dragoman import actors, claims, world
from dragoman.actors import Mention, Mentions
from dragoman.analysis import analyse
from dragoman.model import Article, Entity, Event, Evidence, SentenceSpan, Span
from dragoman.packs import loader

FR, EN = loader.load("fr"), loader.load("en")


def event(text, trigger, kind="ASSAULT", actor=()):
    start = text.index(trigger)
    span = Span(trigger, start, start + len(trigger))
    return Event(trigger, kind, "", tuple(actor), (), span, SentenceSpan(text, 0, len(text), 0), Evidence("test"))


def entity(text, words, code="", sector="", name=""):
    start = text.index(words)
    return Entity(words, start, start + len(words), code, sector, name)


def read(text, pack, *events, mentions=None):
    analysis = analyse(Article("a", text), pack)
    found = claims.find(analysis, mentions or Mentions(()), pack)
    return claims.attribute(found, events, analysis)


def sources(coded):
    return [link.source.text for link in coded.attribution]


def test_an_event_inside_a_claim_is_attributed_to_its_source():
    text = "Le ministre a déclaré que l'armée a bombardé la ville."
    told, (coded,) = read(text, FR, event(text, "bombardé"))
    assert sources(coded) == ["Le ministre"]
    assert coded.attribution[0].cue.text == "déclaré"
    assert [claim.events for claim in told] == [("bombardé",)]


def test_an_event_outside_every_claim_has_no_source():
    text = "L'armée a bombardé la ville."
    _, (coded,) = read(text, FR, event(text, "bombardé"))
    assert coded.attribution == ()


def test_the_chain_runs_from_the_outermost_source_to_the_innermost():
    text = "According to the agency, the minister said the army bombed the town."
    _, (coded,) = read(text, EN, event(text, "bombed"))
    assert sources(coded) == ["the agency", "the minister"]


def test_a_speech_act_is_not_attributed_to_the_one_who_commits_it():
    text = "The White House said that Joe Biden threatened to close the border."
    biden = entity(text, "Joe Biden", "USA", "GOV")
    _, (threat, closing) = read(text, EN, event(text, "threatened", "THREATEN", [biden]), event(text, "close", "COERCE"))
    assert sources(threat) == ["The White House"]
    assert sources(closing)[0] == "The White House"


def test_who_condemns_in_their_own_words_is_no_witness_of_it():
    text = "« La France condamne cette attaque », a déclaré le président français."
    president = entity(text, "le président français", "FRA", "GOV", "président")
    head = Mention(0, 9, 8, 10, (president,), "role")
    _, (coded,) = read(text, FR, event(text, "condamne", "ACCUSE", [president]), mentions=Mentions([head]))
    assert sources(coded) == []


def test_a_quotation_over_several_sentences_is_attributed_as_a_whole():
    text = "« Nous avons attendu. L'armée a bombardé la ville », a déclaré le maire."
    _, (coded,) = read(text, FR, event(text, "bombardé"))
    assert sources(coded) == ["le maire"]


def test_the_quotation_that_goes_on_keeps_its_speaker():
    text = "“We waited,” the mayor said. “Then the army bombed the town.”"
    _, (coded,) = read(text, EN, event(text, "bombed"))
    assert sources(coded) == ["the mayor"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry denied that the army bombed the town.", "denies"),
        ("Observers doubt that the army bombed the town.", "doubts"),
        ("The ministry said that the army bombed the town.", "asserts"),
        ("The ministry did not deny that the army bombed the town.", "asserts"),
    ],
)
def test_the_stance_goes_with_the_source(text, stance):
    _, (coded,) = read(text, EN, event(text, "bombed"))
    assert coded.attribution[0].stance == stance


def test_a_document_speaks_for_the_institution_that_spoke_before():
    text = "« La crise est grave », a déclaré la Maison Blanche.\n« Les pourparlers continuent », indique le communiqué."
    analysis = analyse(Article("a", text, date(2021, 12, 7)), FR)
    mentions = actors.find(analysis, FR, world.load(), date(2021, 12, 7))
    first, second = claims.find(analysis, mentions, FR)
    assert (first.source.text, first.source.code, first.source.sector) == ("la Maison Blanche", "USA", "GOV")
    assert (second.source.text, second.source.code, second.source.sector) == ("le communiqué", "USA", "GOV")
    assert "speaks for the last speaker" in second.source.how


def test_a_source_is_a_whole_phrase_with_the_code_of_its_party():
    text = "Dmitri Peskov, porte-parole du Kremlin, a déclaré que la Russie attend."
    peskov = entity(text, "Dmitri Peskov", "RUS", "GOV", "Dmitri Peskov")
    (claim,) = claims.find(analyse(Article("a", text), FR), Mentions([Mention(0, 0, 0, 1, (peskov,), "person")]), FR)
    assert claim.source.text == "Dmitri Peskov, porte-parole du Kremlin"
    assert (claim.source.code, claim.source.name) == ("RUS", "Dmitri Peskov")


def test_the_same_text_gives_the_same_ids():
    text = "Le ministre a déclaré que l'armée a bombardé la ville."
    analysis = analyse(Article("a", text), FR)
    assert claims.find(analysis, Mentions(()), FR) == claims.find(analysis, Mentions(()), FR)


def test_ids_differ_between_articles_and_within_one():
    text = "“We waited,” the mayor said.\nThe governor said that the town was lost."
    analysis = analyse(Article("a", text), EN)
    first = claims.find(analysis, Mentions(()), EN, "a")
    second = claims.find(analysis, Mentions(()), EN, "b")
    assert len({claim.id for claim in (*first, *second)}) == 2 * len(first) == 4


def test_a_speakers_we_is_more_than_the_speaker():
    text = "« Nous demandons des armes », a déclaré le maire."
    mayor = entity(text, "le maire", "MLI", "GOV", "maire")
    we = Entity("Nous", 2, 6, "MLI", "GOV", "maire")
    head = Mention(0, 9, 8, 9, (mayor,), "role")
    _, (coded,) = read(text, FR, event(text, "demandons", "REQUEST", [we]), mentions=Mentions([head]))
    assert sources(coded) == ["le maire"]
