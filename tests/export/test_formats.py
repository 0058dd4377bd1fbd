"""Each format as the tool it is for reads it, and the traps that users met elsewhere."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dragoman.export import registry
from dragoman.export.annotation import annotate
from dragoman.export.documents import Document
from dragoman.export.formats import excel, gdelt, icews, polecat
from dragoman.export.registry import ExportError, Options


def export(name: str, documents: list[Document], path: Path, **options: Any) -> Counter[str]:
    asked = Options(Counter(), **options)
    registry.get(name).write(iter(documents), path, asked)
    return asked.left_out


def frame(path: Path, **options: Any) -> pd.DataFrame:
    return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE, **options)


def test_plover_has_the_manuals_names_in_its_order(documents: list[Document], tmp_path: Path) -> None:
    export("plover", documents, tmp_path / "p.jsonl")
    records = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()]
    names = "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode context link text"
    assert list(records[0])[:-1] == [*names.split(), "text_info", "cite_info", "coder", "coded_date", "coded_time", "comment"]
    entity = "code sector entity_text identifier_id identifier_text religion ethnicity office gender age"
    assert list(records[0]["actor"][0])[:-1] == entity.split()
    located = next(record["event_loc"] for record in records if record["event_loc"])
    assert set(located) >= {"extracted_place", "resolved_place", "geonameid", "lat", "lon", "country", "country_code", "resolution"}
    assert len(records) == sum(len(document.events) for document in documents)
    stories = [record["text_info"]["text_story"] for record in records if record["text_info"]["text_story"]]
    assert stories == [document.text for document in documents if document.events]


def test_polecat_is_a_table_of_40_columns(documents: list[Document], tmp_path: Path) -> None:
    left_out = export("polecat", documents, tmp_path / "p.tsv")
    table = frame(tmp_path / "p.tsv")
    assert list(table.columns) == list(polecat.COLUMNS)
    assert len(table.columns) == 40
    assert table["Event ID"].is_unique
    assert left_out["events flagged negation"] >= 1
    row = table[table["Event ID"] == "00000000000000e1-1"].iloc[0]
    assert (row["Event Date"], row["Publication Date"]) == ("2026-03-03", "2026-03-04")
    assert (row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == ("ITA", "325", "GOV")
    assert (row["Latitude"], row["Longitude"], row["GeoNames ID"], row["Country"]) == ("43.70313", "7.26608", "2990440", "FRA")
    assert (row["Intensity"], row["Quad Code"], row["Source"]) == ("5", "1", "Le Jour")


def test_event_date_is_never_filled_from_the_publication_date(hard: Document, tmp_path: Path) -> None:
    export("polecat", [hard], tmp_path / "p.tsv")
    table = frame(tmp_path / "p.tsv")
    undated = table[table["Event ID"].str.startswith("00000000000000e3")]
    assert set(undated["Event Date"]) == {""}
    assert set(undated["Publication Date"]) == {"2026-03-04"}


def test_reciprocal_events_stand_in_both_directions(hard: Document, tmp_path: Path) -> None:
    export("icews", [hard], tmp_path / "i.tsv")
    table = frame(tmp_path / "i.tsv")
    both = table[table["Event ID"].str.startswith("00000000000000e3")]
    assert list(zip(both["Source Country"], both["Target Country"], strict=True)) == [("Italy", "Norway"), ("Norway", "Italy")]


def test_icews_is_a_table_of_20_columns_whose_rows_lead_back_to_the_text(documents: list[Document], tmp_path: Path) -> None:
    export("icews", documents, tmp_path / "i.tsv")
    table = frame(tmp_path / "i.tsv")
    assert list(table.columns) == list(icews.COLUMNS)
    assert len(table.columns) == 20
    assert table["Event ID"].is_unique
    sentences = {(d.id, str(e["sentence"]["sequence"] + 1)): e["id"] for d in documents for e in d.events}
    assert set(zip(table["Story ID"], table["Sentence Number"], strict=True)) <= set(sentences)
    phone = table[table["Event ID"] == "00000000000000e3-1"].iloc[0]
    assert (phone["CAMEO Code"], phone["Event Text"], phone["Intensity"]) == ("041", "Discuss by telephone", "1")


def test_gdelt_events_in_duckdb(documents: list[Document], tmp_path: Path) -> None:
    path = tmp_path / "g.CSV"
    export("gdelt-events", documents, path)
    table = duckdb.read_csv(str(path), sep="\t", header=False, quotechar="", names=list(gdelt.EVENTS), dtype=["VARCHAR"] * 61).df()
    assert len(table.columns) == len(gdelt.EVENTS) == 61
    assert table["GLOBALEVENTID"].is_unique
    assert table["GLOBALEVENTID"].map(int).between(1, 2**63 - 1).all()
    row = table[(table["Actor1CountryCode"] == "ITA") & (table["EventCode"] == "050")].iloc[0]
    assert (row["Actor1Code"], row["Actor2Code"], row["Actor1Type1Code"]) == ("ITAGOV", "PERGOV", "GOV")
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == ("20260303", "202603", "2026", "2026.1726")
    assert (row["EventBaseCode"], row["EventRootCode"], row["QuadClass"], row["GoldsteinScale"]) == ("050", "05", "1", "3.5")
    assert (row["ActionGeo_CountryCode"], row["ActionGeo_Type"], row["ActionGeo_FullName"]) == ("FR", "4", "Nice, France")
    assert (row["DATEADDED"], row["SOURCEURL"], row["IsRootEvent"]) == ("20260304000000", "https://news.example/1", "1")
    month = table[(table["EventCode"] == "141") & (table["Actor1Name"] == "LIMA")].iloc[0]
    assert (month["MonthYear"], pd.isna(month["SQLDATE"])) == ("202602", True)


def test_gdelt_counts_mentions_articles_and_sources_apart(hard: Document, tmp_path: Path) -> None:
    """The same event in three articles of two outlets, twice in one of them."""
    first = hard.events[0]
    told = [
        Document("a", (first, {**first, "id": "e9"}), hard.text, "2026-03-04", publication="Le Jour"),
        Document("b", (first,), hard.text, "2026-03-05", publication="La Nuit"),
        Document("c", (first,), hard.text, "2026-03-05", publication="La Nuit"),
    ]
    export("gdelt-events", told, tmp_path / "e.CSV")
    export("gdelt-mentions", told, tmp_path / "m.CSV")
    events = frame(tmp_path / "e.CSV", names=gdelt.EVENTS, header=None)
    mentions = frame(tmp_path / "m.CSV", names=gdelt.MENTIONS, header=None)
    assert set(zip(events["NumMentions"], events["NumSources"], events["NumArticles"], strict=True)) == {("4", "2", "3")}
    assert set(events["DATEADDED"]) == {"20260304000000"}
    assert dict(Counter(mentions["GLOBALEVENTID"])) == dict.fromkeys(events["GLOBALEVENTID"], 4)
    assert len(mentions.columns) == 16


def test_gdelt_mentions_point_into_the_text_in_code_points(hard: Document, tmp_path: Path) -> None:
    export("gdelt-mentions", [hard], tmp_path / "m.CSV", keep_aux=True)
    mentions = frame(tmp_path / "m.CSV", names=gdelt.MENTIONS, header=None)
    assert hard.text is not None
    assert set(mentions["MentionDocLen"]) == {str(len(hard.text))}
    at = mentions.iloc[0]
    assert hard.text[int(at["ActionCharOffset"]) :].startswith("salué")
    assert hard.text[int(at["Actor2CharOffset"]) :].startswith("Lima")
    assert (at["SentenceID"], at["Confidence"], at["MentionType"], at["EventTimeDate"]) == ("1", "75", "1", "20260303000000")


def test_old_country_codes_only_where_the_format_has_them(hard: Document, tmp_path: Path) -> None:
    """Romania is ROU everywhere but in CAMEO, which never let go of ROM."""
    event = {**hard.events[0], "actor": [{**hard.events[0]["actor"][0], "code": "ROU"}]}
    document = Document("a", (event,), hard.text)
    export("gdelt-events", [document], tmp_path / "e.CSV")
    export("polecat", [document], tmp_path / "p.tsv")
    assert frame(tmp_path / "e.CSV", names=gdelt.EVENTS, header=None)["Actor1CountryCode"].tolist() == ["ROM"]
    assert frame(tmp_path / "p.tsv")["Actor Country"].tolist() == ["ROU"]


@pytest.mark.parametrize("name", ["polecat", "icews", "gdelt-events"])
def test_events_that_did_not_happen_are_left_out_unless_asked_for(hard: Document, tmp_path: Path, name: str) -> None:
    negated = Document("a", (hard.events[1],), hard.text)
    assert export(name, [negated], tmp_path / "without") == {"events flagged negation": 1}
    assert export(name, [negated], tmp_path / "with", keep_aux=True) == {}
    lines = [len((tmp_path / which).read_text(encoding="utf-8").splitlines()) for which in ("without", "with")]
    assert lines[1] == lines[0] + 2


def test_csv_in_pandas(documents: list[Document], tmp_path: Path) -> None:
    export("csv", documents, tmp_path / "t.csv")
    table = pd.read_csv(tmp_path / "t.csv", dtype=str, keep_default_na=False)
    assert list(table["id"]) == [record["id"] for document in documents for record in document.records]
    row = table[table["id"] == "00000000000000e1"].iloc[0]
    assert (row["actor_code"], row["published"], row["date"]) == ("ITA; NOR", "2026-03-04", "2026-03-03")


def test_parquet_in_duckdb_pandas_and_arrow(documents: list[Document], tmp_path: Path) -> None:
    export("parquet", documents, tmp_path / "t")
    events = duckdb.read_parquet(str(tmp_path / "t" / "events.parquet")).filter("id = '00000000000000e1'")
    pairs = (
        "SELECT a.code AS actor, r.code AS recipient, event FROM events, UNNEST(actor) AS t(a), UNNEST(recipient) AS u(r) ORDER BY actor"
    )
    found = events.query("events", pairs).fetchall()
    assert found == [("ITA", "PER", "SUPPORT"), ("NOR", "PER", "SUPPORT")]
    claims = pd.read_parquet(tmp_path / "t" / "claims.parquet")
    assert list(claims["id"]) == [claim["id"] for document in documents for claim in document.claims]
    table = pq.read_table(tmp_path / "t" / "events.parquet").to_pylist()
    for row, event in zip(table, (event for document in documents for event in document.events), strict=True):
        assert row["event"] == event["event"][0]
        assert row["trigger"] == event["trigger"]
        assert [party["start"] for party in row["actor"]] == [party["start"] for party in event["actor"]]
    located = next(row for row in table if row["id"] == "00000000000000e1")["event_loc"]
    assert (located["latitude"], located["longitude"]) == (43.70313, 7.26608)


def test_geojson_has_longitude_first_and_tells_what_it_left_out(documents: list[Document], tmp_path: Path) -> None:
    left_out = export("geojson", documents, tmp_path / "m.geojson")
    collection = json.loads((tmp_path / "m.geojson").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    points = {feature["id"]: feature["geometry"] for feature in collection["features"]}
    assert points["00000000000000e1"] == {"type": "Point", "coordinates": [7.26608, 43.70313]}
    assert left_out["events without coordinates"] == sum(len(document.events) for document in documents) - len(points)


@pytest.mark.parametrize(("name", "reader"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_graphs_in_networkx(hard: Document, tmp_path: Path, name: str, reader: Any) -> None:
    other = Document("b", tuple({**event, "id": "f", "date": "2026-04-01"} for event in hard.events[:1]), hard.text)
    left_out = export(name, [hard, other], tmp_path / "g")
    graph = reader(tmp_path / "g")
    assert graph.nodes["ITA GOV"]["code"] == "ITA"
    assert graph.nodes["PER GOV"]["sector"] == "GOV"
    (edge,) = [values for *pair, values in graph.edges(data=True) if pair == ["ITA GOV", "PER GOV"]]
    assert (edge["event"], edge["count"], edge["mean_score"]) == ("SUPPORT", 2, 5.0)
    assert (edge["first"], edge["last"]) == ("2026-03-03", "2026-04-01")
    assert graph.has_edge("ITA GOV", "NOR GOV")
    assert left_out == {"events flagged negation": 1, "rows without a second party": 1}


def test_gexf_is_the_version_that_gephi_reads(hard: Document, tmp_path: Path) -> None:
    export("gexf", [hard], tmp_path / "g.gexf")
    root = ET.parse(tmp_path / "g.gexf").getroot()
    assert root.get("version") == "1.2"
    graph = root.find("{*}graph")
    assert graph is not None
    assert graph.get("defaultedgetype") == "directed"


def test_doccano_ids_are_unique_and_offsets_are_code_points(documents: list[Document], tmp_path: Path) -> None:
    export("doccano", documents, tmp_path / "d.jsonl")
    items = [json.loads(line) for line in (tmp_path / "d.jsonl").read_text(encoding="utf-8").splitlines()]
    ids = [entity["id"] for item in items for entity in item["entities"]]
    assert len(set(ids)) == len(ids)
    for item in items:
        known = {entity["id"] for entity in item["entities"]}
        assert all({relation["from_id"], relation["to_id"]} <= known for relation in item["relations"])
    hard = items[2]
    words = {entity["label"]: hard["text"][entity["start_offset"] : entity["end_offset"]] for entity in hard["entities"]}
    assert words["SUPPORT"] == "salué"
    assert words["Cue"] == "dit"
    assert {relation["type"] for relation in hard["relations"]} == {"Actor", "Recipient", "Source", "Place", "Cue"}


def test_offsets_in_utf16_units_for_tools_that_count_so(hard: Document, tmp_path: Path) -> None:
    for name, offsets in (("points", "codepoint"), ("units", "utf16")):
        export("prodigy", [hard], tmp_path / name, offsets=offsets)
    points, units = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("points", "units"))
    encoded = units["text"].encode("utf-16-le")
    assert points["spans"] != units["spans"]
    for point, unit in zip(points["spans"], units["spans"], strict=True):
        words = points["text"][point["start"] : point["end"]]
        assert encoded[2 * unit["start"] : 2 * unit["end"]].decode("utf-16-le") == words


def test_label_studio_tasks_fit_their_configuration(documents: list[Document], tmp_path: Path) -> None:
    export("label-studio", documents, tmp_path / "ls")
    config = ET.parse(tmp_path / "ls" / "config.xml").getroot()
    labels = {label.get("value") for label in config.iter("Label")}
    roles = {relation.get("value") for relation in config.iter("Relation")}
    tasks = json.loads((tmp_path / "ls" / "tasks.json").read_text(encoding="utf-8"))
    assert len(tasks) == len(documents)
    for task in tasks:
        result = task["predictions"][0]["result"]
        spans = {item["id"]: item for item in result if item["type"] == "labels"}
        for item in spans.values():
            value = item["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            assert set(value["labels"]) <= labels
        for relation in (item for item in result if item["type"] == "relation"):
            assert {relation["from_id"], relation["to_id"]} <= set(spans)
            assert set(relation["labels"]) <= roles


def parse_brat(path: Path) -> dict[str, dict[str, Any]]:
    """A reader of brat's stand-off: identifier → what stands there. Raises for a line that is none, or that names what is not there."""
    found: dict[str, dict[str, Any]] = {}
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        id_, body, *rest = line.split("\t")
        if id_[0] == "T":
            label, offsets = body.split(" ", 1)
            pieces = [tuple(map(int, piece.split())) for piece in offsets.split(";")]
            found[id_] = {"label": label, "pieces": pieces, "words": rest[0]}
        elif id_[0] == "E":
            (label, trigger), *arguments = (part.split(":") for part in body.split())
            found[id_] = {"label": label, "trigger": trigger, "arguments": arguments}
        elif id_[0] in "RA#":
            found[id_] = {"parts": body.split(), "text": rest}
        else:
            raise ValueError(line)
    for item in found.values():
        for name in re.findall(r"\b[TE]\d+\b", " ".join(str(item.get(part, "")) for part in ("trigger", "arguments", "parts"))):
            assert name in found
    return found


def test_brat_reads_back_events_claims_flags_and_words(documents: list[Document], tmp_path: Path) -> None:
    export("brat", documents, tmp_path / "b")
    texts = sorted((tmp_path / "b").glob("*.txt"))
    assert len(texts) == len(documents)
    assert not any(".." in path.name or "/" in path.name for path in texts)
    config = (tmp_path / "b" / "annotation.conf").read_text(encoding="utf-8")
    for document in documents:
        path = next(p for p in texts if p.read_bytes().decode() == annotate(document).text)
        text, found = path.read_bytes().decode(), parse_brat(path.with_suffix(".ann"))
        for item in (item for item in found.values() if "pieces" in item):
            words = " ".join(" ".join(re.split("[\t\r\n\x00\u2028]+", text[start:end])).strip() for start, end in item["pieces"])
            assert words == item["words"]
        events = [item for key, item in found.items() if key[0] == "E"]
        assert [item["label"] for item in events] == [event["event"][0] for event in document.events]
        assert all(re.search(rf"^{item['label']}\t", config, re.M) for item in events)
        for item, event in zip(events, document.events, strict=True):
            pieces = [found[of]["pieces"][0] for role, of in item["arguments"] if role.startswith("Actor")]
            assert set(pieces) == {(party["start"], party["end"]) for party in event["actor"]}
        flags = Counter(item["parts"][0].lower() for key, item in found.items() if key[0] == "A" and len(item["parts"]) == 2)
        assert flags == Counter(flag for event in document.events for flag in event["aux"])


def test_brat_keeps_quotations_in_several_pieces(hard: Document, tmp_path: Path) -> None:
    export("brat", [hard], tmp_path / "b")
    (path,) = (tmp_path / "b").glob("*.ann")
    (content,) = [item for item in parse_brat(path).values() if item.get("label") == "Content"]
    assert len(content["pieces"]) == 2
    assert content["words"] == "« oui » non"


def test_review_formats_say_that_they_need_the_text(hard: Document, tmp_path: Path) -> None:
    bare = Document(hard.id, hard.records)
    for name in ("brat", "doccano", "label-studio", "prodigy"):
        with pytest.raises(ExportError, match="needs the article's text"):
            export(name, [bare], tmp_path / name)


def test_excel_keeps_numbers_days_and_words_that_look_like_formulas(documents: list[Document], tmp_path: Path) -> None:
    export("excel", documents, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["events", "claims", "articles"]
    rows = {name: [dict(zip(excel.SHEETS[name], row, strict=True)) for row in list(book[name].values)[1:]] for name in book.sheetnames}
    assert [row["id"] for row in rows["events"]] == [event["id"] for document in documents for event in document.events]
    assert [row["id"] for row in rows["claims"]] == [claim["id"] for document in documents for claim in document.claims]
    assert [row["id"] for row in rows["articles"]] == [document.id for document in documents]
    row = next(row for row in rows["events"] if row["id"] == "00000000000000e1")
    assert (row["event_scale"], str(row["date"])[:10], row["title"]) == (5, "2026-03-03", "=T")
    assert not any(cell.data_type == "f" for sheet in book for line in sheet.iter_rows() for cell in line)


def test_excel_refuses_more_rows_than_a_sheet_has(hard: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    with pytest.raises(ExportError, match="more than 2 events, which a sheet of Excel cannot hold; take csv or parquet"):
        export("excel", [hard], tmp_path / "t.xlsx")
