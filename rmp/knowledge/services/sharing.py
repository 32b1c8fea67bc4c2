"""Requests for information and what comes of them; disclosures that are recalled; categories that are looked at again."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right
from partnerships.clock import today
from partnerships.documents.models import Document
from partnerships.history.services import lock
from partnerships.records.actors import party_in, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from rmp.knowledge.models import DisclosureEvent, DisclosureRequest, InfoCategory

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = DisclosureRequest.State
# What the history calls the steps.
VERBS = (gettext_noop("considered"), gettext_noop("granted"), gettext_noop("limited"), gettext_noop("declined"))


def _now(request: DisclosureRequest) -> DisclosureRequest:
    """The request as it is now, with the partnership's lock held until the transaction ends."""
    lock(request.partnership)
    current = DisclosureRequest.objects.select_related("of", "party", "category").get(pk=request.pk)
    current.partnership = request.partnership
    return current


@taken_by(Right.SHARE, allowed=party_in("of"))
def consider(request: DisclosureRequest, *, actor: "User") -> DisclosureRequest:
    """The party that is asked takes the request up."""
    return advance(request, State.CONSIDERED, actor=actor)


@taken_by(Right.SHARE, allowed=party_in("of"))
def decide(request: DisclosureRequest, *, actor: "User", to: str, answer: str = "", limits: str = "") -> DisclosureRequest:
    """Grant a request, grant it with limits, or decline it with a reason. Raises Refused where these are missing.

    Closing it is for the party that asked (`close_request`).
    """
    if to not in DisclosureRequest.DECIDED:
        raise Refused({"to": _("Grant it, grant it with limits, or decline it.")})
    if to == State.LIMITED and not limits.strip():
        raise Refused({"limits": _("Say what the limits are: which part, for whom, until when.")})
    if to == State.DECLINED and not answer.strip():
        raise Refused({"answer": _("Say why, so that the others can act on it.")})
    return advance(request, to, actor=actor, answer=answer.strip(), limits=limits.strip(), decided_on=today())


@taken_by(Right.SHARE, allowed=party_in("of"))
@transaction.atomic
def hand_over(
    request: DisclosureRequest,
    *,
    actor: "User",
    what: str,
    at: dt.date,
    ground: str = "",
    document: Document | None = None,
) -> DisclosureEvent:
    """What was granted is handed over: the disclosure is recorded, and the request is closed. Raises Refused unless it was granted."""
    current = _now(request)
    if current.state not in (State.GRANTED, State.LIMITED):
        raise Refused(_("It has not been granted."))
    event = DisclosureEvent(
        **current.joint_place() | {"party": current.of},
        what=what.strip(),
        at=at,
        ground=ground.strip() or current.limits,
        document=document,
        category=current.category,
        basis=DisclosureEvent.Basis.REQUEST,
        request=current,
    )
    event.full_clean(exclude=["author"])
    save_record(event, actor=actor, related={"to": [current.party]})
    advance(current, State.CLOSED, actor=actor)
    return event


@taken_by()
def close_request(request: DisclosureRequest, *, actor: "User", note: str = "") -> DisclosureRequest:
    """The party that asked needs it no longer, or has had its answer."""
    return advance(request, State.CLOSED, actor=actor, note=note)


@taken_by()
@transaction.atomic
def recall(event: DisclosureEvent, *, actor: "User", reason: str) -> DisclosureEvent:
    """Something went out that should not have: say so, and what is asked of those who have it. Raises Refused the second time."""
    lock(event.partnership)
    current = DisclosureEvent.objects.select_related("party").get(pk=event.pk)
    current.partnership = event.partnership
    if current.recalled_on:
        raise Refused(_("It was recalled already."))
    current.recalled_on, current.recall = today(), reason.strip()
    return save_record(current, actor=actor)


@taken_by()
@transaction.atomic
def confirm_category(category: InfoCategory, *, actor: "User", review_on: dt.date) -> InfoCategory:
    """The category was looked at and still holds; it is looked at again on the day."""
    if review_on <= today():
        raise Refused({"review_on": _("Name a day that is still to come.")})
    lock(category.partnership)
    current = InfoCategory.objects.select_related("party", "level", "owner").get(pk=category.pk)
    current.partnership = category.partnership
    current.review_on = review_on
    return save_record(current, actor=actor)
