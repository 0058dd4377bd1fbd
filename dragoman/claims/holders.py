"""Whose a claim is that a noun or an adjective carries, and names that a bad parse left without their verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims.draft import NOMINAL, VERBAL, Source
from dragoman.claims.source import is_dummy, phrase, subject

if TYPE_CHECKING:
    from collections.abc import Collection

    from dragoman.analysis.records import Sentence
    from dragoman.claims.lexicon import Words


def holder(sentence: Sentence, noun: int, words: Words, content: Collection[int]) -> Source | None:
    """The source of a noun: its possessor or agent, else the subject of the light verb whose object it is.

    `content` are tokens that a bad parse may have hung on the holder.
    """
    for child in sentence.children[noun]:
        relation = sentence.deps[child]
        if relation in ("nmod:poss", "det:poss") or "Poss=Yes" in sentence.feats[child]:
            return phrase(sentence, child, barred=_marks(sentence, child))
    for child in sentence.children[noun]:
        if child in content:
            continue
        if sentence.relation(child) in ("nmod", "obl") and sentence.pos[child] in ("PROPN", "NOUN", "PRON"):
            cases = [c for c in sentence.children[child] if sentence.relation(c) == "case"]
            if cases and sentence.lemmas[cases[0]] in words.possessors:
                return phrase(sentence, child, barred=content)
    head = sentence.heads[noun]
    if head >= 0 and sentence.relation(noun) == "obj" and sentence.lemmas[head] in words.light:
        return subject(sentence, (head,), words)
    if any(sentence.relation(c) == "cop" for c in sentence.children[noun]):
        return bearer(sentence, noun, words)
    return None


def _marks(sentence: Sentence, token: int) -> list[int]:
    return [c for c in sentence.children[token] if sentence.relation(c) == "case"]


def bearer(sentence: Sentence, adjective: int, words: Words) -> Source | None:
    """Who is in the state that an adjective or participle tells: its subject, the active or the passive one."""
    for child in sentence.children[adjective]:
        if sentence.relation(child) == "nsubj":
            return None if is_dummy(sentence, child) else phrase(sentence, child)
    return subject(sentence, (adjective,), words)


def stray(sentence: Sentence, verb: int, since: int, *, after: bool) -> Source | None:
    """A name that a bad parse left without its verb: the nearest bare one before it, or after it behind an addressee.

    No other finite verb may stand between, and no preposition before the name.
    """
    reach = range(verb + 1, len(sentence)) if after else range(verb - 1, since - 1, -1)
    for token in reach:
        if sentence.words[token] in (";", '"', ":") or (sentence.pos[token] in VERBAL and "VerbForm=Fin" in sentence.feats[token]):
            return None
        if sentence.pos[token] != "PROPN" or sentence.relation(token) in ("flat", "compound"):
            continue
        bare = not any(sentence.relation(c) == "case" for c in sentence.children[token])
        if bare and (token == 0 or sentence.pos[token - 1] not in ("ADP", "DET", "ADJ")):
            return phrase(sentence, token)
    return None


def leading(sentence: Sentence, verb: int) -> Source | None:
    """The noun phrase at the head of the sentence, where the parser gave it to no verb and left the main verb without a subject."""
    first = next((t for t in range(verb) if sentence.pos[t] not in ("PUNCT", "CCONJ", "ADV")), verb)
    head = first
    while sentence.heads[head] in range(head + 1, verb) and sentence.pos[sentence.heads[head]] in NOMINAL:
        head = sentence.heads[head]
    if head >= verb or sentence.pos[head] not in ("NOUN", "PROPN", "PRON") or sentence.pos[first] in ("ADP", "SCONJ"):
        return None
    if is_dummy(sentence, head):
        return None
    given = sentence.relation(head) in ("nsubj", "obl", "obj") and sentence.heads[head] != verb
    if given or any(sentence.relation(c) in ("mark", "case") for t in (head, verb) for c in sentence.children[t] if c < t):
        return None
    return phrase(sentence, head, barred=(verb,))
