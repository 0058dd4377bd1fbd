"""Content clauses: "that …", "whether …", a bare clause, and clauses that the parser missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims.draft import VERBAL, has_verb, subtree
from dragoman.claims.lexicon import Lexicon

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context
    from dragoman.claims.lexicon import Cue, Words
    from dragoman.claims.verbal import Verb

_COMPLEMENTS = frozenset({"ccomp", "xcomp", "csubj"})
_CLAUSE_OPENERS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM"})
OTHER_CLAUSES = frozenset({"conj", "parataxis", "cc"})


def complementizer(context: Context, verb: Verb) -> int | None:
    """The complementizer that opens the content: under the verb, with no other verb between."""
    sentence, words = verb.sentence, context.lexicon.words
    for token in range(verb.last + 1, len(sentence)):
        if sentence.lower[token] in words.complementizers and sentence.pos[token] not in ("DET",):
            near = token == verb.last + 1 or sentence.relation(token) in ("mark", "case", "fixed")
            if token > verb.last + 1 and sentence.heads[token] == token - 1:
                return None  # the end of a conjunction of two words: "ainsi que"
            governed = verb.main in sentence.ancestors(token) or any(cue.kind == "speech" for cue in verb.cues)
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


def that_clause(context: Context, verb: Verb) -> tuple[Cue, list[int]] | None:
    """The finite or interrogative clause that the verb governs, without its complementizer."""
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
    if words.bare_clauses and (cue.kind == "speech" or cue.weak):
        return _unparsed_clause(context, verb, cue)
    return None


def _is_content_clause(sentence: Sentence, clause: int, verb: int, words: Words) -> bool:
    relation = sentence.relation(clause)
    if relation == "ccomp" or (relation in _COMPLEMENTS and sources.is_finite(sentence, clause)):
        first = min(subtree(sentence, [clause]))
        opened = words.bare_clauses or sentence.words[first] == '"' or sentence.lower[first] in words.complementizers | words.interrogatives
        return first > verb and opened
    return relation in ("advcl", "xcomp", "obj") and _is_interrogative(sentence, clause, words)


def _unparsed_clause(context: Context, verb: Verb, cue: Cue) -> tuple[Cue, list[int]] | None:
    """What follows the verb as far as the sentence goes, where it has the look of a clause that the parser has missed."""
    sentence = verb.sentence
    first = verb.last + 1
    if first < len(sentence) and sentence.lower[first] in context.lexicon.words.times:
        return None
    quoted = first + 1 < len(sentence) and sentence.words[first] == '"'
    if first >= len(sentence) or sentence.pos[first + quoted] not in _CLAUSE_OPENERS:
        return None
    if cue.kind != "speech" and not sources.is_finite(sentence, verb.main):
        return None
    stops = [min(subtree(sentence, [c])) for c in verb.children() if c > first and _is_coordinate(sentence, c)]
    stops += [t for t in range(first, len(sentence)) if sentence.words[t] in (";", ":") or (sentence.words[t] == '"' and not quoted)]
    stop = min(stops, default=len(sentence))
    comma = next((t for t in range(first, stop) if sentence.words[t] == ","), stop)
    if not any(_is_main(sentence, t, verb.main) or (quoted and sources.is_finite(sentence, t)) for t in range(first + 1, comma)):
        return None
    return cue, cut_tail(context, sentence, list(range(first, stop)))


def _is_main(sentence: Sentence, token: int, verb: int) -> bool:
    """Tell whether a token is the finite verb of a clause that is neither subordinate nor coordinate to `verb`."""
    if sentence.pos[token] not in VERBAL or "VerbForm=Fin" not in sentence.feats[token]:
        return False
    if sentence.relation(token) in ("aux", "cop"):
        token = sentence.heads[token]
    if sentence.heads[token] == verb and _is_coordinate(sentence, token):
        return False
    marked = any(sentence.relation(c) == "mark" or "PronType=Rel" in sentence.feats[c] for c in sentence.children[token])
    return not (sentence.relation(token) in ("acl", "advcl") and (marked or sentence.deps[token] == "acl:relcl"))


def _is_coordinate(sentence: Sentence, token: int) -> bool:
    """Tell whether a token is joined to its head by a conjunction."""
    return sentence.relation(token) == "conj" and any(sentence.relation(c) == "cc" for c in sentence.children[token])


def _noun_clause(context: Context, verb: Verb, cue: Cue) -> tuple[Cue, list[int]] | None:
    sentence, noun = verb.sentence, verb.noun
    assert noun is not None  # noqa: S101 - the caller has tested it
    for child in sentence.children[noun]:
        if child > noun and sentence.relation(child) in ("acl", "ccomp") and _opens_with_mark(sentence, child, context.lexicon.words):
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
        or (sentence.relation(c) in OTHER_CLAUSES and not _opens_with_mark(sentence, c, words))
        or (sentence.relation(c) == "advcl" and min(subtree(sentence, [c])) > mark and follows_comma(sentence, c))
    }
    tokens = [t for t in subtree(sentence, verb.group, barred) if t > mark]
    if not has_verb(sentence, tokens):
        stop = next((t for t in range(mark + 1, len(sentence)) if sentence.words[t] == ";"), len(sentence))
        tokens = list(range(mark + 1, stop))
    return cut_tail(context, sentence, tokens)


def follows_comma(sentence: Sentence, clause: int) -> bool:
    """Tell whether a comma or a dash stands right before a clause."""
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
