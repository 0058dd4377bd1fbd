"""Publication dates as articles carry them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?$")
_EARLIEST_YEAR = 1800


def parse_date(value: object) -> date | None:
    """Read ISO 8601 dates and times, YYYYMMDD, RFC 2822 dates and Unix times (seconds or milliseconds); None for all else."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if compact := _COMPACT.match(text):
        return _calendar_day(*map(int, compact.groups()))
    if re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", text):
        return _calendar_day(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        seconds = int(text) if len(text) <= 10 else int(text) // 1000
        return datetime.fromtimestamp(seconds, UTC).date()
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - slow to load, for the odd date only

    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def flag(day: date | None) -> str:
    """What is odd about a publication date in a word: `missing`, `future`, `implausible`; empty where nothing is."""
    if day is None:
        return "missing"
    # Two days of grace: time zones, and papers dated ahead.
    if day > datetime.now(UTC).date() + timedelta(days=2):
        return "future"
    return "implausible" if day.year < _EARLIEST_YEAR else ""


def doubt(day: date | None) -> str:
    """Say what is odd about a publication date, empty where nothing is or none is given. Such a date is kept all the same."""
    told = {"future": f"publication date {day} lies in the future", "implausible": f"publication date {day} is implausible"}
    return told.get(flag(day), "")
