"""A dossier: one self-contained HTML page on a set of articles, every line of it linked to its words in the text."""

from dragoman.dossier.page import languages, ledger_page, page

__all__ = ["languages", "ledger_page", "page"]
