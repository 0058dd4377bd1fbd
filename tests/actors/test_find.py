"""What `find` promises of every article: spans, look-ups, no failure whatever the parse."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import world
from dragoman.actors import Mentions, find
from dragoman.analysis import Analysis, analyse
from dragoman.model import Article
from dragoman.packs import loader

DAY = date(2024, 5, 15)
PIECES = {
    "fr": ["le président", "russe", "Vladimir", "Poutine", ",", "porte-parole", "du", "ministère", "et", "son homologue", "les deux pays",
           "Moscou", "des milliers de", "manifestants", "qui", "a dit", "Ils", "(", "OTAN", ")", "«", "»", ".", "l'Union", "-", "Kiev"],
    "en": ["the president", "Russian", "Vladimir", "Putin", ",", "spokesman", "of", "the ministry", "and", "his counterpart",
           "the two countries", "Moscow", "thousands of", "protesters", "who", "said", "They", "(", "NATO", ")", '"', ".", "the Union",
           "-", "Kyiv", "'s"],
}  # fmt: skip


def read(language: str, text: str, day: date | None = DAY) -> tuple[Analysis, Mentions]:
    pack = loader.load(language)
    analysis = analyse(Article("a", text, day, language), pack)
    return analysis, find(analysis, pack, world.load(), day)


@pytest.mark.parametrize("language", ["fr", "en"])
@settings(max_examples=40)
@given(data=st.data())
def test_spans_hold_whatever_the_parse(language: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(PIECES[language]), min_size=1, max_size=14)))
    analysis, mentions = read(language, text)
    for mention in mentions.all:
        sentence = analysis.sentences[mention.sentence]
        assert 0 <= mention.first <= mention.head <= mention.last < len(sentence)
        for entity in mention.entities:
            assert text[entity.start : entity.end] == entity.text
            assert (entity.start, entity.end) == (sentence.starts[mention.first], sentence.ends[mention.last])
            assert entity.how


def test_an_empty_article_has_no_mentions() -> None:
    assert read("en", "   ")[1].all == ()


def test_look_ups_agree_with_the_list() -> None:
    analysis, mentions = read("en", "Maria Zakharova, a spokeswoman for the Russian government, met French officials in Paris.")
    for mention in mentions.all:
        assert mentions.headed(mention.sentence, mention.head) is mention
        assert mention in mentions.inside(mention.sentence, mention.first, mention.last)
    for sentence, token in ((s, t) for s in analysis.sentences for t in range(len(s))):
        inner = mentions.covering(sentence.sequence, token)
        covers = [m for m in mentions.all if m.first <= token <= m.last]
        assert (inner is None) == (not covers)
        assert inner is None or all(inner.last - inner.first <= m.last - m.first for m in covers)


def test_the_innermost_mention_covers_a_nested_phrase() -> None:
    analysis, mentions = read("fr", "Le porte-parole du gouvernement norvégien a réagi.")
    token = analysis.sentences[0].words.index("gouvernement")
    inner = mentions.covering(0, token)
    assert inner is not None
    assert inner.entities[0].text == "gouvernement norvégien"


def test_a_phrase_of_two_nationalities_is_two_entities_on_one_span() -> None:
    _, mentions = read("en", "The French and German governments signed the treaty.")
    (both,) = [m for m in mentions.all if len(m.entities) == 2]
    assert {e.code for e in both.entities} == {"FRA", "DEU"}
    assert {e.text for e in both.entities} == {"The French and German governments"}


def test_apposition_is_part_of_the_phrase_and_a_relative_clause_is_not() -> None:
    text = "Espen Barth Eide, chef de la diplomatie norvégienne, a vu le ministre suédois qui avait démissionné."
    texts = {e.text for m in read("fr", text)[1].all for e in m.entities}
    assert "Espen Barth Eide, chef de la diplomatie norvégienne" in texts
    assert "le ministre suédois" in texts


@pytest.mark.parametrize(("day", "office", "sector"), [(date(2022, 3, 1), "head_of_state", "GOV"), (date(2025, 6, 1), "", "ELI")])
def test_a_person_has_the_office_of_the_articles_date(day: date, office: str, sector: str) -> None:
    _, mentions = read("en", "Joe Biden met reporters.", day)
    person = mentions.all[0].entities[0]
    assert (person.office, person.sector) == (office, sector)


@pytest.mark.parametrize(("day", "member"), [(date(2022, 3, 1), False), (date(2024, 5, 1), True)])
def test_members_of_an_alliance_are_those_of_the_articles_date(day: date, member: bool) -> None:
    _, mentions = read("en", "NATO held a summit.", day)
    assert ("SWE" in mentions.all[0].entities[0].members) is member


def test_a_capital_is_a_place_after_a_locative_preposition_and_a_government_elsewhere() -> None:
    for text, kind in (("Talks were held in Moscow.", "place"), ("Moscow rejected the plan.", "country")):
        (mention,) = [m for m in read("en", text)[1].all if any("Moscow" in e.text for e in m.entities)]
        assert (mention.kind, mention.entities[0].code) == (kind, "RUS")


def test_a_country_only_understood_says_so() -> None:
    _, mentions = read("en", "Protests shook Peru. The police arrested dozens of students.")
    police = next(e for m in mentions.all for e in m.entities if e.text == "The police")
    assert (police.code, police.sector) == ("PER", "COP")
    assert any("most prominent" in step for step in police.how)


def test_members_told_by_the_text_are_learnt() -> None:
    _, mentions = read("fr", "Le Conseil des Trois comprend l'Inde, le Brésil et la Chine. Les Trois ont signé un accord.")
    groups = [e for m in mentions.all for e in m.entities if e.members]
    assert [e.members for e in groups] == [("BRA", "CHN", "IND")] * 2


def test_a_second_person_of_the_same_surname_is_another_one() -> None:
    text = "Peruvian minister Ana Jara resigned. The Chilean singer Víctor Jara stayed famous. Ana Jara left the country."
    names = [(e.name, e.code) for m in read("en", text)[1].all for e in m.entities if "Jara" in e.text]
    assert names == [("Ana Jara", "PER"), ("Víctor Jara", "CHL"), ("Ana Jara", "PER")]


def test_the_same_article_gives_the_same_mentions() -> None:
    text = "Le président turc a reçu son homologue iranien. Les deux dirigeants ont parlé de la Syrie."
    one, other = (read("fr", text)[1].all for _ in range(2))
    assert one == other


@pytest.mark.parametrize(("language", "pieces"), PIECES.items())
def test_two_phrases_in_a_row_do_no_harm(language: str, pieces: list[str]) -> None:
    text = "\n".join(f"{a} {b}." for a, b in product(pieces[:8], repeat=2))
    assert isinstance(read(language, text)[1], Mentions)
