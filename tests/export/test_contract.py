"""What every format owes, whichever there are: the formats are found, never listed."""

from collections import Counter
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from dragoman.export import registry
from dragoman.export.documents import Document
from dragoman.export.registry import Exporter, ExportError, Options

FORMATS = registry.available()
Write = Callable[..., Path]


@pytest.fixture(params=list(FORMATS), ids=str)
def exporter(request: pytest.FixtureRequest) -> Exporter:
    return FORMATS[request.param]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(exporter: Exporter, documents: list[Document], name: str = "out", **options: object) -> Path:
        path = tmp_path / f"{name}{exporter.ending}"
        exporter.write(iter(documents), path, Options(Counter(), **options))  # type: ignore[arg-type]
        return path

    return written


def test_writes_what_it_says(exporter: Exporter, documents: list[Document], write: Write) -> None:
    path = write(exporter, documents)
    assert path.is_dir() == exporter.folder
    files = [file for file in path.rglob("*") if file.is_file()] if exporter.folder else [path]
    assert sum(file.stat().st_size for file in files) > 0


def test_nothing_gives_an_empty_but_sound_export(exporter: Exporter, write: Write) -> None:
    path = write(exporter, [])
    assert path.exists()
    if exporter.read:
        assert list(exporter.read(path)) == []


def test_same_documents_give_the_same_bytes(exporter: Exporter, documents: list[Document], write: Write) -> None:
    if exporter.ending == ".xlsx":
        pytest.skip("a workbook carries the moment of its making")
    first, second = (write(exporter, documents, name) for name in ("first", "second"))
    contents = [
        {file.relative_to(path).as_posix(): file.read_bytes() for file in ([path] if path.is_file() else sorted(path.rglob("*.*")))}
        if path.is_dir()
        else path.read_bytes()
        for path in (first, second)
    ]
    assert contents[0] == contents[1]


def test_what_it_carries_comes_back_as_it_was(exporter: Exporter, documents: list[Document], write: Write) -> None:
    if exporter.read is None:
        assert exporter.carries == ()
        pytest.skip("loses something by its nature")
    path = write(exporter, documents)
    back = {document.id: document for document in exporter.read(path)}
    for document in documents:
        events = document.events
        if exporter.name == "geojson":
            events = [event for event in events if (event["event_loc"] or {}).get("lat") is not None]
        if "event" in exporter.carries and (events or document.id in back):
            assert back[document.id].events == events
        if "claim" in exporter.carries:
            assert back[document.id].claims == document.claims
        if "article" in exporter.carries:
            assert back[document.id] == document


def test_every_text_file_is_utf8(exporter: Exporter, documents: list[Document], write: Write) -> None:
    path = write(exporter, documents)
    for file in path.rglob("*") if exporter.folder else [path]:
        if file.suffix not in (".parquet", ".xlsx"):
            file.read_text(encoding="utf-8")


def test_title_and_ending_tell_the_user(exporter: Exporter) -> None:
    assert exporter.title
    assert exporter.folder == (exporter.ending == "")
    assert exporter.name == exporter.name.lower()


def test_docs_tell_every_format() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"| `{name}` |" not in page] == []


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ExportError, match=r"no format 'stone'; there are .*brat.*plover"):
        registry.get("stone")


def test_missing_library_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"needs pyarrow; install it with: pip install 'dragoman\[export\]'"):
        registry.get("parquet")


def test_another_package_adds_a_format_and_cannot_take_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [EntryPoint("plover", "dragoman.export.formats.plover:EXPORTERS", registry.GROUP)]
    ours = FORMATS["plover"]
    monkeypatch.setattr(EntryPoint, "load", lambda _: Exporter("clay", "Tablets", ".clay", ours.write))
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == registry.GROUP else [])
    assert registry.get("clay").title == "Tablets"
    monkeypatch.setattr(EntryPoint, "load", lambda _: ours)
    with pytest.raises(ExportError, match="two exporters are named 'plover'"):
        registry.available()
