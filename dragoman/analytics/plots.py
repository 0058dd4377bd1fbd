"""Plots of series for notebooks and reports. Each gives matplotlib's Axes, to change or to save: `axes.figure.savefig(…)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from dragoman.export.registry import require

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from matplotlib.axes import Axes

_WIDTH, _HEIGHT = 8.0, 3.5  # inches
_COOPERATION, _CONFLICT = "#2f6fae", "#c0473a"


def plot_series(
    series: pa.Table, *, measure: Literal["count", "mean_score"] = "count", pairs: Sequence[Sequence[str]] = (), axes: Axes | None = None
) -> Axes:
    """A line for each group of a series: those of `pairs` (values of the columns the series is over), or the six most frequent."""
    groups = _groups(series)
    chosen = [tuple(pair) for pair in pairs] or sorted(groups, key=lambda group: -sum(row["count"] for row in groups[group]))[:6]
    drawn = _axes(axes)
    for group in chosen:
        rows = sorted(groups.get(group, []), key=lambda row: row["period"])
        drawn.plot(
            [row["period"] for row in rows], [row[measure] for row in rows], marker="o", markersize=3, label=" → ".join(map(str, group))
        )
    drawn.set_ylabel("events" if measure == "count" else "mean score")
    if measure == "mean_score":
        drawn.axhline(0, color="#999999", linewidth=0.8)
    if chosen:
        drawn.legend(frameon=False, fontsize="small")
    return _calm(drawn)


def plot_change(changed: pa.Table, *, window: int = 4, top: int = 15, axes: Axes | None = None) -> Axes:
    """Bars of the groups whose count in the last period lies farthest from their mean of the `window` periods before.

    Blue where what happened is cooperation in the mean, red where it is conflict.
    """
    rows = [row for row in changed.to_pylist() if row[f"count_change_{window}"] is not None]
    last = max((row["period"] for row in rows), default=None)
    latest = sorted((row for row in rows if row["period"] == last), key=lambda row: -abs(row[f"count_change_{window}"]))[:top]
    latest.reverse()
    over = _over(changed)
    drawn = _axes(axes)
    colours = [_COOPERATION if (row["mean_score"] or 0) >= 0 else _CONFLICT for row in latest]
    drawn.barh(
        [" → ".join(str(row[name]) for name in over) for row in latest], [row[f"count_change_{window}"] for row in latest], color=colours
    )
    drawn.axvline(0, color="#999999", linewidth=0.8)
    drawn.set_xlabel(f"events above the mean of the {window} periods before" + (f", {last}" if last else ""))
    return _calm(drawn)


def _groups(series: pa.Table) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    over = _over(series)
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in series.to_pylist():
        groups.setdefault(tuple(row[name] for name in over), []).append(row)
    return groups


def _over(series: pa.Table) -> tuple[str, ...]:
    names = series.column_names
    return tuple(names[names.index("period") + 1 : names.index("count")])


def _axes(given: Axes | None) -> Axes:
    if given is not None:
        return given
    require("matplotlib", "analysis")
    from matplotlib.figure import Figure  # noqa: PLC0415 - a heavy library, for plots only

    return Figure(figsize=(_WIDTH, _HEIGHT), layout="constrained").subplots()


def _calm(axes: Axes) -> Axes:
    axes.spines[["top", "right"]].set_visible(False)
    return axes
