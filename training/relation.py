"""Fit a pack's model of relations: `python -m training.relation en [--judge TABLE]` writes dragoman/packs/en/relations.npz.

It learns from our own words alone: the sentences of relations/xx.txt, and the examples of the event lexicon, those that must match and
those that must not. `--judge` scores it on a table of marked pairs (columns sentence, marked_sentence with <s> and <t>, gold_root) that it
has not learnt from. A second run gives the same file.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from dragoman import actors, world
from dragoman.analysis import analyse_many
from dragoman.events.backoff import between
from dragoman.events.coder import code
from dragoman.events.drafts import Workshop
from dragoman.events.entry import entries
from dragoman.events.match import index, matches
from dragoman.events.relation import FILE, NONE, features, tokens_of
from dragoman.events.scene import Scene
from dragoman.events.words import function_words
from dragoman.model import Article, Entity
from dragoman.packs import loader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.actors import Mention
    from dragoman.events.drafts import Draft
    from dragoman.model import Event
    from dragoman.packs.base import Pack

_FOLDER = Path(__file__).parent / "relations"
_DAY = date(2022, 3, 15)
_PENALTY = 10.0  # inverse strength of the regularisation
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # types that two parties may share; of the others the reverse tells of nothing
_TURNED = 0.3  # how much a reverse counts beside a pair that somebody wrote down
_READ = 0.2  # and a pair out of running text
_SMALLEST = 0.1  # features whose weights are all smaller say too little to be kept


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence, its two parties where they are known, and the type between them (empty: that of the first event read there)."""

    text: str
    label: str
    source: tuple[tuple[int, int], ...] = ()
    target: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """What the model sees of two parties, the type between them, and how much it counts."""

    features: dict[str, float]
    label: str
    weight: float = 1.0


def written(language: str) -> Iterator[Sample]:
    """Our own sentences. Raises ValueError for a line that lacks a party."""
    names: dict[str, str] = {}
    label = ""
    for line in (_FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if not names and "=" in line and not line.startswith("#"):
            names = dict(part.split("=", 1) for part in line.split())
        elif re.fullmatch(r"# [A-Z]+", line):
            label = line[2:]
        elif not line.startswith("#"):
            yield _named(line, label, names)


def _named(line: str, label: str, names: dict[str, str]) -> Sample:
    places: dict[str, tuple[int, int]] = {}
    text = ""
    for piece in re.split(r"\b([ST])\b", line):
        if piece in names:
            places.setdefault(piece, (len(text), len(text) + len(names[piece])))
        text += names.get(piece, piece)
    if set(places) != set(names):
        raise ValueError(f"no S or no T: {line}")
    return Sample(text[:1].upper() + text[1:] + ".", label, (places["S"],), (places["T"],))


def shown(pack: Pack) -> Iterator[Sample]:
    """The lexicon's examples; those that must not match tell of nothing."""
    for entry in entries(pack):
        for example in entry.examples:
            label = dict(example.expect).get("event") or entry.event
            if example.matching and label:
                yield Sample(example.text, label)
            elif not example.matching:
                yield Sample(example.text, NONE)


def marked(table: Path) -> Iterator[Sample]:
    """The pairs of a table, for judging."""
    with table.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            spans: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
            text, start = "", 0
            for piece in re.split(r"(</?[st]>)", row["marked_sentence"]):
                if re.fullmatch(r"<[st]>", piece):
                    start = len(text)
                elif re.fullmatch(r"</[st]>", piece):
                    spans[piece[2]].append((start, len(text)))
                else:
                    text += piece
            yield Sample(text, row["gold_root"], tuple(spans["s"]), tuple(spans["t"]))


def running(paths: Iterable[Path]) -> Iterator[str]:
    """The texts of files: of JSON Lines each `text`, of a treebank each sentence."""
    for path in paths:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in content.decode("utf-8").splitlines():
            if path.suffix != ".conllu" and line.strip():
                yield str(json.loads(line)["text"])
            elif line.startswith("# text = "):
                yield line[9:].strip()


def learnt(samples: Sequence[Sample], pack: Pack, *, turned: bool = True) -> Iterator[Pair]:
    """The features and label of each sample that has two parties in one sentence.

    `turned` also gives the parties in reverse, between whom the same words tell of nothing.
    """
    facts, words = world.load(), function_words(pack)
    articles = [Article(str(number), sample.text, _DAY) for number, sample in enumerate(samples)]
    for sample, article, analysis in zip(samples, articles, analyse_many(articles, pack), strict=True):
        mentions = actors.find(analysis, pack, facts, _DAY)
        source, target = (tuple(Entity(article.text[a:b], a, b) for a, b in side) for side in (sample.source, sample.target))
        if not source:
            source, target = _parties(sample, list(code(analysis, mentions, pack, article)), list(mentions.all))
        for sentence in analysis.sentences:
            scene = Scene(sentence, mentions, words)
            acting, acted = tokens_of(scene, source), tokens_of(scene, target)
            if acting and acted:
                yield Pair(features(scene, acting, acted), sample.label)
                if turned and sample.label not in _MUTUAL:
                    yield Pair(features(scene, acted, acting), NONE, _TURNED)
                break


def read(texts: Iterable[str], pack: Pack) -> Iterator[Pair]:
    """What running text teaches: what the lexicon reads there between its parties, and that nothing is told between the others.

    The parties of an event are a pair of its type; its actor and any other party of the sentence, and the subject and object of a verb
    that no entry knows, are pairs of nothing. All of it counts less than what somebody wrote down, being right only mostly.
    """
    facts, words, lexicon = world.load(), function_words(pack), index(pack)
    for analysis in analyse_many((Article(str(number), text, _DAY) for number, text in enumerate(texts)), pack):
        mentions = actors.find(analysis, pack, facts, _DAY)
        for sentence in analysis.sentences:
            scene = Scene(sentence, mentions, words)
            workshop = Workshop(scene, matches(scene, lexicon)[0])
            drafts = workshop.all()
            yield from (pair for draft in drafts for pair in _of_draft(scene, draft))
            for draft in between(workshop, drafts, pack):
                yield _pair(scene, draft.actor.entities, draft.recipient.entities, NONE)


def _of_draft(scene: Scene, draft: Draft) -> Iterator[Pair]:
    actor, recipient = draft.actor.entities, draft.recipient.entities
    if not (draft.actor.coded and draft.recipient.coded):
        return
    yield _pair(scene, actor, recipient, draft.event)
    taken = {(e.start, e.end) for e in (*actor, *recipient)}
    for mention in scene.mentions.inside(scene.sentence.sequence, 0, len(scene.sentence) - 1):
        apart = all(e.end <= a or b <= e.start for e in mention.entities for a, b in taken)
        if mention.entities and mention.entities[0].code and apart and mention.kind != "pronoun":
            yield _pair(scene, actor, mention.entities, NONE)


def _pair(scene: Scene, source: tuple[Entity, ...], target: tuple[Entity, ...], label: str) -> Pair:
    return Pair(features(scene, tokens_of(scene, source), tokens_of(scene, target)), label, _READ)


def _parties(sample: Sample, events: list[Event], mentions: list[Mention]) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Those of the event that the example is for; of a sentence that tells of nothing, the first two that are named."""
    for event in events:
        if sample.label in (event.event, NONE):
            return (event.actor, event.recipient) if event.recipient else (event.actor[:1], event.actor[1:])
    if sample.label != NONE:
        return (), ()
    named = [m.entities for m in mentions if m.entities and m.entities[0].code]
    return (named[0], named[1]) if len(named) > 1 else ((), ())


def fit(pairs: Sequence[Pair]) -> tuple[DictVectorizer, LogisticRegression]:
    """The model and the columns of its features."""
    columns = DictVectorizer()
    matrix = normalize(columns.fit_transform([pair.features for pair in pairs]))
    fitted = LogisticRegression(C=_PENALTY, max_iter=1000, class_weight="balanced")
    return columns, fitted.fit(matrix, [pair.label for pair in pairs], sample_weight=[pair.weight for pair in pairs])


def store(columns: DictVectorizer, fitted: LogisticRegression, path: Path) -> int:
    """Write what the product reads; gives the number of features kept."""
    weights = fitted.coef_.T
    kept = np.flatnonzero(np.abs(weights).max(1) >= _SMALLEST)
    names = columns.get_feature_names_out()
    np.savez_compressed(
        path,
        features=np.array("\n".join(str(names[i]) for i in kept)),
        labels=np.array("\n".join(map(str, fitted.classes_))),
        weights=weights[kept].astype(np.float16),
        base=fitted.intercept_.astype(np.float32),
    )
    return len(kept)


def judge(table: Path, pack: Pack, columns: DictVectorizer, fitted: LogisticRegression) -> None:
    """Print how often the likeliest type, NONE left out, is the one marked; CONCEDE and RETREAT count as one, as the table has them."""
    pairs = list(learnt(list(marked(table)), pack, turned=False))
    chances = fitted.predict_proba(normalize(columns.transform([pair.features for pair in pairs])))
    names = ["YIELD" if c in ("CONCEDE", "RETREAT") else c for c in fitted.classes_]
    merged = {name: sum(chances[:, i] for i, other in enumerate(names) if other == name) for name in sorted(set(names)) if name != NONE}
    best = np.stack(list(merged.values()))
    said = [list(merged)[i] for i in best.argmax(0)]
    right = np.array([one == other for one, other in zip(said, (pair.label for pair in pairs), strict=True)])
    print(f"{table.name}: {len(right)} pairs, right {right.mean():.3f}")
    for cut in (0.5, 0.7, 0.9):
        sure = best.max(0) >= cut
        print(f"  at {cut} and above: {sure.mean():.2f} of them, right {right[sure].mean():.3f}")


def main(arguments: Sequence[str]) -> int:
    """Fit, write, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("language")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="running text to learn from: .jsonl(.gz) or .conllu")
    parser.add_argument("--judge", type=Path, help="a table of marked pairs")
    options = parser.parse_args(arguments)
    pack = loader.load(options.language)
    (pack.folder / FILE).unlink(missing_ok=True)  # an older model must not choose the parties that the new one learns from
    samples = [*written(options.language), *shown(pack)]
    pairs = [*learnt(samples, pack), *(p for p in read(running(options.texts), pack) if p.features)]
    columns, fitted = fit(pairs)
    kept = store(columns, fitted, pack.folder / FILE)
    print(f"{len(samples)} sentences, {len(pairs)} with two parties; {kept} of {len(columns.vocabulary_)} features kept")
    if options.judge:
        judge(options.judge, pack, columns, fitted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
