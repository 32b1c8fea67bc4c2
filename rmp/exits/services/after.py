"""What goes on when the partnership is over: these steps are open after it is closed, too."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Partnership
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from partnerships.services import grow_partnership
from rmp.exits.models import FutureOpportunity, SurvivingObligation

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = SurvivingObligation.State
VERBS = (
    *(gettext_noop("fulfilled"), gettext_noop("expired"), gettext_noop("breached"), gettext_noop("active")),
    *(gettext_noop("opened"), gettext_noop("dropped"), gettext_noop("idea")),
)


@taken_by(allowed=SurvivingObligation.owed_to, outlives=True)
@transaction.atomic
def fulfil_obligation(obligation: SurvivingObligation, *, actor: "User", note: str = "") -> SurvivingObligation:
    """Say, for the party that is owed, that it was kept.

    Raises PermissionDenied for the party that owes it, Refused where several are owed: they end it by a request that all sign.
    """
    lock(obligation.partnership)
    if SurvivingObligation.objects.get(pk=obligation.pk).is_owed_to_several():
        if not obligation.partnership.is_open:
            raise Refused(
                _("Several parties are owed, and none of them says alone that it was kept: it goes on until its last day.")
            )
        raise Refused(
            _(
                "Several parties are owed, and none of them says alone that it was kept: propose its end, so that all parties sign it."
            )
        )
    return advance(obligation, State.FULFILLED, actor=actor, note=note, settled_on=today(), outcome=note)


@taken_by(allowed=SurvivingObligation.owed_to, outlives=True)
@transaction.atomic
def report_breach(obligation: SurvivingObligation, *, actor: "User", reason: str) -> SurvivingObligation:
    """Say, for a party that is owed, that it was not kept, and how one knows."""
    by = standing(actor, obligation.partnership).party
    return advance(obligation, State.BREACHED, actor=actor, note=reason, settled_on=None, outcome=reason, breach_said_by=by)


@taken_by(allowed=SurvivingObligation.settles_breach, outlives=True)
@transaction.atomic
def reinstate_obligation(obligation: SurvivingObligation, *, actor: "User", reason: str) -> SurvivingObligation:
    """The breach was remedied, or was none, says the party that reported it: it goes on. Raises Refused when its last day has passed."""
    if obligation.until is not None and obligation.until < today():
        raise Refused(_("Its last day has passed: say that it was fulfilled, or leave it as it is."))
    return advance(obligation, State.ACTIVE, actor=actor, note=reason, outcome=reason)


def expire_obligations(day: dt.date | None = None) -> int:
    """Let those expire whose last day has passed; closed partnerships are no exception. Returns how many. Safe to run again, and late."""
    count = 0
    for obligation in SurvivingObligation.objects.past(day or today()).select_related("partnership"):
        with transaction.atomic():
            lock(obligation.partnership)
            if SurvivingObligation.objects.past(day or today()).filter(pk=obligation.pk).exists():
                advance(obligation, State.EXPIRED, actor=None, settled_on=obligation.until)
                count += 1
    return count


@taken_by(Right.SIGN, outlives=True)
@transaction.atomic
def take_up_opportunity(opportunity: FutureOpportunity, *, actor: "User", title: str) -> Partnership:
    """Open a possible partnership out of the idea, with the same parties. Returns it.

    Raises PermissionDenied unless the actor is an officer of a party as a whole, Refused when the idea is private or taken up already.
    """
    current = FutureOpportunity.objects.get(pk=opportunity.pk)
    if current.is_private:
        raise Refused(_("The partners are asked to the table: share the idea first."))
    if current.state != FutureOpportunity.State.IDEA:
        raise Refused(_("That step is not open now: it is “%(state)s”.") % {"state": current.get_state_display()})
    # The new table is that of the old one: not all at it need have read the idea.
    summary = current.description if current.reaches_all() else ""
    grown = grow_partnership(opportunity.partnership, actor=actor, title=title.strip(), summary=summary)
    advance(opportunity, FutureOpportunity.State.OPENED, actor=actor, opened=grown)
    return grown


@taken_by()
def drop_opportunity(opportunity: FutureOpportunity, *, actor: "User", reason: str) -> FutureOpportunity:
    return advance(opportunity, FutureOpportunity.State.DROPPED, actor=actor, note=reason)


@taken_by()
def retake_opportunity(opportunity: FutureOpportunity, *, actor: "User") -> FutureOpportunity:
    return advance(opportunity, FutureOpportunity.State.IDEA, actor=actor)
