"""What changed: a period against those before it, and dyads that were not seen before."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from dragoman.analytics.series import periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pyarrow as pa

    from dragoman.analytics.series import Period


def change(series: pa.Table, *, windows: Sequence[int] = (4, 52), by: Period = "week") -> pa.Table:
    """Compare each row of a series with the periods before it.

    For each window of n periods four columns are added: `count_n`, the mean count of the n periods before (a period without a row
    counts 0), `count_change_n`, how much the row's count lies above it; `score_n`, the mean score of the events in them, and
    `score_change_n`. The counts are null where the series does not reach back n periods, the scores also where nothing happened.
    """
    import pyarrow as pa  # noqa: PLC0415 - a heavy library, for tables only

    rows = series.to_pylist()
    over = _over(series)
    number = _numbers(rows, by)
    added: dict[str, list[float | None]] = {
        f"{what}_{n}": [] for n in windows for what in ("count", "count_change", "score", "score_change")
    }
    for group in _groups(rows, over):
        at = [number[row["period"]] for row in group]
        for row, here in zip(group, at, strict=True):
            for n in windows:
                before = group[bisect_left(at, here - n) : bisect_left(at, here)]
                for what, value in _compared(row, before, n, reaches=here >= n).items():
                    added[f"{what}_{n}"].append(value)
    ordered = pa.Table.from_pylist([row for group in _groups(rows, over) for row in group], schema=series.schema)
    for name, values in added.items():
        ordered = ordered.append_column(name, pa.array(values, pa.float64()))
    return ordered


def new_dyads(series: pa.Table, *, window: int = 52, by: Period = "week") -> pa.Table:
    """The rows of a series whose group had no event in the `window` periods before.

    `last_seen` is the period it was last seen in, null for never. Within the first `window` periods of the series everything looks new:
    those rows are left out, unless the series is shorter than that; then all first sights are given.
    """
    import pyarrow as pa  # noqa: PLC0415 - a heavy library, for tables only

    rows = [row for row in series.to_pylist() if row["count"]]
    number = _numbers(rows, by)
    whole = max(number.values(), default=0) >= window
    found: list[dict[str, Any]] = []
    for group in _groups(rows, _over(series)):
        last = None
        for row in group:
            here = number[row["period"]]
            new = last is None or here - number[last] > window
            if new and (here >= window or not whole):
                found.append({**row, "last_seen": last})
            last = row["period"]
    found.sort(key=lambda row: (row["period"], *(str(row[name]) for name in _over(series))))
    return pa.Table.from_pylist(found, schema=series.schema.append(pa.field("last_seen", pa.date32())))


def _compared(row: dict[str, Any], before: list[dict[str, Any]], n: int, *, reaches: bool) -> dict[str, float | None]:
    total = sum(other["count"] for other in before)
    scored = [(other["count"], other["mean_score"]) for other in before if other["count"] and other["mean_score"] is not None]
    count = total / n if reaches else None
    score = sum(k * s for k, s in scored) / sum(k for k, _ in scored) if scored and reaches else None
    return {
        "count": count,
        "count_change": None if count is None else row["count"] - count,
        "score": score,
        "score_change": None if score is None or row["mean_score"] is None else row["mean_score"] - score,
    }


def _over(series: pa.Table) -> tuple[str, ...]:
    names = series.column_names
    return tuple(names[names.index("period") + 1 : names.index("count")])


def _groups(rows: list[dict[str, Any]], over: Sequence[str]) -> list[list[dict[str, Any]]]:
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in over), []).append(row)
    return [sorted(group, key=lambda row: row["period"]) for group in groups.values()]


def _numbers(rows: list[dict[str, Any]], by: Period) -> dict[date, int]:
    """Every period from the first of the series to its last, numbered from 0."""
    days = [row["period"] for row in rows]
    return {day: number for number, day in enumerate(periods(min(days), max(days), by))} if days else {}
