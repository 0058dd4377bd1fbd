"""Contents that are no finite clause: infinitives, objects, predicates and complements of prepositions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims.clauses import OTHER_CLAUSES, cut_tail, follows_comma
from dragoman.claims.draft import NOMINAL, VERBAL, subtree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context
    from dragoman.claims.lexicon import Cue
    from dragoman.claims.verbal import Verb


def infinitive(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
    """The infinitive or gerund clause under the verb, where no object that counts too stands before it."""
    cue = verb.entry("infinitive")
    if cue is None:
        return None
    sentence = verb.sentence
    anchors = [verb.noun] if verb.noun is not None else []
    children = verb.children() + [c for noun in anchors for c in sentence.children[noun]]
    objects = [c for c in verb.children() if sentence.relation(c) == "obj" and c > verb.main and c != verb.noun]
    if objects and (verb.entry("whole") or verb.entry("object")):
        return None
    for child in children:
        if child <= verb.last or sentence.relation(child) not in ("xcomp", "ccomp", "advcl", "acl", "obj", "obl"):
            continue
        if sentence.pos[child] in VERBAL | {"ADJ", "NOUN"} and is_infinitive(sentence, child):
            return cue, _without_marks(sentence, child)
    return None


def is_infinitive(sentence: Sentence, clause: int) -> bool:
    """Tell whether a clause is an infinitive or a gerund one."""
    verbs_ = [clause, *(c for c in sentence.children[clause] if sentence.relation(c) in ("cop", "aux"))]
    return any("VerbForm=Inf" in sentence.feats[t] or "VerbForm=Ger" in sentence.feats[t] for t in verbs_)


def _without_marks(sentence: Sentence, top: int) -> list[int]:
    tokens = subtree(sentence, [top])
    while len(tokens) > 1 and sentence.pos[tokens[0]] in ("ADP", "PART", "SCONJ") and sentence.relation(tokens[0]) in ("mark", "case"):
        tokens = tokens[1:]
    return tokens


def predicate(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
    """The object with what is said of it, where something is."""
    cue, sentence = verb.entry("predicate"), verb.sentence
    if cue is None:
        return None
    passive = sources.is_passive(sentence, verb.main)
    tops = [c for c in verb.children() if sentence.deps[c] == "nsubj:pass" or (sentence.relation(c) == "obj" and not passive)]
    said = [
        c
        for c in verb.children()
        if c > verb.main
        and (
            (sentence.relation(c) == "xcomp" and "VerbForm=Inf" not in sentence.feats[c])
            or any(sentence.lemmas[g] in cue.after and g < c for g in sentence.children[c])
        )
    ]
    return (cue, cut_tail(context, sentence, _field(verb, keep=tops))) if tops and said else None


def after(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
    """The complement of one of the verb's prepositions, under the verb, its object or the noun of a light verb.

    A light verb whose noun goes on with a participle ("concernant …") takes that.
    """
    prepositions = verb.prepositions()
    if not prepositions:
        return None
    sentence = verb.sentence
    for child in _holders(verb):
        for case in sentence.children[child]:
            if case < child and sentence.relation(case) in ("case", "mark") and sentence.lemmas[case] in prepositions:
                cue = prepositions[sentence.lemmas[case]]
                tokens = _field(verb) if "whole" in cue.takes else subtree(sentence, [child])
                return cue, _behind(sentence, tokens, case)
    if verb.noun is not None:
        rest = [t for t in subtree(sentence, [verb.noun]) if t > verb.noun]
        return (verb.cues[0], rest) if len(rest) > 1 and sentence.pos[rest[0]] == "VERB" else None
    return None


def _holders(verb: Verb) -> list[int]:
    """What may carry a preposition that belongs to the verb, in the order of trust."""
    sentence = verb.sentence
    own = [c for c in verb.children() if c > verb.main and sentence.relation(c) not in ("conj", "parataxis")]
    if verb.noun is not None:
        return [*(c for c in sentence.children[verb.noun] if c > verb.noun), *(c for c in own if c > verb.noun)]
    return own + [g for c in own if sentence.relation(c) in ("obj", "obl", "iobj") for g in sentence.children[c]]


def _behind(sentence: Sentence, tokens: list[int], case: int) -> list[int]:
    """The tokens behind a preposition and what else belongs to it ("face à")."""
    rest = [t for t in tokens if t > case]
    while len(rest) > 1 and sentence.pos[rest[0]] == "ADP" and rest[0] == case + 1 and sentence.relation(rest[0]) in ("case", "fixed"):
        case, rest = rest[0], rest[1:]
    return rest


def object_(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
    """The direct object (the subject of a passive), with what is said of it where the entry takes the whole."""
    sentence = verb.sentence
    cue = next((c for c in verb.cues if "whole" in c.takes and not c.after), None) or verb.entry("object")
    if cue is None or verb.noun is not None:
        return None
    passive = sources.is_passive(sentence, verb.main)
    relations = ("nsubj:pass",) if passive else ("obj",)
    tops = [c for c in verb.children() if sentence.deps[c] in relations or (not passive and sentence.relation(c) == "obj")]
    tops = [c for c in tops if sentence.pos[c] in NOMINAL | {"VERB"} and (passive or c > verb.main)]
    if not tops and not passive and "whole" in cue.takes:
        tops = [c for c in verb.children() if c > verb.main and _is_predicative(sentence, c)]
    if not tops:
        return None
    split = any(_completes(sentence, tops[0], c) for c in verb.children())
    if "whole" in cue.takes or split:
        return cue, cut_tail(context, sentence, _field(verb, keep=tops))
    return cue, cut_tail(context, sentence, subtree(sentence, tops, _afterthoughts(sentence, tops)))


def _is_predicative(sentence: Sentence, token: int) -> bool:
    """Tell whether a dependent says what somebody is called or made to do, where the parser found no object: "called him a liar"."""
    return sentence.relation(token) in ("iobj", "xcomp") and sentence.pos[token] in NOMINAL


def _completes(sentence: Sentence, top: int, clause: int) -> bool:
    """Tell whether an infinitive completes an object before it, although the parser hung it on the verb."""
    if clause < top or not is_infinitive(sentence, clause) or sentence.relation(clause) not in ("xcomp", "advcl"):
        return False
    return sentence.relation(clause) == "xcomp" or min(subtree(sentence, [clause])) == max(subtree(sentence, [top])) + 1


def _field(verb: Verb, keep: Iterable[int] = ()) -> list[int]:
    """What the verb governs to its right, and the tokens under `keep`, without coordinate and loosely joined clauses."""
    sentence, kept = verb.sentence, set(keep)
    barred = {
        c
        for c in verb.children()
        if (c < verb.main and c not in kept)
        or sentence.relation(c) in OTHER_CLAUSES
        or (sentence.relation(c) == "advcl" and follows_comma(sentence, c))
        or (sentence.deps[c] == "obl:agent" and sources.is_passive(sentence, verb.main))
    }
    return [t for t in subtree(sentence, verb.group, barred) if t not in verb.group]


def _afterthoughts(sentence: Sentence, tops: Iterable[int]) -> set[int]:
    """What hangs on an object after a dash or as a loose clause."""
    return {
        c
        for top in tops
        for c in sentence.children[top]
        if c > top and (sentence.relation(c) == "parataxis" or sentence.words[min(subtree(sentence, [c])) - 1] in ("-", ";", ":"))
    }
