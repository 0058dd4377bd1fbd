"""Bytes to text: right encoding, or a notice, or an error; never a silent guess."""

import pytest

from dragoman.model import InputError
from dragoman.sources.decode import decode

TEXT = "Le président a reçu l’ambassadeur à Paris. « Déjà ? » a demandé le ministère. Œuvre, naïf, été, forêt."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_known_encoding_is_read_without_notice(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, "")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_guessed_with_a_notice(encoding: str) -> None:
    text, notice = decode(TEXT.encode(encoding))
    assert text == TEXT
    assert encoding in notice


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Der Kanzler hält später eine Rede über Österreich.", "cp1252"),
        ("A résumé and café", "cp1252"),
        ("Президент России принял посла в Москве вчера вечером.", "cp1251"),
    ],
)
def test_short_texts_in_legacy_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_line_ends_and_stray_nul_stay_since_offsets_count_them() -> None:
    text = "Un.\r\nDeux.\rTrois." * 20 + "\0"
    assert decode(text.encode())[0] == text


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"%PDF-1.7\x00\x01\x02\x03\x04" * 50, b"\0" * 5000, b"\xff\xfeabc"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        decode(content)
