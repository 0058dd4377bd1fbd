"""Analysis → Mentions: the sentences of an article in order, each phrase resolved with the memory of those before it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.builder import Builder
from dragoman.actors.discourse import Antecedent, Discourse
from dragoman.actors.items import Item, Scanner
from dragoman.actors.party import Facts, Party
from dragoman.actors.phrase import Parsed, Phrase, gender_of
from dragoman.actors.pointers import clause_of
from dragoman.actors.records import Mention, Mentions
from dragoman.actors.resolve import Resolver
from dragoman.actors.trie import split

if TYPE_CHECKING:
    from datetime import date

    from dragoman.actors.gazetteer import Name
    from dragoman.analysis.records import Analysis, Sentence
    from dragoman.packs.base import Pack
    from dragoman.world import World

MEMBERS = 2  # states that a sentence must tell to make its subject a group of them
SUBJECT_WEIGHT = 1.0
# How prominent a country becomes by being named, by the kind of mention.
PROMINENCE = {"country": 1.0, "place": 1.2, "demonym": 0.6, "organisation": 0.8, "person": 0.8, "group": 0.8, "role": 1.0}
GEOGRAPHIC = frozenset({"country", "capital", "seat", "adjective", "people", "city"})


def find(analysis: Analysis, pack: Pack, world: World, day: date | None) -> Mentions:
    """All mentions of an article. `day` is its date, None when unknown (facts are then the present ones).

    Raises PackError where the pack's files are missing or wrong.
    """
    return _Finder(analysis, Scanner(pack, world), Facts(world, day)).run()


class _Finder:
    def __init__(self, analysis: Analysis, scanner: Scanner, facts: Facts) -> None:
        self.analysis, self.scanner, self.facts = analysis, scanner, facts
        self.discourse = Discourse()
        self.mentions: list[Mention] = []
        self.aliases: dict[tuple[int, int], Mention] = {}

    def run(self) -> Mentions:
        parsed = [self._parse(sentence) for sentence in self.analysis.sentences]
        totals = self._countries([item for one in parsed for item in one.items])
        self.discourse.foresee(totals, self._titled(parsed))
        self.discourse.take(self._introductions(parsed, totals))
        for one in parsed:
            self._sentence(one)
        return Mentions(self.mentions, self.aliases)

    def _parse(self, sentence: Sentence) -> Parsed:
        items = self.scanner.scan(sentence)
        return Parsed(sentence, items, Builder(sentence, items, self.scanner.lexicon).build())

    def _introductions(self, parsed: list[Parsed], totals: dict[str, float]) -> Discourse:
        """Learn who the persons named beside a role are, for mentions that come before it, as in a title."""
        ahead = Discourse()
        ahead.foresee(totals)
        for one in parsed:
            if any(phrase.role is not None and phrase.name is not None for phrase in one.phrases):
                resolver = Resolver(one, self.scanner, self.facts, ahead)
                for phrase in one.phrases:
                    if phrase.role is not None and phrase.name is not None:
                        resolver.resolve(phrase)
        return ahead

    def _countries(self, items: list[Item]) -> dict[str, float]:
        """How often each country is named in the whole article."""
        countries = self.facts.world.countries
        found: Counter[str] = Counter()
        for item in items:
            if item.names and item.names[0].kind in GEOGRAPHIC and not self._common(item.names[0]) and item.names[0].id in countries:
                found[countries[item.names[0].id].code] += 1
        return {code: float(count) for code, count in found.items()}

    def _titled(self, parsed: list[Parsed]) -> str:
        """The code of the country that the title names before a colon ("Mali : …"), empty for none."""
        countries = self.facts.world.countries
        for one in parsed[:1]:
            words, first = one.sentence.words, next(iter(one.items), None)
            named = first is not None and first.names and first.names[0].kind in GEOGRAPHIC and first.names[0].id in countries
            if first is not None and named and one.sentence.heading and words[first.last + 1 : first.last + 2] == (":",):
                return countries[first.names[0].id].code
        return ""

    def _common(self, name: Name) -> bool:
        """Whether a seat's name is a common noun with a capital ("Congress"), which other countries have too."""
        return name.kind == "seat" and bool(self.scanner.lexicon.roles.get(split(name.form.lower())))

    def _sentence(self, parsed: Parsed) -> None:
        sentence = parsed.sentence
        self.discourse.begin(sentence.sequence)
        resolver = Resolver(parsed, self.scanner, self.facts, self.discourse)
        late: list[Phrase] = []
        for phrase in parsed.phrases:
            if phrase.items[0].kind == "pronoun" and _waits(sentence, phrase.items[0]):
                late.append(phrase)
                continue
            parties, kind = resolver.resolve(phrase)
            if kind:
                self._add(sentence, phrase, parties, kind)
        for phrase in late:
            self._late(sentence, phrase)
        self._membership(sentence)

    def _add(self, sentence: Sentence, phrase: Phrase, parties: tuple[Party, ...], kind: str) -> None:
        span = sentence.cut(phrase.first, phrase.last)
        entities = tuple(party.entity(span) for party in parties)
        mention = Mention(sentence.sequence, phrase.head, phrase.first, phrase.last, entities, kind)
        self.mentions.append(mention)
        for head in phrase.heads:
            self.aliases[sentence.sequence, head] = mention
        if parties:
            self._remember(sentence, phrase, parties, kind)

    def _membership(self, sentence: Sentence) -> None:
        """Learn the members that a sentence tells of a body: "X comprend A, B et C"."""
        for verb in range(len(sentence)):
            if sentence.lemmas[verb] not in self.scanner.lexicon.membership or sentence.pos[verb] != "VERB":
                continue
            here = [m for m in self.mentions if m.sentence == sentence.sequence and m.entities]
            states = tuple(m.entities[0].code for m in here if m.kind == "country" and m.first > verb)
            subject = next((m for m in here if m.last < verb and sentence.heads[m.head] == verb and _body(m)), None)
            if subject is None or len(states) < MEMBERS or subject.entities[0].members:
                return
            told = replace(subject.entities[0], code=subject.entities[0].code or "IGO", members=tuple(sorted(set(states))))
            told = replace(told, how=(*told.how, f"members told by {sentence.words[verb]!r}"))
            self.mentions[self.mentions.index(subject)] = replace(subject, entities=(told,), kind="organisation")
            party = Party(told.code, told.sector, told.name or told.text, members=told.members, how=told.how, sort="body")
            words = tuple(w for w in sentence.lower[subject.first : subject.last + 1] if w not in self.scanner.closed)
            self.discourse.learn(words, party, person=False)
            self.discourse.mention(Antecedent((party,), sentence.sequence, subject.head, verb, 1.0, "sing", "", "body", True))

    def _remember(self, sentence: Sentence, phrase: Phrase, parties: tuple[Party, ...], kind: str) -> None:
        relation = sentence.relation(phrase.head)
        subject = relation == "nsubj" or sentence.deps[phrase.head] == "expl:subj"
        countries = self.facts.world.countries
        for party in parties:
            if party.code in countries and party.sure and kind in PROMINENCE and party.sector != "JRN":
                self.discourse.country(party.code, PROMINENCE[kind] * (2.0 if subject else 1.0))
        if kind in {"place", "demonym"}:
            return
        head = phrase.role.head if phrase.role else phrase.head
        number = "plur" if phrase.quantity or sentence.feature(head, "Number") == "Plur" else "sing"
        sort = parties[0].sort
        if kind == "country":
            number = "both" if number == "plur" else "sing"  # "les Philippines … leurs navires"
        nested = relation in {"nmod", "compound", "amod", "appos", "conj"}
        weight = (SUBJECT_WEIGHT if subject else 0.0) - (0.6 if nested else 0.0) - (0.3 if sentence.heading else 0.0)
        if kind == "pronoun":
            weight += 0.2
        clause, gender = clause_of(sentence, phrase.head), gender_of(sentence, head)
        self.discourse.mention(
            Antecedent(parties, sentence.sequence, phrase.head, clause, weight, number, gender, sort, subject, relation in {"obj", "iobj"})
        )
        self._coordinate(sentence, phrase, parties)

    def _coordinate(self, sentence: Sentence, phrase: Phrase, parties: tuple[Party, ...]) -> None:
        """Offer "X and Y" as one antecedent for a plural pronoun."""
        over = sentence.heads[phrase.head]
        if sentence.relation(phrase.head) != "conj":
            return
        for one in self.discourse.recent():
            if one.sentence != sentence.sequence:
                return
            if one.head == over:
                joined = (*one.parties, *(p for p in parties if p.key not in {q.key for q in one.parties}))
                gender = one.gender if one.gender == gender_of(sentence, phrase.head) else "masc" if one.gender else ""
                weight = one.weight + 0.3
                self.discourse.mention(Antecedent(joined, one.sentence, over, one.clause, weight, "plur", gender, one.sort, one.subject))
                return

    def _late(self, sentence: Sentence, phrase: Phrase) -> None:
        """Relative pronouns take their antecedent, the first person takes the speaker."""
        item = phrase.items[0]
        if any(p.person == 1 for p in item.pronouns):
            parties = self._speaker(sentence, item.head)
            why = "the speaker"
        else:
            parties, why = self._antecedent(sentence, item.head), "the noun before it"
        label = sentence.words[item.head]
        parties = tuple(party.step(f"{label!r}: {why}") for party in parties)
        if parties:
            span = sentence.cut(phrase.first, phrase.last)
            entities = tuple(p.entity(span) for p in parties)
            self.mentions.append(Mention(sentence.sequence, phrase.head, phrase.first, phrase.last, entities, "pronoun"))

    def _antecedent(self, sentence: Sentence, token: int) -> tuple[Party, ...]:
        for up in sentence.ancestors(token):
            if sentence.relation(up) == "acl":
                noun = sentence.heads[up]
                return next((a.parties for a in self.discourse.recent() if a.sentence == sentence.sequence and a.head == noun), ())
        near = token - 2 if token and sentence.words[token - 1] == "," else token - 1
        for mention in reversed(self.mentions):
            if mention.sentence != sentence.sequence:
                break
            if mention.last == near:
                return next((a.parties for a in self.discourse.recent() if a.head == mention.head), ())
        return ()

    def _speaker(self, sentence: Sentence, token: int) -> tuple[Party, ...]:
        """Who speaks the quotation a token stands in: the subject of the same sentence outside it, else the last speaker."""
        inside = self._quoted(sentence.starts[token])
        if inside is None:
            return ()
        outside = [
            one
            for one in self.discourse.antecedents
            if one.sentence == sentence.sequence and self._quoted(sentence.starts[one.head]) is None
        ]
        subjects = [one for one in outside if one.subject]
        if outside:
            self.discourse.speaker = subjects[-1].parties if subjects else outside[0].parties
        return self.discourse.speaker

    def _quoted(self, offset: int) -> int | None:
        for number, quotation in enumerate(self.analysis.quotations):
            if quotation.inner_start <= offset < quotation.inner_end:
                return number
        return None


def _body(mention: Mention) -> bool:
    """Whether a mention may be a group of states: a body, or a name nobody knows."""
    entity = mention.entities[0]
    return mention.kind in {"role", "organisation", "description"} or (mention.kind == "person" and not entity.code)


def _waits(sentence: Sentence, item: Item) -> bool:
    """Whether a pronoun is resolved once the rest of the sentence is."""
    if any(p.person == 1 for p in item.pronouns):
        return True
    relative = any(p.kind == "relative" for p in item.pronouns)
    return relative and (len(item.pronouns) == 1 or "PronType=Rel" in sentence.feats[item.head])
