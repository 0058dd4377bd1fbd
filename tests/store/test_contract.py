"""What every store does, on SQLite and on PostgreSQL."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_readings import TEXT, at, event, reading

from dragoman.export import records, to_json
from dragoman.export.documents import document
from dragoman.model import Article, Event, Reading, SentenceSpan
from dragoman.store import Review, Store, StoreError
from dragoman.store.errors import NothingToLookForError


def lines(*readings: Reading) -> list[str]:
    return [to_json(record) for one in readings for record in records(one)]


def stored(store: Store, **filters: Any) -> list[str]:
    return [*store.events(**filters).lines(), *store.claims(**filters).lines()]


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    names = ("runs", "articles", "readings", "events", "claims", "claim_events", "entities", "spans", "reviews")
    found = {}
    for name in names:
        with store.sql(f"SELECT * FROM {name}") as answer:
            found[name] = sorted(answer.rows, key=str)
    return found


def test_records_come_out_as_the_exports_write_them(store: Store) -> None:
    first, second = reading("a"), reading("b", title="Départ", url="https://news.example/b", publication="Gazette")
    assert store.ingest([first, second]) == {"added": 2}
    assert sorted(stored(store)) == sorted(lines(first, second))
    assert list(store.events(article="b")) == [record for record in records(second) if record["kind"] == "event"]


def test_the_same_again_changes_nothing(store: Store) -> None:
    readings = [reading("a"), reading("b", events=[])]
    store.ingest(readings)
    before = everything(store)
    assert store.ingest(readings) == {"unchanged": 2}
    assert store.ingest(readings[:1] * 3) == {"unchanged": 3}
    assert everything(store) == before


def test_an_article_twice_in_one_batch_is_stored_once(store: Store) -> None:
    assert store.ingest([reading("a"), reading("a"), reading("b")]) == {"added": 2, "unchanged": 1}
    assert store.count_articles() == 2


def test_another_text_under_a_taken_id_gets_an_id_of_its_own(store: Store) -> None:
    other = reading("a", TEXT.replace("Paris", "Paris, hier,"))
    store.ingest([reading("a")])
    store.ingest([other])
    store.ingest([reading("a"), other])
    ids = [article.article.id for article in store.articles()]
    assert len(ids) == len(set(ids)) == 2
    assert ids[0] == "a"
    assert ids[1].startswith("a-")
    assert {article.given for article in store.articles()} == {"a"}
    events = list(store.events())
    assert len({record["id"] for record in events}) == 2
    assert {record["article"] for record in events} == set(ids)
    (claim,) = store.claims(article=ids[1])
    assert claim["events"] == store.events(article=ids[1]).ids()


def test_two_texts_under_one_id_in_one_batch(store: Store) -> None:
    store.ingest([reading("a"), reading("a", TEXT + " Fin.")])
    assert len({article.article.id for article in store.articles()}) == 2


def test_a_new_version_of_a_pack_takes_over_and_the_old_reading_stays(store: Store) -> None:
    old, new = reading("a", pack="fr 0.0.9"), reading("a")
    changed = replace(new, events=(replace(new.events[0], mode=""),))
    store.ingest([old])
    assert store.ingest([changed]) == {"recoded": 1}
    assert sorted(stored(store)) == sorted(lines(changed))
    assert sorted(stored(store, outdated=True)) == sorted(lines(old, changed))
    history = store.readings("a")
    assert [(one.pack, one.current) for one in history] == [("fr 0.0.9", False), (new.pack, True)]
    assert history[0].run != history[1].run
    # Back to the old version: its reading is there already.
    assert store.ingest([old]) == {"recoded": 1}
    assert [one.current for one in store.readings("a")] == [True, False]
    assert sorted(stored(store)) == sorted(lines(old))


def test_an_article_that_tells_more_about_itself_later(store: Store) -> None:
    store.ingest([reading("a", date=None)])
    assert next(store.articles()).date_flag == "missing"
    assert store.ingest([reading("a", url="https://news.example/a")]) == {"recoded": 1}
    (article,) = store.articles()
    assert (article.date_flag, article.article.date, article.article.url) == ("", date(2026, 3, 5), "https://news.example/a")
    assert len(store.readings("a")) == 2


@pytest.mark.parametrize(("day", "flag"), [(date(2199, 1, 1), "future"), (date(203, 1, 1), "implausible"), (None, "missing")])
def test_implausible_dates_are_kept_and_flagged(store: Store, day: date | None, flag: str) -> None:
    store.ingest([reading("a", date=day), reading("b")])
    (article,) = store.articles(date_flag=flag)
    assert article.article.date == day
    assert store.stats().date_flags == {flag: 1}


def test_text_that_databases_do_not_hold_comes_back_as_it_was(store: Store) -> None:
    text = TEXT + " Fin\0 \ud83d 🙂."
    one = reading("nul\0id", text)
    store.ingest([one])
    (article,) = store.articles()
    assert article.article.text == text
    with store.sql("SELECT text, length(text) FROM articles") as answer:
        assert list(answer.rows) == [(TEXT + " Fin� � 🙂.", len(text))]
    assert json.loads(next(store.events().lines()))["trigger"]["text"] == "condamné"


def test_spans_and_parties_are_the_articles_words(store: Store) -> None:
    store.ingest([reading("a"), reading("b", "🙂 " + TEXT)])
    for table, words in (("spans", "text"), ("entities", "entity_text")):
        query = f"""SELECT x.{words}, substr(a.text, x.start_char + 1, x.end_char - x.start_char) FROM {table} x
            LEFT JOIN events e ON e.number = x.event_number LEFT JOIN claims c ON c.number = x.claim_number
            JOIN articles a ON a.number = coalesce(e.article_number, c.article_number)"""
        with store.sql(query) as answer:
            pairs = list(answer.rows)
        assert len(pairs) >= 8
        assert all(told == real for told, real in pairs)


ARTICLE = Article("many", TEXT)
OTHERS: dict[str, Event] = {
    "plain": event(ARTICLE),
    "support": event(ARTICLE, "SUPPORT", mode="", date="2026-01", aux=("negation",), attribution=()),
    "assault": event(
        ARTICLE, "ASSAULT", mode="firearms", date="", recipient=(), aux=("future", "hypothetical"), confidence=0.3, place=None
    ),
    "year": event(ARTICLE, "AID", mode="", date="2024", enddate="2025-06-30", actor=(), place=at("Paris", TEXT), place_code=""),
    "swapped": event(ARTICLE, "CONSULT", mode="", actor=event(ARTICLE).recipient, recipient=event(ARTICLE).actor),
}
NAMES = {one.id: name for name, one in OTHERS.items()}


@pytest.fixture
def many(shared_store: Store) -> Store:
    """A store that tests only ask."""
    shared_store.ingest([reading("many", TEXT, events=list(OTHERS.values()), publication="Gazette", title="Départ")])
    return shared_store


FILTERS: list[tuple[dict[str, Any], set[str]]] = [
    ({"actor": "FRA"}, {"plain", "support", "assault"}),
    ({"actor": "FRA/GOV"}, {"plain", "support", "assault"}),
    ({"actor": "FRA/MIL"}, set()),
    ({"actor": "/GOV", "recipient": "FRA"}, {"swapped"}),
    ({"actor": "france"}, {"plain", "support", "assault"}),
    ({"actor": "Moscou"}, {"swapped"}),
    ({"actor": ["RUS", "FRA"]}, {"plain", "support", "assault", "swapped"}),
    ({"recipient": "RUS"}, {"plain", "support", "year"}),
    ({"party": "RUS"}, {"plain", "support", "year", "swapped"}),
    ({"source": "NOR"}, {"plain", "assault", "year", "swapped"}),
    ({"source": "none"}, {"support"}),
    ({"source": ["none", "oslo"]}, set(OTHERS)),
    ({"type": "SUPPORT"}, {"support"}),
    ({"type": ("SUPPORT", "AID")}, {"support", "year"}),
    ({"mode": "firearms"}, {"assault"}),
    ({"quad": 4}, {"assault"}),
    ({"quad": ["1", "2"]}, {"support", "year", "swapped"}),
    ({"since": "2026-03-04"}, {"plain", "swapped"}),
    ({"since": "2026-01-15", "until": "2026-01-16"}, {"support"}),
    ({"until": "2025"}, {"year"}),
    ({"since": "2025-06", "until": "2026-01"}, {"support", "year"}),
    ({"since": "2025-07", "until": "2025-12"}, set()),
    ({"place": "FRA"}, {"plain", "support", "swapped"}),
    ({"place": "evian"}, {"plain", "support", "swapped"}),
    ({"place": "Paris"}, {"year"}),
    ({"aux": "none"}, {"plain", "year", "swapped"}),
    ({"aux": ["negation", "future"]}, {"support", "assault"}),
    ({"publication": "Gazette"}, set(OTHERS)),
    ({"publication": "Autre"}, set()),
    ({"language": "fr"}, set(OTHERS)),
    ({"confidence": 0.5}, set(OTHERS) - {"assault"}),
    ({"text": "condamne attaque"}, set(OTHERS)),
    ({"text": '"attaque de Moscou"', "type": "AID"}, {"year"}),
    ({"text": "absent"}, set()),
    ({"article": "many", "type": "AID"}, {"year"}),
    ({"actor": None, "type": None}, set(OTHERS)),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS, ids=[str(filters) for filters, _ in FILTERS])
def test_event_filters(many: Store, filters: dict[str, Any], expected: set[str]) -> None:
    found = many.events(**filters)
    assert {NAMES[id_] for id_ in found.ids()} == expected
    assert found.count() == len(expected)


CLAIMS: list[tuple[dict[str, Any], int]] = [
    ({"source": "NOR"}, 1),
    ({"source": "Oslo"}, 1),
    ({"source": "none"}, 0),
    ({"source": ["FRA", "none"]}, 0),
    ({"type": "direct", "stance": "asserts"}, 1),
    ({"stance": "denies"}, 0),
    ({"since": "2026-03-05", "until": "2026-03-05"}, 1),
    ({"until": "2026-02"}, 0),
    ({"text": "partirons -demain"}, 0),
    ({"text": "absent OR partirons"}, 1),
    ({"event": OTHERS["plain"].id}, 1),
    ({"event": "none such"}, 0),
]


@pytest.mark.parametrize(("filters", "expected"), CLAIMS, ids=[str(filters) for filters, _ in CLAIMS])
def test_claim_filters(many: Store, filters: dict[str, Any], expected: int) -> None:
    assert many.claims(**filters).count() == len(list(many.claims(**filters))) == expected


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"actr": "FRA"}, "no filter 'actr'"),
        ({"since": "yesterday"}, "expected YYYY"),
        ({"aux": "perhaps"}, "one of historical"),
        ({"quad": "x"}, "expected a number"),
        ({"text": "…"}, "nothing to look for"),
    ],
)
def test_filters_that_are_none_are_told(many: Store, filters: dict[str, Any], message: str) -> None:
    with pytest.raises(StoreError, match=message):
        many.events(**filters).count()


SIGNS = ["OR", "-", '"', "paris", "NOT", "AND", "*", "'", ":", "&", "|", "!", "<->", "\\", "_"]
SEARCHES = [
    ("condamné", True),
    ("CONDAMNE", True),
    ("condamné Moscou", True),
    ("condamné Lima", False),
    ('"attaque de Moscou"', True),
    ('"Moscou attaque"', False),
    ("Lima OR Moscou", True),
    ("Moscou -Évian", False),
    ("Moscou -Lima", True),
    ("l'attaque", True),
    ('"unclosed Moscou', False),
    ("Gazette", False),
    ("Départ", True),
    ("\0 Moscou'); --", True),
    ("Moscou*", True),
    ("a/b", False),
    ("NOT", False),
]


@pytest.mark.parametrize(("query", "found"), SEARCHES)
def test_full_text_search(many: Store, query: str, found: bool) -> None:
    assert many.count_articles(text=query) == int(found)
    assert [article.article.id for article in many.articles(text=query)] == ["many"] * found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])  # nothing is written
@given(query=st.text(max_size=30) | st.lists(st.sampled_from(SIGNS)).map(" ".join))
def test_no_query_breaks_the_search(many: Store, query: str) -> None:
    with suppress(NothingToLookForError):
        assert many.count_articles(text=query) in (0, 1)
        assert many.events(actor=query or "x").count() <= len(OTHERS)


def test_search_follows_what_is_told_later(store: Store) -> None:
    store.ingest([reading("a")])
    assert store.count_articles(text="départ") == 0
    store.ingest([reading("a", title="Départ")])
    assert store.count_articles(text="depart") == 1


def test_order_limit_and_offset(many: Store) -> None:
    def names(**asked: Any) -> list[str]:
        return [NAMES[id_] for id_ in many.events(**asked).ids()]

    assert names() == list(OTHERS)
    assert names(limit=2, offset=1) == ["support", "assault"]
    assert names(offset=4) == ["swapped"]
    assert names(order="date") == ["year", "support", "plain", "swapped", "assault"]
    assert names(order="-date", limit=2) == ["swapped", "plain"]
    with pytest.raises(StoreError, match="order"):
        names(order="upwards")


def test_arrow_holds_the_records(many: Store) -> None:
    for found in (many.events(), many.claims()):
        table = found.arrow()
        assert table.num_rows == found.count() > 0
        assert [json.loads(record) for record in table.column("record").to_pylist()] == list(found)
        assert table.column("publication").to_pylist() == ["Gazette"] * table.num_rows
    assert pa.table(many.events(type="AID")).column("event").to_pylist() == ["AID"]
    assert many.events(type="none such").arrow().schema == many.events().arrow().schema


def test_documents_are_those_of_the_readings(store: Store) -> None:
    one, other = reading("a", events=list(OTHERS.values()), title="Départ"), reading("b", events=[])
    store.ingest([one, other])
    assert list(store.documents()) == [document(one), document(other)]
    (kept,) = store.documents(type="AID", aux="none")
    assert [event["id"] for event in kept.events] == [OTHERS["year"].id]
    assert [claim["events"] for claim in kept.claims] == [[OTHERS["year"].id]]
    assert kept.text == TEXT
    assert list(store.documents(type="none such")) == []


def test_evidence_is_kept(store: Store) -> None:
    store.ingest([reading("a")])
    assert list(store.events().evidence()) == [(event(Article("a", TEXT)).id, {"steps": ["a step"], "rejected": ["another entry"]})]


WRITES = [
    "DELETE FROM events",
    "INSERT INTO reviews SELECT * FROM reviews",
    "UPDATE articles SET text = ''",
    "DROP TABLE events",
    "CREATE TABLE x (y int)",
    "SELECT 1; DELETE FROM events",
    "WITH x AS (DELETE FROM events RETURNING number) SELECT * FROM x",
    "COMMIT; DELETE FROM events; BEGIN",
    "PRAGMA journal_mode = DELETE",
    "ATTACH 'other.db' AS other",
    "VACUUM",
    "",
    "no SQL at all",
    "SELECT * FROM none_such",
]


@pytest.mark.parametrize("query", WRITES)
def test_sql_reads_only(many: Store, query: str) -> None:
    before = everything(many)
    with pytest.raises(StoreError), many.sql(query) as answer:
        list(answer.rows)
    assert everything(many) == before


def test_what_sql_refused_leaves_a_store_that_takes_more(store: Store) -> None:
    for query in WRITES:
        with pytest.raises(StoreError), store.sql(query) as answer:
            list(answer.rows)
    assert store.ingest([reading("b")]) == {"added": 1}


def test_sql_gives_columns_and_rows(store: Store) -> None:
    store.ingest([reading("a"), reading("b")])
    with store.sql("SELECT article AS art, event FROM events ORDER BY article; ") as answer:
        assert answer.columns == ("art", "event")
        assert [tuple(row) for row in answer.rows] == [("a", "ACCUSE"), ("b", "ACCUSE")]


def test_reviews_can_only_be_added(store: Store) -> None:
    store.ingest([reading("a")])
    (target,) = store.events().ids()
    first = store.review(Review("event", target, "reject", "someone", note="not an event"))
    second = store.review(Review("event", target, "correct", "someone else", changes={"mode": []}))
    store.review(Review("article", "a", "correct", "someone"))
    assert first.article == "a"
    assert list(store.reviews(target=target)) == [first, second]
    assert len(list(store.reviews(article="a"))) == 3
    for statement in ("UPDATE reviews SET note = ''", "DELETE FROM reviews"):
        with pytest.raises(Exception, match="only be added"), store.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    with pytest.raises(StoreError, match="not in this store"):
        store.review(Review("claim", target, "accept", "someone"))
    with pytest.raises(StoreError, match="no such kind or verdict"):
        store.review(Review("event", target, "perhaps", "someone"))  # type: ignore[arg-type]


def test_an_article_that_the_database_refuses_is_stored_as_failed_and_the_others_as_they_are(store: Store) -> None:
    one = event(Article("b", TEXT))
    store.ingest([reading("a"), reading("b", events=[one, one]), reading("c")])
    statuses = {article.article.id: article.reading.status for article in store.articles()}
    assert statuses == {"a": "events", "b": "failed", "c": "events"}
    assert "cannot be stored" in store.readings("b")[0].reason
    assert store.events().count() == 2


def test_what_was_read_is_kept_when_the_source_breaks(store: Store) -> None:
    def source() -> Iterator[Reading]:
        yield reading("a")
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        store.ingest(source())
    assert store.events().count() == 1


def test_stats(store: Store) -> None:
    store.ingest([reading("a"), reading("b", events=[]), reading("c", pack="fr 0.0.9"), reading("c")])
    stats = store.stats()
    assert stats.articles == {"events": 2, "no events": 1}
    assert (stats.readings, stats.events, stats.claims, stats.types, stats.quads) == (4, 2, 3, {"ACCUSE": 2}, {"3": 2})
    assert stats.days == ("2026-03-05", "2026-03-05")
    assert stats.runs == 1


def test_sentences_longer_than_any_index_takes(store: Store) -> None:
    text = TEXT + " " + " ".join(f"mot{number}" for number in range(60_000))
    one = reading("long", text)
    sentence = SentenceSpan(text, 0, len(text), 0)
    store.ingest([replace(one, events=(replace(one.events[0], sentence=sentence),))])
    assert store.events(text="condamne mot17").count() == 1
