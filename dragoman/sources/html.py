"""HTML pages → articles: main text, title and date, without menus, comments and advertisements."""

from __future__ import annotations

import logging
import re

from dragoman.model import Article, InputError
from dragoman.sources.dates import parse_date
from dragoman.sources.decode import decode

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_OPENING = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)", re.IGNORECASE | re.DOTALL
)


def looks_like_html(beginning: bytes) -> bool:
    """Tell a page by its first tag."""
    return bool(_OPENING.match(beginning[:500]))


def read_html(content: bytes, id_: str) -> tuple[Article, str]:
    """Extract the article of a page, with a notice (empty if there is nothing to tell).

    Its text is the title, an empty line, and the main text; offsets count in that. The page's own word on its language is not
    taken: templates often get it wrong. Raises InputError where no main text is found.
    """
    # A heavy library, loaded for HTML only.
    from trafilatura import bare_extraction  # noqa: PLC0415

    page, notice = _decode(content)
    # Its parser reports every oddity of a page; what matters here is whether text comes out.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False) if page.strip() else None
    body = (getattr(found, "text", None) or "").strip()
    if not any(character.isalpha() for character in body):
        raise InputError("no main text found in this HTML")
    title = " ".join((getattr(found, "title", None) or "").split())
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    article = Article(
        id_,
        text,
        parse_date(getattr(found, "date", None)),
        title=title or None,
        url=getattr(found, "url", None),
        publication=getattr(found, "sitename", None),
    )
    return article, notice


def _decode(content: bytes) -> tuple[str, str]:
    """Decode by the page's own declaration where it fits, else like any text."""
    declared = _CHARSET.search(content[:4096])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(declared.group(1).decode("ascii")).replace("\0", ""), ""
        except (LookupError, UnicodeDecodeError):
            pass
    text, notice = decode(content)
    return text.replace("\0", ""), notice
