"""A piece of HTML, as feeds carry it → the text that a reader sees."""

from __future__ import annotations

import re

_BLOCKS = {
    *(
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "blockquote",
        "section",
        "article",
        "header",
        "footer",
        "tr",
        "table",
    ),
    *("figure", "figcaption", "br", "hr", "dl", "dt", "dd", "pre", "aside"),
}
_SILENT = {"script", "style", "noscript", "template", "iframe", "object", "head", "title"}
_BREAK = "\n\n"


def plain(fragment: str) -> str:
    """The text of a fragment, its blocks parted by empty lines; a text without markup comes back with its blanks tidied."""
    if "<" not in fragment and "&" not in fragment:
        return _tidied(fragment)
    from lxml import etree, html  # noqa: PLC0415 - heavy

    try:
        root = html.fragment_fromstring(fragment.replace("\0", ""), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return _tidied(re.sub(r"<[^<>]*>", " ", fragment))
    pieces: list[str] = []
    for happening, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if happening in ("comment", "pi"):
            pieces.append(element.tail or "")
            continue
        silent = element.tag in _SILENT
        block = element.tag in _BLOCKS
        if happening == "start":
            pieces += [_BREAK if block else "", "" if silent else element.text or ""]
        else:
            pieces += [_BREAK if block else "", element.tail or "" if element is not root else ""]
    return _tidied("".join(pieces), blocks=True)


def _tidied(text: str, *, blocks: bool = False) -> str:
    parts = text.split(_BREAK) if blocks else re.split(r"\n\s*\n", text)
    return _BREAK.join(filter(None, (" ".join(part.split()) for part in parts)))
