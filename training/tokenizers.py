"""spaCy tokenizers that cut words as the treebanks do; they are saved with the parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs

_ELISION = r"(?:[ldjmtsncLDJMTSNC]|[Qq]u|QU|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu)'"
_CLITIC = r"(?:t-)?(?:ils?|elles?|on)|je|tu|nous|ce|moi|toi|lui|leur|les?|la|y|en"
_FRENCH_WHOLE = ("aujourd'hui", "rendez-vous", "c'est-à-dire", "l'on", "quelqu'un")


def customise(nlp: Language) -> None:
    """Replace the tokenizer rules of `nlp` by those of its language's treebanks."""
    if nlp.lang == "fr":
        _french(nlp)
    else:
        _english(nlp)


def _french(nlp: Language) -> None:
    """Elisions come off the front, clitic pronouns off the back, and hyphenated compounds stay whole."""
    tokenizer = cast("Tokenizer", nlp.tokenizer)
    prefixes = [*(nlp.Defaults.prefixes or ()), _ELISION + r"(?=\S)", r"-(?=[^\W\d]{2})"]
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=\w)-(?:" + _CLITIC + r")", r"(?<=[a-zéèêà]{2}(?<!rendez))-vous", r"(?<=\w)-"]
    infixes = [
        r"\.\.+",
        "…",
        r"(?<=[^\W\d])[,;:!?](?=[^\W\d])",
        r'(?<=\w)["()](?=\w)',
        r"--+",
        r"(?<=\w)/(?=\w)",
        r"(?<=\d)h(?=\d)",
    ]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.token_match = None
    tokenizer.rules = {w: v for w, v in (tokenizer.rules or {}).items() if "'" not in w and "-" not in w}
    for word in _FRENCH_WHOLE:
        for form in (word, word.capitalize(), word.upper()):
            tokenizer.add_special_case(form, [{"ORTH": form}])


def _english(nlp: Language) -> None:
    """SpaCy's English rules, with hyphens cut between digits and letters too, and units cut off numbers."""
    tokenizer = cast("Tokenizer", nlp.tokenizer)
    prefixes = ("[eE]", "[cCrR][oe]", "[nN]on", "[aA]nti", "[pP]r[eo]", "[eE]x", "[mM]id", "[mM]ulti", "[cC]ounter")
    whole = "".join(rf"(?<!\b{p})" for p in prefixes)
    kept = [i for i in (nlp.Defaults.infixes or ()) if "-|–|—" not in str(i)]
    infixes = [
        *kept,
        whole + r"(?<=[\w.])(?<!\d)-(?=[^\W_])",
        r"(?<=\d)-(?=[^\W\d])",
        r"(?<=[^\W\d])/(?=[^\W\d])",
        r'(?<=\w)[()"<>](?=\w)',
        "--+",
    ]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    units = r"(?<=\d)(?:bn|[bm]illion|m|am|pm|AM|PM|km|kg)"
    tokenizer.suffix_search = compile_suffix_regex([*(nlp.Defaults.suffixes or ()), units]).search
    tokenizer.rules = {w: v for w, v in (tokenizer.rules or {}).items() if w != "and/or"}
