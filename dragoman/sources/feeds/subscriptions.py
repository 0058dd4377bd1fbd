"""What a person names → the addresses of feeds: an address, a list in a file, or an OPML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from dragoman.model import InputError
from dragoman.sources.decode import decode
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LARGEST = 10_000_000  # bytes of a list


def subscriptions(inputs: Iterable[str]) -> Iterator[str | Problem]:
    """The addresses in order, each once. A list has one a line; empty lines and those that begin with # are left out."""
    seen: set[str] = set()
    for name in inputs:
        for address in [name] if "://" in name else _listed(name):
            if isinstance(address, Problem):
                yield address
            elif not address.startswith(("http://", "https://")):
                yield Problem(name, f"{address[:200]}: not an address of the web")
            elif address not in seen:
                seen.add(address)
                yield address


def _listed(name: str) -> list[str | Problem]:
    try:
        with Path(name).open("rb") as stream:
            content = stream.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            return [Problem(name, f"larger than {_LARGEST} bytes")]
        found = _opml(content) if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _lines(content)
    except OSError as error:
        return [Problem(name, error.strerror or str(error))]
    except InputError as error:
        return [Problem(name, str(error))]
    return [*found] or [Problem(name, "no feeds in it")]


def _lines(content: bytes) -> list[str]:
    lines = (line.strip() for line in decode(content)[0].splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _opml(content: bytes) -> list[str]:
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - for this kind of file only
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    try:
        root = fromstring(content)
    except DefusedXmlException as error:
        raise InputError("XML that declares entities is refused") from error
    except (ParseError, ValueError, LookupError) as error:
        raise InputError(f"broken OPML: {error}") from error
    addresses = (outline.get("xmlUrl") or outline.get("xmlurl") for outline in root.iter("outline"))
    return [address.strip() for address in addresses if address]
