"""What a language pack offers: words and a parser, no code. Facts about the world live in `world`, once for all languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # a PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]


class YamlLoader(_SafeLoader):
    """A safe loader for which "on", "no", "yes" and "off" are words, as in YAML 1.2: a lexicon is full of them."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the attribute's name and form are PyYAML's
        first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, pairs in _SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class Pack:
    """One language: `language` is its ISO 639-1 code, `folder` holds pack.yaml, lexicon/ and parser/."""

    language: str
    version: str
    folder: Path

    @property
    def name(self) -> str:
        """Language and version, as records carry it."""
        return f"{self.language} {self.version}"

    @property
    def parser(self) -> Path:
        """The folder of the trained spaCy pipeline."""
        return self.folder / "parser"

    def document(self, name: str) -> Any:
        """The content of lexicon/`name`.yaml. Raises PackError where it is missing or no YAML."""
        return read_yaml(self.folder / "lexicon" / f"{name}.yaml")

    def documents(self, folder: str) -> Iterator[tuple[str, Any]]:
        """Every file of lexicon/`folder`/ as (stem, content), by name; nothing where the folder is missing."""
        for path in sorted((self.folder / "lexicon" / folder).glob("*.yaml")):
            yield path.stem, read_yaml(path)


@cache
def read_yaml(path: Path) -> Any:
    """Parse a YAML file. Callers must not change what they get: it is shared. Raises PackError naming the file."""
    try:
        with path.open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=YamlLoader)  # noqa: S506 - a safe loader
    except OSError as error:
        raise PackError(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise PackError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
