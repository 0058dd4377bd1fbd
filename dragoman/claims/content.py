"""What a cue verb says, thinks or wants: the clause, infinitive, complement or object to its right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims.draft import NOMINAL, VERBAL, Draft, Stretch, has_verb, merged, runs, subtree, trimmed
from dragoman.claims.lexicon import Lexicon
from dragoman.claims.verbal import cue_tokens, stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context
    from dragoman.claims.lexicon import Cue, Words
    from dragoman.claims.verbal import Verb

_SHORT = 6  # tokens of a phrase that may be no more than a date
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "csubj"})
_CLAUSE_OPENERS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM"})
_OTHER_CLAUSES = frozenset({"conj", "parataxis", "cc"})


def draft(context: Context, verb: Verb) -> Draft | None:
    """The claim of a verb from the constructions that lie to its right; None where it has none there."""
    for construction in (_clause, _infinitive, _predicate, _after, _object):
        found = construction(context, verb)
        if found is not None:
            cue, tokens = found
            return _draft(context, verb, cue, tokens)
    return None


def _draft(context: Context, verb: Verb, cue: Cue, tokens: list[int]) -> Draft | None:
    words, sentence = context.lexicon.words, verb.sentence
    source = sources.subject(sentence, verb.group, words)
    if source is None and sources.is_impersonal(sentence, verb.main):
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


def _only_dates(sentence: Sentence, tokens: list[int], words: Words) -> bool:
    """Tell whether a short phrase only dates or places the statement."""
    heads = [t for t in tokens if sentence.heads[t] not in tokens and sentence.pos[t] != "PUNCT"]
    return len(tokens) <= _SHORT and all(sentence.lemmas[t] in words.times or sentence.lower[t] in words.times for t in heads)


def stretches(sentence: Sentence, tokens: Iterable[int]) -> tuple[Stretch, ...]:
    """Tokens as trimmed stretches of the article."""
    text = sentence.article_text
    return merged(piece for run in runs(tokens, sentence) if (piece := trimmed(text, run)) is not None)


def complementizer(context: Context, verb: Verb) -> int | None:
    """The complementizer that opens the content: under the verb, with no other verb between."""
    sentence, words = verb.sentence, context.lexicon.words
    for token in range(verb.last + 1, len(sentence)):
        if sentence.lower[token] in words.complementizers and sentence.pos[token] not in ("DET",):
            near = token == verb.last + 1 or sentence.relation(token) in ("mark", "case", "fixed")
            governed = verb.main in sentence.ancestors(token)
            if _belongs_to_noun(context, verb, token):
                return None
            return token if near and (governed or token - verb.last <= 2) else None
        if sentence.pos[token] in VERBAL or sentence.words[token] in ('"', ":", ";"):
            return None
    return None


def _belongs_to_noun(context: Context, verb: Verb, mark: int) -> bool:
    """Tell whether the clause that a complementizer opens is what a noun right before it says ("answered claims that …")."""
    sentence, noun = verb.sentence, mark - 1
    cues = Lexicon.look_up(context.lexicon.nouns, sentence.lemmas[noun]) if sentence.pos[noun] == "NOUN" else ()
    return noun != verb.noun and noun not in verb.group and any("clause" in cue.takes for cue in cues)


def _clause(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
    cue = verb.entry("clause")
    if cue is None:
        return None
    words, sentence = context.lexicon.words, verb.sentence
    mark = complementizer(context, verb)
    if mark is not None:
        return cue, _right_field(context, verb, mark)
    right = (c for c in verb.children() if c > verb.main and c != verb.noun)
    clause = next((c for c in right if _is_content_clause(sentence, c, verb.main, words)), None)
    if clause is not None:
        return cue, content_of(context, sentence, clause)
    if verb.noun is not None:
        return _noun_clause(context, verb, cue)
    if cue.kind == "speech" or cue.weak:
        return _unparsed_clause(context, verb, cue)
    return None


def _is_content_clause(sentence: Sentence, clause: int, verb: int, words: Words) -> bool:
    relation = sentence.relation(clause)
    if relation == "ccomp" or (relation in _COMPLEMENTS and sources.is_finite(sentence, clause)):
        return min(subtree(sentence, [clause])) > verb
    return relation in ("advcl", "xcomp", "obj") and _is_interrogative(sentence, clause, words)


def _unparsed_clause(context: Context, verb: Verb, cue: Cue) -> tuple[Cue, list[int]] | None:
    """What follows the verb as far as the sentence goes, where it has the look of a clause that the parser has missed."""
    sentence = verb.sentence
    first = verb.last + 1
    if first < len(sentence) and sentence.lower[first] in context.lexicon.words.times:
        return None
    if first >= len(sentence) or sentence.pos[first] not in _CLAUSE_OPENERS:
        return None
    if cue.kind != "speech" and not sources.is_finite(sentence, verb.main):
        return None
    stops = [min(subtree(sentence, [c])) for c in verb.children() if c > first and _is_coordinate(sentence, c)]
    stops += [t for t in range(first, len(sentence)) if sentence.words[t] in (";", '"', ":")]
    stop = min(stops, default=len(sentence))
    if not any(_is_main(sentence, t, verb.main) for t in range(first + 1, stop)):
        return None
    return cue, cut_tail(context, sentence, list(range(first, stop)))


def _is_main(sentence: Sentence, token: int, verb: int) -> bool:
    """Tell whether a token is the finite verb of a clause that is neither subordinate nor coordinate to `verb`."""
    if sentence.pos[token] not in VERBAL or "VerbForm=Fin" not in sentence.feats[token]:
        return False
    if sentence.relation(token) in ("aux", "cop"):
        token = sentence.heads[token]
    coordinate = sentence.heads[token] == verb and _is_coordinate(sentence, token)
    return not coordinate and sentence.relation(token) not in ("acl", "advcl")


def _is_coordinate(sentence: Sentence, token: int) -> bool:
    """Tell whether a token is joined to its head by a conjunction."""
    return sentence.relation(token) == "conj" and any(sentence.relation(c) == "cc" for c in sentence.children[token])


def _noun_clause(context: Context, verb: Verb, cue: Cue) -> tuple[Cue, list[int]] | None:
    sentence, noun = verb.sentence, verb.noun
    assert noun is not None  # noqa: S101 - the caller has tested it
    for child in sentence.children[noun]:
        if (
            child > noun
            and sentence.relation(child) in ("acl", "ccomp")
            and _opens_with_mark(sentence, child, context.lexicon.words)
        ):
            return cue, content_of(context, sentence, child)
    return None


def _opens_with_mark(sentence: Sentence, clause: int, words: Words) -> bool:
    return any(
        sentence.relation(c) == "mark" and sentence.lower[c] in words.complementizers | words.interrogatives
        for c in sentence.children[clause]
    )


def _is_interrogative(sentence: Sentence, clause: int, words: Words) -> bool:
    if sentence.pos[clause] not in VERBAL:
        return False
    first = min(subtree(sentence, [clause]))
    return sentence.lower[first] in words.interrogatives and clause > first


def _right_field(context: Context, verb: Verb, mark: int) -> list[int]:
    """Everything under the verb from the complementizer on, whatever a bad parse hung it on, without coordinate verbs."""
    sentence, words = verb.sentence, context.lexicon.words
    barred = {
        c
        for c in verb.children()
        if c < mark
        or (sentence.relation(c) in _OTHER_CLAUSES and not _opens_with_mark(sentence, c, words))
        or (sentence.relation(c) == "advcl" and min(subtree(sentence, [c])) > mark and _follows_comma(sentence, c))
    }
    tokens = [t for t in subtree(sentence, verb.group, barred) if t > mark]
    if not has_verb(sentence, tokens):
        stop = next((t for t in range(mark + 1, len(sentence)) if sentence.words[t] == ";"), len(sentence))
        tokens = list(range(mark + 1, stop))
    return cut_tail(context, sentence, tokens)


def _follows_comma(sentence: Sentence, clause: int) -> bool:
    first = min(subtree(sentence, [clause]))
    return first > 0 and sentence.words[first - 1] in (",", "-")


def content_of(context: Context, sentence: Sentence, top: int) -> list[int]:
    """The tokens of an embedded clause without its complementizer."""
    tokens = subtree(sentence, [top])
    while tokens and sentence.lower[tokens[0]] in context.lexicon.words.complementizers:
        tokens = tokens[1:]
    return cut_tail(context, sentence, tokens)


def cut_tail(context: Context, sentence: Sentence, tokens: list[int]) -> list[int]:
    """End a content where the next speech participle begins (", adding that …"): parsers hang it on the nearest verb."""
    for position, token in enumerate(tokens[1:], 1):
        if sentence.words[tokens[position - 1]] == "," and _is_speech_participle(context, sentence, token):
            return tokens[: position - 1]
    return tokens


def _is_speech_participle(context: Context, sentence: Sentence, token: int) -> bool:
    if sentence.pos[token] != "VERB" or "VerbForm=Fin" in sentence.feats[token]:
        return False
    cues = Lexicon.look_up(context.lexicon.verbs, sentence.lemmas[token])
    return any("quotation" in cue.takes for cue in cues) and not any(
        sentence.relation(c) in ("nsubj", "aux") for c in sentence.children[token]
    )


def _infinitive(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
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
    while (
        len(tokens) > 1 and sentence.pos[tokens[0]] in ("ADP", "PART", "SCONJ") and sentence.relation(tokens[0]) in ("mark", "case")
    ):
        tokens = tokens[1:]
    return tokens


def _predicate(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
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
            (sentence.relation(c) == "xcomp" and not is_infinitive(sentence, c))
            or any(sentence.lemmas[g] in cue.after and g < c for g in sentence.children[c])
        )
    ]
    return (cue, cut_tail(context, sentence, _field(verb, keep=tops))) if tops and said else None


def _after(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
    """The complement of one of the verb's prepositions, first where the parser put it, then by its place."""
    prepositions = verb.prepositions()
    if not prepositions:
        return None
    sentence = verb.sentence
    holders = [*verb.children(), *(sentence.children[verb.noun] if verb.noun is not None else ())]
    holders += [g for c in verb.children() if sentence.relation(c) in ("obj", "obl", "iobj") for g in sentence.children[c]]
    for child in holders:
        if child <= verb.main or sentence.relation(child) in ("conj", "parataxis"):
            continue
        for case in sentence.children[child]:
            if case < child and sentence.relation(case) in ("case", "mark") and sentence.lemmas[case] in prepositions:
                cue = prepositions[sentence.lemmas[case]]
                if "whole" in cue.takes:
                    return cue, [t for t in _field(verb) if t > case]
                return cue, [t for t in subtree(sentence, [child]) if t > case]
    return None


def _object(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
    sentence = verb.sentence
    cue = next((c for c in verb.cues if "whole" in c.takes and not c.after), None) or verb.entry("object")
    if cue is None or verb.noun is not None:
        return None
    passive = sources.is_passive(sentence, verb.main)
    relations = ("nsubj:pass",) if passive else ("obj",)
    tops = [c for c in verb.children() if sentence.deps[c] in relations or (not passive and sentence.relation(c) == "obj")]
    tops = [c for c in tops if sentence.pos[c] in NOMINAL | {"VERB"} and (passive or c > verb.main)]
    if not tops:
        return None
    split = any(_completes(sentence, tops[0], c) for c in verb.children())
    if "whole" in cue.takes or split:
        return cue, cut_tail(context, sentence, _field(verb, keep=tops))
    return cue, cut_tail(context, sentence, subtree(sentence, tops, _afterthoughts(sentence, tops)))


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
        or sentence.relation(c) in _OTHER_CLAUSES
        or (sentence.relation(c) == "advcl" and _follows_comma(sentence, c))
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
