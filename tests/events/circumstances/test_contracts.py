"""What holds of every circumstance, whatever the language."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import ontology
from dragoman.actors import Mentions
from dragoman.analysis import analyse
from dragoman.events import circumstances
from dragoman.events.circumstances.calendar import Known, nearest_weekday, shift_months
from dragoman.events.circumstances.contexts import context_words
from dragoman.events.circumstances.durations import iso_duration
from dragoman.events.circumstances.grammar import compile_grammar, figure
from dragoman.model import Article, PackError
from dragoman.packs import loader

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
LANGUAGES = sorted(loader.available())


@given(DAYS, st.integers(0, 6))
def test_a_weekday_of_the_past_is_at_most_six_days_off(day, weekday):
    past, coming = nearest_weekday(Known(day, "past"), weekday), nearest_weekday(Known(day, "future"), weekday)
    assert past.weekday() == coming.weekday() == weekday
    assert timedelta(0) <= day - past < timedelta(7)
    assert timedelta(0) <= coming - day < timedelta(7)


@given(DAYS, st.integers(-400, 400))
def test_months_there_and_back_keep_the_month(day, months):
    there = shift_months(day, months)
    assert shift_months(there.replace(day=1), -months) == day.replace(day=1)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(2, "hour")], "PT2H"),
        ([(1.5, "hour")], "PT1H30M"),
        ([(72, "hour")], "PT72H"),
        ([(3, "week")], "P3W"),
        ([(1, "year"), (6, "month")], "P1Y6M"),
        ([(1, "decade")], "P10Y"),
        ([(0, "hour")], ""),
    ],
)
def test_iso_durations(pairs, expected):
    assert iso_duration(pairs) == expected


@pytest.mark.parametrize(
    ("text", "value"), [("1,5", 1.5), ("1.5", 1.5), ("2,000", 2000.0), ("2 000", 2000.0), ("12/11/2021", None), ("1.2.3", None)]
)
def test_figures(text, value):
    assert figure(text) == value


def test_a_pattern_names_only_known_classes():
    with pytest.raises(PackError, match="unknown class PLANET"):
        compile_grammar({"classes": {}, "patterns": [{"match": "on PLANET", "is": "calendar"}]}, "times.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_context_of_the_ontology_has_words(language):
    words = context_words(loader.load(language))
    told = {c for entries in words.forms.values() for c, _ in entries}
    told |= {c for entries in words.beginnings.values() for _, c, _ in entries}
    told |= {c for entries in words.phrases.values() for _, _, c, _ in entries}
    assert told - {"ignore"} == set(ontology.load().contexts)


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(alphabet="abcdeéà0123456789 .,:;/'’-–()%du lemardiyMay", min_size=1, max_size=80))
def test_any_text_is_read_and_spans_hold(language, text):
    pack, day = loader.load(language), date(2021, 12, 8)
    for sentence in analyse(Article("any", text, language=language), pack).sentences:
        for expression in circumstances.times(sentence, pack, day):
            assert text[expression.span.start : expression.span.end] == expression.span.text
            assert 0 <= expression.first <= expression.last < len(sentence)
        for trigger in range(len(sentence)):
            found = circumstances.describe(sentence, trigger, circumstances.Atlas(Mentions(()), pack), pack, day)
            assert bool(found.date) == (found.date_basis == "text")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_articles_day_only_full_dates_are_resolved(language):
    pack = loader.load(language)
    text = {"fr": "Hier, ils ont signé le texte.", "en": "Yesterday they signed the text."}.get(language)
    if text is None:
        pytest.skip("no sentence in this language here")
    sentence = analyse(Article("one", text, language=language), pack).sentences[0]
    (expression,) = circumstances.times(sentence, pack, None)
    assert expression.start is None
    assert expression.iso == ""


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        (
            "fr",
            "Lundi, l'armée a attaqué le port. Les rebelles ont protesté. Le lendemain, ils ont repris la ville.",
            ["2021-12-06", "", "2021-12-07"],
        ),
        (
            "en",
            "On Monday the army attacked the port. Rebels protested. The next day they retook the town.",
            ["2021-12-06", "", "2021-12-07"],
        ),
        ("fr", "La veille, l'armée avait attaqué le port.", ["2021-12-07"]),
        ("en", "The next day rebels retook the town.", [""]),
    ],
)
def test_the_next_day_is_counted_from_the_day_told_last(language, text, dates):
    pack, facts, found = loader.load(language), None, []
    for sentence in analyse(Article("days", text, language=language), pack).sentences:
        verb = next(t for t in range(len(sentence)) if sentence.heads[t] == -1)
        facts = circumstances.describe(sentence, verb, circumstances.Atlas(Mentions(()), pack), pack, date(2021, 12, 8), facts)
        found.append(facts.date)
    assert found == dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mali : un accord signé\n\n22 juin 2012. - Le gouvernement a reçu les rebelles.", date(2012, 6, 22)),
        ("21 septembre 2012, France. - Le ministre a reçu les syndicats.", date(2012, 9, 21)),
        ("OSLO, Norway, June 5, 2014 (AP) - The king met the queen.", date(2014, 6, 5)),
        ("Le 5 juin 2014, la France a reçu les rebelles.", None),
        ("On June 5, 2014, France met the rebels.", None),
        ("June 5, 2014, was a day of talks.", None),
    ],
)
def test_a_dateline_is_a_full_date_set_off_from_what_it_dates(text, day):
    pack = loader.load("en" if "the " in text or "talks" in text else "fr")
    assert circumstances.dateline(analyse(Article("case", text), pack), pack) == day
