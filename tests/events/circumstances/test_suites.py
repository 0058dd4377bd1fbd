"""Suites of sentences, one YAML file a language and a circumstance: each says in its head what must come out."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman import actors, world
from dragoman.analysis import Analysis, Sentence, analyse
from dragoman.events import circumstances
from dragoman.model import Article
from dragoman.packs import loader

FOLDER = Path(__file__).parent
LANGUAGES = ["fr", "en"]
DAY = date(2021, 12, 8)
FIELDS = ("date", "enddate", "historical", "place_code", "channel", "duration")


def suite(name: str, language: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.{language}.yaml").read_text(encoding="utf-8"))


@cache
def analysis(language: str, text: str) -> Analysis:
    return analyse(Article("case", text, language=language), loader.load(language))


def first(language: str, text: str) -> Sentence:
    return analysis(language, text).sentences[0]


def show(expression: circumstances.TimeExpression) -> str:
    if expression.kind in ("vague", "recurrent"):
        return expression.kind
    if expression.kind == "anaphoric":
        return f"anaphoric{expression.shift:+d}"
    if expression.told:
        text = expression.iso + (f"/{expression.iso_end}" if expression.precision == "range" else "")
    else:
        text = f"{expression.start}/{expression.end}" if expression.start else ""
    return f"{expression.bound} {text}".strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_times(language):
    wrong, count = [], 0
    for told, rows in suite("dates", language).items():
        day = None if told == "none" else date.fromisoformat(told)
        for text, *expected in rows:
            found = [
                show(e) for s in analysis(language, text).sentences for e in circumstances.times(s, loader.load(language), day)
            ]
            count += 1
            if found != expected:
                wrong.append(f"{text} {expected} ≠ {found}")
    assert count >= 150
    assert 1 - len(wrong) / count >= 0.97, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_durations(language):
    pack, cases = loader.load(language), suite("durations", language)
    wrong = []
    for word, text, expected in cases["told"]:
        sentence = first(language, text)
        if (found := circumstances.duration(sentence, sentence.words.index(word), pack)) != expected:
            wrong.append(f"{text} {expected} ≠ {found}")
    for text, expected in cases["following"]:
        if (found := circumstances.following(first(language, text), pack)) != expected:
            wrong.append(f"{text} {expected} ≠ {found}")
    count = len(cases["told"]) + len(cases["following"])
    assert count >= 40
    assert 1 - len(wrong) / count >= 0.95, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_channels(language):
    pack, cases, wrong = loader.load(language), suite("channels", language), []
    for word, text, expected, words in cases:
        sentence = first(language, text)
        name, span = circumstances.channel(sentence, sentence.words.index(word), pack)
        if (name, span.text if span else "") != (expected, words):
            wrong.append(f"{text} {expected} ≠ {name}")
    assert len(cases) >= 20
    assert 1 - len(wrong) / len(cases) >= 0.9, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_contexts(language):
    pack, cases, right, found_all, expected_all = loader.load(language), suite("contexts", language), 0, 0, 0
    for text, *expected in cases:
        found = set(circumstances.sentence_contexts(first(language, text), pack))
        right += len(found & set(expected))
        found_all += len(found)
        expected_all += len(expected)
    assert len(cases) >= 40
    assert 2 * right / (found_all + expected_all) >= 0.95


@pytest.mark.parametrize("language", LANGUAGES)
def test_events(language):
    pack, cases, wrong = loader.load(language), suite("events", language), []
    facts = world.load()
    for word, text, told in cases:
        article = analysis(language, text)
        mentions = actors.find(article, pack, facts, DAY)
        sentence = article.sentences[0]
        found = circumstances.describe(sentence, sentence.words.index(word), circumstances.Atlas(mentions, pack), pack, DAY)
        got = {name: value for name in FIELDS if (value := getattr(found, name))}
        expected = {name: value if name == "historical" else str(value) for name, value in told.items()}
        if got != expected:
            wrong.append(f"{word}: {text} {expected} ≠ {got}")
    assert len(cases) >= 30
    assert 1 - len(wrong) / len(cases) >= 0.88, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_places(language):
    pack, cases, facts, wrong = loader.load(language), suite("places", language), world.load(), []
    for word, text, *told in cases:
        article = analysis(language, text)
        atlas = circumstances.Atlas(actors.find(article, pack, facts, DAY), pack)
        sentence = article.sentences[0]
        found = circumstances.describe(sentence, sentence.words.index(word), atlas, pack, DAY)
        got = [found.location.name, found.location.country] if found.location else [None]
        if got != told:
            wrong.append(f"{word}: {text} {told} ≠ {got}")
    assert len(cases) >= 100
    assert 1 - len(wrong) / len(cases) >= 0.92, "\n".join(wrong)
