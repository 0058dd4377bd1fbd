"""Dyads → counts and mean scores by day, week or month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

Period = Literal["day", "week", "month"]
_ONE: dict[Period, timedelta] = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}


def series(
    dyads: pa.Table, *, by: Period = "week", over: Sequence[str] = ("actor", "recipient"), day: str = "day", fill: bool = False
) -> pa.Table:
    """Count rows of a table of dyads by period and by the columns `over`.

    Columns: `period` (the first day; weeks begin on Monday), those of `over`, `count` (distinct events), `mean_score` and `quad_1` to
    `quad_4` (rows of each quad class). `day` names the column of days: `day`, `date` or `published`; rows without one fall out. With
    `fill`, every group has a row for every period from the first to the last of the table: count 0, mean score null. Sorted by `over`,
    then period.
    """
    import pyarrow as pa  # noqa: PLC0415 - a heavy library, for tables only
    import pyarrow.compute as pc  # noqa: PLC0415

    dated = dyads.filter(pc.is_valid(dyads[day]))
    moments = pc.floor_temporal(pc.cast(dated[day], pa.timestamp("s")), unit=by)
    dated = dated.append_column("period", pc.cast(moments, pa.date32()))
    for quad in range(1, 5):
        dated = dated.append_column(f"quad_{quad}", pc.cast(pc.equal(dated["quad_code"], quad), pa.int64()))
    quads = [f"quad_{quad}" for quad in range(1, 5)]
    keys = ["period", *over]
    counted = dated.group_by(keys).aggregate([("id", "count_distinct"), ("score", "mean"), *((name, "sum") for name in quads)])
    counted = counted.select([*keys, "id_count_distinct", "score_mean", *(f"{name}_sum" for name in quads)])
    counted = counted.rename_columns([*keys, "count", "mean_score", *quads])
    if fill:
        counted = _filled(counted, by, over)
    return counted.sort_by([*((name, "ascending") for name in over), ("period", "ascending")])


def periods(first: date, last: date, by: Period) -> Iterator[date]:
    """The first days of all periods from that of `first` to that of `last`, both the first days of theirs."""
    current = first
    while current <= last:
        yield current
        current += _ONE[by]
        if by == "month":
            current = current.replace(day=1)


def _filled(counted: pa.Table, by: Period, over: Sequence[str]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - a heavy library, for tables only
    import pyarrow.compute as pc  # noqa: PLC0415

    if not counted.num_rows:
        return counted
    bounds = pc.min_max(counted["period"]).as_py()
    days = list(periods(bounds["min"], bounds["max"], by))
    groups = counted.select(list(over)).group_by(list(over)).aggregate([])
    grid = {name: [value for value in groups[name].to_pylist() for _ in days] for name in over}
    grid["period"] = days * groups.num_rows
    keys = ["period", *over]
    fields = [counted.schema.field(name) for name in keys]
    joined = pa.table(grid, schema=pa.schema(fields[1:] + fields[:1])).join(counted, keys=keys)
    zeros = {name: pc.fill_null(joined[name], 0) for name in ("count", *(f"quad_{quad}" for quad in range(1, 5)))}
    return pa.table({name: zeros.get(name, joined[name]) for name in counted.column_names})
