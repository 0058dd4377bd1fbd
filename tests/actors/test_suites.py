"""The phrase suites in two languages: see fr*.yaml and en*.yaml for what is expected, actor_suites.py for how it is compared."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from actor_suites import Outcome, run

MISSES = Path(__file__).parent / "misses.yaml"
# Share of expected mentions with exactly the right codes and sectors; floors only go up.
FLOORS = {("fr", "phrases"): 0.97, ("en", "phrases"): 0.97, ("fr", "coreference"): 0.95, ("en", "coreference"): 0.93}
TURNED = 3  # misses that another parser may bring before its share falls below the floor


@cache
def outcomes(language: str, section: str) -> list[Outcome]:
    return run(language, section)


@pytest.mark.parametrize(("language", "section"), FLOORS)
def test_share_right(language: str, section: str) -> None:
    found = outcomes(language, section)
    wrong = [f"{o.phrase!r}: {o.expected}, not {o.got} | {o.text}" for o in found if not o.right]
    assert 1 - len(wrong) / len(found) >= FLOORS[language, section], "\n".join(wrong)


@pytest.mark.parametrize("section", ["phrases", "coreference"])
def test_misses_are_the_known_ones(section: str) -> None:
    known = set(yaml.safe_load(MISSES.read_text(encoding="utf-8")))
    wrong = {f"{o.phrase} | {o.text}" for language in ("fr", "en") for o in outcomes(language, section) if not o.right}
    assert len(wrong - known) <= TURNED, "\n".join(sorted(wrong - known))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_mention_says_how_it_was_resolved(language: str) -> None:
    assert all(o.steps for o in outcomes(language, "phrases") if o.got)


LEAST = {("fr", "phrases"): 400, ("en", "phrases"): 400, ("fr", "coreference"): 120, ("en", "coreference"): 120}


@pytest.mark.parametrize(("language", "section"), LEAST)
def test_suites_keep_their_size(language: str, section: str) -> None:
    assert len(outcomes(language, section)) >= LEAST[language, section]
