"""Readings made by hand → records and rows."""

from dataclasses import replace
from datetime import date

import pytest

from dragoman.export import COLUMNS, records, rows, to_json
from dragoman.model import Article, Attribution, Claim, Entity, Event, Evidence, Location, Reading, SentenceSpan, Span, Status

TEXT = "« Nous partons », a dit Paris, « dès demain ». Rome et Oslo ont salué Lima à Nice."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(words, start, start + len(words))


def entity(words: str, code: str, sector: str = "GOV") -> Entity:
    where = span(words)
    return Entity(words, where.start, where.end, code, sector)


def event(id_: str = "e1", confidence: float = 0.8, mode: str = "") -> Event:
    sentence = span("Rome et Oslo ont salué Lima à Nice.")
    return Event(
        id_,
        "SUPPORT",
        mode,
        (entity("Rome", "ITA"), entity("Oslo", "")),
        (entity("Lima", "PER"),),
        span("salué"),
        SentenceSpan(sentence.text, sentence.start, sentence.end, 1),
        Evidence("fr.support.saluer"),
        aux=("hypothetical",),
        place=span("Nice"),
        place_code="FRA",
        attribution=(Attribution(entity("Paris", "FRA"), None, "doubts"),),
        confidence=confidence,
    )


def claim(source: Entity | None) -> Claim:
    return Claim("c1", source, (span("dit"),), (span("Nous partons"), span("dès demain")), "direct", events=("e1", "e2"))


@pytest.fixture
def reading() -> Reading:
    article = Article("a", TEXT, date(2026, 3, 4), "fr", title="Départ", url="https://news.example/1")
    events = (event(), event("e2", 0.3))
    return Reading(article, Status("events"), "fr", "fr 0.1.0", events=events, claims=(claim(entity("Paris", "FRA")),))


def test_event_record(reading: Reading) -> None:
    record = next(records(reading))
    assert record["event"] == ["SUPPORT"]
    assert record["mode"] == []
    assert (record["quad_code"], record["event_scale"]) == (1, 5.0)
    assert record["date"] is None
    assert [party["code"] for party in record["actor"]] == ["ITA", ""]
    told = {"extracted_place": "Nice", "country": "FRA", "start": TEXT.index("Nice"), "end": TEXT.index("Nice") + 4}
    assert {name: value for name, value in record["event_loc"].items() if value is not None} == told
    assert record["attribution"][0]["cue"] is None
    assert record["attribution"][0]["stance"] == "doubts"
    assert record["cite_info"] == {"title": "Départ", "url": "https://news.example/1"}


def test_content_in_several_pieces_embraces_and_lists_them(reading: Reading) -> None:
    content = next(records(reading, "claims"))["content"]
    assert TEXT[content["start"] : content["end"]] == content["text"] == "Nous partons », a dit Paris, « dès demain"
    assert [piece["text"] for piece in content["pieces"]] == ["Nous partons", "dès demain"]


def test_claim_without_source_or_cue(reading: Reading) -> None:
    bare = Claim("c2", None, (), (span("dès demain"),), "direct")
    (record,) = records(Reading(reading.article, Status("no events"), "fr", "fr 0.1.0", claims=(bare,)))
    assert record["source"] is None
    assert record["cue"] is None
    assert "pieces" not in record["content"]


def test_threshold_leaves_no_dangling_ids(reading: Reading) -> None:
    kept = list(records(reading, threshold=0.5))
    assert [record["id"] for record in kept] == ["e1", "c1"]
    assert kept[1]["events"] == ["e1"]


def test_rows_keep_parties_aligned(reading: Reading) -> None:
    first, _, third = rows(records(reading))
    assert first["actor_code"] == "ITA; "
    assert first["actor_text"] == "Rome; Oslo"
    assert first["place_country"] == "FRA"
    assert "mode" not in first
    assert third["content_start"] == str(TEXT.index("Nous"))
    assert third["title"] == "Départ"
    assert set(first) | set(third) <= set(COLUMNS)


def test_json_line_is_one_line_and_keeps_letters(reading: Reading) -> None:
    line = to_json(next(records(reading)))
    assert "\n" not in line
    assert "salué" in line


def test_a_place_of_the_gazetteer(reading: Reading) -> None:
    where = Location("Nice", 43.7, 7.27, 2990440, "FRA", "Nice", "Alpes-Maritimes", "Provence-Alpes-Côte d'Azur", "93", "PPL", 4)
    first = replace(reading.events[0], location=where)
    place = next(records(replace(reading, events=(first, *reading.events[1:]))))["event_loc"]
    assert (place["resolved_place"], place["geonameid"], place["lat"], place["lon"]) == ("Nice", 2990440, 43.7, 7.27)
    assert (place["city"], place["district"], place["admin1"], place["resolution"]) == ("Nice", "Alpes-Maritimes", "93", 4)
    assert (place["feature_class"], place["feature_code"]) == ("P", "PPL")
    region = replace(first, location=Location("Donbas", 48.3, 38.3, 0, "UKR", feature="RGN", resolution=2))
    place = next(records(replace(reading, events=(region,))))["event_loc"]
    assert (place["geonameid"], place["city"], place["feature_class"]) == (None, None, "L")


@pytest.mark.parametrize(
    ("date_told", "aux", "published", "basis"),
    [
        ("2021-12-07", (), True, "text"),
        ("", (), True, "publication"),
        ("", ("negation",), True, "publication"),
        ("", ("historical",), True, None),
        ("", ("future",), True, None),
        ("", (), False, None),
    ],
)
def test_the_publication_stands_in_for_a_date_that_is_not_told(
    reading: Reading, date_told: str, aux: tuple[str, ...], published: bool, basis: str | None
) -> None:
    one = replace(reading.events[0], date=date_told, date_basis="text" if date_told else "", aux=aux)
    article = replace(reading.article, date=date(2021, 12, 8) if published else None)
    record = next(records(replace(reading, events=(one,), article=article)))
    assert (record["date"], record["date_basis"]) == (date_told or None, basis)
