"""The versions of the criteria, and what a party lets the others know."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused, refuse_second
from partnerships.records.services import advance, record_changed, save_record
from risks.models import ImpactDimension, PartyStance, RiskCriteria

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = RiskCriteria.State
# In what an impact is felt, where nobody has said otherwise.
DIMENSIONS = (
    gettext_noop("Money"),
    gettext_noop("Research and teaching"),
    gettext_noop("Reputation"),
    gettext_noop("People"),
    gettext_noop("Law and contract"),
)
ALLOWED, STOPPED = gettext_noop("count allowed"), gettext_noop("count stopped")


@taken_by()
@transaction.atomic
def start_criteria(criteria: RiskCriteria, *, actor: "User") -> RiskCriteria:
    """Save a new draft with the next number and the dimensions of the version in force (the house's own for the first).

    They are repeated where all at the table read that version.

    Raises Refused while there is another draft.
    """
    lock(criteria.partnership)
    versions = RiskCriteria.objects.filter(partnership=criteria.partnership)
    refuse_second(versions.filter(state=State.DRAFT), _("There is a draft already: change that one."), person=actor)
    criteria.number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    criteria.put_before_all()
    save_record(criteria, actor=actor)
    before = versions.in_force().first()
    repeated = before.dimensions.order_by("created_at", "pk") if before and before.reaches_all() else ()
    kept = [(one.name, one.steps) for one in repeated]
    for name, steps in kept or [(_(name), "") for name in DIMENSIONS]:
        save_record(ImpactDimension(criteria=criteria, name=name, steps=steps), actor=actor)
    return criteria


@consequence
@transaction.atomic
def put_criteria_in_force(criteria: RiskCriteria, *, actor: "User | None") -> RiskCriteria:
    """All parties have signed: the version before is superseded."""
    lock(criteria.partnership)
    for before in RiskCriteria.objects.in_force().filter(partnership=criteria.partnership):
        advance(before, State.SUPERSEDED, actor=actor)
    return advance(criteria, State.IN_FORCE, actor=actor, in_force_on=today())


@taken_by(Right.SHARE)
def allow_count(stance: PartyStance, *, actor: "User") -> PartyStance:
    """From now on the others may know how many undisclosed risks the party has at each objective.

    Raises Refused when the stance is private, for then nobody could know that they may; PermissionDenied without the right to share.
    """
    return _show_count(stance, True, actor)


@taken_by(Right.SHARE)
def stop_count(stance: PartyStance, *, actor: "User") -> PartyStance:
    """The others no longer see the count."""
    return _show_count(stance, False, actor)


@transaction.atomic
def _show_count(stance: PartyStance, shown: bool, actor: "User") -> PartyStance:
    lock(stance.partnership)
    current = PartyStance.objects.select_for_update(of=("self",)).select_related("party").get(pk=stance.pk)
    if shown and current.is_private:
        raise Refused(_("It is private: share your appetite first."))
    if current.count_shown == shown:
        raise Refused(_("It is so already."))
    current.count_shown = stance.count_shown = shown
    current.version = stance.version = current.version + 1
    current.save()
    verb = ALLOWED if shown else STOPPED
    write_history(verb, current, actor=actor, changes={"count_shown": [not shown, shown]})
    record_changed.send(PartyStance, record=current, changed=current, actor=actor)
    return stance
