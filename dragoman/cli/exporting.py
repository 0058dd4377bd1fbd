"""`dragoman export`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.cli.documents import chosen
from dragoman.cli.session import SOME_FAILED
from dragoman.export import filters, registry
from dragoman.model import DragomanError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.cli.session import Session
    from dragoman.export.documents import Document
    from dragoman.export.filters import Filter
    from dragoman.export.registry import Exporter, Options


@dataclass(frozen=True, slots=True)
class Request:
    """What to write where: `path` None is standard output."""

    format: str
    path: Path | None
    filter: Filter
    store: str
    one_a_day: bool
    fill_dates: bool
    options: Options


def run(session: Session, request: Request) -> int:
    """Export the documents of the session's inputs, or of the store; gives the exit code."""
    try:
        exporter = registry.get(request.format)
    except DragomanError as error:
        raise typer.BadParameter(str(error), param_hint="--format") from error
    counted: Counter[str] = Counter()
    try:
        with _target(exporter, request.path) as target:
            found = chosen(session, request.filter, request.store, fill=request.fill_dates)
            exporter.write(_counted(found, request, counted), target, request.options)
    except BrokenPipeError:
        raise
    except DragomanError as error:
        session.error(request.format, str(error))
        return SOME_FAILED
    except OSError as error:
        session.error(str(request.path or "standard output"), error.strerror or str(error))
        return SOME_FAILED
    written = f"{counted['articles']} articles, {counted['events']} events, {counted['claims']} claims"
    left_out = ", ".join(f"{count} {reason}" for reason, count in sorted(request.options.left_out.items()))
    session.tell(f"{request.format}: {written}" + (f"; left out: {left_out}" if left_out else ""))
    if counted["undated"] and not request.fill_dates:
        session.tell(f"{counted['undated']} events have no date of their own; --fill-dates gives them the day of publication")
    return session.exit_code


def _counted(found: Iterable[Document], request: Request, counted: Counter[str]) -> Iterator[Document]:
    for document in filters.one_a_day(found) if request.one_a_day else found:
        counted["undated"] += sum(not event["date"] for event in document.events)
        counted["articles"] += 1
        counted["events"] += len(document.events)
        counted["claims"] += len(document.claims)
        yield document


@contextmanager
def _target(exporter: Exporter, path: Path | None) -> Iterator[Path]:
    """Where the exporter writes; what it wrote takes its place, whole, when it is done. Raises OSError and usage errors."""
    if path is None:
        if exporter.folder or exporter.module:
            raise typer.BadParameter(f"{exporter.name} cannot go to standard output; name a place", param_hint="--output")
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "export"
            yield target
            sys.stdout.flush()
            with target.open("rb") as stream:
                shutil.copyfileobj(stream, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return
    if exporter.folder and path.exists():
        raise typer.BadParameter(f"{path} exists; {exporter.name} writes a new folder", param_hint="--output")
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield beside
        beside.replace(path)
    finally:
        if beside.is_dir():
            shutil.rmtree(beside)
        beside.unlink(missing_ok=True)
