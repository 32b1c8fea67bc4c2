"""What a newcomer usually should have seen, read and met: suggestions, from which the party takes what fits."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SUGGESTED: dict[str, "_StrPromise"] = {
    "why": _("Hear from a leader what the collaboration is for, and why it matters to both sides"),
    "plan": _("Read the joint plan, and ask about what it does not say"),
    "charter": _("Read the behaviour charter, and talk about what it means in this role"),
    "role": _("Go through the role profile: what is asked for, and what is to be learnt"),
    "knowledge": _("Learn what may be told to whom, and whom to ask"),
    "counterparts": _("Meet the people of the other side with whom one will work"),
    "places": _("See where the other side works"),
    "access": _("Get accounts, keys, and a place in the lists"),
}
