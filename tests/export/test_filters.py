"""What a filter keeps."""

import pytest

from dragoman.export.documents import Document
from dragoman.export.filters import Filter, fill_dates, one_a_day
from dragoman.model import InputError


def kept(document: Document, **conditions: object) -> list[str]:
    return [record["id"][-2:] for found in Filter(**conditions).apply([document]) for record in found.records]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["e1", "e2", "e3", "e4", "c1"]),
        ({"actor": ("ITA",)}, ["e1", "e2", "e3", "c1"]),
        ({"actor": ("ITA/MIL",)}, []),
        ({"actor": ("/GOV",), "type": ("CONSULT",)}, ["e3"]),
        ({"actor": ("lima",)}, ["e4"]),
        ({"recipient": ("NOR", "PER")}, ["e1", "e2", "c1"]),
        ({"party": ("PER",)}, ["e1", "e2", "c1"]),
        ({"source": ("FRA",)}, ["e2", "c1"]),
        ({"source": ("none",)}, ["e1", "e3", "e4"]),
        ({"type": ("CONSULT", "PROTEST")}, ["e3", "e4"]),
        ({"mode": ("phone",)}, ["e3"]),
        ({"quad": ("4",)}, ["e4"]),
        ({"since": "2026-03"}, ["e1", "e2", "c1"]),
        ({"until": "2026-03"}, ["e1", "e2", "e4", "c1"]),
        ({"until": "2026-02-15"}, ["e4"]),
        ({"since": "2026-02-20", "until": "2026-02-21"}, ["e4"]),
        ({"place": ("FRA",)}, ["e1", "e2", "e4", "c1"]),
        ({"place": ("nice", "CHE")}, ["e1", "e2", "e4", "c1"]),
        ({"aux": ("none",)}, ["e1", "e3", "e4"]),
        ({"aux": ("negation",)}, ["e2", "c1"]),
        ({"publication": ("Le\tJour",)}, ["e1", "e2", "e3", "e4", "c1"]),
        ({"publication": ("Le Soir",)}, []),
        ({"language": ("en",)}, []),
        ({"confidence": 0.8}, []),
        ({"text": "LIMA salué"}, ["e1", "e2", "e3", "e4"]),
    ],
)
def test_conditions(hard: Document, conditions: dict[str, object], expected: list[str]) -> None:
    assert kept(hard, **conditions) == expected


def test_claims_let_go_of_events_that_are_not_kept(hard: Document) -> None:
    (found,) = Filter(source=("FRA", "none"), text="oui").apply([hard])
    assert found.claims[0]["events"] == ["00000000000000e2"]
    (found,) = Filter(text="non").apply([Document(hard.id, tuple(hard.claims))])
    assert found.claims[0]["events"] == []


@pytest.mark.parametrize("wrong", [{"since": "yesterday"}, {"until": "2026-3"}, {"aux": ("past",)}])
def test_values_that_cannot_be_meant(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        Filter(**wrong)  # type: ignore[arg-type]


def test_filled_dates_are_days_of_publication_and_say_so(hard: Document) -> None:
    past = Document(hard.id, ({**hard.events[2], "aux": ["historical"]},), date="2026-03-04")
    filled, kept = fill_dates([hard, past])
    dates = [(event["date"], event["date_basis"]) for event in filled.events]
    assert dates[2] == ("2026-03-04", "publication")
    assert [date for date, _ in dates] == ["2026-03-03", "2026-03-03", "2026-03-04", "2026-02"]
    assert kept.events[0]["date"] is None
    assert next(fill_dates([Document("a", (hard.events[2],))])).events[0]["date"] is None


def test_one_event_a_day_of_a_kind_between_the_same_parties(hard: Document) -> None:
    again = Document("b", tuple({**event, "id": event["id"] + "b"} for event in hard.events), date="2026-03-04")
    tomorrow = Document("c", ({**hard.events[0], "id": "t", "date": "2026-03-04"},))
    found = list(one_a_day([hard, again, tomorrow]))
    assert [[event["id"][-2:] for event in document.events] for document in found] == [["e1", "e2", "e3", "e4"], [], ["t"]]


def test_undated_events_of_undated_articles_are_all_kept(hard: Document) -> None:
    undated = Document("a", (hard.events[2],))
    assert [len(document.events) for document in one_a_day([undated, undated])] == [1, 1]
