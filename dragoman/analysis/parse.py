"""Sentences → Universal Dependencies trees. The only module that knows spaCy; no spaCy object leaves it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, LOWER, MORPH, ORTH, POS
from thinc.api import use_ops

from dragoman.analysis.records import ROOT, Sentence, children_of
from dragoman.analysis.repair import (
    Tree,
    frozen_phrases,
    intransitives,
    mend_adjectives,
    mend_auxiliaries,
    mend_clause,
    mend_counted,
    mend_frozen,
    mend_infinitives,
    mend_prepositions,
    mend_sources,
    mend_voice,
    past_like_participle,
)
from dragoman.analysis.verbs import Columns, VerbForms, mend_inverted, mend_objects, mend_partitives, mend_verbs, verb_forms
from dragoman.model import PackError, SentenceSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from dragoman.analysis.normalise import Normalised
    from dragoman.analysis.sentences import Stretch
    from dragoman.packs.base import Pack

_ATTRIBUTES = [ORTH, LOWER, LEMMA, POS, DEP, HEAD, MORPH, IDX, LENGTH]
_OPENING = re.compile(r"[^\w]*([^\W\d_]+)('?)")
BATCH = 256  # sentences parsed together: larger batches gain nothing and hold more memory


@cache
def pipeline(pack: Pack) -> Language:
    """Load the trained pipeline of a pack, once. Raises PackError where it is missing or does not fit this spaCy."""
    try:
        # NumPy's matrix product is the faster one for networks of this size: 1.8 times the default's speed where measured.
        with use_ops("numpy", use_blis=False):
            return spacy.load(pack.parser)
    except (OSError, ValueError) as error:
        raise PackError(f"{pack.parser}: no usable parser: {' '.join(str(error).split())[:200]}") from error


@dataclass(frozen=True, slots=True)
class Request:
    """A sentence to be parsed: the article's text, where the sentence stands, its number, and its normalised form."""

    text: str
    stretch: Stretch
    number: int
    normalised: Normalised


@dataclass(frozen=True, slots=True)
class Habits:
    """What a pack says of its language that mends trees, as analysis/repair.py explains each."""

    never_passive: frozenset[str]
    past_like_participle: bool
    frozen: tuple[tuple[str, ...], ...]
    verbs: VerbForms


def parse(requests: Iterable[Request], pack: Pack) -> Iterator[Sentence]:
    """Parse sentences, one tree for each request, in order."""
    habits = Habits(intransitives(pack), past_like_participle(pack), frozen_phrases(pack), verb_forms(pack))
    starters = frozenset(pack.document("text")["starters"])
    pairs = ((_uncapitalised(request.normalised.text, starters), request) for request in requests)
    for doc, request in pipeline(pack).pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield _sentence(doc, request, habits)


def _uncapitalised(text: str, starters: frozenset[str]) -> str:
    """The sentence with its first word in lower case where that is a function word, same length: capitals suggest names."""
    found = _OPENING.match(text)
    if found is None or starters.isdisjoint((found[1].lower(), found[1].lower() + found[2])):
        return text
    start, end = found.span(1)
    return text[:start] + text[start:end].lower() + text[end:]


def _sentence(doc: Doc, request: Request, habits: Habits) -> Sentence:
    text, stretch, normalised = request.text, request.stretch, request.normalised
    strings = doc.vocab.strings
    table = doc.to_array(_ATTRIBUTES).astype(np.int64, copy=False)
    columns = table.T.tolist()
    heads = tuple(ROOT if offset == 0 else token + offset for token, offset in enumerate(columns[5]))
    words, lower, lemmas, pos, deps, feats = (_strings(columns[i], strings) for i in (0, 1, 2, 3, 4, 6))
    relations = ["root" if dep == "ROOT" else dep for dep in deps]
    lemmas = tuple(lemma.lower() for lemma in lemmas)
    tagged = Columns(lower, list(lemmas), list(pos), relations, heads)
    if mend_verbs(tagged, habits.verbs):
        lemmas, pos = tuple(tagged.lemmas), tuple(tagged.pos)
    mend_partitives(tagged, habits.verbs)
    mend_objects(tagged)
    mend_inverted(tagged, feats)
    if "aux:pass" in relations or "nsubj:pass" in relations:
        mend_voice(lemmas, relations, heads, habits.never_passive)
    tree = Tree(words, pos, feats, relations, list(heads))
    mends = [mend_adjectives, mend_counted, mend_infinitives, mend_prepositions, mend_sources]
    mended = [mend(tree) for mend in ([*mends, mend_clause] if habits.past_like_participle else mends)]
    if True in mended:
        heads = tuple(tree.heads)
    movable = list(heads)
    if mend_frozen(lower, movable, habits.frozen) | mend_auxiliaries(relations, movable):
        heads = tuple(movable)
    starts = tuple(normalised.starts[i] for i in columns[7])
    ends = tuple(normalised.ends[i + n - 1] for i, n in zip(columns[7], columns[8], strict=True))
    return Sentence(
        span=SentenceSpan(text[stretch.start : stretch.end], stretch.start, stretch.end, request.number),
        paragraph=stretch.paragraph,
        heading=stretch.heading,
        article_text=text,
        words=words,
        lower=lower,
        lemmas=lemmas,
        pos=pos,
        feats=feats,
        deps=tuple(relations),
        heads=heads,
        starts=starts,
        ends=ends,
        children=children_of(heads),
    )


def _strings(hashes: list[int], strings: spacy.strings.StringStore) -> tuple[str, ...]:
    # numpy gives the unsigned 64-bit hashes as signed ones
    return tuple(strings[h & 0xFFFFFFFFFFFFFFFF] if h else "" for h in hashes)
