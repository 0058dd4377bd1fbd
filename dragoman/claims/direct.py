"""Direct speech and speech verbs that follow what they report: what stands before, after and around the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims import verbal
from dragoman.claims.clauses import complementizer, that_clause
from dragoman.claims.draft import VERBAL, Draft, Stretch, has_verb, merged, trimmed
from dragoman.claims.frame import frame_of
from dragoman.claims.parenthesis import around, is_clause, parenthetical, resumes, speaks
from dragoman.claims.quoted import NONE, tokens_of
from dragoman.claims.source import is_finite

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context
    from dragoman.claims.frame import Frame
    from dragoman.claims.lexicon import Cue
    from dragoman.claims.verbal import Verb

_NEAR = 8  # tokens that may stand between a verb and its quotation without a comma or a colon
_OPENERS = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_SEPARATORS = frozenset({",", "-", "(", "..."})
_CALLS = "?!…"  # ends of quotations behind which the attribution may begin with a capital


def draft(context: Context, verb: Verb) -> Draft | None:
    """The claim of a verb whose content is a quotation or stands before it; None where the verb has no such content."""
    sentence = verb.sentence
    if verbal.is_bare_participle(sentence, verb.main) or sources.is_impersonal(sentence, verb.main):
        return None
    cue = verb.entry("quotation")
    parent = context.quoted.around(sentence.starts[verb.main])
    left, right = _neighbours(context, verb, parent)
    frame = frame_of(context, verb, left)
    mark = complementizer(context, verb)
    quotations: list[int] = []
    pieces: list[Stretch] = []
    reports_clause = left is not None and not _is_finite(context, left) and _reports_beyond(context, verb, right)
    closes = left is not None and not reports_clause and _may_close(sentence, verb.main) and _precedes(context, sentence, left, frame)
    if cue is not None and mark is None and left is not None and closes:
        quotations.append(left)
        pieces.append((_mixed_start(context, sentence, left), _bare_end(context, left)))
    reports = mark is not None and not quotations
    if right is not None and _introduced(context, verb, cue, right, reports=reports):
        quotations.append(right)
        start, end = bare(context, right)
        pieces.append((min(start, _lead(context, verb, frame, right)), end))
    if cue is not None and not cue.weak and mark is None:
        if not pieces and parenthetical(context, verb, frame):
            pieces = around(context, verb, frame, parent)
        elif pieces and left not in quotations and resumes(context, sentence, quotations[0], frame):
            before = trimmed(sentence.article_text, (sentence.starts[0], sentence.ends[frame.first - 1]))
            pieces += [before] if before is not None else []
    if not pieces or (frame.source is None and sources.is_passive(sentence, verb.main)):
        return None
    entry = cue or verb.cues[0]
    value, negations = verbal.stance(verb, entry, context.lexicon.words)
    tokens = verbal.cue_tokens(verb, negations)
    return Draft(entry.id, entry.kind, sentence, tokens, frame.source, merged(pieces), value, tuple(quotations))


def _may_close(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb can stand behind what it tells: no participle that hangs on something else can ("« … », évoquant …")."""
    loose = sentence.relation(verb) in ("acl", "advcl", "amod", "nmod", "obl", "xcomp")
    return not loose or is_finite(sentence, verb) or "VerbForm" not in sentence.feats[verb]


def _reports_beyond(context: Context, verb: Verb, right: int | None) -> bool:
    """Tell whether the verb reports a clause that is no quotation of its own."""
    found, sentence = that_clause(context, verb), verb.sentence
    first = next((t for t in found[1] if sentence.pos[t] != "PUNCT"), None) if found else None
    return first is not None and (right is None or sentence.starts[first] < context.quoted.all[right].start)


def _is_finite(context: Context, number: int) -> bool:
    """Tell whether a quotation is a sentence rather than a phrase: it holds a finite verb, or several sentences."""
    sentences, quotation = context.quoted.sentences(number), context.quoted.all[number]
    if len(sentences) != 1:
        return bool(sentences)
    tokens = tokens_of(sentences[0], quotation.inner_start, quotation.inner_end)
    return any(sentences[0].pos[t] in VERBAL and "VerbForm=Fin" in sentences[0].feats[t] for t in tokens)


def _precedes(context: Context, sentence: Sentence, number: int, frame: Frame) -> bool:
    """Tell whether the quotation stands right before the attribution, as speech does."""
    return _set_off(context, number) and _touches(sentence, context.quoted.all[number].end, frame.first)


def _neighbours(context: Context, verb: Verb, parent: int) -> tuple[int | None, int | None]:
    """The last quotation that ends before the verb and the first that begins after it, in the verb's sentence or from it on."""
    sentence, quoted = verb.sentence, context.quoted
    start, end = sentence.starts[verb.main], sentence.ends[verb.last]
    around = quoted.within(sentence.span.start, sentence.span.end, parent)
    left = [n for n in around if quoted.all[n].end <= start and n != parent]
    right = [n for n in around if quoted.all[n].start >= end and n != parent]
    if not left and parent == NONE:
        left = _exclaimed(context, sentence)
    if not right and sentence.words[-1] == ":":
        following = quoted.within(sentence.span.end, sentence.span.end + 4, parent)
        right = [n for n in following if quoted.all[n].start >= end]
    return (left[-1] if left else None), (right[0] if right else None)


def _exclaimed(context: Context, sentence: Sentence) -> list[int]:
    """The quotation right before the sentence whose question or exclamation mark the sentence boundary was taken from."""
    quoted, text = context.quoted, sentence.article_text
    return [
        n
        for n in quoted.within(max(sentence.span.start - 3, 0), sentence.span.start, NONE)
        if quoted.all[n].end <= sentence.span.start
        and text[quoted.all[n].inner_end - 1] in _CALLS
        and text[quoted.all[n].end : sentence.span.start].strip(" \u00a0") == ""
    ]


def _set_off(context: Context, number: int) -> bool:
    """Tell whether a quotation is an utterance or ends with a comma: a quoted word before a verb is none."""
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    if not sentences or context.quoted.is_utterance(number):
        return bool(sentences)
    return sentences[-1].article_text[quotation.end : quotation.end + 2].lstrip()[:1] == ","


def _touches(sentence: Sentence, end: int, first: int) -> bool:
    """Tell whether only punctuation stands between a quotation's end and the token `first`."""
    between = range(tokens_of(sentence, 0, end).stop, first)
    return all(sentence.pos[t] in ("PUNCT", "CCONJ") for t in between) if between else True


def _after_colon(sentence: Sentence, offset: int) -> bool:
    """Tell whether a colon stands right before the code point, be it at the end of the sentence."""
    before = [t for t in range(tokens_of(sentence, 0, offset).stop) if sentence.words[t] != '"']
    return bool(before) and sentence.words[before[-1]] == ":"


def _introduced(context: Context, verb: Verb, cue: Cue | None, number: int, *, reports: bool) -> bool:
    """Tell whether the verb introduces the quotation that follows it; where it reports a clause too, only by a colon."""
    sentence, quotation = verb.sentence, context.quoted.all[number]
    if reports and not _after_colon(sentence, quotation.start):
        return False
    if quotation.start >= sentence.span.end:
        return True
    first = tokens_of(sentence, 0, quotation.start).stop
    between = range(verb.last + 1, first)
    before = next((t for t in reversed(between) if sentence.words[t] != '"'), None)
    colon = before is not None and sentence.words[before] == ":"
    if cue is None or any(sentence.words[t] == ";" or speaks(context, sentence, t) for t in between):
        return False
    if colon:
        return True
    if before is None:
        return not _goes_on_behind(context, sentence, number)
    near = sentence.words[before] in _SEPARATORS or len(between) <= _NEAR
    return near and not has_verb(sentence, between) and context.quoted.is_utterance(number)


def _lead(context: Context, verb: Verb, frame: Frame, number: int) -> int:
    """Where a clause that runs into a quotation without a mark begins: "found that nine ports “were closed”"."""
    sentence, quotation = verb.sentence, context.quoted.all[number]
    first = tokens_of(sentence, 0, quotation.start).stop
    between = [t for t in range(verb.last + 1, first) if sentence.words[t] != '"']
    if verb.entry("clause") is None or not between or quotation.start >= sentence.span.end:
        return quotation.inner_start
    if sentence.pos[between[-1]] == "PUNCT" or not sentence.article_text[quotation.inner_start].islower():
        return quotation.inner_start
    mark = next((t for t in between if sentence.lower[t] in context.lexicon.words.complementizers), None)
    if mark is not None:
        return sentence.starts[mark + 1] if mark + 1 < first else quotation.inner_start
    addressed = any(cue.addressee for cue in verb.cues) or (frame.source is not None and frame.source.head > verb.main)
    return quotation.inner_start if addressed or sentence.pos[between[0]] not in _OPENERS else sentence.starts[between[0]]


def _goes_on_behind(context: Context, sentence: Sentence, number: int) -> bool:
    """Tell whether a quoted phrase is the beginning of a clause: a finite verb follows it without a mark between."""
    if context.quoted.is_utterance(number):
        return False
    following = tokens_of(sentence, context.quoted.all[number].end, sentence.span.end)
    stop = next((t for t in following if sentence.pos[t] == "PUNCT"), following.stop)
    rest = range(following.start, stop)
    if rest and sentence.pos[rest[0]] == "CCONJ":
        rest = rest[1:]
        if not rest or sentence.pos[rest[0]] not in ("DET", "NOUN", "PROPN", "ADJ"):
            return False
    return bool(rest) and is_clause(sentence, rest)


def bare(context: Context, number: int) -> Stretch:
    """Give the words of a quotation without its marks and without a closing comma."""
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
    before = sentence.words[first - 1]
    goes_on = before == "," and sentence.article_text[quotation.inner_start].islower()
    if not words or (before in (",", ":", ";", "-", ")") and not goes_on) or any(speaks(context, sentence, t) for t in words):
        return quotation.inner_start
    return sentence.starts[words[0]]
