"""How a profile becomes agreed, and how a new version takes its place."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, amend_record, save_record
from rmp.leadership.models import Appointment, DecisionNeed, LeaderProfile, Power

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = LeaderProfile.State
SUPERSEDED = gettext_noop("superseded")


@taken_by()
@transaction.atomic
def revise_profile(profile: LeaderProfile, *, actor: "User") -> LeaderProfile:
    """Draft the next version of an agreed profile, with the same words and powers to start from.

    Raises Refused unless the profile holds now and has no next version yet.
    """
    lock(profile.partnership)
    current = LeaderProfile.objects.get(pk=profile.pk)
    if not current.is_current:
        raise Refused(_("Only the profile that holds now gets a new version."))
    if current.replaced_by.filter(state=State.DRAFT).exists():
        raise Refused(_("There is a draft of the next version already."))
    values = {name: getattr(current, name) for name in LeaderProfile.FIXED}
    draft = LeaderProfile(replaces=current, number=current.number + 1, **current.joint_place(), **values)
    save_record(draft, actor=actor)
    for power in current.powers.order_by("created_at", "pk"):
        copied = {name: getattr(power, name) for name in ("kind", "what", "limit", "unit", "words")}
        save_record(Power(profile=draft, **copied), actor=actor)
    return draft


@consequence
@transaction.atomic
def agree_profile(profile: LeaderProfile, *, actor: "User") -> LeaderProfile:
    """All parties have signed: the profile holds. Leaders and decisions of the version before come under it.

    Called by the sign-off alone. A nomination that is before the parties changes by it, so that its round is void.
    """
    before = profile.replaces
    if before is not None:
        advance(before, State.SUPERSEDED, actor=actor, verb=SUPERSEDED)
    advance(profile, State.AGREED, actor=actor, agreed_on=today())
    if before is not None:
        for appointment in Appointment.objects.under_way().filter(profile=before).order_by("created_at", "pk"):
            amend_record(appointment, {"profile_id": profile.pk}, actor=actor, authority=profile)
        for need in DecisionNeed.objects.filter(profile=before).order_by("created_at", "pk"):
            need.profile = profile
            save_record(need, actor=actor)
    return profile
