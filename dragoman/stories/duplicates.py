"""Wire copies and near-duplicates, found as the corpus grows: MinHash with locality-sensitive hashing, verified on the texts themselves."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.model import DragomanError
from dragoman.stories.shingles import shingles, words

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

# Two rows a band: a pair is looked at where a quarter of the two texts together is shared, as in an edited copy that lost half of its text.
_PERMUTATIONS, _BANDS, _ROWS = 64, 32, 2


class MissingLibraryError(DragomanError):
    """A library of the extra `stories` is not installed."""


@dataclass(frozen=True, slots=True)
class Copy:
    """`id` repeats the text of the earlier article `of`: `share` is the part of the shorter one's word runs that stand in the other."""

    id: str
    of: str
    share: float


@dataclass(slots=True)
class _Kept:
    signature: Any
    shingles: NDArray[np.uint32]
    group: str
    day: date | None


class Duplicates:
    """An index of texts. Memory holds the articles of the last `window` days of publication; undated ones stay."""

    def __init__(self, *, threshold: float = 0.5, least: int = 20, window: int = 30) -> None:
        """A text is a copy where at least `threshold` of the shorter one's runs of three words, and at least `least`, are shared."""
        try:
            import datasketch  # noqa: PLC0415 - an extra, and slow to import
        except ImportError as error:
            raise MissingLibraryError("this needs datasketch; install it with: pip install 'dragoman[stories]'") from error
        self._index = datasketch.MinHashLSH(num_perm=_PERMUTATIONS, params=(_BANDS, _ROWS))
        self._empty = datasketch.MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
        self._kept: dict[str, _Kept] = {}
        self._ages: deque[tuple[date, str]] = deque()
        self._threshold, self._least, self._window = threshold, least, window

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, id_: str, text: str, day: date | None = None) -> Copy | None:
        """Take an article in, in the order of publication; gives the earlier one whose text it repeats most, None for a text of its own.

        A copy of a copy is told as a copy of the first. An id that is already there is taken in again.
        """
        if id_ in self._kept:
            self._forget(id_)
        if day is not None:
            self._expire(day)
        own = np.fromiter(sorted(shingles(words(text))), np.uint32)
        if not own.size:
            return None
        signature = self._empty.copy()
        signature.update_batch(own.tolist())
        best = max((self._compared(own, other) for other in self._index.query(signature)), default=(0.0, ""))
        copied = best[0] >= self._threshold
        group = self._kept[best[1]].group if copied else id_
        self._index.insert(id_, signature)
        self._kept[id_] = _Kept(signature, own, group, day)
        if day is not None:
            self._ages.append((day, id_))
        return Copy(id_, group, round(best[0], 3)) if copied else None

    def _compared(self, own: NDArray[np.uint32], other: str) -> tuple[float, str]:
        theirs = self._kept[other].shingles
        shared = int(np.intersect1d(own, theirs, assume_unique=True).size)
        # Of two short texts, one that lies wholly in the other is a copy too, however few its runs.
        enough = shared >= min(self._least, own.size, theirs.size)
        return (shared / min(own.size, theirs.size) if enough else 0.0), other

    def _expire(self, day: date) -> None:
        while self._ages and (day - self._ages[0][0]).days > self._window:
            before, id_ = self._ages.popleft()
            if id_ in self._kept and self._kept[id_].day == before:
                self._forget(id_)

    def _forget(self, id_: str) -> None:
        self._index.remove(id_)
        del self._kept[id_]
