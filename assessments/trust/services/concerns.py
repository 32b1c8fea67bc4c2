"""The course of a concern, by each of its three ways."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.trust.models import Concern, ConcernContact, ConcernState, ConcernStep, IndependentConcern
from partnerships.access.policy import standing
from partnerships.clock import today
from partnerships.models import Membership, Partnership, Role
from partnerships.records.actors import any_party, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record

if TYPE_CHECKING:
    from partnerships.accounts.models import User

VERBS = (gettext_noop("assessed"), gettext_noop("acted"), gettext_noop("closed"))
ANSWERED_WITHIN = 14


@taken_by()
def raise_concern(concern: Concern, *, actor: "User") -> Concern:
    """Put a concern to the own party or to both; `concern` is unsaved and lies where it is to lie."""
    own = ConcernContact.objects.filter(partnership=concern.partnership, party=concern.party) if concern.party else None
    days = own.order_by("created_at").values_list("answers_within", flat=True).first() if own is not None else None
    concern.raised_by = standing(actor, concern.partnership).party if concern.party is None else None
    concern.due_on = today() + dt.timedelta(days=days or ANSWERED_WITHIN)
    return save_record(concern, actor=actor)


@taken_by(allowed=any_party)
def assess(concern: Concern, *, actor: "User", assessment: str) -> Concern:
    """Say what is found of it."""
    return advance(concern, ConcernState.ASSESSED, actor=actor, assessment=assessment.strip())


@taken_by(allowed=any_party)
def act_on(concern: Concern, *, actor: "User", action: str) -> Concern:
    """Say what was done."""
    return advance(concern, ConcernState.ACTED, actor=actor, action=action.strip())


@taken_by(allowed=Concern.is_of)
def close(concern: Concern, *, actor: "User", outcome: str) -> Concern:
    """End it, with what came of it: of one to both, the party that raised it does."""
    return advance(concern, ConcernState.CLOSED, actor=actor, outcome=outcome.strip(), closed_on=today())


# --- to a neutral person: no lock of the partnership's history, for it is written nowhere but here -----------------------
def has_neutral(partnership: Partnership) -> bool:
    """Whether a facilitator of a neutral organisation is here to receive a concern."""
    people = Membership.objects.standing_in(partnership).filter(role=Role.FACILITATOR)
    return people.filter(party__participations__partnership=partnership, party__participations__side="neutral").exists()


@transaction.atomic
def raise_independent(concern: IndependentConcern, *, actor: "User") -> IndependentConcern:
    """Put a concern to the neutral people alone; anybody who stands for a party may, whatever the role.

    Raises PermissionDenied for others, Refused when nobody neutral is here.
    """
    here = standing(actor, concern.partnership)
    if here.party is None or not concern.partnership.is_open:
        raise PermissionDenied
    if not has_neutral(concern.partnership):
        raise Refused(_("No neutral person takes part here now."))
    concern.author, concern.state = actor, ConcernState.RECEIVED
    concern.full_clean()
    concern.save(force_insert=True)
    return concern


@transaction.atomic
def step(concern: IndependentConcern, *, actor: "User", text: str, state: str = "") -> ConcernStep:
    """Add a word; a neutral person may move the concern on with it.

    Raises PermissionDenied for whoever may not know of it, Refused for a state that does not follow, or without a word.
    """
    mine: Any = IndependentConcern.objects.visible_to(actor).filter(pk=concern.pk)
    if not mine.exists() or not concern.partnership.is_open:
        raise PermissionDenied
    current = IndependentConcern.objects.select_for_update().get(pk=concern.pk)
    if not text.strip():
        raise Refused({"text": _("Write what the other is to know.")})
    if current.state == ConcernState.CLOSED:
        raise Refused(_("It is closed."))
    if state:
        if not IndependentConcern.objects.handled_by(actor).filter(pk=concern.pk).exists():
            raise PermissionDenied
        if state not in IndependentConcern.TRANSITIONS[current.state]:
            raise Refused({"state": _("That state does not follow.")})
        current.state = concern.state = state
        current.save(update_fields=["state"])
    return ConcernStep.objects.create(concern=current, by=actor, state=state, text=text.strip())


def waiting(user: "User") -> list[dict[str, Any]]:
    """What waits for the person's word, for his or her own page alone: no mail and no due date tells of it. One query."""
    found = IndependentConcern.objects.waiting_for(user).select_related("partnership").order_by("raised_at", "pk")[:8]
    return [
        {
            "title": _("A word on your concern") if concern.is_of(user) else _("A concern is put to you as the neutral person"),
            "url": concern.get_absolute_url(),
            "partnership": concern.partnership,
        }
        for concern in found
    ]
