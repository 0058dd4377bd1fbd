"""Verbs that the tagger does not know: the tree around them tells that they are verbs, their ending which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.analysis.records import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dragoman.packs.base import Pack

_NO_VERB = frozenset({"ADJ", "NOUN", "ADV", "PRON", "ADP", "X", "PROPN"})
_PLACES = frozenset({"root", "ccomp", "advcl", "conj", "parataxis", "acl:relcl", "acl"})
_STEM = 3  # a stem is at least so long


@dataclass(frozen=True, slots=True)
class VerbForms:
    """What a pack tells of its verbs (lexicon/text.yaml).

    `endings`: ending of a form → that of the infinitive, of the class to which new verbs belong; `forms`: single forms → infinitives;
    `partitives`: indefinite articles that look like a preposition with article; `genitives`: verbs whose complement that preposition does
    introduce.
    """

    endings: Mapping[str, str]
    forms: Mapping[str, str]
    partitives: frozenset[str]
    genitives: frozenset[str] = frozenset()


@cache
def verb_forms(pack: Pack) -> VerbForms:
    """Read verb_endings, verb_forms and partitives of lexicon/text.yaml; all may be missing."""
    document = pack.document("text")
    endings = {ending: infinitive for infinitive, group in document.get("verb_endings", {}).items() for ending in group}
    return VerbForms(
        dict(sorted(endings.items(), key=lambda pair: -len(pair[0]))),
        dict(document.get("verb_forms", {})),
        frozenset(document.get("partitives", ())),
        frozenset(document.get("genitives", ())),
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a tree; `lemmas`, `pos` and `deps` change in place while it is mended."""

    lower: Sequence[str]
    lemmas: list[str]
    pos: list[str]
    deps: list[str]
    heads: Sequence[int]


def mend_verbs(tree: Columns, known: VerbForms) -> bool:
    """Make verbs of what has a subject and an object or auxiliary, but no copula; tell whether anything changed."""
    below: dict[int, set[str]] = {}
    for token, head in enumerate(tree.heads):
        if head != ROOT:
            below.setdefault(head, set()).add(tree.deps[token])
    mended = False
    for token, relations in below.items():
        if tree.pos[token] in _NO_VERB and tree.deps[token] in _PLACES and _governs_like_a_verb(relations):
            lemma = _infinitive(tree.lower[token], known)
            if lemma:
                tree.pos[token], tree.lemmas[token], mended = "VERB", lemma, True
    return mended


def _governs_like_a_verb(relations: set[str]) -> bool:
    plain = {relation.partition(":")[0] for relation in relations}
    subject = "nsubj" in plain or "expl" in plain
    return subject and "cop" not in plain and ("obj" in plain or "aux" in plain or "expl" in plain)


def _infinitive(form: str, known: VerbForms) -> str:
    if form in known.forms:
        return known.forms[form]
    for ending, infinitive in known.endings.items():
        if form.endswith(ending) and len(form) - len(ending) >= _STEM:
            return form.removesuffix(ending) + infinitive
    return ""


def mend_partitives(tree: Columns, known: VerbForms) -> bool:
    """Make objects of complements whose "preposition" is an indefinite article after all; tell whether anything changed."""
    mended = False
    for token, head in enumerate(tree.heads):
        if tree.lower[token] not in known.partitives or head == ROOT or not tree.deps[head].startswith("obl"):
            continue
        verb = tree.heads[head]
        article = tree.pos[token] == "DET" or tree.deps[token] == "det" or _takes_object(tree, verb, token, known)
        if article and head > verb and not any(h == verb and d == "obj" for h, d in zip(tree.heads, tree.deps, strict=True)):
            tree.deps[head], tree.deps[token], mended = "obj", "det", True
    return mended


def _takes_object(tree: Columns, verb: int, article: int, known: VerbForms) -> bool:
    """Whether a plural after the verb is its object: an active verb, not a pronominal one, that has no complement with the preposition."""
    if verb == ROOT or article != verb + 1 or tree.pos[verb] != "VERB" or tree.lemmas[verb] in known.genitives or not known.genitives:
        return False
    below = {tree.deps[t] for t, head in enumerate(tree.heads) if head == verb}
    return tree.lower[article].endswith("s") and not below & {"aux:pass", "expl:pv", "expl:pass", "nsubj:pass", "cop"}


def mend_objects(tree: Columns) -> bool:
    """Make the object of a verb without one: a second subject behind it, or a name with an article but no preposition behind it."""
    mended = False
    for verb, pos in enumerate(tree.pos):
        if pos != "VERB":
            continue
        below = [t for t, head in enumerate(tree.heads) if head == verb]
        if any(tree.deps[t] in ("obj", "aux:pass", "cop") for t in below) or not any(tree.deps[t] == "nsubj" and t < verb for t in below):
            continue
        behind = [t for t in below if t > verb and tree.pos[t] in ("NOUN", "PROPN")]
        chosen = [t for t in behind if tree.deps[t] == "nsubj"] or [t for t in behind if _bare_name(tree, t)]
        if chosen:
            tree.deps[chosen[0]], mended = "obj", True
    return mended


def mend_inverted(tree: Columns, feats: Sequence[str]) -> bool:
    """Make the subject of a finite pronominal verb without one out of the "object" behind it ("« … », s'est réjoui **le président**")."""
    mended = False
    for verb, pos in enumerate(tree.pos):
        if pos != "VERB":
            continue
        below = [t for t, head in enumerate(tree.heads) if head == verb]
        finite = "VerbForm=Fin" in feats[verb] or any(tree.deps[t].startswith("aux") for t in below)
        if not finite or not any(tree.deps[t] == "expl:pv" for t in below) or any(tree.deps[t].startswith("nsubj") for t in below):
            continue
        behind = [t for t in below if t > verb and tree.deps[t] == "obj" and tree.pos[t] in ("NOUN", "PROPN")]
        if behind and tree.deps[verb] not in ("acl:relcl", "conj", "xcomp"):
            tree.deps[behind[0]], mended = "nsubj", True
    return mended


def _bare_name(tree: Columns, token: int) -> bool:
    relations = {tree.deps[t] for t, head in enumerate(tree.heads) if head == token}
    return tree.pos[token] == "PROPN" and tree.deps[token] == "obl" and "det" in relations and "case" not in relations
