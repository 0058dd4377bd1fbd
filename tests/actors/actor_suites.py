"""Runs the phrase suites (fr.yaml, fr_roles.yaml, en.yaml …): which mentions have the expected codes and sectors.

python tests/actors/actor_suites.py [fr|en] …      prints every miss and the shares
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dragoman import world
from dragoman.actors import find
from dragoman.analysis import analyse
from dragoman.model import Article
from dragoman.packs import loader

if TYPE_CHECKING:
    from dragoman.actors import Mention, Mentions

FOLDER = Path(__file__).parent
DAY = date(2024, 5, 15)


@dataclass(frozen=True)
class Outcome:
    """One expected mention: what was expected and what came, each as sorted "CODE SECTOR" strings, and the steps to it."""

    text: str
    phrase: str
    expected: tuple[str, ...]
    got: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether all parties agree."""
        return self.expected == self.got


def parties(mention: Mention | None) -> tuple[str, ...]:
    """Codes and sectors of a mention, "-" for an empty one."""
    if mention is None:
        return ()
    return tuple(sorted({f"{e.code or '-'} {e.sector or '-'}" for e in mention.entities}))


def fitting(text: str, phrase: str, mentions: Mentions) -> Mention | None:
    """The mention with the largest share of common characters with the phrase, at its first occurrence."""
    start = text.index(phrase)
    end = start + len(phrase)

    def overlap(mention: Mention) -> float:
        first, last = mention.entities[0].start, mention.entities[0].end
        common = min(end, last) - max(start, first)
        return max(common, 0) / (max(end, last) - min(start, first))

    known = [m for m in mentions.all if m.entities]
    best = max(known, key=overlap, default=None)
    return best if best is not None and overlap(best) > 0 else None


def cases(language: str, section: str) -> list[dict[str, Any]]:
    """The cases of one section in all files of a language."""
    files = [FOLDER / f"{language}.yaml", *sorted(FOLDER.glob(f"{language}_*.yaml"))]
    return [case for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8")).get(section, [])]


def run(language: str, section: str) -> list[Outcome]:
    """All outcomes of one section of a language's suite."""
    pack, facts = loader.load(language), world.load()
    found = []
    for case in cases(language, section):
        text: str = case["text"]
        day: Any = case.get("date", DAY)
        analysis = analyse(Article("suite", text, day, language), pack)
        mentions = find(analysis, pack, facts, day)
        for phrase, wanted in case["mentions"].items():
            expected = tuple(sorted(part.strip() for part in str(wanted).split("+")))
            mention = fitting(text, phrase, mentions)
            steps = tuple(step for entity in mention.entities for step in entity.how) if mention else ()
            found.append(Outcome(text, phrase, expected, parties(mention), steps))
    return found


def main() -> None:
    """Print misses and shares."""
    for language in sys.argv[1:] or ["fr", "en"]:
        for section in ("phrases", "coreference"):
            outcomes = run(language, section)
            for one in outcomes:
                if not one.right:
                    print(f"{language} {one.phrase!r}: {' + '.join(one.expected)}, not {' + '.join(one.got) or 'none'} | {one.text}")
            right = sum(one.right for one in outcomes)
            print(f"{language} {section}: {right}/{len(outcomes)} = {right / len(outcomes):.3f}")


if __name__ == "__main__":
    main()
