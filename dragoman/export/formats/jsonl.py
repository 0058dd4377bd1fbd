"""dragoman's own records as JSON Lines: each article on a line of kind `article`, then its events and claims. Loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.export.documents import Document, read_records
from dragoman.export.registry import Exporter, ExportError
from dragoman.export.text import lines, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.export.registry import Options


def write(documents: Iterable[Document], path: Path, _: Options) -> None:
    """Write the file."""
    with writing(path) as stream:
        for document in documents:
            lines(stream, (document.article_record(), *document.records))


def read(path: Path) -> Iterator[Document]:
    """Read it back. Raises ExportError for a line that is no record."""
    for item in read_records(path):
        if not isinstance(item, Document):
            raise ExportError(f"{item.where}: {item.message}")
        yield item


EXPORTERS = (Exporter("jsonl", "dragoman's records and articles", ".jsonl", write, read=read, carries=("article", "event", "claim")),)
