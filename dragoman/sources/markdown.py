"""Markdown → the text that a reader sees, with what its front matter tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.model import Article
from dragoman.sources.columns import Columns
from dragoman.sources.dates import parse_date

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)


def read_markdown(text: str, id_: str) -> tuple[Article, str]:
    """Make an article, with a notice (empty if there is nothing to tell).

    Its text is that of headings, paragraphs, lists and quotations, parted by empty lines; marks of emphasis, targets of links, code and
    embedded HTML are left out. A front matter's title heads it, where the text does not begin with it.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - for this kind of file only

    told, body, notice = _front_matter(text)
    blocks = [block for token in MarkdownIt("commonmark").parse(body) if token.type == "inline" and (block := _inline(token))]
    fields = Columns().fields(told)
    title = " ".join(str(fields["title"] or "").split())
    if title and (not blocks or blocks[0] != title):
        blocks.insert(0, title)
    about = {name: str(fields[name]) if fields[name] else None for name in ("language", "url", "publication")}
    return Article(id_, "\n\n".join(blocks), parse_date(fields["date"]), title=title or None, **about), notice


def _front_matter(text: str) -> tuple[dict[str, object], str, str]:
    found = _FRONT.match(text)
    if not found:
        return {}, text, ""
    import yaml  # noqa: PLC0415 - for front matter only

    try:
        told = yaml.safe_load(found[1])
    except yaml.YAMLError:
        return {}, text[found.end() :], "front matter is no YAML; left out"
    if not isinstance(told, dict):  # a rule at the top, and another one below
        return {}, text, ""
    return {str(name): value for name, value in told.items()}, text[found.end() :], ""


def _inline(token: Token) -> str:
    pieces = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
    return "".join(pieces).strip()
