"""The author's own distance, anonymous sources, and the acts of speech that claims tell."""

from datetime import date

import pytest

import dragoman

DAY = date(2024, 1, 15)


def read(text, language):
    return dragoman.read(text, language=language, date=DAY)


def only(text, language, kind):
    events = [event for event in read(text, language).events if event.event == kind]
    assert len(events) == 1, [event.trigger.text for event in events]
    return events[0]


@pytest.mark.parametrize(
    ("text", "language", "kind", "signs"),
    [
        ("Allegedly, the Syrian army bombed a hospital in Idlib.", "en", "ASSAULT", [("doubted", "Allegedly")]),
        ("The Syrian army reportedly bombed a hospital in Idlib.", "en", "ASSAULT", [("reported", "reportedly")]),
        ("Russia appears to have bombed a hospital in Kharkiv.", "en", "ASSAULT", [("reported", "appears")]),
        ("Russia bombed a hospital in Kharkiv.", "en", "ASSAULT", []),
        ("L'armée syrienne aurait bombardé un hôpital à Idlib.", "fr", "ASSAULT", [("conditional", "aurait")]),
        ("La Russie semble avoir bombardé un hôpital à Kharkiv.", "fr", "ASSAULT", [("reported", "semble")]),
        ("L'armée syrienne a bombardé un hôpital à Idlib.", "fr", "ASSAULT", []),
    ],
)
def test_the_author_keeps_a_distance(text, language, kind, signs):
    event = only(text, language, kind)
    assert [(sign.kind, sign.cue.text) for sign in event.distance] == signs
    assert all(text[sign.cue.start : sign.cue.end] == sign.cue.text for sign in event.distance)


def test_what_a_source_doubts_is_no_distance_of_the_author():
    text = "Le ministre a déclaré que l'attaque présumée de l'armée syrienne visait un hôpital."
    for event in read(text, "fr").events:
        assert event.distance == ()


def test_a_conditional_in_reported_speech_is_a_future_of_the_past():
    reading = read("Paris a déclaré que la France livrerait des missiles à l'Ukraine.", "fr")
    event = next(e for e in reading.events if e.trigger.text == "livrerait")
    assert event.distance == ()
    assert [link.source.text for link in event.attribution] in ([], ["Paris"])


@pytest.mark.parametrize(
    ("text", "language", "words", "code", "sector"),
    [
        ("Un haut responsable, sous couvert d'anonymat, affirme que la France livrera des armes.", "fr", "Un haut responsable", "", "GOV"),
        ("Un ministre iranien, sous couvert d'anonymat, affirme que la trêve tient.", "fr", "Un ministre iranien", "IRN", "GOV"),
        ("A US official, speaking on condition of anonymity, said Iran had bombed a base.", "en", "A US official", "USA", "GOV"),
    ],
)
def test_anonymous_sources_have_a_sector_but_no_name_and_no_country_but_their_own(text, language, words, code, sector):
    source = next(claim.source for claim in read(text, language).claims if claim.source and claim.source.text == words)
    assert (source.code, source.sector, source.name) == (code, sector, "")
    assert "anonymous" in source.flags


def test_a_named_spokesperson_is_not_anonymous():
    text = "Dmitry Peskov said that a source familiar with the talks was wrong."
    claim = read(text, "en").claims[0]
    assert claim.source.text == "Dmitry Peskov"
    assert "anonymous" not in claim.source.flags


@pytest.mark.parametrize(
    ("text", "language", "kind", "content"),
    [
        ("Poland threatened to close the border with Belarus.", "en", "THREATEN", "close the border with Belarus"),
        ("Germany promised to send tanks to Ukraine.", "en", "AGREE", "send tanks to Ukraine"),
        ("La Pologne menace de fermer la frontière avec la Biélorussie.", "fr", "THREATEN", "fermer la frontière avec la Biélorussie"),
        ("L'Allemagne a promis d'envoyer des chars à l'Ukraine.", "fr", "AGREE", "envoyer des chars à l'Ukraine"),
        ("La France condamne l'attaque russe contre Kharkiv.", "fr", "ACCUSE", "l'attaque russe contre Kharkiv"),
    ],
)
def test_an_act_of_speech_is_an_event_and_its_content_a_claim(text, language, kind, content):
    reading = read(text, language)
    act = next(event for event in reading.events if event.event == kind)
    claim = next(claim for claim in reading.claims if act.id in claim.acts)
    assert claim.content[0].text == content
    assert act.id not in claim.events


def test_a_chain_of_three_runs_from_the_outermost_source_to_the_innermost():
    text = "Reuters reported on Monday that two Ukrainian officials said that Russian forces had shelled Kharkiv."
    event = only(text, "en", "ASSAULT")
    assert [(link.source.text, link.source.code) for link in event.attribution] == [("Reuters", "GBR"), ("two Ukrainian officials", "UKR")]
