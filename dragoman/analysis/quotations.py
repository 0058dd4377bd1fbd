"""Quotations (to be replaced)."""
from dragoman.analysis.records import Quotation


def find(text: str, paragraphs: list[tuple[int, int]]) -> tuple[Quotation, ...]:
    return ()
