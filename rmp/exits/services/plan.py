"""Items of the exit plan: the responsible party does them, another party accepts."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import party_in, party_not_in, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from rmp.exits.models import ExitPlanItem

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = ExitPlanItem.State
VERBS = (
    *(gettext_noop("ready"), gettext_noop("in_progress"), gettext_noop("done"), gettext_noop("accepted")),
    *(gettext_noop("not_started"), gettext_noop("returned")),
)


@taken_by()
@transaction.atomic
def advance_item(item: ExitPlanItem, *, actor: "User", state: str, note: str = "") -> ExitPlanItem:
    """To ready, in hand, or back. What is done and what is accepted have steps of their own: both raise Refused here."""
    lock(item.partnership)
    item.refresh_from_db()
    if state in (State.DONE, State.ACCEPTED) or item.state == State.DONE:
        raise Refused(_("That step is not open now: it is “%(state)s”.") % {"state": item.get_state_display()})
    return advance(item, state, actor=actor, note=note)


@taken_by(allowed=party_in("responsible"))
@transaction.atomic
def finish_item(item: ExitPlanItem, *, actor: "User", proof: str) -> ExitPlanItem:
    """Say that it is done, with a proof. Raises Refused while what must come before is not done."""
    lock(item.partnership)
    before = ExitPlanItem.objects.filter(before=item.pk).exclude(state__in=(State.DONE, State.ACCEPTED)).first()
    if before is not None:
        raise Refused(_("First comes: %(what)s.") % {"what": before})
    if not proof.strip():
        raise Refused({"proof": _("Say by what one sees that it is done.")})
    return advance(item, State.DONE, actor=actor, proof=proof.strip(), done_on=today())


@taken_by(allowed=party_not_in("responsible"))
@transaction.atomic
def accept_item(item: ExitPlanItem, *, actor: "User", note: str = "") -> ExitPlanItem:
    """Accept, for another party than the one that did it, what was done."""
    party = standing(actor, item.partnership).party
    return advance(item, State.ACCEPTED, actor=actor, note=note, accepted_by=party, accepted_on=today())


@taken_by(allowed=party_not_in("responsible"))
@transaction.atomic
def return_item(item: ExitPlanItem, *, actor: "User", reason: str) -> ExitPlanItem:
    """Do not accept it yet, and say what lacks."""
    if item.state != State.DONE:
        raise Refused(_("That step is not open now: it is “%(state)s”.") % {"state": item.get_state_display()})
    return advance(item, State.IN_PROGRESS, actor=actor, note=reason, verb="returned", done_on=None)
