"""Deep grammatical functions over a Universal Dependencies tree.

Who is subject and object once voice, control, coordination, relatives and participles are undone. Knows no language; works on
`Sentence` records and token indices.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.analysis import ROOT

if TYPE_CHECKING:
    from collections.abc import Collection

    from dragoman.analysis import Sentence

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"})
VERBAL = frozenset({"VERB", "AUX"})
_COMPLEMENT = frozenset({"obl", "nmod", "iobj", "advmod", "obj", "xcomp", "dep", "dislocated", "appos"})
_OPENING, _CLOSING = frozenset("«“„"), frozenset("»”")
_RECENT = 2048  # results kept: about those of the sentence at hand
_SHARING = frozenset({"acl", "conj", "xcomp", "ccomp", "advcl", "obl", "amod", "parataxis"})
_DEPTH = 6  # how far subjects are followed up through control and coordination


def is_verbal(sentence: Sentence, token: int) -> bool:
    """A verb, or an adjective-like participle."""
    return sentence.pos[token] in VERBAL or sentence.feature(token, "VerbForm") != ""


@lru_cache(maxsize=_RECENT)
def is_passive(sentence: Sentence, token: int) -> bool:
    """A passive verb: by its auxiliary, its passive subject, or as a past participle that modifies a noun."""
    children = sentence.children[token]
    if any(is_reflexive(sentence, child) for child in children):
        # "s'est rapprochée": the parser often calls a pronominal verb passive; "s'est fait arrêter" is one by its meaning
        return any(sentence.deps[child] == "aux:caus" for child in children)
    if any(sentence.deps[child] == "aux:pass" for child in children):
        return True
    if any(sentence.deps[child] == "nsubj" for child in children):
        return False
    if any(sentence.deps[child] == "nsubj:pass" for child in children):
        return not _has(sentence, token, "aux", "obj", "ccomp", "xcomp")  # without an auxiliary of the passive the label is doubtful
    if sentence.deps[token] == "acl" and sentence.feature(token, "Tense") == "Past" and not _has(sentence, token, "nsubj", "aux", "obj"):
        return True  # "the citizen **killed** while …": a participle, whatever the tagger calls its form
    return _past_participle(sentence, token) and not _has(sentence, token, "aux", "obj") and _stands_passive(sentence, token)


def _stands_passive(sentence: Sentence, participle: int) -> bool:
    """A bare past participle is passive under a noun, alone in a title, and after another passive."""
    relation, head = sentence.relation(participle), sentence.heads[participle]
    if relation in ("acl", "amod", "advcl"):
        return True
    if head == ROOT:
        return not _has(sentence, participle, "nsubj")
    return relation in ("conj", "parataxis") and is_verbal(sentence, head) and is_passive(sentence, head)


def is_reflexive(sentence: Sentence, token: int) -> bool:
    """The pronoun of a pronominal verb."""
    return sentence.feature(token, "Reflex") == "Yes" or sentence.deps[token] in ("expl:pv", "expl:pass")


def _past_participle(sentence: Sentence, token: int) -> bool:
    if sentence.feature(token, "VerbForm") == "Part":
        return sentence.feature(token, "Tense") != "Pres"
    return False


def _has(sentence: Sentence, token: int, *relations: str) -> bool:
    return any(sentence.relation(child) in relations for child in sentence.children[token])


@lru_cache(maxsize=_RECENT)
def coordinated(sentence: Sentence, token: int) -> list[int]:
    """The token and its nominal conjuncts, flat; what has another preposition of its own belongs elsewhere."""
    found, queue, own = [], [token], preposition(sentence, token)
    while queue:
        current = queue.pop(0)
        found.append(current)
        queue.extend(
            c
            for c in sentence.children[current]
            if sentence.relation(c) == "conj"
            and sentence.pos[c] in NOMINAL
            and preposition(sentence, c) in ("", own)
            and not _has(sentence, c, "nsubj", "cop")
        )
    return found


@lru_cache(maxsize=_RECENT)
def subjects(sentence: Sentence, verb: int, prepositions: frozenset[str], depth: int = 0) -> list[int]:
    """Heads of the deep subject of `verb`; `prepositions` mark the agent of a passive. Empty where the tree tells none."""
    if depth > _DEPTH:
        return []
    if is_passive(sentence, verb):
        return agents(sentence, verb, prepositions)
    own = _own_subjects(sentence, verb)
    if own:
        return _antecedents(sentence, verb, own)
    if sentence.dependents(verb, "csubj"):
        return []  # an act is no party
    return _inherited(sentence, verb, prepositions, depth)


def is_clause(sentence: Sentence, token: int) -> bool:
    """A verb with its own clause, as against a noun."""
    return sentence.pos[token] in VERBAL and sentence.relation(token) in ("xcomp", "ccomp", "advcl", "acl")


def agents(sentence: Sentence, verb: int, prepositions: frozenset[str]) -> list[int]:
    """The agent of a passive."""
    marked = [c for c in sentence.children[verb] if sentence.deps[c] == "obl:agent"]
    marked = marked or oblique(sentence, verb, prepositions)
    return [c for m in marked for c in coordinated(sentence, m)]


def surface_subjects(sentence: Sentence, verb: int, prepositions: frozenset[str], depth: int = 0) -> list[int]:
    """Heads of the grammatical subject, whatever the voice; inherited where the clause has none of its own."""
    if depth > _DEPTH:
        return []
    own = _own_subjects(sentence, verb)
    return _antecedents(sentence, verb, own) if own else _inherited(sentence, verb, prepositions, depth)


def _own_subjects(sentence: Sentence, verb: int) -> list[int]:
    """The verb's own subjects; where a title names its topic before a colon ("Egypt: the army …"), only what follows it."""
    own = sentence.dependents(verb, "nsubj")
    colons = [t for t in range(min(own, default=0), verb) if sentence.words[t] == ":"]
    return [t for t in own if t > colons[-1]] or own if colons else own


def _antecedents(sentence: Sentence, verb: int, own: list[int]) -> list[int]:
    """Replace a relative pronoun by what its clause hangs on."""
    found: list[int] = []
    for token in own:
        head = relative_head(sentence, verb) if is_relative(sentence, token) else None
        found.extend(coordinated(sentence, token) if head is None else [head])
    return found


def is_relative(sentence: Sentence, token: int) -> bool:
    """A relative pronoun."""
    return sentence.feature(token, "PronType") == "Rel" or (
        sentence.pos[token] == "PRON" and sentence.feature(token, "PronType") in ("Int,Rel", "Int")
    )


def relative_head(sentence: Sentence, verb: int) -> int | None:
    """The noun that the relative clause of `verb` modifies; None outside relative clauses."""
    current = verb
    for _ in range(_DEPTH):
        head = sentence.heads[current]
        if head == ROOT:
            return None
        if sentence.relation(current) == "acl":
            return head
        if sentence.relation(current) not in ("conj", "xcomp", "aux"):
            return None
        current = head
    return None


def _inherited(sentence: Sentence, verb: int, prepositions: frozenset[str], depth: int) -> list[int]:
    """The subject that a clause without one shares with the clause above it."""
    head, relation = sentence.heads[verb], sentence.relation(verb)
    if head == ROOT or relation not in _SHARING:
        return []
    if relation == "acl":
        carrier = _carrier(sentence, verb)
        return surface_subjects(sentence, carrier, prepositions, depth + 1) if carrier is not None else _of_modifier(sentence, verb, head)
    if relation != "conj" and not is_verbal(sentence, head) and not _has(sentence, head, "nsubj"):
        return []
    if relation == "conj" and _finite(sentence, verb) and not _finite(sentence, head):
        outer = next((a for a in sentence.ancestors(head) if _finite(sentence, a)), None)
        if outer is not None:
            return surface_subjects(sentence, outer, prepositions, depth + 1)
    controller = controllers(sentence, head, verb) if relation in ("xcomp", "ccomp") else []
    found = controller or surface_subjects(sentence, head, prepositions, depth + 1)
    return _agreeing(sentence, verb, found) if relation == "conj" else found


def _finite(sentence: Sentence, verb: int) -> bool:
    return any(sentence.feature(t, "VerbForm") == "Fin" for t in (verb, *sentence.dependents(verb, "aux", "cop")))


def _carrier(sentence: Sentence, verb: int) -> int | None:
    """The main verb of a present participle set off by a comma ("bombed the town, killing ten"), where it was hung on the last noun."""
    present = sentence.feature(verb, "VerbForm") == "Ger" or sentence.feature(verb, "Tense") == "Pres"
    if verb == 0 or sentence.words[verb - 1] != "," or not present or sentence.feature(verb, "VerbForm") == "Fin":
        return None
    return next((a for a in sentence.ancestors(verb) if sentence.pos[a] in VERBAL), None)


def _agreeing(sentence: Sentence, verb: int, found: list[int]) -> list[int]:
    """The shared subject, or that of a verb further up where two coordinated finite verbs differ in number and so cannot share one."""
    number = _number(sentence, verb)
    if not number or _number(sentence, sentence.heads[verb]) in ("", number):
        return found
    for above in sentence.ancestors(verb):
        if is_verbal(sentence, above) and _number(sentence, above) == number:
            own = _antecedents(sentence, above, _own_subjects(sentence, above))
            if own:
                return own
    return found


def _number(sentence: Sentence, verb: int) -> str:
    """The number of a finite verb, told by itself or its auxiliary; empty where the form does not tell."""
    finite = (t for t in (verb, *sentence.children[verb]) if sentence.feature(t, "VerbForm") == "Fin")
    return next((number for t in finite if (number := sentence.feature(t, "Number"))), "")


def controllers(sentence: Sentence, matrix: int, verb: int) -> list[int]:
    """The object or dative of the matrix verb, which an infinitive under it takes as its subject ("asked X to …").

    A dative takes no infinitive of the perfect: nobody is told to have done something ("told **the press** to have won").
    """
    found = [c for c in sentence.dependents(matrix, "obj", "iobj") if c < verb and sentence.pos[c] in NOMINAL]
    found = [c for c in found if sentence.feature(c, "Reflex") != "Yes"]
    perfect = any(sentence.feature(c, "VerbForm") == "Inf" for c in sentence.dependents(verb, "aux"))
    if not found and sentence.relation(verb) == "xcomp" and not perfect:
        datives = (c for c in sentence.children[matrix] if sentence.deps[c] == "obl:arg")
        found = [c for c in datives if c < verb and sentence.pos[c] in NOMINAL]
    return [c for f in found[-1:] for c in coordinated(sentence, f)]


def _of_modifier(sentence: Sentence, verb: int, head: int) -> list[int]:
    """The subject of a participle that modifies a noun is the noun, of an infinitive who holds the noun ("X's decision to …")."""
    if sentence.feature(verb, "VerbForm") == "Inf" or _has(sentence, verb, "mark"):
        if sentence.deps[head] in ("iobj", "obl:arg") or (sentence.deps[head] == "obj" and sentence.pos[head] == "PROPN"):
            return coordinated(sentence, head)  # who is told to do it, on whom the parser hung the infinitive
        holders = [c for c in sentence.children[head] if sentence.deps[c] in ("nmod:poss", "nmod") or is_possessive(sentence, c)]
        if holders:
            return coordinated(sentence, holders[0])
        above = sentence.heads[head]
        return [s for s in sentence.dependents(above, "nsubj") if s != head] if above != ROOT else []
    return [head]


def is_possessive(sentence: Sentence, token: int) -> bool:
    """A possessive determiner."""
    return sentence.feature(token, "Poss") == "Yes"


@lru_cache(maxsize=_RECENT)
def objects(sentence: Sentence, verb: int, prepositions: frozenset[str]) -> list[int]:
    """Heads of the deep object: the object, the subject of a passive, the noun that a past participle modifies."""
    if is_passive(sentence, verb):
        own = sentence.dependents(verb, "nsubj")
        if not own and sentence.relation(verb) in ("acl", "amod") and sentence.heads[verb] != ROOT:
            return [sentence.heads[verb]]
        return _antecedents(sentence, verb, own) if own else surface_subjects(sentence, verb, prepositions)
    own = [o for o in sentence.dependents(verb, "obj") if not is_reflexive(sentence, o)]
    if own:
        return _antecedents(sentence, verb, own)
    indirect = [c for c in sentence.dependents(verb, "iobj") if sentence.pos[c] in ("NOUN", "PROPN")]
    if indirect:  # "warned Russia not to attack"
        return [c for i in indirect for c in coordinated(sentence, i)]
    beside = _gerund_before_object(sentence, verb) or _relative_without_pronoun(sentence, verb)
    return [sentence.heads[verb]] if beside else []


def _relative_without_pronoun(sentence: Sentence, verb: int) -> bool:
    """A relative clause whose object is its antecedent ("the town they shelled"): the relative pronoun may be missing."""
    if sentence.deps[verb] != "acl:relcl" or sentence.heads[verb] == ROOT or _has(sentence, verb, "obl"):
        return False
    nsubj = sentence.dependents(verb, "nsubj")
    return bool(nsubj) and not any(is_relative(sentence, c) for c in nsubj)


def is_gerund(sentence: Sentence, token: int) -> bool:
    """A gerund, by its features; English parsers may call it a present participle."""
    form = sentence.feature(token, "VerbForm")
    return form == "Ger" or (form == "Part" and sentence.feature(token, "Tense") == "Pres")


def _gerund_before_object(sentence: Sentence, verb: int) -> bool:
    """A gerund right after the verb over its noun, which parsers call the noun's modifier ("kept **arresting** activists")."""
    head = sentence.heads[verb]
    if sentence.relation(verb) not in ("amod", "compound") or not is_gerund(sentence, verb) or head == ROOT:
        return False
    return sentence.relation(head) == "obj" and sentence.heads[head] == verb - 1


@lru_cache(maxsize=_RECENT)
def preposition(sentence: Sentence, token: int) -> str:
    """The preposition of a complement, its words joined and the last by its lemma ("à l'encontre de"); empty without one."""
    for child in sentence.children[token]:
        relation = sentence.relation(child)
        if relation == "case" or (relation == "mark" and child < token):
            fixed = [c for c in sentence.children[child] if sentence.relation(c) == "fixed"]
            cases = [c for c in sentence.children[token] if sentence.relation(c) == "case" and c > child]
            words = [child, *(fixed or cases)]
            return " ".join([*(sentence.lower[w] for w in words[:-1]), sentence.lemmas[words[-1]]]).replace("' ", "'")
    holders = (c for c in sentence.children[token] if c < token and sentence.deps[c] == "nmod:poss")
    own = (m for h in holders for m in sentence.children[h] if m < h and sentence.relation(m) == "case")
    return next((sentence.lemmas[m] for m in own), "")  # "with Cuba's government", hung on the possessor


def clauses(sentence: Sentence, token: int) -> list[int]:
    """Heads of the clauses and infinitives that complete a predicate; parsers may hang an infinitive on who is to act."""
    own = [c for c in sentence.dependents(token, "xcomp", "ccomp") if sentence.pos[c] != "PROPN" or _has(sentence, c, "cop", "nsubj")]
    if sentence.pos[token] == "NOUN":  # "its demand **that** they withdraw", "the order **to** withdraw"
        own += [c for c in sentence.dependents(token, "acl") if any(sentence.relation(m) == "mark" for m in sentence.children[c])]
    addressees = [c for c in sentence.children[token] if sentence.deps[c] in ("obj", "iobj", "obl:arg")]
    if not own and (addressees or is_passive(sentence, token)):
        own = [c for c in sentence.dependents(token, "advcl") if _is_infinitive(sentence, c) and c > max([token, *addressees])]
    return own or [c for a in addressees for c in sentence.dependents(a, "acl") if _has_infinitive(sentence, c) and c > token]


def _has_infinitive(sentence: Sentence, verb: int) -> bool:
    """An infinitive, active or passive."""
    helpers = (c for c in sentence.children[verb] if sentence.relation(c) == "aux")
    return any(sentence.feature(t, "VerbForm") == "Inf" for t in (verb, *helpers))


def _is_infinitive(sentence: Sentence, token: int) -> bool:
    """An infinitive opened by its own particle ("asked Germany **to** send"), not by a preposition of purpose."""
    return sentence.feature(token, "VerbForm") == "Inf" and any(
        sentence.relation(c) == "mark" and sentence.pos[c] == "PART" for c in sentence.children[token]
    )


def speakers(sentence: Sentence, clause: int) -> list[int]:
    """Who speaks a quoted clause: the subject of the verb of saying set in, behind or before it ("« … », **affirme** X")."""
    if not _quoted(sentence, clause):
        return []
    for above in (clause, *sentence.ancestors(clause)):
        verbs = sentence.dependents(above, "parataxis")
        if not _quoted(sentence, above):
            verbs = [above, *verbs]
        for verb in verbs:
            subject = sentence.dependents(verb, "nsubj", "expl") if not _quoted(sentence, verb) else []
            if subject:
                return [t for s in subject for t in coordinated(sentence, s)]
    return []


def _quoted(sentence: Sentence, token: int) -> bool:
    """Whether a token stands in a quotation, also in one that an earlier sentence opens; straight marks open and close in turn."""
    marks = [t for t, word in enumerate(sentence.words) if word == '"']
    signs = {t: sentence.article_text[sentence.starts[t] : sentence.starts[t] + 1] for t in marks}
    before = [t for t in marks if t < token]
    if before:
        return signs[before[-1]] in _OPENING or (signs[before[-1]] not in _CLOSING and len(before) % 2 == 1)
    return any(signs[t] in _CLOSING for t in marks[:1])


def marked_clauses(sentence: Sentence, token: int, prepositions: Collection[str]) -> list[int]:
    """Clauses under `token` that one of these words opens ("barred X **from** travelling")."""
    candidates = dict.fromkeys((*(c for c in sentence.children[token] if is_clause(sentence, c)), *clauses(sentence, token)))
    return [c for c in candidates if preposition(sentence, c) in prepositions]


def oblique(sentence: Sentence, token: int, prepositions: Collection[str]) -> list[int]:
    """Complements of `token` with one of these prepositions, also complex ones that the tree spells out ("en faveur **de** X")."""
    found: list[int] = []
    for child in sentence.children[token]:
        if sentence.relation(child) not in _COMPLEMENT or is_clause(sentence, child):
            continue
        if preposition(sentence, child) in prepositions:
            found.append(child)
        found.extend(c for c in sentence.dependents(child, "nmod", "obl") if _complex(sentence, child, c) in prepositions)
    return found


def _complex(sentence: Sentence, outer: int, inner: int) -> str:
    """The preposition that `outer` makes with its own preposition and that of its complement `inner`: "à", "égard", "de"."""
    first = min([outer, *sentence.dependents(outer, "case")])
    words = [*sentence.lower[first : outer + 1], preposition(sentence, inner)]
    return " ".join(words).replace("' ", "'")
