"""spaCy tokenizers that cut words as the treebanks do; they are saved with the parser."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_ELISION = r"(?:[ldjmtsncLDJMTSNC]|[Qq]u|QU|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu)'"
_CLITIC = r"(?:t-)?(?:ils?|elles?|on)|je|tu|nous|ce|moi|toi|lui|leur|les?|la|y|en"
_FRENCH_WHOLE = ("aujourd'hui", "rendez-vous", "d'abord", "d'accord", "d'ailleurs", "d'après", "d'autant", "peut-être")
_ENGLISH_WHOLE_PREFIX = r"(?:e|co|re|non|anti|pre|ex|un|multi|inter|counter|sub|semi|mid|pro|bi|de|extra|intra|micro|mini|neo|over|post|pseudo|quasi|trans|ultra|vice)"


def customise(nlp: Language) -> None:
    """Replace the tokenizer rules of `nlp` by those of its language's treebanks."""
    if nlp.lang == "fr":
        _french(nlp)
    else:
        _english(nlp)


def _french(nlp: Language) -> None:
    """Elisions come off the front, clitic pronouns off the back, and hyphenated compounds stay whole."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    prefixes = [*(nlp.Defaults.prefixes or ()), _ELISION + r"(?=\S)", r"-(?=[^\W\d]{2})"]
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=\w)-(?:" + _CLITIC + r")", r"(?<=[a-zéèêà]{2}(?<!rendez))-vous", r"(?<=\w)-"]
    infixes = [r"\.\.+", "…", r"(?<=[^\W\d])[,;:!?](?=[^\W\d])", r'(?<=\w)["()](?=\w)', r"--+", r"(?<=\w)/(?=\w)", r"(?<=\d)h(?=\d)"]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.token_match = None
    tokenizer.rules = {w: v for w, v in (tokenizer.rules or {}).items() if "'" not in w and "-" not in w}
    for word in _FRENCH_WHOLE[:2] + _FRENCH_WHOLE[-1:]:
        for form in (word, word.capitalize(), word.upper()):
            tokenizer.add_special_case(form, [{"ORTH": form}])


def _english(nlp: Language) -> None:
    """spaCy's English rules, with hyphens cut between digits and letters too."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[\w.])-(?=[^\W_])", r"(?<=[^\W\d])/(?=[^\W\d])"]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    _ = re.compile(_ENGLISH_WHOLE_PREFIX)
