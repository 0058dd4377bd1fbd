from dragoman.actors.trie import Stream, Trie, longest, split


def trie(*phrases: str) -> Trie[str]:
    built: Trie[str] = Trie()
    for phrase in phrases:
        built.add(split(phrase.lower()), phrase)
    return built


def found(built: Trie[str], tokens: list[str]) -> list[tuple[int, int, str]]:
    stream = Stream([(token,) for token in tokens])
    return [(first, last, values[0]) for first, last, values in longest(built, stream, lambda *_: True)]


def test_the_longest_phrase_wins() -> None:
    names = trie("Guinée", "Guinée équatoriale", "équatoriale")
    assert found(names, ["la", "guinée", "équatoriale"]) == [(1, 2, "Guinée équatoriale")]


def test_hyphens_and_apostrophes_match_however_they_are_tokenised() -> None:
    names = trie("Côte d'Ivoire", "États-Unis")
    assert found(names, ["côte", "d'", "ivoire"]) == [(0, 2, "Côte d'Ivoire")]
    assert found(names, ["côte", "d'ivoire"]) == [(0, 1, "Côte d'Ivoire")]
    assert found(names, ["états-unis"]) == [(0, 0, "États-Unis")]
    assert found(names, ["états", "-", "unis"]) == [(0, 2, "États-Unis")]


def test_a_match_ends_with_a_token() -> None:
    assert found(trie("Corée"), ["corée-du-sud"]) == []


def test_a_rejected_long_match_gives_way_to_a_shorter_one() -> None:
    stream = Stream([("saudi",), ("arabia",), ("arabia",)])
    names = trie("Saudi", "Saudi Arabia")
    assert longest(names, stream, lambda first, last, _: last == first) == [(0, 0, ["Saudi"])]


def test_every_reading_of_a_token_is_tried() -> None:
    roles = trie("personne", "personnes déplacées")
    stream = Stream([("personnes", "personne"), ("âgées", "âgé")])
    assert [(a, b) for a, b, _ in longest(roles, stream, lambda *_: True)] == [(0, 0)]
