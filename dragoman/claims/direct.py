"""Direct speech and speech verbs that follow what they report: what stands before, after and around the verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims import verbal
from dragoman.claims.draft import VERBAL, Draft, Stretch, has_verb, merged, subtree, trimmed
from dragoman.claims.lexicon import Lexicon
from dragoman.claims.quoted import NONE, tokens_of

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context, Source
    from dragoman.claims.lexicon import Cue
    from dragoman.claims.verbal import Verb

_LEADING = frozenset({"AUX", "ADV", "PART"})
_SEPARATORS = frozenset({",", "-", "(", "..."})


@dataclass(frozen=True, slots=True)
class Frame:
    """The attribution itself ("a déclaré le ministre"): its first token, and the end of what surely belongs to it."""

    first: int
    last: int
    source: Source | None


def draft(context: Context, verb: Verb) -> Draft | None:
    """The claim of a verb whose content is a quotation or stands before it; None where the verb has no such content."""
    sentence = verb.sentence
    if _is_bare_participle(sentence, verb.main):
        return None
    cue = verb.entry("quotation")
    parent = context.quoted.around(sentence.starts[verb.main])
    left, right = _neighbours(context, verb, parent)
    inverted = left is not None or _after_comma(sentence, verb)
    frame = _frame(context, verb, inverted=inverted)
    mark = verbal.complementizer(verb, context.lexicon.words)
    quotations: list[int] = []
    pieces: list[Stretch] = []
    if cue is not None and left is not None and mark is None and _set_off(context, left) and _touches(sentence, context.quoted.all[left].end, frame.first):
        quotations.append(left)
        pieces.append((_mixed_start(context, sentence, left), _bare_end(context, left)))
    reporting = mark is not None and not quotations and not _after_colon(sentence, context.quoted.all[right].start if right is not None else 0)
    if right is not None and not reporting and _introduced(context, verb, cue, right):
        quotations.append(right)
        pieces.append(_inner(context, right))
    if not pieces and cue is not None and not cue.weak and mark is None and _parenthetical(context, verb, frame):
        pieces = _around(context, verb, frame, parent)
    if not pieces:
        return None
    entry = cue or verb.cues[0]
    value, negations = verbal.stance(verb, entry, context.lexicon.words)
    return Draft(
        entry.id, entry.kind, sentence, verbal.cue_tokens(verb, negations), frame.source, merged(pieces), value, tuple(quotations)
    )


def _is_bare_participle(sentence: Sentence, verb: int) -> bool:
    """Tell a past participle that only qualifies something: nobody speaks by it."""
    feats = sentence.feats[verb]
    return (
        "VerbForm=Part" in feats
        and "Tense=Past" in feats
        and sentence.relation(verb) in ("acl", "amod", "xcomp", "advcl", "obl", "nmod")
        and not any(sentence.relation(c) in ("aux", "nsubj") for c in sentence.children[verb])
    )


def _neighbours(context: Context, verb: Verb, parent: int) -> tuple[int | None, int | None]:
    """The last quotation that ends before the verb and the first that begins after it, in the verb's sentence or from it on."""
    sentence, quoted = verb.sentence, context.quoted
    start, end = sentence.starts[verb.main], sentence.ends[verb.last]
    around = quoted.within(sentence.span.start, sentence.span.end, parent)
    left = [n for n in around if quoted.all[n].end <= start and n != parent]
    right = [n for n in around if quoted.all[n].start >= end and n != parent]
    if not right and sentence.words[-1] == ":":
        following = quoted.within(sentence.span.end, sentence.span.end + 4, parent)
        right = [n for n in following if quoted.all[n].start >= end]
    return (left[-1] if left else None), (right[0] if right else None)


def _after_comma(sentence: Sentence, verb: Verb) -> bool:
    token = verb.main - 1
    while token >= 0 and (sentence.pos[token] in _LEADING or (sentence.pos[token] == "PRON" and sentence.heads[token] == verb.main)):
        token -= 1
    return token > 0 and sentence.words[token] in (",", "-", '"')


def _frame(context: Context, verb: Verb, *, inverted: bool) -> Frame:
    sentence = verb.sentence
    source = sources.subject(sentence, verb.group, context.lexicon.words, inverted=inverted)
    first = verb.main
    own = set(source.tokens) | set(sources.whole(sentence, source)) if source and source.sentence is sentence else set()
    while first > 0:
        token = first - 1
        belongs = token in own or (
            sentence.pos[token] in _LEADING | {"PRON"} and (sentence.heads[token] in (verb.main, *verb.group) or token in own)
        )
        if not belongs:
            break
        first = token
    while first < verb.main and sentence.pos[first] == "PUNCT":
        first += 1
    last = max(verb.last, max((t for t in own), default=0))
    return Frame(first, last, source)


def _set_off(context: Context, number: int) -> bool:
    """Tell whether a quotation is an utterance or ends with a comma: a quoted word before a verb is none."""
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    if not sentences or context.quoted.is_utterance(number):
        return bool(sentences)
    return sentences[-1].article_text[quotation.end : quotation.end + 2].lstrip()[:1] == ","


def _touches(sentence: Sentence, end: int, first: int) -> bool:
    """Tell whether only punctuation stands between a quotation's end and the token `first`."""
    between = range(tokens_of(sentence, 0, end).stop, first)
    return all(sentence.pos[t] == "PUNCT" or sentence.lower[t] in ("and", "et") for t in between) if between else True


def _after_colon(sentence: Sentence, offset: int) -> bool:
    """Tell whether a colon stands right before the code point, be it at the end of the sentence."""
    before = [t for t in range(tokens_of(sentence, 0, offset).stop) if sentence.words[t] != '"']
    return bool(before) and sentence.words[before[-1]] == ":"


def _introduced(context: Context, verb: Verb, cue: Cue | None, number: int) -> bool:
    """Tell whether the verb introduces the quotation that follows it."""
    sentence, quotation = verb.sentence, context.quoted.all[number]
    if quotation.start >= sentence.span.end:
        return True
    first = tokens_of(sentence, 0, quotation.start).stop
    between = range(verb.last + 1, first)
    before = next((t for t in reversed(between) if sentence.words[t] != '"'), None)
    colon = before is not None and sentence.words[before] == ":"
    if any(sentence.pos[t] == "VERB" and _speaks(context, sentence, t) for t in between):
        return False
    if colon:
        return cue is not None or _governs(sentence, verb)
    if cue is None or any(sentence.words[t] == ";" for t in between):
        return False
    if before is None:
        return True
    if sentence.words[before] in _SEPARATORS:
        return not has_verb(sentence, between) and context.quoted.is_utterance(number)
    return context.quoted.is_utterance(number) and not has_verb(sentence, between) and len(between) <= 8


def _speaks(context: Context, sentence: Sentence, token: int) -> bool:
    return any("quotation" in cue.takes for cue in Lexicon.look_up(context.lexicon.verbs, sentence.lemmas[token]))


def _governs(sentence: Sentence, verb: Verb) -> bool:
    return sentence.heads[verb.main] < 0 or sentence.relation(verb.main) in ("conj", "parataxis")


def _inner(context: Context, number: int) -> Stretch:
    quotation = context.quoted.all[number]
    return quotation.inner_start, _bare_end(context, number)


def _bare_end(context: Context, number: int) -> int:
    """The end of a quotation's words: a comma before the closing mark belongs to the sentence around it."""
    quotation = context.quoted.all[number]
    sentences = context.quoted.sentences(number)
    end = quotation.inner_end
    if sentences and sentences[0].article_text[end - 1] in ",":
        end -= 1
    return max(end, quotation.inner_start + 1)


def _mixed_start(context: Context, sentence: Sentence, number: int) -> int:
    """Where the content that ends with this quotation begins: before it, where a clause runs into it."""
    quotation = context.quoted.all[number]
    if quotation.start <= sentence.span.start:
        return quotation.inner_start
    first = tokens_of(sentence, 0, quotation.start).stop
    words = [t for t in range(first) if sentence.pos[t] != "PUNCT"]
    if not words or sentence.words[first - 1] in (",", ":", ";", "-", ")") or any(_speaks(context, sentence, t) for t in words):
        return quotation.inner_start
    return sentence.starts[words[0]]


def _parenthetical(context: Context, verb: Verb, frame: Frame) -> bool:
    """Tell whether the verb with its subject is set off, after a comma, from what it reports."""
    sentence = verb.sentence
    if frame.source is None or frame.first == 0 or sentence.words[frame.first - 1] not in (",", "-", '"', "("):
        return False
    if verb.noun is not None or not sources.is_finite(sentence, verb.main):
        return False
    right = frame.last + 1
    inverted = frame.source.head > verb.main
    if inverted and not _may_speak(sentence, frame.source):
        return False
    closed = right >= len(sentence) or sentence.words[right] in (",", ".", '"', "-", ")", ":", "...", "!", "?", ";")
    if not closed:
        follow = [t for t in range(right, len(sentence)) if sentence.words[t] in (",", ".", '"', "-", ")", ";")]
        stop = follow[0] if follow else len(sentence)
        closed = not any(sentence.pos[t] in VERBAL for t in range(right, stop)) and not _has_object(sentence, verb, frame)
    return closed


def _may_speak(sentence: Sentence, source: Source) -> bool:
    return sentence.pos[source.head] in ("PROPN", "PRON", "NOUN")


def _has_object(sentence: Sentence, verb: Verb, frame: Frame) -> bool:
    own = set(frame.source.tokens) if frame.source else set()
    return any(sentence.relation(c) in ("obj", "ccomp", "xcomp") and c > verb.main and c not in own for c in verb.children())


def _around(context: Context, verb: Verb, frame: Frame, parent: int) -> list[Stretch]:
    """The clause around a parenthesis: what stands before it, and after it where that alone is no clause."""
    sentence, text = verb.sentence, verb.sentence.article_text
    low, high = 0, len(sentence)
    if parent != NONE:
        quotation = context.quoted.all[parent]
        inside = tokens_of(sentence, quotation.inner_start, quotation.inner_end)
        low, high = inside.start, inside.stop
    before = range(low, frame.first)
    pieces = []
    if before and not all(sentence.pos[t] == "PUNCT" for t in before):
        pieces.append((sentence.starts[low], sentence.ends[frame.first - 1]))
    if not _is_clause(sentence, before):
        after = next((t for t in range(frame.last + 1, high) if sentence.words[t] in (",", "-")), None)
        if after is None or not has_verb(sentence, range(after, high)):
            return []
        pieces.append((sentence.starts[after], sentence.ends[high - 1]))
    kept = [piece for p in pieces if (piece := trimmed(text, p)) is not None]
    return kept if any(end - start > 3 for start, end in kept) else []


def _is_clause(sentence: Sentence, tokens: range) -> bool:
    """Tell whether tokens hold a main clause: a finite verb that is in no subordinate clause."""
    return any(
        sentence.pos[t] in VERBAL
        and "VerbForm=Fin" in sentence.feats[t]
        and not any(_subordinate(sentence, v) and v in tokens for v in (t, *sentence.ancestors(t)))
        for t in tokens
    )


def _subordinate(sentence: Sentence, verb: int) -> bool:
    return sentence.deps[verb] == "acl:relcl" or (
        sentence.relation(verb) in ("advcl", "acl") and any(sentence.relation(c) == "mark" for c in sentence.children[verb])
    )


def colon(context: Context, sentence: Sentence) -> Draft | None:
    """A name, a colon and what it says ("Moscow: no talks before spring"), as titles and transcripts have it."""
    head = next((t for t, word in enumerate(sentence.words[:14]) if word == ":"), None)
    if head is None or head == 0 or head + 1 >= len(sentence) or has_verb(sentence, range(head)):
        return None
    if context.quoted.around(sentence.starts[head]) != NONE:
        return None
    following = context.quoted.within(sentence.starts[head + 1], sentence.ends[head + 1], NONE)
    name = _name(sentence, head)
    if name is None or not (following or sentence.heading or _is_label(sentence, head)):
        return None
    if not following and not has_verb(sentence, range(head + 1, len(sentence))):
        return None
    stretch = _inner(context, following[0]) if following else trimmed(
        sentence.article_text, (sentence.starts[head + 1], sentence.ends[-1])
    )
    if stretch is None:
        return None
    return Draft("colon", "speech", sentence, (head,), name, (stretch,), quotations=tuple(following[:1]))


def _is_label(sentence: Sentence, stop: int) -> bool:
    """Tell whether only a short name stands before the colon, as in transcripts."""
    return stop <= 4 and all(sentence.pos[t] == "PROPN" or sentence.words[t].isupper() for t in range(stop))


def _name(sentence: Sentence, stop: int) -> Source | None:
    """The noun phrase that fills the tokens before `stop`, where it can speak: it holds a proper noun."""
    inside = range(stop)
    heads = [t for t in inside if sentence.heads[t] not in inside and sentence.pos[t] != "PUNCT"]
    if not heads or not any(sentence.pos[t] == "PROPN" for t in inside):
        return None
    tokens = tuple(t for t in inside if sentence.pos[t] != "PUNCT" or t > heads[0])
    head = next((t for t in heads if sentence.pos[t] in ("PROPN", "NOUN")), heads[0])
    return sources.Source(sentence, head, tokens) if head in tokens else None


def following(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Give quotations that nobody introduces to the speaker of the direct speech right before them, else to nobody."""
    taken = {number for draft_ in drafts for number in draft_.quotations}
    result = list(drafts)
    last: int | None = None  # index in result of the latest direct draft
    by_first = sorted(
        ((context.quoted.all[min(d.quotations)].start, i) for i, d in enumerate(result) if d.quotations), reverse=True
    )
    end = -1
    for number, quotation in enumerate(context.quoted.all):
        if context.quoted.parent[number] != NONE:
            continue
        while by_first and by_first[-1][0] <= quotation.start:
            _, last = by_first.pop()
            end = _sentence_end(context, result[last])
        if number in taken:
            continue
        if last is not None and end >= 0 and _continues(context, number, end):
            old = result[last]
            result[last] = Draft(
                old.rule, old.kind, old.sentence, old.cue, old.source, merged((*old.content, _inner(context, number))), old.stance,
                (*old.quotations, number), old.mark,
            )
            end = _sentence_end(context, result[last])
        elif (lonely := _alone(context, number, result)) is not None:
            result.append(lonely)
    return result


def _sentence_end(context: Context, draft_: Draft) -> int:
    ends = [draft_.sentence.span.end]
    for number in draft_.quotations:
        sentences = context.quoted.sentences(number)
        if sentences:
            ends.append(sentences[-1].span.end)
    return max(ends)


def _continues(context: Context, number: int, end: int) -> bool:
    """Tell whether a quotation stands right after the code point `end` and fills its sentence."""
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    if not sentences or quotation.start < end - 1:
        return False
    text = sentences[0].article_text
    between = text[min(end, quotation.start) : quotation.start]
    return not between.strip() and _fills(context, number)


def _fills(context: Context, number: int) -> bool:
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    last = sentences[-1]
    rest = last.article_text[quotation.end : last.span.end]
    return sum(c.isalnum() for c in rest) == 0


def _alone(context: Context, number: int, drafts: list[Draft]) -> Draft | None:
    """A whole quoted sentence that nobody introduces: the opening mark is its only cue."""
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    if not sentences or not context.quoted.is_utterance(number) or not _fills(context, number):
        return None
    before = sentences[0].article_text[sentences[0].span.start : quotation.start]
    if any(c.isalnum() for c in before) or len(subtree(sentences[0], range(len(sentences[0])))) < 4:
        return None
    mark = (quotation.start, quotation.inner_start)
    text = sentences[0].article_text
    opening = (mark[0], mark[0] + len(text[mark[0] : mark[1]].rstrip()))
    covered = any(a <= quotation.inner_start and quotation.inner_end <= b for d in drafts for a, b in d.content)
    if covered:
        return None
    return Draft("mark", "speech", sentences[0], (), None, (_inner(context, number),), quotations=(number,), mark=opening)


def unlisted(context: Context, sentence: Sentence) -> Draft | None:
    """Any verb before a colon and a quotation speaks ("La ministre s'emporte : « … »")."""
    quoted = context.quoted
    for number in quoted.within(sentence.span.start, sentence.span.end + 4, NONE):
        quotation = quoted.all[number]
        first = tokens_of(sentence, 0, quotation.start).stop
        while first > 0 and sentence.words[first - 1] == '"':
            first -= 1
        if quotation.start <= sentence.span.start or first < 2 or sentence.words[first - 1] != ":" or not quoted.is_utterance(number):
            continue
        verb = next((t for t in reversed(range(first)) if sentence.pos[t] == "VERB" and sources.is_finite(sentence, t)), None)
        source = sources.subject(sentence, (verb,), context.lexicon.words) if verb is not None else None
        if verb is not None and source is not None:
            return Draft("colon", "speech", sentence, (verb,), source, (_inner(context, number),), quotations=(number,))
    return None
