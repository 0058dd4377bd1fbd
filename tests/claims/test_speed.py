"""Attribution takes a small share of the time of coding: a ratio within one run, in the processor's seconds, so that noise cancels out."""

import time
from datetime import date
from pathlib import Path

from dragoman import actors, analysis, claims, events, world
from dragoman.model import Article
from dragoman.packs import loader

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 3, 4)
SHARE = 0.25  # of the time from the text to events and claims
ROUNDS = 3  # the best of them counts: a pause of the collector falls into one only


def share_of_claims(articles, pack):
    seconds = {"claims": 0.0, "others": 0.0}

    def timed(name, function, *arguments):
        started = time.process_time()
        result = function(*arguments)
        seconds[name] += time.process_time() - started
        return result

    for analysed, article in zip(timed("others", lambda: list(analysis.analyse_many(articles, pack))), articles, strict=True):
        mentions = timed("others", actors.find, analysed, pack, world.load(), DAY)
        coded = timed("others", events.code, analysed, mentions, pack, article)
        found = timed("claims", claims.find, analysed, mentions, pack)
        timed("claims", claims.attribute, found, coded, analysed)
    return seconds["claims"] / (seconds["claims"] + seconds["others"])


def test_attribution_takes_at_most_a_quarter_of_the_time():
    for path in sorted(EXAMPLES.glob("dispatch.*.txt")):
        language = path.suffixes[0][1:]
        articles = [Article(f"{language}-{n}", path.read_text(encoding="utf-8"), DAY, language) for n in range(4)]
        pack = loader.load(language)
        share_of_claims(articles[:1], pack)  # what is loaded and cached once is no part of the reading
        assert min(share_of_claims(articles, pack) for _ in range(ROUNDS)) <= SHARE, language
