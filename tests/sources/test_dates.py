"""Publication dates in the forms that corpora use."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dragoman.sources import doubt, parse_date


@pytest.mark.parametrize(
    "written",
    [
        *("2021-12-10", "2021-12-10T08:30:00Z", "2021-12-10 08:30", "20211210", "20211210083000", "20211210T083000Z"),
        *("Fri, 10 Dec 2021 08:30:00 +0100", 1639125000, "1639125000", 1639125000000),
    ],
)
def test_known_forms(written: object) -> None:
    assert parse_date(written) == date(2021, 12, 10)


@pytest.mark.parametrize("written", [None, "", "yesterday", "2021-02-30", "2021", True, {}, "10/12/2021"])
def test_unknown_and_ambiguous_forms_are_not_guessed(written: object) -> None:
    assert parse_date(written) is None


def test_odd_dates_are_doubted() -> None:
    today = datetime.now(UTC).date()
    assert "future" in doubt(today + timedelta(days=30))
    assert "implausible" in doubt(date(203, 1, 1))
    assert doubt(today) == doubt(date(1815, 6, 18)) == doubt(None) == ""
