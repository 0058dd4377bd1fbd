"""`dragoman dossier`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.cli.documents import chosen
from dragoman.cli.output import opened
from dragoman.cli.session import SOME_FAILED
from dragoman.model import DragomanError

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.cli.session import Session
    from dragoman.export.filters import Filter


@dataclass(frozen=True, slots=True)
class Request:
    """What page to make, and where: `path` None is standard output."""

    language: str
    title: str
    filter: Filter
    store: str
    path: Path | None


def run(session: Session, request: Request) -> int:
    """Write the page; gives the exit code."""
    from dragoman.dossier import page  # noqa: PLC0415 - an extra

    try:
        kept = list(chosen(session, request.filter, request.store))
        with opened(request.path) as stream:
            stream.write(page(kept, language=request.language, title=request.title))
    except BrokenPipeError:
        raise
    except DragomanError as error:
        session.error("dossier", str(error))
        return SOME_FAILED
    except OSError as error:
        session.error(str(request.path or "standard output"), error.strerror or str(error))
        return SOME_FAILED
    session.tell(f"dossier: {len(kept)} articles, {sum(len(one.events) for one in kept)} events")
    return session.exit_code
