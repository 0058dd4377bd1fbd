"""The gazetteer: populated places and administrative units of GeoNames, found by any of their names in Latin letters.

Two packed tables lie beside this module, made by training/gazetteer.py, their lines sorted by key:

    places.tsv.gz       id, name, latitude, longitude, country, ADM1, ADM2 (ids, 0 for none), ADM1 code, population, feature code
    place_names.tsv.gz  folded name, ids of the places so called, the most populous first, with * where it is an alternative name

They are unpacked at the first look-up and searched as they are: nothing is parsed but the lines asked for.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES, NAMES = "places.tsv.gz", "place_names.tsv.gz"
COUNTRY, FIRST, SECOND, CAPITAL, TOWN = "PCL", "ADM1", "ADM2", "PPLC", "PPL"  # GeoNames feature codes
_KEPT = 1 << 12  # names whose places are kept
# Letters that decomposition leaves whole, and marks that stand for sounds or break words.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"})
_MARKS = re.compile(r"[ʻʼ‘’'`ʾʿ]")
_BREAKS = re.compile(r"[-–—./_]")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `id` is GeoNames's; `latitude` and `longitude` are degrees (of a country or unit: the mean of its places by population); `country`
    is the id of the world's country; `admin1` and `admin2` are the ids of the units it lies in, itself where it is one, 0 for none;
    `admin1_code` is GeoNames's code of the first. `alternative` tells a place found by another name than its own.
    """

    id: int
    name: str
    latitude: float
    longitude: float
    country: str
    admin1: int
    admin2: int
    admin1_code: str
    population: int
    feature: str
    alternative: bool = False


def fold(name: str) -> str:
    """A name as the tables have it: small letters without accents, hyphens and dots as spaces, without apostrophes."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(_BREAKS.sub(" ", _MARKS.sub("", plain)).split())


def is_latin(text: str) -> bool:
    """Whether all letters are Latin ones."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in text)


class Gazetteer:
    """The places in a folder. Raises PackError at the first look-up where a table is missing or broken."""

    def __init__(self, folder: Path) -> None:
        """Read both tables."""
        self._places, self._names = _unpacked(folder / PLACES), _unpacked(folder / NAMES)
        self._by_name = lru_cache(_KEPT)(self._find)

    def named(self, name: str) -> tuple[Place, ...]:
        """All places of that name, whatever its accents, the most populous first; empty for none."""
        return self._by_name(fold(name))

    def country(self, id_: str) -> Place | None:
        """The place of a country, by the world's id; None for a partly recognised or former one."""
        return next(self._of(_line(self._names, f"@{id_}")), None)

    def place(self, id_: int) -> Place | None:
        """The place of a GeoNames id, None where it is not in the tables."""
        line = _line(self._places, f"{id_:08d}")
        return _place(line) if line else None

    def _find(self, folded: str) -> tuple[Place, ...]:
        return tuple(self._of(_line(self._names, folded))) if folded else ()

    def _of(self, line: str) -> Iterator[Place]:
        for told in line.partition("\t")[2].split(",") if line else ():
            found = _line(self._places, f"{int(told.rstrip('*')):08d}")
            if found:
                yield _place(found, alternative=told.endswith("*"))


@cache
def places() -> Gazetteer:
    """The gazetteer shipped with the package."""
    return Gazetteer(Path(__file__).parent)


def _unpacked(path: Path) -> bytes:
    try:
        return gzip.decompress(path.read_bytes())
    except OSError as error:
        raise PackError(f"{path}: {error.strerror or error}") from error


def _line(table: bytes, key: str) -> str:
    """The line whose first field is `key`, by bisection; empty for none."""
    wanted = key.encode() + b"\t"
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", 0, (low + high) // 2) + 1
        end = table.find(b"\n", start)
        line = table[start:end]
        if line.startswith(wanted):
            return line.decode()
        if line[: len(wanted)] < wanted:
            low = end + 1
        else:
            high = start
    return ""


def _place(line: str, *, alternative: bool = False) -> Place:
    id_, name, latitude, longitude, country, admin1, admin2, code, population, feature = line.split("\t")
    return Place(
        int(id_), name, float(latitude), float(longitude), country, int(admin1), int(admin2), code, int(population), feature, alternative
    )
