"""What a cue verb says, thinks or wants: the claim that lies to its right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import complements, holders
from dragoman.claims import source as sources
from dragoman.claims.clauses import that_clause
from dragoman.claims.draft import VERBAL, Draft, merged, runs, trimmed
from dragoman.claims.extent import completed
from dragoman.claims.verbal import cue_tokens, is_bare_participle, stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context, Source, Stretch
    from dragoman.claims.lexicon import Cue, Words
    from dragoman.claims.verbal import Verb

_SHORT = 6  # tokens of a phrase that may be no more than a date
_CONSTRUCTIONS = (that_clause, complements.infinitive, complements.predicate, complements.after, complements.object_)


def draft(context: Context, verb: Verb) -> Draft | None:
    """The claim of a verb from the constructions that lie to its right; None where it has none there."""
    if is_bare_participle(verb.sentence, verb.main) and verb.sentence.relation(verb.main) != "advcl":
        return None
    if verb.sentence.pos[verb.main] not in VERBAL:
        misread = _misread(context, verb)
        return _draft(context, verb, *misread) if misread else None
    for construction in _CONSTRUCTIONS:
        found = construction(context, verb)
        if found is not None:
            cue, tokens = found
            clause = construction is that_clause
            tokens = completed(verb, context.lexicon.words, tokens, clause=clause)
            return _draft(context, verb, cue, tokens)
    if _is_astray(verb):
        misread = _misread(context, verb)
        return _draft(context, verb, *misread) if misread else None
    return None


def _is_astray(verb: Verb) -> bool:
    """Tell a finite verb that the parser hung on the noun before it, which is no verb's subject or object: it is the main verb."""
    sentence, token = verb.sentence, verb.main
    head = sentence.heads[token]
    return (
        0 <= head < token
        and sentence.heads[head] < 0
        and sentence.pos[head] in ("NOUN", "PROPN")
        and sentence.relation(token) in ("advmod", "amod", "acl", "appos", "nmod")
        and sentence.deps[token] != "acl:relcl"
        and "VerbForm=Fin" in sentence.feats[token]
        and verb.last + 1 < len(sentence)
        and sentence.pos[verb.last + 1] in ("DET", "SCONJ", "PART")
    )


def _misread(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
    """What follows a verb that the parser took for a noun, as far as the next mark; the word behind the verb tells the construction."""
    sentence, words = verb.sentence, context.lexicon.words
    first = verb.last + 1
    stop = next((t for t in range(first, len(sentence)) if sentence.words[t] in (",", ";", ":", ".")), len(sentence))
    following = sentence.lower[first]
    if following in words.complementizers:
        cue, first = verb.entry("clause"), first + 1
    elif following in words.interrogatives:
        cue = verb.entry("clause")
    elif sentence.pos[first] == "PART":
        cue, first = verb.entry("infinitive"), first + 1
    elif following in words.purposes:
        cue, first = verb.prepositions().get(following) or verb.entry("infinitive"), first + 1
    else:
        cue = verb.entry("whole") or verb.entry("object")
    return (cue, list(range(first, stop))) if cue is not None and first < stop else None


def _draft(context: Context, verb: Verb, cue: Cue, tokens: list[int]) -> Draft | None:
    words, sentence = context.lexicon.words, verb.sentence
    source = sources.subject(sentence, verb.group, words)
    if source is None:
        source = _fallback(verb, cue)
    if source is None and (sources.is_impersonal(sentence, verb.main) or "VerbForm=Inf" in sentence.feats[verb.main]):
        return None
    own = set(verb.group) | (set(source.tokens) if source else set())
    content = [t for t in tokens if t not in own]
    if _only_dates(sentence, content, words):
        return None
    pieces = stretches(sentence, content)
    if not pieces or (source is not None and source.head in tokens):
        return None
    value, negations = stance(verb, cue, words)
    return Draft(cue.id, cue.kind, sentence, cue_tokens(verb, negations), source, pieces, value)


def _fallback(verb: Verb, cue: Cue) -> Source | None:
    """The source of a finite active verb that the parser left without a subject."""
    sentence, first = verb.sentence, min(verb.group)
    if _is_astray(verb):
        return sources.run_before(sentence, first)
    if not sources.is_finite(sentence, verb.main) or sources.is_passive(sentence, verb.main):
        return None
    found = holders.stray(sentence, first, 0, after=False) or sources.run_before(sentence, first) if cue.kind == "speech" else None
    return found or holders.leading(sentence, first)


def _only_dates(sentence: Sentence, tokens: list[int], words: Words) -> bool:
    """Tell whether a short phrase only dates or places the statement."""
    heads = [t for t in tokens if sentence.heads[t] not in tokens and sentence.pos[t] != "PUNCT"]
    return len(tokens) <= _SHORT and all(sentence.lemmas[t] in words.times or sentence.lower[t] in words.times for t in heads)


def stretches(sentence: Sentence, tokens: Iterable[int]) -> tuple[Stretch, ...]:
    """Tokens as trimmed stretches of the article."""
    text = sentence.article_text
    return merged(piece for run in runs(tokens, sentence) if (piece := trimmed(text, run)) is not None)
