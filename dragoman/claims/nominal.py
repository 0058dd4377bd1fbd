"""Claims that a noun or an adjective carries: "the claim that", "les déclarations de X sur", "convinced that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import holders
from dragoman.claims import source as sources
from dragoman.claims.clauses import content_of
from dragoman.claims.complements import is_infinitive
from dragoman.claims.content import stretches
from dragoman.claims.draft import Draft, subtree
from dragoman.claims.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context
    from dragoman.claims.lexicon import Cue

_CLAUSES = frozenset({"acl", "ccomp", "advcl", "xcomp", "csubj"})


def drafts(context: Context, sentence: Sentence, used: frozenset[int]) -> Iterator[Draft]:
    """The claims of nouns and adjectives that are no part of a verb's cue already (`used`)."""
    nouns, adjectives = context.lexicon.nouns, context.lexicon.adjectives
    for token, lemma in enumerate(sentence.lemmas):
        if token in used:
            continue
        if sentence.pos[token] == "NOUN":
            if token and sentence.words[token][0].isupper() and not sentence.heading:
                continue  # part of a name: "the Court of Appeals"
            cues = Lexicon.look_up(nouns, lemma)
        elif sentence.pos[token] == "ADJ" or (sentence.pos[token] == "VERB" and sources.is_passive(sentence, token)):
            cues = Lexicon.look_up(adjectives, lemma)
        else:
            continue
        if cues and (found := _draft(context, sentence, token, cues)) is not None:
            yield found


def _draft(context: Context, sentence: Sentence, token: int, cues: Iterable[Cue]) -> Draft | None:
    content = _content(context, sentence, token, cues)
    if content is None:
        return None
    cue, tokens = content
    words = context.lexicon.words
    if sentence.pos[token] == "NOUN":
        source = holders.holder(sentence, token, words, tokens)
    else:
        source = holders.bearer(sentence, token, words)
        if source is None:
            return None
    own = {token} | (set(source.tokens) if source else set())
    pieces = stretches(sentence, [t for t in tokens if t not in own])
    if not pieces or (source is not None and source.head in tokens):
        return None
    negated = [c for c in sentence.children[token] if sentence.lower[c] in words.negations]
    stance = cue.stance if not negated else ("denies" if cue.stance == "asserts" else "asserts")
    return Draft(cue.id, cue.kind, sentence, tuple(sorted((token, *negated))), source, pieces, stance)


def _content(context: Context, sentence: Sentence, token: int, cues: Iterable[Cue]) -> tuple[Cue, list[int]] | None:
    words = context.lexicon.words
    for cue in cues:
        for child in _complements(sentence, token):
            relation = sentence.relation(child)
            marks = [c for c in sentence.children[child] if sentence.relation(c) in ("case", "mark") and c < child]
            if relation in _CLAUSES and sentence.deps[child] != "acl:relcl":
                opened = any(sentence.lower[c] in words.complementizers | words.interrogatives for c in marks)
                if "clause" in cue.takes and (opened or (relation == "ccomp" and sentence.pos[token] == "ADJ")):
                    return cue, content_of(context, sentence, child)
                if "infinitive" in cue.takes and is_infinitive(sentence, child):
                    return cue, _after_marks(sentence, child, marks)
            if cue.after and any(sentence.lemmas[c] in cue.after for c in marks):
                return cue, _after_marks(sentence, child, marks)
    return None


def _complements(sentence: Sentence, token: int) -> list[int]:
    """What follows the word and hangs on it, or on its own complement, where parsers put the second of two."""
    own = [c for c in sentence.children[token] if c > token]
    return own + [g for c in own if sentence.relation(c) == "nmod" for g in sentence.children[c] if g > c]


def _after_marks(sentence: Sentence, top: int, marks: list[int]) -> list[int]:
    tokens = subtree(sentence, [top])
    first = min(marks, default=-1)
    return [t for t in tokens if t not in marks and t > first]
