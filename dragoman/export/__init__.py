"""Readings → what people and programs read: PLOVER records, CSV rows, tables."""

from dragoman.export.csv_rows import COLUMNS, rows
from dragoman.export.records import What, claim_record, event_record, records, to_json

__all__ = ["COLUMNS", "What", "claim_record", "event_record", "records", "rows", "to_json"]
