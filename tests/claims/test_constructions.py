"""Constructions of attribution, one passage each, with what must be found in it: see fr.yaml and en.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman import claims
from dragoman.actors import Mentions
from dragoman.analysis import analyse
from dragoman.model import Article, Claim
from dragoman.packs import loader

FOLDER = Path(__file__).parent
# Share of passages that must come out exactly right; raise it when a change brings more.
FLOOR = {"fr": 0.95, "en": 0.95}
KNOWN_MISSES = 0.05  # share of passages that may be listed as known misses
NEW_MISSES = 4  # what another parser may turn round


def passages(language: str) -> list[dict[str, Any]]:
    return yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))


def expected(claim: dict[str, Any]) -> tuple[Any, ...]:
    content = claim["content"]
    pieces = tuple(content) if isinstance(content, list) else (content,)
    return claim["source"], claim["cue"], pieces, claim.get("type", "indirect"), claim.get("stance", "asserts")


def told(claim: Claim) -> tuple[Any, ...]:
    source = claim.source.text if claim.source else None
    cue = " ".join(s.text for s in claim.cue)
    return source, cue, tuple(s.text for s in claim.content), claim.type, claim.stance


@cache
def read(language: str, text: str) -> tuple[Claim, ...]:
    pack = loader.load(language)
    return claims.find(analyse(Article("passage", text), pack), Mentions(()), pack)


def is_right(language: str, passage: dict[str, Any]) -> bool:
    found = [told(claim) for claim in read(language, passage["text"])]
    wanted = [expected(claim) for claim in passage["claims"]]
    return all(claim in found for claim in wanted) if passage.get("more") else found == wanted


@pytest.mark.parametrize("language", ["fr", "en"])
def test_share_of_constructions_that_come_out_right(language):
    every = passages(language)
    wrong = [p["text"] for p in every if not is_right(language, p)]
    assert len(every) >= 150
    assert sum(bool(p.get("miss")) for p in every) / len(every) < KNOWN_MISSES
    assert 1 - len(wrong) / len(every) >= FLOOR[language], "\n".join(wrong)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_hardly_any_miss_is_a_new_one(language):
    unknown = [p["text"] for p in passages(language) if not p.get("miss") and not is_right(language, p)]
    report = "\n".join(f"{text}\n    {[told(c) for c in read(language, text)]}" for text in unknown)
    assert len(unknown) <= NEW_MISSES, report


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_span_is_the_text_it_claims(language):
    for passage in passages(language):
        for claim in read(language, passage["text"]):
            spans = [*claim.cue, *claim.content, *([claim.source] if claim.source else [])]
            assert all(passage["text"][s.start : s.end] == s.text for s in spans)
            assert all(s.text.strip() for s in claim.content)
            assert claim.content == tuple(sorted(claim.content, key=lambda s: s.start))
