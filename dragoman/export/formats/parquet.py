"""Parquet: a folder with events.parquet, claims.parquet and articles.parquet, nested and typed. Loses nothing."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from typing import TYPE_CHECKING

from dragoman.export import arrow
from dragoman.export.registry import Exporter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.export.documents import Document
    from dragoman.export.registry import Options


def write(documents: Iterable[Document], path: Path, _: Options) -> None:
    """Write the three files into the new folder `path`."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - a heavy library, for this format only

    path.mkdir()
    with ExitStack() as stack:
        writers = {
            kind: stack.enter_context(pq.ParquetWriter(path / f"{kind}.parquet", schema, compression="zstd"))
            for kind, schema in arrow.schemas().items()
        }
        for group in _groups(documents):
            for kind, writer in writers.items():
                if rows := [row for document in group for row in arrow.rows(document, kind)]:
                    writer.write_batch(arrow.to_batch(rows, kind))


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    held: list[Document] = []
    count = 0
    for document in documents:
        held.append(document)
        count += 1 + len(document.records)
        if count >= arrow.BATCH:
            yield held
            held, count = [], 0
    if held:
        yield held


def read(path: Path) -> Iterator[Document]:
    """Read the three files back."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - a heavy library, for this format only

    names = ("articles", "events", "claims")
    articles, events, claims = (pq.read_table(path / f"{name}.parquet", columns=["record"])["record"].to_pylist() for name in names)
    yield from arrow.documents(articles, chain(events, claims))


EXPORTERS = (
    Exporter(
        *("parquet", "Parquet: tables of events, claims and articles", "", write),
        folder=True,
        read=read,
        carries=("article", "event", "claim"),
        module="pyarrow",
    ),
)
