"""Papers that rooms draw of what was signed: beside the records, as people print and file them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from partnerships.models import Partnership

if TYPE_CHECKING:
    from partnerships.accounts.models import User

# function(partnership, user) -> (path in the archive, bytes) of each paper; without a user, as all parties may read it. The same bytes
# for the same contents.
Papers = Callable[[Partnership, "User | None"], Iterator[tuple[str, bytes]]]
PAPERS: list[Papers] = []


def register_papers(papers: Papers) -> None:
    """Add the papers of a room to every archive."""
    PAPERS.append(papers)
