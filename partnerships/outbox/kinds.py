"""What kinds of mail there are, and how each is written.

A kind is a name and a function that writes the letter at the moment of sending: from the records as they are then, for the
recipient as he or she stands then. So nothing of a record, and nothing secret, lies in the outbox.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnerships.outbox.models import Mail


@dataclass(frozen=True)
class Line:
    """One of several things a letter lists."""

    text: str
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class Enclosure:
    """A small file that goes with a letter: a calendar entry, say. Made when the letter is written, for its reader."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Letter:
    """What the recipient reads. Plain text in the recipient's language; links are paths on this site or whole addresses."""

    subject: str
    body: str  # paragraphs, separated by an empty line
    link: str = ""
    link_label: str = ""
    why: str = ""  # why the person gets this
    lines: tuple[Line, ...] = ()
    change_link: str = ""  # where the person can change that, if it can be changed
    enclosures: tuple[Enclosure, ...] = ()


# Gets the mail with its subject; returns None when there is nothing to say any more, or nothing this person may read.
# The recipient's language and time zone are active.
Build = Callable[["Mail"], Letter | None]

KINDS: dict[str, Build] = {}
SEALED: set[str] = set()


def register_kind(name: str, build: Build, *, sealed: bool = False) -> None:
    """Add a kind of mail; to be called from an app's ready(). Raises ValueError when the name is taken by another.

    `sealed`: whom such a mail is for, and what became of it, is shown to nobody (who is asked, and who has answered).
    """
    if KINDS.setdefault(name, build) is not build:
        raise ValueError(f"Mail kind {name} is registered twice.")
    if sealed:
        SEALED.add(name)
