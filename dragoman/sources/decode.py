"""Bytes → text, without guessing silently."""

from __future__ import annotations

import codecs
import re

from dragoman.model import InputError

_MARKS = (  # the four-byte marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000  # bytes shown to the detector, whose cost grows with the length
_MAX_CONTROLS = 0.02  # a larger share of control characters is no text but a picture, a PDF, an archive
_MAX_STRANGE = 0.25  # a larger share of bytes that do not fit, and a text is not UTF-8 at all
_STRANGE = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\0-\x7f]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def decode(content: bytes) -> tuple[str, str]:
    """Decode to (text, notice); the notice is empty for UTF-8 and for texts with a byte-order mark.

    The mark is no part of the text; line ends stay as they are, since offsets count them. Raises InputError where no encoding fits.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(_strictly(content[len(mark) :], encoding)), ""
    wide = _utf16_without_mark(content)
    if wide:
        return _checked(_strictly(content, wide)), f"no UTF-8; read as {wide} (guessed)"
    try:
        return _checked(content.decode("utf-8")), ""
    except UnicodeDecodeError:
        text = content.decode("utf-8", "surrogateescape")
        return _mixed(text) if _mostly_utf8(text) else _guess(content)


def _mostly_utf8(text: str) -> bool:
    """Whether of the characters beyond ASCII most were UTF-8; half characters stand for the bytes that were not."""
    strange = sum(1 for _ in _STRANGE.finditer(text))
    return strange <= _MAX_STRANGE * sum(1 for _ in _BEYOND_ASCII.finditer(text))


def _mixed(text: str) -> tuple[str, str]:
    """Take each byte that was no UTF-8 for what the Web takes it for, the commonest mixture."""
    bytes_ = len(_STRANGE.findall(text))
    mended = _STRANGE.sub(lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return _checked(mended), f"mixed encodings: {bytes_} bytes are no UTF-8; read as cp1252 (guessed)"


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"broken {encoding} text at byte {error.start}") from error


def _checked(text: str) -> str:
    if sum(1 for _ in _CONTROLS.finditer(text)) > _MAX_CONTROLS * len(text):
        raise InputError("not a text: too many control characters")
    return text


def _utf16_without_mark(content: bytes) -> str:
    """Western text in UTF-16 shows itself by NULs in every other byte."""
    sample = content[:2000]
    if len(sample) < 4 or sample.count(0) < 0.3 * len(sample):
        return ""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else ""


def text_encoding(beginning: bytes) -> tuple[str, str]:
    """The encoding of a text too long to be decoded whole, by its beginning, with a notice (empty if there is nothing to tell).

    Raises InputError where none fits.
    """
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            # By these names the decoder takes the mark away.
            return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, "utf-32"), ""
    if wide := _utf16_without_mark(beginning):
        return wide, f"no UTF-8; read as {wide} (guessed)"
    try:
        # The last character may be cut.
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        mended = beginning.decode("utf-8", "surrogateescape")
        some_utf8 = len(_BEYOND_ASCII.findall(mended)) > len(_STRANGE.findall(mended))
        if some_utf8:  # which other encodings give by rare chance only: what does not fit is for the reader of a part to mend
            return "utf-8", ""
        return _likeliest(beginning), f"no UTF-8; read as {_likeliest(beginning)} (guessed)"
    return "utf-8", ""


def _guess(content: bytes) -> tuple[str, str]:
    encoding = _likeliest(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"undecodable: looks like {encoding}, but byte {error.start} does not fit") from error
    return _checked(text), f"no UTF-8; read as {encoding} (guessed)"


def _likeliest(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - needed for the odd file only

    matches = from_bytes(content[:_SAMPLE])
    best = matches.best()
    if best is None:
        raise InputError("undecodable: neither UTF-8 nor any other known encoding")
    # Where the detector cannot tell single-byte encodings apart, the one that the Web takes for granted.
    as_likely = {name for match in matches if match.chaos <= best.chaos for name in match.could_be_from_charset}
    return "cp1252" if "cp1252" in as_likely else best.encoding
