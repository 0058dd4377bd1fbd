"""Claims that nobody is named for: hedging adverbs, verbs of seeming, and adjectives that doubt the noun they qualify."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims.content import stretches
from dragoman.claims.draft import VERBAL, Draft, subtree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context


def drafts(context: Context, sentence: Sentence) -> Iterator[Draft]:
    """Every claim of the sentence that a hedge or a doubt tells, without a source."""
    words = context.lexicon.words
    for token, word in enumerate(sentence.lower):
        if word in words.hedges and sentence.pos[token] == "ADV" and sentence.heads[token] >= 0:
            yield from _hedged(context, sentence, token)
        elif sentence.lemmas[token] in words.appearances and sentence.pos[token] in VERBAL:
            yield from _appearing(context, sentence, token)
        elif word in words.doubts or sentence.lemmas[token] in words.doubts:
            yield from _doubted(sentence, (token,))
        elif _joined(sentence, token) in words.doubts:
            yield from _doubted(sentence, (token, token + 1, token + 2))


def _hedged(context: Context, sentence: Sentence, token: int) -> Iterator[Draft]:
    head = sentence.heads[token]
    stance = context.lexicon.words.hedges[sentence.lower[token]]
    kept = [t for t in subtree(sentence, [head]) if t != token]
    while kept and sentence.pos[kept[0]] == "CCONJ":
        kept = kept[1:]
    pieces = stretches(sentence, kept)
    if pieces:
        yield Draft(f"hedge.{sentence.lower[token]}", "attitude", sentence, (token,), None, pieces, stance)


def _appearing(context: Context, sentence: Sentence, token: int) -> Iterator[Draft]:
    """What seems so: the subject, unless it is empty, and what is said of it."""
    words = context.lexicon.words
    said = next((c for c in sentence.children[token] if c > token and sentence.relation(c) in ("xcomp", "ccomp")), None)
    if said is None:
        return
    kept = subtree(sentence, [said])
    while len(kept) > 1 and (sentence.relation(kept[0]) == "mark" or sentence.lower[kept[0]] in words.complementizers):
        kept = kept[1:]
    subjects = [c for c in sentence.children[token] if sentence.relation(c) == "nsubj" and not sources.is_dummy(sentence, c)]
    pieces = stretches(sentence, sorted({*subtree(sentence, subjects), *kept}))
    if pieces:
        yield Draft(f"hedge.{sentence.lemmas[token]}", "attitude", sentence, (token,), None, pieces)


def _joined(sentence: Sentence, token: int) -> str:
    """A word that the tokeniser cut at its hyphen ("so-called"), empty where there is none."""
    if token + 2 >= len(sentence) or sentence.words[token + 1] != "-":
        return ""
    return sentence.cut(token, token + 2).text.lower()


def _doubted(sentence: Sentence, cue: tuple[int, ...]) -> Iterator[Draft]:
    last = cue[-1]
    head = sentence.heads[last]
    if sentence.relation(last) not in ("amod", "acl"):
        before = cue[0] > 0 and sentence.pos[cue[0] - 1] == "DET"
        head = last + 1 if before and last + 1 < len(sentence) else -1
    if head < 0 or sentence.pos[head] not in ("NOUN", "PROPN"):
        return
    source = sources.phrase(sentence, head)
    pieces = stretches(sentence, [t for t in source.tokens if t not in cue and sentence.relation(t) != "det"])
    if pieces:
        yield Draft(f"doubt.{sentence.cut(cue[0], last).text.lower()}", "attitude", sentence, cue, None, pieces, "doubts")
