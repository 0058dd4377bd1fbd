"""`dragoman dossier`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.cli.documents import documents
from dragoman.cli.output import opened
from dragoman.cli.session import SOME_FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dragoman.cli.session import Session
    from dragoman.export.documents import Document
    from dragoman.export.filters import Filter


@dataclass(frozen=True, slots=True)
class Request:
    """What page to make, and where: `path` None is standard output."""

    language: str
    title: str
    filter: Filter
    path: Path | None


def run(session: Session, request: Request, given: Iterable[Document] | None = None) -> int:
    """Write the page; gives the exit code."""
    from dragoman.dossier import page  # noqa: PLC0415 - an extra

    kept = list(request.filter.apply(documents(session) if given is None else given))
    try:
        with opened(request.path) as stream:
            stream.write(page(kept, language=request.language, title=request.title))
    except BrokenPipeError:
        raise
    except OSError as error:
        session.error(str(request.path or "standard output"), error.strerror or str(error))
        return SOME_FAILED
    session.tell(f"dossier: {len(kept)} articles, {sum(len(one.events) for one in kept)} events")
    return session.exit_code
