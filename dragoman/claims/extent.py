"""How far a content reaches where the parser broke it off: it ends at a boundary that can be seen in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims.draft import VERBAL

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.claims.lexicon import Words
    from dragoman.claims.verbal import Verb

_LEAD = 4  # tokens within which a quotation opens that a phrase behind a comma runs into ("…, one of “hope and return”")
_BOUNDARIES = frozenset({",", ";", ":", "-", "(", ")", ".", "!", "?", "..."})


def completed(verb: Verb, words: Words, tokens: list[int], *, clause: bool) -> list[int]:
    """Fill the gaps of a content to the right of its verb, and let it run on to the next boundary.

    A clause runs on over whatever follows without a mark, and over a further "and that …"; a phrase over what hangs on it by a
    preposition or a relative pronoun, save dates.
    """
    sentence = verb.sentence
    words_only = [t for t in tokens if sentence.pos[t] != "PUNCT"]
    if not words_only or words_only[0] <= verb.last:
        return tokens
    first, last = _beginning(verb, words, tokens[0]) if clause else tokens[0], words_only[-1]
    for _ in range(3):
        last = _quotation_end(sentence, first, last)
        following = last + 1
        if not (_runs_on(verb, words, following, clause=clause) or (clause and _is_preamble(sentence, first, following))):
            break
        last = _boundary(verb, following) - 1
    last = _comma_in_quotation(sentence, words, first, _contrast(sentence, words, first, last))
    return list(range(first, (_loose_relative(sentence, first, last) if clause else _aside(sentence, first, last)) + 1))


def _loose_relative(sentence: Sentence, first: int, last: int) -> int:
    """The end of a clause before a relative clause that a comma parts from it and that runs to its end without a further comma."""
    comma = next((t for t in range(last, first, -1) if sentence.words[t] == ","), first)
    relative = first < comma < last and sentence.pos[comma + 1] == "PRON" and "PronType=Rel" in sentence.feats[comma + 1]
    return comma - 1 if relative and not _is_quoting(sentence, first, comma) else last


def _comma_in_quotation(sentence: Sentence, words: Words, first: int, last: int) -> int:
    """The end of a content at a quotation that closes with a comma, where neither a quotation nor a further clause follows."""
    for token in range(first + 1, last):
        if sentence.words[token] != '"' or sentence.words[token - 1] != "," or _is_quoting(sentence, first, token):
            continue
        near = range(token + 1, min(token + 4, last + 1))
        goes_on = any(sentence.words[t] == '"' or sentence.lower[t] in words.complementizers | words.interrogatives for t in near)
        if not goes_on:
            return token
    return last


def _aside(sentence: Sentence, first: int, last: int) -> int:
    """The end of a short phrase before a relative clause that a comma parts from it: it adds what the author knows."""
    for token in range(first + 1, last):
        if sentence.words[token] == "," and "PronType=Rel" in sentence.feats[token + 1] and not _is_quoting(sentence, first, token):
            return token - 1
    return last


def _contrast(sentence: Sentence, words: Words, first: int, last: int) -> int:
    """The end of a content before a comma and a word of contrast ("…, although it rained"): there the author speaks again."""
    for token in range(first + 1, last):
        if sentence.words[token] == "," and sentence.lower[token + 1] in words.contrasts and not _is_quoting(sentence, first, token):
            return token - 1
    return last


def _is_preamble(sentence: Sentence, first: int, comma: int) -> bool:
    """Tell whether only a circumstance stands before a comma, so that the clause itself is still to come ("that, if it rained, …")."""
    if comma + 1 >= len(sentence) or sentence.words[comma] != "," or sentence.pos[comma + 1] in ("CCONJ", "PUNCT"):
        return False
    opens = next((t for t in range(first, comma) if sentence.pos[t] != "PUNCT"), comma)
    if sentence.pos[opens] not in ("SCONJ", "ADP") or any(sentence.words[t] == "," for t in range(opens, comma)):
        return False
    return any(sentence.pos[t] in VERBAL and "VerbForm=Fin" in sentence.feats[t] for t in range(comma, len(sentence)))


def _beginning(verb: Verb, words: Words, first: int) -> int:
    """Where a clause without a complementizer begins: right behind its verb, unless an addressee or a date stands there."""
    sentence, gap = verb.sentence, range(verb.last + 1, first)
    if not gap or any(sentence.lower[t] in words.complementizers for t in (first - 1, first)):
        return first
    if any(cue.addressee for cue in verb.cues):
        return _subject_before(sentence, gap, first)
    opens = sentence.pos[gap[0]] in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM") and not _is_date(sentence, words, gap[0] - 1)
    marked = any(sentence.words[t] in _BOUNDARIES for t in gap)
    return gap[0] if opens and (not marked or _parted_subject(sentence, gap, first)) else first


def _parted_subject(sentence: Sentence, gap: range, first: int) -> bool:
    """Tell whether what stands before a clause is its subject with a relative clause between commas: "the port, which had burnt, …"."""
    marks = [t for t in gap if sentence.words[t] in _BOUNDARIES]
    finite = sentence.pos[first] in VERBAL and "VerbForm=Fin" in sentence.feats[first]
    if not finite or len(marks) != 2 or marks[1] != first - 1 or any(sentence.words[t] != "," for t in marks):
        return False
    return "PronType=Rel" in sentence.feats[marks[0] + 1] and all(sentence.pos[t] not in VERBAL for t in range(gap.start, marks[0]))


def _subject_before(sentence: Sentence, gap: range, first: int) -> int:
    """The start of the noun phrase right before a clause that the parser left without its subject, where another stands before it."""
    if sentence.pos[first] not in VERBAL:
        return first
    start = first
    while start - 1 in gap and sentence.pos[start - 1] in ("NOUN", "PROPN", "ADJ", "NUM"):
        start -= 1
    return start - 1 if start < first and start - 1 > gap.start and sentence.pos[start - 1] == "DET" else first


def _quotation_end(sentence: Sentence, first: int, last: int) -> int:
    """The closing mark of a quotation or bracket that is open at `last`, else `last`."""
    if sentence.words[min(last + 1, len(sentence) - 1)] == ")" and any(sentence.words[t] == "(" for t in range(first, last + 1)):
        return min(last + 1, len(sentence) - 1)
    if _is_quoting(sentence, first, last):
        return next((t for t in range(last + 1, len(sentence)) if sentence.words[t] == '"'), last)
    return last


def _is_quoting(sentence: Sentence, first: int, last: int) -> bool:
    return sum(sentence.words[t] == '"' for t in range(first, last + 1)) % 2 == 1


def _runs_on(verb: Verb, words: Words, token: int, *, clause: bool) -> bool:
    sentence = verb.sentence
    if token >= len(sentence) or _opens_coordinate(verb, token):
        return False
    if _exemplifies(sentence, words, token):
        return True
    if sentence.pos[token] in ("PUNCT", "CCONJ"):
        return clause and _resumes(verb, words, token)
    return clause or _completes_phrase(sentence, words, token) or _exemplifies(sentence, words, _boundary(verb, token))


def _exemplifies(sentence: Sentence, words: Words, comma: int) -> bool:
    """Tell whether a comma and examples of what stands before it follow ("…, notably the border")."""
    return comma + 1 < len(sentence) and sentence.words[comma] == "," and sentence.lower[comma + 1] in words.examples


def _resumes(verb: Verb, words: Words, token: int) -> bool:
    """Tell whether a clause goes on behind a mark or a conjunction: with a quotation, or with a further complementizer and a verb."""
    sentence = verb.sentence
    rest = range(token + 1, len(sentence))
    if sentence.words[token] in (",", "-") and rest:
        opening = next((t for t in rest[:_LEAD] if sentence.words[t] == '"'), None)
        if opening is not None and not any(sentence.pos[t] in VERBAL | {"PUNCT"} for t in range(rest[0], opening)):
            return not any(sentence.pos[t] in VERBAL and _tells(verb, t) for t in rest)
        token, rest = rest[0], rest[1:]
    if sentence.pos[token] != "CCONJ" or not rest:
        return False
    further = sentence.lower[rest[0]] in words.complementizers | words.interrogatives | {'"'}
    return further and any(sentence.pos[t] in VERBAL for t in rest)


def _completes_phrase(sentence: Sentence, words: Words, token: int) -> bool:
    """Tell whether a word goes on with the phrase before it: a preposition that opens no date, a relative pronoun, an infinitive."""
    pos = sentence.pos[token]
    if pos == "ADP" or (pos == "ADV" and sentence.pos[min(token + 1, len(sentence) - 1)] == "ADP"):
        return not _is_date(sentence, words, token)
    return pos == "PART" or sentence.lower[token] in words.complementizers or "PronType=Rel" in sentence.feats[token]


def _tells(verb: Verb, token: int) -> bool:
    """Tell whether another verb like the cue follows, whose own the quotation may be."""
    return token not in verb.group and verb.sentence.lemmas[token] == verb.sentence.lemmas[verb.main]


def _is_date(sentence: Sentence, words: Words, token: int) -> bool:
    """Tell whether the phrase that a preposition opens is a date or another circumstance of the saying."""
    head = sentence.heads[token]
    reach = range(token + 1, min(token + 4, len(sentence)))
    return any(sentence.lemmas[t] in words.times or sentence.lower[t] in words.times for t in (*reach, head) if t >= 0)


def _opens_coordinate(verb: Verb, token: int) -> bool:
    """Tell whether a verb that is coordinate to the cue begins here."""
    sentence = verb.sentence
    return sentence.relation(token) in ("conj", "parataxis") and sentence.heads[token] in verb.group


def _boundary(verb: Verb, start: int) -> int:
    """The first token from `start` on where the content may end: a mark outside quotations, or a verb coordinate to the cue."""
    sentence, quoting = verb.sentence, False
    for token in range(start, len(sentence)):
        if sentence.words[token] == '"':
            quoting = not quoting
        if quoting or token == start:
            continue
        if sentence.words[token] in _BOUNDARIES:
            return token
        if sentence.pos[token] == "CCONJ" and _opens_coordinate(verb, sentence.heads[token]):
            return token
    return len(sentence)
