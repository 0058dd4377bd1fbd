"""Language identification: any language, not only the installed ones; short and mixed texts."""

import pytest

from dragoman.analysis.language import declared, identify

INSTALLED = {"en", "fr"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le ministre a reçu son homologue à Dakar.", "fr"),
        ("The minister met his counterpart in Dakar.", "en"),
        ("El ministro recibió a su homólogo en Dakar y firmó un acuerdo.", "es"),
        ("Der Minister empfing seinen Amtskollegen in Dakar.", "de"),
        ("Министр встретился со своим коллегой в Дакаре.", "ru"),
        ("部长在达喀尔会见了他的同行。", "zh"),
    ],
)
def test_language_of_a_sentence(text: str, code: str) -> None:
    assert identify(text, INSTALLED).code == code


@pytest.mark.parametrize("text", ["Russia warns Ukraine", "Putin will meet Biden.", "NATO and EU leaders met"])
def test_headlines_full_of_names_go_to_an_installed_language(text: str) -> None:
    assert identify(text, INSTALLED).code == "en"


@pytest.mark.parametrize("text", ["", "1 234 – 5 678", "😀😀😀 !!!", "\ud800\udfff", "https://news.example/a@b"])
def test_nothing_to_tell_from(text: str) -> None:
    assert identify(text, INSTALLED).code == ""


def test_mixed_text_takes_the_larger_part_and_says_so() -> None:
    french = "Le gouvernement a annoncé mardi la fermeture de la frontière avec son voisin du nord, après des tirs.\n" * 12
    english = "The government announced on Tuesday that it had closed the border with its northern neighbour.\n" * 5
    identified = identify(french + english, INSTALLED)
    assert identified.code == "fr"
    assert "mixed" in identified.reason
    assert "en" in identified.reason
    assert "mixed" not in identify(french, INSTALLED).reason


def test_upper_case_and_web_addresses_do_not_mislead() -> None:
    assert (
        identify(
            "LE PRÉSIDENT A PROMULGUÉ LA LOI HIER SOIR https://www.the-english-news.example/the-story-of-the-day", INSTALLED
        ).code
        == "fr"
    )


@pytest.mark.parametrize(
    ("written", "code"), [("FR", "fr"), ("fr-CA", "fr"), ("en_GB", "en"), (None, ""), ("und", ""), (" ", ""), ("unknown", "")]
)
def test_declared_codes(written: str | None, code: str) -> None:
    assert declared(written) == code
