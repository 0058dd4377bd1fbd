"""The formats: those beside this package and those that other packages offer by the entry point group `dragoman.exporters`."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Literal

from dragoman.export import formats
from dragoman.model import DragomanError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from dragoman.export.documents import Document

GROUP = "dragoman.exporters"
Offsets = Literal["codepoint", "utf16"]


class ExportError(DragomanError):
    """An export that cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a format is asked for.

    `keep_aux` keeps events flagged as negated, hypothetical or future in formats without a column for that; `offsets` counts positions
    in Unicode code points or, for tools that do so, in UTF-16 units. `left_out` is filled by the exporter: reason → how many.
    """

    left_out: Counter[str]
    keep_aux: bool = False
    offsets: Offsets = "codepoint"


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format.

    `write` puts documents under a path: a file, or a new folder where `folder`. It raises ExportError where the documents lack what
    the format needs. `read`, of formats that lose nothing of the records named in `carries`, gives the documents back.
    `module` is the library it needs beyond the base install, empty for none, and `extra` the extra of this package that brings it.
    """

    name: str
    title: str
    ending: str
    write: Callable[[Iterable[Document], Path, Options], None]
    folder: bool = False
    read: Callable[[Path], Iterator[Document]] | None = None
    carries: tuple[Literal["event", "claim", "article"], ...] = field(default=())
    module: str = ""
    extra: str = "export"


def available() -> dict[str, Exporter]:
    """Every exporter by name, sorted. Raises ExportError where two have the same name."""
    found: dict[str, Exporter] = {}
    for module in pkgutil.iter_modules(formats.__path__):
        for exporter in import_module(f"{formats.__name__}.{module.name}").EXPORTERS:
            _add(found, exporter)
    for point in entry_points(group=GROUP):
        _add(found, point.load())
    return dict(sorted(found.items()))


def get(name: str) -> Exporter:
    """The exporter of a format. Raises ExportError for an unknown one and where its library is not installed."""
    known = available()
    if name not in known:
        raise ExportError(f"no format {name!r}; there are {', '.join(known)}")
    require(known[name].module, known[name].extra)
    return known[name]


def require(module: str, extra: str) -> None:
    """Raise ExportError with the line that installs what is missing."""
    try:
        if module:
            import_module(module)
    except ImportError as error:
        raise ExportError(f"this needs {module}; install it with: pip install 'dragoman[{extra}]'") from error


def _add(found: dict[str, Exporter], exporter: Exporter) -> None:
    if exporter.name in found:
        raise ExportError(f"two exporters are named {exporter.name!r}")
    found[exporter.name] = exporter
