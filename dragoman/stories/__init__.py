"""Stories over a growing corpus: wire copies and near-duplicates, articles that tell of the same matter, and where their accounts differ.

    from dragoman.stories import Stories

    found = Stories()
    for document in documents:      # in the order of publication
        found.add(document)
    for story in found.stories(): ...

Needs the extra `stories`.
"""

from dragoman.stories.clusters import Options, Stories
from dragoman.stories.duplicates import Copy, Duplicates
from dragoman.stories.records import Difference, Happening, Story

__all__ = ["Copy", "Difference", "Duplicates", "Happening", "Options", "Stories", "Story"]
