"""CAMEO codes for PLOVER's types, modes and sectors, read from cameo.yaml beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Cameo", "CameoCode", "CameoGroup", "load", "read"]


@dataclass(frozen=True)
class CameoCode:
    """An event code with leading zeros ("0841"), its name, and its score on Goldstein's scale, -10 to +10."""

    code: str
    name: str
    goldstein: float

    @property
    def base(self) -> str:
        """The code cut to its base of three digits: "084" of "0841"."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The two digits of the root category: "08"."""
        return self.code[:2]

    @property
    def quad(self) -> int:
        """Quad class by CAMEO's own root categories, which is not always PLOVER's: 01-05 is 1, 06-08 is 2, 09-13 is 3, 14-20 is 4."""
        return 1 + sum(int(self.root) > last for last in (5, 8, 13))


@dataclass(frozen=True)
class CameoGroup:
    """What stands for an international actor: whole code, known group, type and country column; empty where CAMEO has none."""

    code: str
    group: str = ""
    type: str = ""
    country: str = ""


@dataclass(frozen=True)
class Cameo:
    """The mapping. `types` holds (type, mode) → code; the empty mode is the type's own."""

    codes: Mapping[str, CameoCode]
    types: Mapping[tuple[str, str], str]
    sectors: Mapping[str, str]
    groups: Mapping[str, CameoGroup]

    def of(self, event: str, mode: str = "") -> CameoCode:
        """The code of a PLOVER event; one without a sure equivalent of its mode takes its type's. Raises KeyError for no PLOVER type."""
        return self.codes[self.types.get((event, mode)) or self.types[event, ""]]


@cache
def load() -> Cameo:
    """Load the mapping shipped with the package."""
    return read(Path(__file__).with_name("cameo.yaml"))


def read(path: Path) -> Cameo:
    """Read a mapping. Raises PackError naming file and entry where one is wrong."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise PackError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or set(content) != {"codes", "types", "sectors", "groups"}:
        raise PackError(f"{path}: needs `codes`, `types`, `sectors` and `groups`, nothing else")
    codes = {code: _code(path, code, fields) for code, fields in content["codes"].items()}
    types = {}
    for name, fields in content["types"].items():
        for mode, code in {"": fields["code"], **fields.get("modes", {})}.items():
            if code not in codes:
                raise PackError(f"{path}: {name} {mode}: no code {code!r}")
            types[name, mode] = code
    groups = {name: CameoGroup(**fields) for name, fields in content["groups"].items()}
    return Cameo(MappingProxyType(codes), MappingProxyType(types), MappingProxyType(content["sectors"]), MappingProxyType(groups))


def _code(path: Path, code: object, fields: Mapping[str, Any]) -> CameoCode:
    if not isinstance(code, str) or not code.isdigit() or not 3 <= len(code) <= 4:
        raise PackError(f"{path}: {code!r} must be three or four digits, in quotes")
    if not isinstance(fields.get("goldstein"), int | float) or not -10 <= fields["goldstein"] <= 10:
        raise PackError(f"{path}: {code}: `goldstein` must be a number from -10 to 10")
    return CameoCode(code, str(fields["name"]), float(fields["goldstein"]))
