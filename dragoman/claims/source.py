"""Who says it: from a cue to the noun phrase of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims.draft import NOMINAL, VERBAL, Source, subtree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dragoman.analysis.records import Sentence
    from dragoman.claims.lexicon import Words

_CONTROLLED = frozenset({"xcomp", "advcl", "ccomp", "csubj"})
_OUTSIDE = frozenset({"punct", "cc", "parataxis", "advcl", "ccomp", "cop", "aux", "mark", "dislocated"})
_PREMODIFIERS = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})


def phrase(sentence: Sentence, head: int, barred: Collection[int] = ()) -> Source:
    """The noun phrase of `head` with its apposition, without relative clauses and without its preposition."""
    left_out = set(barred)
    queue, tokens = [head], []
    while queue:
        token = queue.pop()
        tokens.append(token)
        for child in sentence.children[token]:
            relation = sentence.relation(child)
            if child in left_out or sentence.deps[child] == "acl:relcl":
                continue
            if token == head and (relation in _OUTSIDE or (relation == "case" and child < head)):
                continue
            if child > head and relation != "conj" and any(sentence.relation(c) in ("nsubj", "cop") for c in sentence.children[child]):
                continue  # a clause that the parser took for a part of the phrase
            queue.append(child)
    tokens.sort()
    return Source(sentence, head, _contiguous(sentence, tokens, head))


def _contiguous(sentence: Sentence, tokens: list[int], head: int) -> tuple[int, ...]:
    """Keep the run around the head; a gap of punctuation alone does not break it, a verb or a quotation mark does."""
    kept = [head]
    for step in (-1, 1):
        expected = head
        ordered = [t for t in tokens if (t - head) * step > 0]
        for token in sorted(ordered, reverse=step < 0):
            gap = range(min(expected, token) + 1, max(expected, token))
            if any(sentence.pos[t] != "PUNCT" or sentence.words[t] == '"' for t in gap):
                break
            if step < 0 and sentence.words[token] == ",":
                break  # nothing that belongs before a head is set off by a comma: this is another clause
            if step > 0 and sentence.pos[token] in ("ADP", "ADV", "SCONJ", "VERB") and sentence.words[token - 1] == ",":
                break  # a circumstance set off by a comma is no apposition
            if sentence.words[token] == '"' or (sentence.pos[token] == "VERB" and sentence.relation(token) == "conj"):
                break
            kept.append(token)
            expected = token
    kept.sort()
    while kept and kept[0] != head and (
        sentence.pos[kept[0]] in ("PUNCT", "CCONJ", "ADP", "SCONJ") or "PronType=Rel" in sentence.feats[kept[0]]
    ):
        kept.pop(0)
    while kept and kept[-1] != head and (sentence.pos[kept[-1]] in ("PUNCT", "CCONJ", "ADP") or sentence.words[kept[-1]] == ":"):
        kept.pop()
    return tuple(kept)


def subject(sentence: Sentence, group: tuple[int, ...], words: Words, *, inverted: bool = False, since: int = 0) -> Source | None:
    """The source of a verb: its subject, the agent of a passive, or the subject it shares with the verb that governs it.

    `group` are the tokens of the verb, its main one first. `inverted` also takes a bare noun phrase right after the verb, under
    whatever relation the parser gave it. No token before `since` is looked at: a quotation ends there.
    """
    if sentence.pos[group[0]] not in VERBAL:
        return run_before(sentence, group[0])
    seen: set[int] = set()
    current: tuple[int, ...] = group
    while current and current[0] not in seen:
        seen.add(current[0])
        found = _own(sentence, current, words, inverted=inverted and current == group, since=since)
        if found is not None:
            return None if is_dummy(sentence, found) else _told(sentence, current[0], found, group, words)
        verb = current[0]
        head = sentence.heads[verb]
        if is_passive(sentence, verb):
            return None
        if head < since:
            bare = _before(sentence, verb)
            return bare if bare is not None and bare.tokens[0] >= since else None
        if sentence.relation(verb) in ("acl", "amod") and not _is_loose(sentence, verb):
            return phrase(sentence, head, barred=group)
        current = _above(sentence, verb, head)
    return None


def _told(sentence: Sentence, verb: int, found: int, group: tuple[int, ...], words: Words) -> Source:
    """The source that a verb's subject `found` stands for; of a relative pronoun with its antecedent."""
    antecedent = _antecedent(sentence, verb, found)
    if antecedent is not None:
        return Source(sentence, found, (found,), phrase(sentence, antecedent, barred=group))
    dates = [c for c in sentence.children[found] if c > found and sentence.lemmas[c] in words.times]
    return phrase(sentence, found, barred=(*group, *dates))


def _above(sentence: Sentence, verb: int, head: int) -> tuple[int, ...]:
    """The verb whose subject a verb without one shares, empty where there is none."""
    relation = sentence.relation(verb)
    if relation == "acl":
        return _clause_above(sentence, head)
    if relation == "conj" or relation in _CONTROLLED or relation in ("aux", "cop", "parataxis"):
        return (_governor(sentence, verb, head),)
    return ()


def run_before(sentence: Sentence, verb: int) -> Source | None:
    """The noun phrase that fills a clause up to its verb, whatever the parser made of the two; None where another verb is in it."""
    stop = verb
    while stop > 0 and sentence.pos[stop - 1] in ("AUX", "ADV", "PART"):
        stop -= 1
    first = stop
    while first > 0 and sentence.pos[first - 1] in (*_PREMODIFIERS, "ADP", "PART", "VERB"):
        first -= 1
    names = [t for t in range(first, stop) if sentence.pos[t] in ("NOUN", "PROPN")]
    head = next((t for t in names if t + 1 not in names), None)
    if head is None or any(sentence.pos[t] == "ADP" for t in range(first, head)) or any(is_finite(sentence, t) for t in range(first, stop)):
        return None
    return Source(sentence, head, tuple(range(first, stop)))


def _is_loose(sentence: Sentence, verb: int) -> bool:
    """Tell a participle that a comma parts from what it hangs on: it goes with the subject of the clause ("…, saying that …")."""
    first = verb
    while first > 0 and sentence.pos[first - 1] in ("ADV", "AUX"):
        first -= 1
    return sentence.words[first - 1] in (",", "-") and "Tense=Past" not in sentence.feats[verb] and sentence.pos[verb] == "VERB"


def _clause_above(sentence: Sentence, token: int) -> tuple[int, ...]:
    """The verb of the clause in which a token stands, empty where there is none."""
    above = next((t for t in sentence.ancestors(token) if sentence.pos[t] in VERBAL), None)
    while above is not None and sentence.relation(above) == "ccomp" and sentence.heads[above] >= 0:
        above = sentence.heads[above]
    return () if above is None else (above,)


def is_dummy(sentence: Sentence, token: int) -> bool:
    """Tell a bare demonstrative ("that said") or an expletive, behind which there is nobody."""
    return (sentence.relation(token) == "expl" and not _is_inverted_clitic(sentence, token)) or (
        sentence.pos[token] == "PRON" and "PronType=Dem" in sentence.feats[token] and "Number=Plur" not in sentence.feats[token]
    )


def _is_inverted_clitic(sentence: Sentence, token: int) -> bool:
    """Tell the subject clitic of an inversion ("a-t-il dit"), which parsers often take for an expletive."""
    return sentence.words[token].startswith("-") and sentence.pos[token] == "PRON"


def _governor(sentence: Sentence, verb: int, head: int) -> int:
    """The verb that lends its subject: a participle after a comma goes with the main clause, not with what that reports."""
    if sentence.relation(verb) == "advcl" and verb and sentence.words[verb - 1] == "," and not is_finite(sentence, verb):
        while sentence.relation(head) == "ccomp" and sentence.heads[head] >= 0:
            head = sentence.heads[head]
    return head


def is_impersonal(sentence: Sentence, verb: int) -> bool:
    """Tell whether the verb's own subject is nobody ("that said", "il faut")."""
    return any(
        is_dummy(sentence, c)
        for c in sentence.children[verb]
        if (sentence.relation(c) == "nsubj" or sentence.deps[c] in ("expl", "expl:subj")) and c < verb
    ) and not any(sentence.relation(c) == "nsubj" and not is_dummy(sentence, c) for c in sentence.children[verb])


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb stands in the passive."""
    return any(sentence.deps[c] in ("nsubj:pass", "aux:pass", "csubj:pass") for c in sentence.children[verb])


def _own(sentence: Sentence, group: tuple[int, ...], words: Words, *, inverted: bool, since: int) -> int | None:
    verb = group[0]
    children = [c for token in group for c in sentence.children[token] if c not in group and c >= since]
    if is_passive(sentence, verb):
        return next((c for c in children if is_agent(sentence, c, words)), None)
    subjects = [
        c for c in children if (sentence.relation(c) == "nsubj" and sentence.deps[c] != "nsubj:pass") or _is_inverted_clitic(sentence, c)
    ]
    subjects = [c for c in subjects if sentence.lemmas[c] not in words.times] or subjects
    if subjects:
        clitic = next((c for c in subjects if _is_inverted_clitic(sentence, c)), None)
        if clitic is not None and sentence.words[verb - 1] == ",":
            return clitic  # "Le Mali, dit-il, …": what stands before the comma is of another clause
        return min(subjects, key=lambda c: _distance(sentence, c, verb))
    return _after(sentence, verb, children) if inverted else None


def _distance(sentence: Sentence, token: int, verb: int) -> tuple[bool, int]:
    """Full noun phrases before pronouns that double them, the nearest first."""
    return (sentence.relation(token) == "expl", abs(token - verb))


def is_agent(sentence: Sentence, token: int, words: Words) -> bool:
    """Tell whether a dependent of a passive names who does it."""
    if sentence.deps[token] == "obl:agent":
        return True
    return sentence.relation(token) in ("obl", "nmod") and any(
        sentence.relation(c) == "case" and sentence.lemmas[c] in words.agents for c in sentence.children[token]
    )


def _antecedent(sentence: Sentence, verb: int, chosen: int) -> int | None:
    """For a relative pronoun, the noun that the relative clause hangs on."""
    if sentence.pos[chosen] != "PRON" or "PronType=Rel" not in sentence.feats[chosen]:
        return None
    while sentence.relation(verb) == "conj" and sentence.heads[verb] >= 0:
        verb = sentence.heads[verb]
    head = sentence.heads[verb]
    clause = sentence.relation(verb) in ("acl", "parataxis") and 0 <= head < chosen
    return head if clause and sentence.pos[head] in NOMINAL else None


def _after(sentence: Sentence, verb: int, children: Iterable[int]) -> int | None:
    """The bare noun phrase right after an inverted verb."""
    token = verb + 1
    while token < len(sentence) and (
        sentence.pos[token] in ("AUX", "PART") or (sentence.words[token].startswith("-") and sentence.pos[token] != "PRON")
    ):
        token += 1
    for child in sorted(children):
        near = child > verb and sentence.pos[child] in NOMINAL and _phrase_start(sentence, child) <= token + 1
        if near and not any(sentence.relation(c) == "case" and c < child for c in sentence.children[child]):
            return child
    if token < len(sentence) and sentence.pos[token] in (*_PREMODIFIERS, "PRON"):
        head = token
        while sentence.heads[head] > head and sentence.heads[head] - token < 5 and sentence.pos[sentence.heads[head]] in NOMINAL:
            head = sentence.heads[head]
        return head if sentence.pos[head] in NOMINAL else None
    return None


def _phrase_start(sentence: Sentence, head: int) -> int:
    start = head
    while start > 0 and sentence.heads[start - 1] in range(start - 1, head + 1) and sentence.pos[start - 1] in _PREMODIFIERS:
        start -= 1
    return start


def _before(sentence: Sentence, verb: int) -> Source | None:
    """For a root without a subject, the bare noun phrase right before it: parsers lose subjects after a quotation."""
    token = verb - 1
    while token >= 0 and (sentence.pos[token] in ("AUX", "ADV", "PART")):
        token -= 1
    if token < 0 or sentence.pos[token] not in ("PROPN", "NOUN", "PRON"):
        return None
    head = token
    while sentence.heads[head] >= 0 and sentence.heads[head] != verb and sentence.pos[sentence.heads[head]] in ("PROPN", "NOUN"):
        if sentence.heads[head] > verb:
            break
        head = sentence.heads[head]
    if any(sentence.relation(c) == "case" and c < head for c in sentence.children[head]):
        return None
    return phrase(sentence, head)


def is_finite(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb or one of its auxiliaries is finite."""
    return "VerbForm=Fin" in sentence.feats[verb] or any(
        sentence.pos[c] in VERBAL and "VerbForm=Fin" in sentence.feats[c] and sentence.relation(c) in ("aux", "cop")
        for c in sentence.children[verb]
    )


def whole(sentence: Sentence, source: Source) -> list[int]:
    """The tokens of the source with everything that hangs on them, relative clauses too."""
    return sorted(set(source.tokens) | set(subtree(sentence, [source.head])))
