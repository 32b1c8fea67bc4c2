"""From the address of a page to the record it is about, of whatever room: how a promise says what it comes from."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from partnerships.records.models import Kept, PartnershipRecord
from partnerships.records.views import RoomView

if TYPE_CHECKING:
    from partnerships.access.policy import Standing


def record_at(address: str, standing: "Standing") -> PartnershipRecord | None:
    """The record whose page it is, if it is one of this partnership that all parties may read; None for everything else.

    Whether there is no such page, or the person may not see it, or it is private, gets the same answer.
    """
    try:
        match = resolve(urlsplit(address.strip()).path)
    except (Resolver404, ValueError):
        return None
    view = getattr(match.func, "view_class", None)
    room = getattr(match.func, "view_initkwargs", {}).get("room")
    if room is None or "pk" not in match.kwargs or not (isinstance(view, type) and issubclass(view, RoomView)):
        return None
    if match.kwargs.get("slug") != standing.partnership.slug or not issubclass(room.model, PartnershipRecord):
        return None
    model: Any = room.model
    mine = model.objects.visible_to(standing.user).disclosed().filter(partnership=standing.partnership)
    found: Kept | None = mine.filter(pk=match.kwargs["pk"]).first()
    return found.record if found is not None else None
