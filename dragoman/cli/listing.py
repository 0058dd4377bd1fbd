"""`dragoman packs`."""

from __future__ import annotations

import typer

from dragoman.model import DragomanError
from dragoman.packs import loader
from dragoman.packs.base import read_yaml


def run() -> int:
    """Print every installed pack; gives the exit code, 1 where a pack is broken."""
    broken = 0
    for language in sorted(loader.available()):
        try:
            pack = loader.load(language)
            name = read_yaml(pack.folder / "pack.yaml").get("name", "")
            entries = sum(len(entries or []) for _, entries in pack.documents("events"))
            parser = "parser" if (pack.parser / "config.cfg").is_file() else "no parser"
            typer.echo(f"{language}  {name}  version {pack.version}  {entries} event entries  {parser}  {pack.folder}")
        except DragomanError as error:
            broken = 1
            typer.echo(f"dragoman: {language}: {error}", err=True)
    return broken
