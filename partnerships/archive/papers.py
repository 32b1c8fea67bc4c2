"""Papers that rooms draw of what was signed: beside the records, as people print and file them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnerships.archive.reading import Reader

# function(reader) -> (path in the archive, bytes) of each paper that the reader may have; the same bytes for the same contents.
Papers = Callable[["Reader"], Iterator[tuple[str, bytes]]]
PAPERS: list[Papers] = []


def register_papers(papers: Papers) -> None:
    """Add the papers of a room to every archive."""
    PAPERS.append(papers)
