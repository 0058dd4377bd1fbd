"""Arithmetic of dates: what an expression's parts mean when the article's day and the verb's tense are known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Precision = Literal["day", "month", "year", "range", "vague"]
Tense = Literal["past", "future", ""]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end`, both included; None where unknown or open.

    `told` is the unit the ends are told in, empty for none.
    """

    start: date | None
    end: date | None
    precision: Precision
    told: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What an expression is resolved against: the article's day (None when unknown) and the tense of the governing verb."""

    day: date | None
    tense: Tense = ""


_NEVER = 1000  # days that a date in the wrong direction of the tense is put off
_LATE = 320
Values = dict[str, tuple[Any, ...]]
UNKNOWN = Stretch(None, None, "vague")


def make_date(year: int, month: int, day: int) -> date | None:
    """A date, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Stretch:
    """The whole of a month."""
    return Stretch(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", "month")


def year_of(year: int) -> Stretch:
    """The whole of a year."""
    return Stretch(date(year, 1, 1), date(year, 12, 31), "year", "year")


def day_of(day: date | None) -> Stretch:
    """One day."""
    return UNKNOWN if day is None else Stretch(day, day, "day", "day")


def shift_months(day: date, months: int) -> date:
    """The same day `months` later (earlier where negative), the month's last where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def nearest_weekday(known: Known, weekday: int) -> date | None:
    """The weekday meant by its bare name: the coming one for a future, else the last one, today included."""
    if known.day is None:
        return None
    ahead = (weekday - known.day.weekday()) % 7
    return known.day + timedelta(days=ahead if known.tense == "future" or ahead == 0 else ahead - 7)


def _weekday(known: Known, values: Values, entry: Mapping[str, Any]) -> Stretch:
    """`turn`: past and next exclude today; `weeks` names the calendar week, counted from the article's."""
    weekday = values["WEEKDAY"][0]
    if known.day is None:
        return UNKNOWN
    if "weeks" in entry:
        monday = known.day - timedelta(days=known.day.weekday()) + timedelta(weeks=entry["weeks"])
        return day_of(monday + timedelta(days=weekday))
    ahead = (weekday - known.day.weekday()) % 7
    turn = entry.get("turn")
    if turn == "past":
        return day_of(known.day - timedelta(days=7 - ahead))
    if turn == "next":
        return day_of(known.day + timedelta(days=ahead or 7))
    return day_of(nearest_weekday(known, weekday))


def _weekdays(known: Known, values: Values, _: Mapping[str, Any]) -> Stretch:
    """From one weekday to another: "dans la nuit de vendredi à samedi"."""
    first, last = values["WEEKDAY"][:2]
    if known.day is None:
        return UNKNOWN
    if known.tense == "future":
        start = nearest_weekday(known, first)
        return UNKNOWN if start is None else Stretch(start, start + timedelta(days=(last - first) % 7), "range", "day")
    end = nearest_weekday(known, last)
    return UNKNOWN if end is None else Stretch(end - timedelta(days=(last - first) % 7), end, "range", "day")


def _infer_year(known: Known, month: int, day: int | None) -> int | None:
    """The year of a date told without one: the nearest that fits the tense."""
    if known.day is None:
        return None
    years = [y for y in (known.day.year - 1, known.day.year, known.day.year + 1) if make_date(y, month, day or 1)]
    if not years:
        return None
    today = known.day if day else known.day.replace(day=1)

    def distance(year: int) -> int:
        days = ((make_date(year, month, day or 1) or today) - today).days
        if days > 0 and known.tense == "past":
            return days + _NEVER
        if days < 0 and known.tense == "future":
            return _LATE - days  # "planned for December 5", written on the 8th, is not next year's
        # Without a tense: news tells more of what was than of what comes, the more so of whole months.
        return abs(days) if days <= 0 or known.tense else (2 if day else 6) * days

    return min(years, key=distance)


def _calendar(known: Known, values: Values, entry: Mapping[str, Any]) -> Stretch:
    """A day, month or year of the calendar; `turn` past or next and `edge` start, middle or end of the period."""
    month, days, years = (values.get(k, (None,))[0] for k in ("MONTH", "DAY", "YEAR"))
    if month is None and days is None:
        return _edge(year_of(years), values, entry) if years else UNKNOWN
    if month is None:
        return _day_alone(known, days)
    turn = entry.get("turn")
    tense: Tense = "past" if turn == "past" else "future" if turn == "next" else known.tense
    year = years or (known.day.year + entry["years"] if known.day and "years" in entry else None)
    year = year or _infer_year(Known(known.day, tense), month, days)
    if year is None:
        return UNKNOWN
    if days is None:
        return _edge(month_of(year, month), values, entry)
    return day_of(make_date(year, month, days))


def _feast(known: Known, values: Values, _: Mapping[str, Any]) -> Stretch:
    """A day with a name of its own, given as month and day in figures (1225): of the year told, else the nearest that fits the tense."""
    month, day = divmod(values["FEAST"][0], 100)
    return _calendar(known, {"MONTH": (month,), "DAY": (day,), **({"YEAR": values["YEAR"]} if "YEAR" in values else {})}, {})


def _day_alone(known: Known, day: int) -> Stretch:
    """"le 7": the nearest such day that fits the tense."""
    if known.day is None:
        return UNKNOWN
    near = [make_date((m := shift_months(known.day.replace(day=1), shift)).year, m.month, day) for shift in (-1, 0, 1)]
    fitting = [
        d for d in near if d and not (known.tense == "past" and d > known.day) and not (known.tense == "future" and d < known.day)
    ]
    return day_of(min(fitting, key=lambda d: abs((d - (known.day or d)).days))) if fitting else UNKNOWN


def _edge(period: Stretch, values: Values, entry: Mapping[str, Any]) -> Stretch:
    """Narrow a period to its beginning, middle or end; the precision stays that of the period."""
    edge = entry.get("edge") or values.get("EDGE", (None,))[0]
    if edge is None or period.start is None or period.end is None:
        return period
    third = (period.end - period.start) // 3
    if edge == "start":
        return Stretch(period.start, period.start + third, period.precision, period.told)
    if edge == "end":
        return Stretch(period.end - third, period.end, period.precision, period.told)
    return Stretch(period.start + third, period.end - third, period.precision, period.told)


def _figures(_: Known, values: Values, entry: Mapping[str, Any]) -> Stretch:
    """A date written in figures; `order` says in which order a pack's language writes them (day or month first)."""
    parts = values["DATE"][0]
    if parts[0] > 31:
        return day_of(make_date(*parts))
    first, second, year = parts
    day, month = (first, second) if entry.get("order", "day") == "day" or first > 12 else (second, first)
    return day_of(make_date(year, month, day))


def _between(known: Known, values: Values, _: Mapping[str, Any]) -> Stretch:
    """From one date to another; what only the second one tells holds for the first too."""
    months, days, years = (values.get(k, ()) for k in ("MONTH", "DAY", "YEAR"))
    if not months and not days:
        last = year_of(years[-1])
        return Stretch(date(years[0], 1, 1), last.end, "range", "year")
    ends: list[Stretch] = []
    for which in (-1, 0):
        own: Values = {}
        if months:
            own["MONTH"] = (months[which],)
        if days:
            own["DAY"] = (days[which],)
        if years:
            own["YEAR"] = (years[which],)
        elif ends and ends[0].start:
            own["YEAR"] = (ends[0].start.year,)
        ends.append(_calendar(known, own, {}))
    end, start = ends
    if start.start and end.start and start.start > end.start and not years:
        start = Stretch(shift_months(start.start, -12), None, "range")
    return Stretch(start.start, end.end, "range", "day" if days else "month") if start.start and end.end else UNKNOWN


def _offset(known: Known, values: Values, entry: Mapping[str, Any]) -> Stretch:
    """So many units away from the article's day: a day, the days about it, a month or a year; a vague number gives none."""
    count = values["NUMBER"][0] if "NUMBER" in values else entry.get("count", 1)
    unit = values["UNIT"][0] if "UNIT" in values else entry.get("unit", "day")
    if known.day is None or "SOME" in values:
        return UNKNOWN
    signed = count * entry.get("sign", 1)
    if unit in ("second", "minute", "hour"):
        whole = int(abs(signed) * {"second": 0, "minute": 0, "hour": 1}[unit]) // 24
        return day_of(known.day + timedelta(days=whole if signed > 0 else -whole))
    if unit in ("day", "week"):
        exact = float(count).is_integer() and unit == "day"
        day = known.day + timedelta(days=round(signed * (7 if unit == "week" else 1)))
        return day_of(day) if exact else Stretch(day - timedelta(days=3), day + timedelta(days=3), "range")
    return _months_away(known.day, signed, unit)


def _months_away(day: date, count: float, unit: str) -> Stretch:
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    if abs(count) * months > 12 * 400:
        return UNKNOWN
    there = shift_months(day, round(count * months))
    return month_of(there.year, there.month) if unit == "month" else year_of(there.year)


def _period(known: Known, values: Values, entry: Mapping[str, Any]) -> Stretch:
    """The calendar unit that is `by` units from the current one: "last week", "ce mois-ci"."""
    if known.day is None:
        return UNKNOWN
    unit, by = values["UNIT"][0] if "UNIT" in values else entry["unit"], entry.get("by", 0)
    if unit == "day":
        return day_of(known.day + timedelta(days=by))
    if unit in ("week", "weekend"):
        return _week(known, by, weekend=unit == "weekend")
    if unit == "month":
        there = shift_months(known.day.replace(day=1), by)
        return _edge(month_of(there.year, there.month), values, entry)
    return _edge(year_of(known.day.year + by), values, entry) if unit == "year" else UNKNOWN


def _week(known: Known, by: int, *, weekend: bool) -> Stretch:
    """A calendar week or its end, counted from the current one."""
    if known.day is None:
        return UNKNOWN
    monday = known.day - timedelta(days=known.day.weekday()) + timedelta(weeks=by)
    if not weekend:
        return Stretch(monday, monday + timedelta(days=6), "range")
    # "This weekend", written on a working day in the past tense, is the one just over.
    if by == 0 and known.tense == "past" and known.day.weekday() < 5:
        monday -= timedelta(weeks=1)
    return Stretch(monday + timedelta(days=5), monday + timedelta(days=6), "range")


def _season(known: Known, values: Values, entry: Mapping[str, Any]) -> Stretch:
    """A season, given by its first month (northern hemisphere) and three months long."""
    month, years = values["SEASON"][0], values.get("YEAR")
    turn = entry.get("turn")
    tense: Tense = "past" if turn == "past" else "future" if turn == "next" else known.tense
    year = years[0] if years else _infer_year(Known(known.day, tense), month, None)
    if year is None:
        return UNKNOWN
    start = date(year, month, 1)
    return Stretch(start, shift_months(start, 3) - timedelta(days=1), "range")


def _decade(_: Known, values: Values, __: Mapping[str, Any]) -> Stretch:
    """Ten years: "the 1990s", "les années 90"."""
    year = values["YEAR"][0] if "YEAR" in values else int(values["NUMBER"][0])
    if year < 100:
        year += 2000 if year < 20 else 1900
    if year % 10 or not 1500 <= year <= 2150:
        return UNKNOWN
    return Stretch(date(year, 1, 1), date(year + 9, 12, 31), "range", "year")


def _years(_: Known, __: Values, entry: Mapping[str, Any]) -> Stretch:
    """A named period of history, from year `from` to year `to`."""
    return Stretch(date(entry["from"], 1, 1), date(entry["to"], 12, 31), "range", "year")


def _none(_: Known, __: Values, ___: Mapping[str, Any]) -> Stretch:
    return UNKNOWN


OPERATIONS: Mapping[str, Callable[[Known, Values, Mapping[str, Any]], Stretch]] = {
    "calendar": _calendar,
    "figures": _figures,
    "between": _between,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "offset": _offset,
    "period": _period,
    "season": _season,
    "feast": _feast,
    "decade": _decade,
    "years": _years,
    "vague": _none,
    "anaphoric": _none,
    "recurrent": _none,
}
