"""What was shown of people's answers in a partnership, wherever they were asked: what every new figure is held against.

Each way of asking adds a source; `assessments.anonymity` says whether a new figure may stand beside all of them. A person is one unknown,
known by his or her address, whatever party he or she answered for.

Two surveys are comparable when they ask something in the same words (a copy asks the same under another name), or when one is an assessment
and the other a pulse of trust and both give a figure for the same principle.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assessments.anonymity import Group
from partnerships.clock import today
from partnerships.models import Partnership

# For so long what was shown before counts as known: beyond it people have changed, and what they think.
REMEMBERED = dt.timedelta(days=400)


@dataclass(frozen=True)
class Asked:
    """What a survey asks: in which way, in which words, and about which principles it gives figures."""

    way: str
    words: frozenset[str]
    principles: frozenset[int] = frozenset()

    @classmethod
    def of(cls, way: str, texts: Iterable[str], principles: Iterable[int] = ()) -> "Asked":
        """Words are compared without case, space and punctuation."""
        folded = (re.sub(r"\W+", " ", text.lower()).strip() for text in texts)
        return cls(way, frozenset(text for text in folded if text), frozenset(principles))

    def is_comparable(self, other: "Asked") -> bool:
        return bool(self.words & other.words or (self.way != other.way and self.principles & other.principles))


# Given a partnership, what is asked now, and the first day that is remembered: the groups on whom comparable figures rest.
Source = Callable[[Partnership, Asked, dt.date], Iterable[Group[str]]]
SOURCES: list[Source] = []


def register_source(source: Source) -> None:
    """Count what a further way of asking has shown."""
    SOURCES.append(source)


def shown_before(partnership: Partnership, asked: Asked) -> list[Group[str]]:
    """On whom the figures rest that a reader can lay beside new ones. A fixed number of queries for each source."""
    since = today() - REMEMBERED
    return list(dict.fromkeys(group for source in SOURCES for group in source(partnership, asked, since)))
