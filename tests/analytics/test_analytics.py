"""Dyads, series, change, networks and plots, on events counted by hand."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from dragoman import Article, analytics, read
from dragoman.export import records, to_json
from dragoman.model import InputError


def event(day: str | None, actor: str, recipient: str, type_: str = "ACCUSE", score: float = -2.0, quad: int = 3) -> dict[str, Any]:
    def parties(code: str) -> list[dict[str, Any]]:
        return [{"code": one, "sector": "GOV", "entity_text": one, "name": one, "office": "", "members": []} for one in code.split()]

    return {
        **dict.fromkeys(("enddate", "event_loc", "channel")),
        "kind": "event",
        "id": f"{day}{actor}{recipient}{type_}",
        "article": "a",
        "date": day,
        "event": [type_],
        "mode": [],
        "aux": [],
        "attribution": [],
        "actor": parties(actor),
        "recipient": parties(recipient),
        "quad_code": quad,
        "event_scale": score,
        "confidence": 0.5,
    }


def weekly(*counts: int) -> list[dict[str, Any]]:
    """Weeks from Monday, 5 January 2026, with as many accusations of RUS by FRA."""
    return [
        event(f"2026-{day:%m-%d}", "FRA", "RUS") | {"id": f"{week}-{n}"}
        for week, count in enumerate(counts)
        for day in [date.fromordinal(date(2026, 1, 5).toordinal() + 7 * week)]
        for n in range(count)
    ]


def test_rows_for_each_actor_with_each_recipient() -> None:
    table = analytics.dyads(
        [event("2026-03-03", "FRA DEU", "RUS"), event("2026-03", "FRA DEU", "", "CONSULT", 2.5, 1), event(None, "FRA", "")]
    )
    rows = [(row["actor"], row["recipient"], row["date"]) for row in table.to_pylist()]
    day = date(2026, 3, 3)
    assert rows == [("FRA", "RUS", day), ("DEU", "RUS", day), ("FRA", "DEU", None), ("DEU", "FRA", None), ("FRA", "", None)]


def test_undated_events_count_on_the_day_of_publication_unless_told_as_the_past() -> None:
    told = [event(None, "FRA", "RUS"), event("2026-03", "FRA", "RUS"), event(None, "FRA", "CHN") | {"aux": ["historical"]}]
    table = analytics.dyads([one | {"published": "2026-03-04"} for one in told])
    assert [row["day"] for row in table.to_pylist()] == [date(2026, 3, 4), None, None]
    assert {row["date"] for row in table.to_pylist()} == {None}
    assert analytics.series(table).num_rows == 1
    assert analytics.series(table, day="date").num_rows == 0
    assert analytics.series(table, day="published", over=("actor",)).to_pylist()[0]["count"] == 3


def test_unreal_events_are_left_out_unless_kept() -> None:
    denied = event("2026-03-03", "FRA", "RUS") | {"aux": ["negation"]}
    assert analytics.dyads([denied]).num_rows == 0
    assert analytics.dyads([denied], keep_aux=True).num_rows == 1


def test_readings_documents_records_and_files_give_the_same(tmp_path: Path) -> None:
    reading = read(Article("a", "France condemned the Russian attack on Tuesday.", date(2026, 3, 4), publication="Example Wire"))
    found = list(records(reading))
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join(map(to_json, found)), encoding="utf-8")
    tables = [analytics.dyads([reading]), analytics.dyads(found), analytics.dyads(analytics.from_files(path))]
    assert tables[0].num_rows >= 1
    assert all(table.equals(tables[0]) for table in tables)
    path.write_text("{\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"r\.jsonl: line 1"):
        analytics.dyads(analytics.from_files(path))


def test_series_by_week_begins_on_monday_and_counts_events_once() -> None:
    table = analytics.dyads(
        [
            event("2026-03-02", "FRA", "RUS"),
            event("2026-03-08", "FRA", "RUS", "CONSULT", 2.5, 1),
            event("2026-03-09", "FRA", "RUS"),
            event("2026-03", "FRA", "RUS"),
        ]
    )
    rows = analytics.series(table).to_pylist()
    assert [(row["period"].isoformat(), row["count"], row["mean_score"]) for row in rows] == [
        ("2026-03-02", 2, 0.25),
        ("2026-03-09", 1, -2.0),
    ]
    assert (rows[0]["quad_1"], rows[0]["quad_3"]) == (1, 1)
    (month,) = analytics.series(table, by="month", over=("actor",)).to_pylist()
    assert (month["period"], month["count"]) == (date(2026, 3, 1), 3)
    assert analytics.series(table, by="day").num_rows == 3


def test_fill_gives_every_group_every_period() -> None:
    table = analytics.dyads([event("2026-01-05", "FRA", "RUS"), event("2026-03-05", "USA", "CHN")])
    for by, expected in (("week", 9), ("month", 3)):
        filled = analytics.series(table, by=by, fill=True).to_pylist()  # type: ignore[arg-type]
        assert len(filled) == 2 * expected
        assert sum(row["count"] for row in filled) == 2
        assert {row["mean_score"] for row in filled if not row["count"]} == {None}


def test_nothing_gives_nothing() -> None:
    table = analytics.series(analytics.dyads([]), fill=True)
    assert table.num_rows == analytics.change(table).num_rows == analytics.new_dyads(table).num_rows == 0
    assert analytics.network(analytics.dyads([])).number_of_nodes() == 0


@pytest.mark.parametrize("fill", [False, True])
def test_change_against_the_weeks_before(*, fill: bool) -> None:
    changed = analytics.change(analytics.series(analytics.dyads(weekly(1, 0, 2, 1, 6)), fill=fill), windows=(4, 52)).to_pylist()
    assert (changed[-1]["count_4"], changed[-1]["count_change_4"]) == (1.0, 5.0)
    assert (changed[-1]["score_4"], changed[-1]["score_change_4"]) == (-2.0, 0.0)
    assert changed[-1]["count_52"] is None
    assert changed[-2]["count_4"] is None


def test_new_dyads_were_not_seen_in_the_window_before() -> None:
    old = weekly(*[1] * 6)
    rows = analytics.series(
        analytics.dyads([*old, event("2026-02-10", "USA", "CHN"), event("2026-01-05", "DEU", "RUS"), event("2026-02-10", "DEU", "RUS")])
    )
    found = [(row["actor"], row["last_seen"]) for row in analytics.new_dyads(rows, window=4).to_pylist()]
    assert found == [("DEU", date(2026, 1, 5)), ("USA", None)]
    assert [row["actor"] for row in analytics.new_dyads(rows, window=52).to_pylist()] == ["DEU", "FRA", "USA"]


def test_network_tells_weight_score_and_share_of_conflict() -> None:
    table = analytics.dyads([*weekly(2), event("2026-01-05", "FRA", "RUS", "CONSULT", 2.5, 1), event("2026-01-05", "FRA", "")])
    graph = analytics.network(table)
    assert list(graph.edges) == [("FRA", "RUS")]
    edge = graph.edges["FRA", "RUS"]
    assert (edge["count"], edge["mean_score"]) == (3, -0.5)
    assert edge["conflict"] == pytest.approx(2 / 3)
    assert list(analytics.network(table, sectors=True)) == ["FRA GOV", "RUS GOV"]


def test_one_line_to_pandas_polars_and_duckdb() -> None:
    table = analytics.dyads(weekly(1, 2))
    assert len(table.to_pandas()) == 3
    assert pl.DataFrame(table).height == 3
    assert duckdb.arrow(table).filter("actor = 'FRA'").count("*").fetchall() == [(3,)]
    assert isinstance(table, pa.Table)


def test_plots_draw_what_the_series_says() -> None:
    table = analytics.dyads([*weekly(1, 0, 2, 1, 6), event("2026-02-02", "USA", "CHN", "CONSULT", 2.5, 1)])
    weeks = analytics.series(table, fill=True)
    axes = analytics.plot_series(weeks, pairs=[("FRA", "RUS")])
    assert list(axes.lines[0].get_ydata()) == [1, 0, 2, 1, 6]
    assert axes.get_legend().get_texts()[0].get_text() == "FRA → RUS"
    bars = analytics.plot_change(analytics.change(weeks))
    assert [bar.get_width() for bar in bars.patches] == [1.0, 5.0]
    for drawn in (axes, bars, analytics.plot_series(weeks, measure="mean_score")):
        image = io.BytesIO()
        drawn.figure.savefig(image)
        assert image.getvalue().startswith(b"\x89PNG")
