"""Stories: what belongs together, who tells of it, and where the accounts differ."""

import json
from typing import Any

import pytest

from dragoman.export.documents import Document
from dragoman.stories import Options, Stories
from dragoman.stories.numbers import counted

from .conftest import Make, event, says

STRIKE = "Sudanese soldiers shelled the Ethiopian border town of Metemma, wounding twelve soldiers and closing the crossing point for days."
STRIKE_TOO = "Ethiopia said that shelling by Sudanese soldiers at Metemma wounded fifteen soldiers, and the crossing to Gallabat is closed."
TALKS = "Chilean and Peruvian ministers met in Arica to discuss fishing quotas, customs and the railway to Tacna before the summer."
TALKS_TOO = "In Arica, ministers of Peru and Chile discussed customs, fishing quotas and the railway that leads to Tacna."


@pytest.fixture
def corpus(make: Make) -> list[Document]:
    at = {"extracted_place": "Metemma", "country": "ETH", "start": 0, "end": 1}
    near = {"extracted_place": "Gallabat", "country": "SDN", "start": 0, "end": 1}
    return [
        make("s1", STRIKE, event("e1", "ASSAULT", "SDN", "ETH", STRIKE, date="2026-03-03", event_loc=at)),
        make("t1", TALKS, event("e2", "CONSULT", "CHL PER", "", TALKS, date="2026-03-03")),
        make(
            "s2",
            STRIKE_TOO,
            event("e3", "ASSAULT", "SDN", "ETH", STRIKE_TOO, date="2026-03-02", attribution=[says("ETH", "Ethiopia")], event_loc=near),
        ),
        make("s3", STRIKE + " More soon.", event("e4", "ASSAULT", "SDN", "ETH", STRIKE, date="2026-03-03", event_loc=at)),
        make("t2", TALKS_TOO, event("e5", "CONSULT", "PER CHL", "", TALKS_TOO), day="2026-03-05"),
        make(
            "s4",
            "Sudan denied that its soldiers had shelled Metemma, the Ethiopian border town, or wounded soldiers there.",
            event("e6", "ASSAULT", "SDN", "ETH", "Sudan denied it.", attribution=[says("SDN", "Sudan", "denies")]),
            day="2026-03-05",
        ),
    ]


def told(documents: list[Document], **options: Any) -> Stories:
    found = Stories(Options(**options))
    for document in documents:
        found.add(document)
    return found


def test_articles_on_one_matter_are_one_story(corpus: list[Document]) -> None:
    first, second = told(corpus).stories()
    assert first.articles == ("s1", "s2", "s3", "s4")
    assert second.articles == ("t1", "t2")
    assert (first.start, first.end) == ("2026-03-04", "2026-03-05")
    assert set(first.actors) == {"SDN", "ETH"}


def test_wire_copies_count_once_among_the_outlets(corpus: list[Document]) -> None:
    (story, _) = told(corpus).stories()
    assert story.copies == {"s3": "s1"}
    assert story.outlets == 3
    happening = story.happenings[0]
    assert happening.articles == ("s1", "s2", "s3", "s4")
    assert happening.outlets == 3


def test_several_articles_of_one_outlet_count_once(make: Make) -> None:
    documents = [
        make(str(n), f"{STRIKE} {n * 'word '}", event(f"e{n}", "ASSAULT", "SDN", "ETH", STRIKE), publication="One") for n in range(3)
    ]
    (story,) = told(documents).stories()
    assert story.outlets == 1
    assert story.happenings[0].outlets == 1


def test_who_asserts_and_who_denies(corpus: list[Document]) -> None:
    happening = told(corpus).stories()[0].happenings[0]
    assert happening.asserts == ("Ethiopia", "Outlet s1", "Outlet s3")
    assert happening.denies == ("Sudan",)
    assert happening.events == ("e1", "e3", "e4", "e6")


def test_a_negated_event_of_a_source_is_a_denial_and_a_possible_one_a_doubt(make: Make) -> None:
    denied = event("e1", "ASSAULT", "SDN", "ETH", STRIKE, aux=["negation"], attribution=[says("SDN", "Sudan")])
    doubted = event("e2", "ASSAULT", "SDN", "ETH", STRIKE, aux=["hypothetical"], attribution=[says("UNO", "the United Nations")])
    (story,) = told([make("a", STRIKE, denied, doubted)]).stories()
    assert (story.happenings[0].denies, story.happenings[0].doubts) == (("Sudan",), ("the United Nations",))


def test_where_the_accounts_differ(corpus: list[Document]) -> None:
    differences = {one.what: one.told for one in told(corpus).stories()[0].happenings[0].differences}
    assert differences["date"] == {"2026-03-02": ("s2",), "2026-03-03": ("s1",)}
    assert differences["place"] == {"Gallabat": ("s2",), "Metemma": ("s1",)}
    assert differences["soldiers"] == {"12": ("s1",), "15": ("s2",)}
    assert set(differences) == {"date", "place", "soldiers"}


def test_another_deed_of_the_same_parties_is_another_happening(make: Make) -> None:
    documents = [
        make("a", STRIKE, event("e1", "ASSAULT", "SDN", "ETH", STRIKE), event("e2", "ACCUSE", "SDN", "ETH", STRIKE)),
        make("b", STRIKE_TOO, event("e3", "ASSAULT", "ETH", "SDN", STRIKE_TOO)),
    ]
    (story,) = told(documents).stories()
    assert sorted(one.event for one in story.happenings) == ["ACCUSE", "ASSAULT", "ASSAULT"]


def test_the_window_closes_stories_and_gives_them_out_once(corpus: list[Document], make: Make) -> None:
    found = told(corpus, window=4)
    assert list(found.closed()) == []
    found.add(make("s9", STRIKE_TOO, event("e9", "ASSAULT", "SDN", "ETH", STRIKE_TOO), day="2026-03-20"))
    assert [story.articles[0] for story in found.closed()] == ["s1", "t1"]
    assert list(found.closed()) == []
    assert [story.articles for story in found.stories()] == [("s9",)]


def test_ids_and_stories_are_the_same_on_every_run(corpus: list[Document]) -> None:
    once, again = ([json.dumps(story.record()) for story in told(corpus).stories()] for _ in range(2))
    assert once == again
    assert len({json.loads(line)["id"] for line in once}) == len(once)


def test_articles_without_text_go_by_their_records(corpus: list[Document]) -> None:
    bare = [Document(one.id, one.records, None, one.date, "en", publication=one.publication) for one in corpus]
    assert {story.articles[0] for story in told(bare).stories()} >= {"s1", "t1"}


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("The raid killed 12 Syrian soldiers on 3 March 2026.", "en", {("syrian", "12"), ("soldiers", "12")}),
        ("Le raid a tué douze soldats le 3 mars.", "fr", {("soldats", "12")}),
        ("Some 2,500 people and 1.5 million others fled.", "en", {("people", "2500"), ("million", "1.5"), ("others", "1.5")}),
        ("In 2019 protests spread.", "en", set()),
        ("12 soldiers", "xx", {("soldiers", "12")}),
    ],
)
def test_numbers_with_what_they_count(sentence: str, language: str, expected: set[tuple[str, str]]) -> None:
    assert set(counted(sentence, language)) == expected
