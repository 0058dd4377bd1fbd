"""What the claims of one sentence settle among themselves: attributions behind a content, and verbs that go on with the speaker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.claims.draft import Draft, Stretch, trimmed
from dragoman.claims.lexicon import Lexicon
from dragoman.claims.source import is_finite

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context
    from dragoman.claims.lexicon import Cue

_AUXILIARIES = frozenset({"aux", "cop"})
_LINKS = frozenset({"ADV", "PART"})


def settled(context: Context, sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence, each content without what another draft shows to be no part of it."""
    tokens = [t for t in range(2, len(sentence)) if _goes_on_telling(context, sentence, t)]
    for token in tokens:
        drafts = _shared(sentence, drafts, token)
    return [_without_attributions(draft, drafts) for draft in drafts]


def _without_attributions(draft: Draft, drafts: list[Draft]) -> Draft:
    """End a content before the attribution of the claim that holds all of it: "pledged to leave, according to the minister"."""
    for other in drafts:
        if other is draft or not draft.cue or not draft.content or not other.content or not other.cue:
            continue
        held = draft.sentence.starts[draft.cue[0]]
        end = other.content[-1][1]
        start, stop = draft.content[-1]
        begins = other.sentence.starts[other.cue[0]]
        if other.source is not None and other.source.sentence is other.sentence:
            begins = min(begins, other.sentence.starts[other.source.tokens[0]])
        if other.content[-1][0] <= held < end and start < end <= begins < stop:
            draft = replace(draft, content=(*draft.content[:-1], (start, end)))
    return draft


def _goes_on_telling(context: Context, sentence: Sentence, token: int) -> bool:
    """Tell whether a token is a finite verb of speech behind a conjunction, with neither subject nor auxiliary of its own."""
    if sentence.pos[token] != "VERB" or sentence.relation(token) != "conj" or _link(sentence, token) is None:
        return False
    cues = Lexicon.look_up(context.lexicon.verbs, sentence.lemmas[token])
    if "VerbForm=Fin" not in sentence.feats[token] or not any(_is_speech(c) for c in cues):
        return False
    barred = context.lexicon.words.negations
    return not any(sentence.relation(c) in _AUXILIARIES | {"nsubj"} or sentence.lower[c] in barred for c in sentence.children[token])


def _is_speech(cue: Cue) -> bool:
    """Tell whether the verb alone, without noun or particle, quotes somebody or says something of somebody."""
    return not cue.objects and not cue.rest and bool({"quotation", "whole"} & set(cue.takes))


def _link(sentence: Sentence, token: int) -> int | None:
    """The conjunction right before a verb, adverbs between them left out; None without one."""
    before = token - 1
    while before > 0 and sentence.pos[before] in _LINKS:
        before -= 1
    return before if sentence.pos[before] == "CCONJ" else None


def _shared(sentence: Sentence, drafts: list[Draft], token: int) -> list[Draft]:
    """Give a coordinate verb to the speaker rather than to the clause before it, where the tenses tell so, and end that clause there.

    "She said that the army would leave and called it a mistake": the verb has the tense of the cue, and the clause has another.
    """
    link = _link(sentence, token)
    outer = next((d for d in drafts if link is not None and _reports_up_to(sentence, d, token)), None)
    if link is None or outer is None:
        return drafts
    edge = sentence.ends[link - 1]
    return [_given(sentence, d, outer, token) if token in d.cue else _ended(d, sentence.starts[token], edge) for d in drafts]


def _reports_up_to(sentence: Sentence, draft: Draft, token: int) -> bool:
    """Tell whether a draft is a finite verb whose content holds `token`, and whose tense is that of `token` but not of its clause."""
    if not draft.cue or draft.quotations or draft.sentence is not sentence or draft.source is None:
        return False
    cue, head, start = draft.cue[-1], sentence.heads[token], draft.content[0][0]
    if not start <= sentence.starts[token] < draft.content[-1][1] or not cue < head < token or sentence.starts[head] < start:
        return False
    if not is_finite(sentence, cue) or any(sentence.words[t] == '"' for t in range(cue, token)):
        return False
    tense = _tense(sentence, token)
    return tense == _tense(sentence, cue) and tense != _tense(sentence, head) and cue in sentence.ancestors(head)


def _tense(sentence: Sentence, verb: int) -> tuple[str, ...]:
    """The finite words of a verb: its tense, with the lemma of an auxiliary before it."""
    own = [c for c in sentence.children[verb] if sentence.relation(c) in _AUXILIARIES and c < verb]
    return (*(f"{sentence.lemmas[c]} {sentence.feature(c, 'Tense')}" for c in own), "" if own else sentence.feature(verb, "Tense"))


def _given(sentence: Sentence, draft: Draft, outer: Draft, token: int) -> Draft:
    """The draft of the coordinate verb with the outer source, where it had that of the clause before it."""
    own = draft.source is not None and draft.source.sentence is sentence and draft.source.head > outer.cue[-1] and draft.source.head < token
    return replace(draft, source=outer.source) if own else draft


def _ended(draft: Draft, within: int, edge: int) -> Draft:
    """The draft with the piece that holds the code point `within` ended at `edge`."""
    pieces: list[Stretch] = []
    for start, end in draft.content:
        if start < edge and start <= within < end:
            kept = trimmed(draft.sentence.article_text, (start, edge))
            pieces += [kept] if kept is not None else []
        else:
            pieces.append((start, end))
    return replace(draft, content=tuple(pieces)) if pieces else draft
