"""A corpus in SQL: articles, their readings by every version, events, claims and reviews, in one SQLite file or in PostgreSQL.

    from dragoman.store import Store
    with Store.open("dragoman.db") as store:
        for event in store.events(actor="FRA", recipient="RUS", type="ACCUSE"): ...

Needs the extra `store`. The tables are a public interface, told in docs/store.md.
"""

from dragoman.store.articles import StoredArticle, StoredReading
from dragoman.store.coding import Ingested, Options, ingest, outdated, recode
from dragoman.store.errors import StoreError
from dragoman.store.filters import ArticleFilter, ClaimFilter, EventFilter
from dragoman.store.readonly import Answer
from dragoman.store.records import Records
from dragoman.store.reviews import Review
from dragoman.store.statistics import Statistics
from dragoman.store.store import Store

__all__ = [
    "Answer",
    "ArticleFilter",
    "ClaimFilter",
    "EventFilter",
    "Ingested",
    "Options",
    "Records",
    "Review",
    "Statistics",
    "Store",
    "StoreError",
    "StoredArticle",
    "StoredReading",
    "ingest",
    "outdated",
    "recode",
]
