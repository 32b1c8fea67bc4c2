"""What the product itself notes in the history: kept as one of a few known sentences in English, shown in the reader's language.

Such a sentence is a code: the message's key, the same in whatever language somebody acts; it never changes, or entries from before are
shown as they stand. What people note is theirs, and shown as they wrote it.
"""

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_KNOWN: set[str] = set()


def product_note(sentence: "_StrPromise") -> str:
    """A sentence of the product's, as it is kept. To be declared once, where the module is loaded."""
    with translation.override(None):
        kept = str(sentence)
    _KNOWN.add(kept)
    return kept


def shown_note(note: str) -> str:
    """The note as its reader is to see it."""
    return gettext(note) if note in _KNOWN else note
