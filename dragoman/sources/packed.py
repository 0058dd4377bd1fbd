"""Gzip files as streams that give all that can be unpacked before they tell that the file is broken."""

from __future__ import annotations

import gzip
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Unpacked(io.RawIOBase):
    def __init__(self, packed: gzip.GzipFile) -> None:
        self._packed = packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        # One piece at a time: a reader that waits for a full buffer would meet the error before it has given what stands before it.
        piece = self._packed.read1(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def unpacked(path: Path) -> Iterator[io.BufferedReader[Any]]:
    """Open a gzip file for reading. Reading raises OSError, EOFError or zlib.error where it is broken."""
    with gzip.open(path) as packed, io.BufferedReader(_Unpacked(packed)) as stream:
        yield stream
