"""Lemma tables for spaCy's rule lemmatizer, out of word lists and treebanks.

A table holds only what the suffix rules would get wrong, so that it stays small.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from spacy.lookups import Lookups

from training.sources import french_forms, lemma_table

if TYPE_CHECKING:
    from spacy.language import Language

    from training.trees import Tree

Rules = Sequence[tuple[str, str]]
Pairs = dict[tuple[str, str], str]
"""(class in lower case, lowercase form) → lemma."""

_FRENCH_RULES: dict[str, Rules] = {
    "noun": (("eaux", "eau"), ("aux", "al"), ("eux", "eu"), ("s", "")),
    "adj": (
        ("euses", "eux"),
        ("euse", "eux"),
        ("ives", "if"),
        ("ive", "if"),
        ("elles", "el"),
        ("elle", "el"),
        ("ennes", "en"),
        ("enne", "en"),
        ("trices", "teur"),
        ("trice", "teur"),
        ("ères", "er"),
        ("ère", "er"),
        ("aux", "al"),
        ("ales", "al"),
        ("ale", "al"),
        ("ées", "é"),
        ("ée", "é"),
        ("antes", "ant"),
        ("ante", "ant"),
        ("entes", "ent"),
        ("ente", "ent"),
        ("aises", "ais"),
        ("aise", "ais"),
        ("iennes", "ien"),
        ("ienne", "ien"),
        ("aines", "ain"),
        ("aine", "ain"),
        ("oises", "ois"),
        ("oise", "ois"),
        ("s", ""),
    ),
    "verb": (
        *((ending, ending) for ending in ("ndre", "rdre", "ttre", "ître", "uire", "crire", "dire", "faire", "ivre", "rompre", "clure")),
        ("issaient", "ir"),
        ("issait", "ir"),
        ("issant", "ir"),
        ("issent", "ir"),
        ("eraient", "er"),
        ("erait", "er"),
        ("eront", "er"),
        ("erons", "er"),
        ("erez", "er"),
        ("erais", "er"),
        ("erai", "er"),
        ("eras", "er"),
        ("era", "er"),
        ("èrent", "er"),
        ("âmes", "er"),
        ("assent", "er"),
        ("ât", "er"),
        ("aient", "er"),
        ("ait", "er"),
        ("ais", "er"),
        ("ions", "er"),
        ("iez", "er"),
        ("ant", "er"),
        ("ées", "er"),
        ("ée", "er"),
        ("és", "er"),
        ("é", "er"),
        ("ent", "er"),
        ("es", "er"),
        ("e", "er"),
        ("ons", "er"),
        ("ez", "er"),
        ("a", "er"),
        ("ai", "er"),
        ("as", "er"),
        ("ies", "ir"),
        ("ie", "ir"),
        ("is", "ir"),
        ("it", "ir"),
        ("i", "ir"),
    ),
}
_ENGLISH_RULES: dict[str, Rules] = {
    "noun": (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("men", "man"), ("s", "")),
    "verb": (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("s", ""),
        ("ied", "y"),
        ("ized", "ize"),
        ("ised", "ise"),
        ("ated", "ate"),
        ("izing", "ize"),
        ("ising", "ise"),
        ("ating", "ate"),
        ("ed", ""),
        ("ing", ""),
    ),
    "adj": (("ier", "y"), ("iest", "y"), ("er", ""), ("est", "")),
}
_FRENCH_FIRST_GROUP: Rules = tuple(r for r in _FRENCH_RULES["verb"] if r[1] == "er")
_KEPT = ("noun", "verb", "adj", "aux", "adv", "adp", "det", "pron", "cconj", "sconj", "part")


def install(nlp: Language, trees: Iterable[Tree]) -> None:
    """Fill the `lemmatizer` component of `nlp` for its language; treebank lemmas overrule the lists."""
    rules = _FRENCH_RULES if nlp.lang == "fr" else _ENGLISH_RULES
    listed = list(trees)
    frequency = Counter(t.lemma for tree in listed for t in tree.tokens if t.upos == "VERB")
    pairs = {**(_french(frequency) if nlp.lang == "fr" else _english()), **_treebank(listed)}
    exceptions: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for (upos, form), lemma in sorted(pairs.items()):
        if upos in _KEPT and by_rule(rules.get(upos, ()), form) != lemma:
            exceptions[upos][form] = [lemma]
    lookups = Lookups()
    lookups.add_table("lemma_lookup", {})
    lookups.add_table("lemma_rules", {k: [list(r) for r in v] for k, v in rules.items()})
    lookups.add_table("lemma_exc", dict(exceptions))
    lookups.add_table("lemma_index", {})
    nlp.get_pipe("lemmatizer").initialize(lambda: (), nlp=nlp, lookups=lookups)  # type: ignore[attr-defined]


def by_rule(rules: Rules, form: str) -> str:
    """What spaCy's rule lemmatizer makes of a form that no table holds."""
    return next((form[: -len(old)] + new for old, new in rules if form.endswith(old) and len(form) > len(old)), form)


def _treebank(trees: Iterable[Tree]) -> Pairs:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tree in trees:
        for token in tree.tokens:
            if token.upos != "PROPN" and token.lemma != "_":
                counts[token.upos.lower(), token.form.lower()][token.lemma.lower()] += 1
    return {key: max(c, key=lambda lemma: (c[lemma], lemma)) for key, c in counts.items()}


def _french(frequency: Counter[str]) -> Pairs:
    """The lists' lemmas; of several the one oftener a verb in the treebanks, then -er before the rest, then the shorter."""
    classes = {upos: set(lemmas) for upos, lemmas in lemma_table("fr", "index").items()}
    verbs = classes["verb"]
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for upos, form, lemma in french_forms():
        participle = upos == "adj" and lemma in verbs and lemma != form
        if (form.isalpha() or "-" in form) and not participle:
            found[upos, form.lower()].add(lemma)
    for form, listed in lemma_table("fr", "lookup").items():
        lemma = listed if isinstance(listed, str) else listed[0]
        if lemma not in verbs and ("adj", form) not in found and ("noun", form) not in found:
            for upos in ("adj", "noun"):
                if lemma in classes[upos]:
                    found[upos, form].add(lemma)
    for (upos, form), lemmas in found.items():
        regular = by_rule(_FRENCH_FIRST_GROUP, form)
        if upos == "verb" and regular != form and regular in verbs:
            lemmas.add(regular)
    return {key: min(lemmas, key=partial(_unlikelihood, key[1], frequency)) for key, lemmas in found.items()}


def _unlikelihood(form: str, frequency: Counter[str], lemma: str) -> tuple[int, bool, bool, int, str]:
    """Sorts the lemmas of a form, the likeliest first."""
    return -frequency[lemma], lemma != form, not lemma.endswith("er"), len(lemma), lemma


def _english() -> Pairs:
    """Regular forms of the lists' words, then their exceptions; a listed word that is a plural of another counts as the plural."""
    index, exceptions = lemma_table("en", "index"), lemma_table("en", "exc")
    pairs: Pairs = {}
    for verb in index["verb"]:
        if verb.isalpha():
            pairs.update({("verb", f): verb for f in _english_verb(verb)})
    for noun in index["noun"]:
        if noun.isalpha():
            pairs["noun", _plural(noun)] = noun
    for upos in ("verb", "noun", "adj", "adv"):
        for form, lemmas in exceptions[upos].items():
            if form.isalpha():
                pairs[upos, form] = lemmas[0]
        listed = set(index[upos])
        for lemma in index[upos]:
            base = by_rule(_ENGLISH_RULES.get(upos, ()), lemma)
            if lemma.isalpha() and not (upos == "noun" and lemma.endswith("men") and base in listed):
                pairs.setdefault((upos, lemma), lemma)
    return pairs


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or (word.endswith("o") and word[-2:-1] not in "aeiou"):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _english_verb(verb: str) -> list[str]:
    """The regular forms of a verb, the final consonant doubled where a short stressed vowel may stand before it."""
    forms = [_plural(verb)]
    if verb.endswith("e"):
        forms += [verb + "d", (verb if verb.endswith(("ee", "ye", "oe")) else verb[:-1]) + "ing"]
    elif verb.endswith("y") and verb[-2:-1] not in "aeiou":
        forms += [verb[:-1] + "ied", verb + "ing"]
    else:
        forms += [verb + "ed", verb + "ing"]
    if len(verb) > 2 and verb[-1] in "bdglmnprtv" and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
        forms += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return forms
