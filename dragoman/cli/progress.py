"""A progress bar on standard error, where a person looks at it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Item = TypeVar("_Item")


def shown(items: Iterable[_Item], *, expected: int | None, quiet: bool) -> Iterator[_Item]:
    """Pass the items on, each an article, with their number and rate; `expected` None where it is not known how many will come."""
    if quiet or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 - for terminals only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    rate = TextColumn("{task.fields[rate]:.1f}/s")
    columns = (TextColumn("articles"), BarColumn(), MofNCompleteColumn(), rate, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("articles", total=expected, rate=0.0)
        for item in items:
            elapsed = progress.tasks[task].elapsed or 0.0
            progress.update(task, advance=1, rate=(progress.tasks[task].completed + 1) / elapsed if elapsed else 0.0)
            yield item
