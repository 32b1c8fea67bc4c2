"""What is done about a risk: an action, and before it the consent of whoever takes on exposure by it."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, standing
from partnerships.accounts.presence import barred
from partnerships.actions.services import add_action
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.models import Party
from partnerships.records.actors import taken_by
from partnerships.records.describe import raw
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from risks.models import Risk, Treatment

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Consent = Treatment.Consent
ASKED = gettext_noop("consent asked for")
GIVEN, REFUSED = gettext_noop("consented to"), gettext_noop("consent refused")
TAKEN_UP = gettext_noop("became an action")


@taken_by()
@transaction.atomic
def plan_treatment(treatment: Treatment, *, actor: "User", seen_version: int | None = None) -> Treatment:
    """Save a treatment, new or changed. Where exposure would move to a party for which the actor does not sign, that party is asked, and
    nothing is done before it consents; otherwise it becomes an action at once.

    A change asks again. Raises Refused when it has been consented to, or when others take part in what is private.
    """
    lock(treatment.risk.partnership)
    place = standing(actor, treatment.risk.partnership)
    consents = treatment.moves_to is not None and place.may(Right.SIGN, treatment.moves_to) and not barred(actor)
    moves = treatment.moves_to is not None and not consents
    if not moves and treatment.consent in (Consent.ASKED, Consent.REFUSED):
        treatment.consent = Consent.NOT_NEEDED
        for name, value in UNASKED.items():
            setattr(treatment, name, value)
    save_record(treatment, actor=actor, seen_version=seen_version)
    treatment = Treatment.objects.select_related("risk__partnership", "risk__party", "action").get(pk=treatment.pk)
    if moves:
        _ask(treatment, actor, place.party)
    else:
        _take_up(treatment, actor)
    risk = treatment.risk
    if risk.may_become(Risk.State.TREATMENT_PLANNED) and risk.state != Risk.State.ESCALATED:
        advance(risk, Risk.State.TREATMENT_PLANNED, actor=actor)
    return treatment


UNASKED: dict[str, Any] = {"asked_on": None, "asked_by": None, "consent_by": None, "consent_on": None, "consent_note": ""}


def _ask(treatment: Treatment, actor: "User", party: Party | None) -> None:
    if treatment.action_id is not None:
        raise Refused({"moves_to": _("It is an action already: write a new treatment for what moves exposure.")})
    if treatment.consent == Consent.ASKED:
        return  # still before the party, which decides on what it says now
    values = UNASKED | {"asked_on": today(), "asked_by": party}
    advance(treatment, Consent.ASKED, actor=actor, field="consent", verb=ASKED, **values)


def _take_up(treatment: Treatment, actor: "User | None", **fields: Any) -> None:
    """Make the treatment an action; one that is an action already stays the same one."""
    if treatment.action_id is not None:
        return
    action = add_action(
        treatment.risk,
        actor=actor,
        title=treatment.what,
        description=treatment.effect,
        responsible=treatment.responsible,
        due_on=treatment.due_on,
        **fields,
    )
    treatment.action = action
    treatment.save(update_fields=["action", "updated_at"])
    write_history(TAKEN_UP, treatment, actor=actor, note=raw(action, "title"))


@taken_by(Right.SIGN, allowed=Treatment.may_answer)
def consent(treatment: Treatment, *, actor: "User", note: str = "") -> Treatment:
    """The party that exposure moves to takes it on; the treatment becomes an action.

    Raises PermissionDenied unless the actor signs for that party, Refused when nobody asks.
    """
    return _answer(treatment, Consent.GIVEN, actor, note)


@taken_by(Right.SIGN, allowed=Treatment.may_answer)
def refuse_consent(treatment: Treatment, *, actor: "User", reason: str) -> Treatment:
    """The party does not take it on, and says why. Raises as `consent`, and Refused without a reason."""
    if not reason.strip():
        raise Refused({"reason": _("Say why, so that the others can act on it.")})
    return _answer(treatment, Consent.REFUSED, actor, reason.strip())


@transaction.atomic
def _answer(treatment: Treatment, answer: str, actor: "User", note: str) -> Treatment:
    lock(treatment.risk.partnership)
    current = Treatment.objects.select_related("moves_to", "risk__partnership", "risk__party", "responsible").get(
        pk=treatment.pk
    )
    if current.consent != Consent.ASKED:
        raise Refused(_("Nobody asks for that consent now."))
    values: dict[str, Any] = {"consent_by": actor, "consent_on": today(), "consent_note": note}
    verb = GIVEN if answer == Consent.GIVEN else REFUSED
    advance(current, answer, actor=actor, field="consent", note=note, verb=verb, **values)
    if answer == Consent.GIVEN:
        _take_up_for_its_owner(current, actor)
    return current


def _take_up_for_its_owner(treatment: Treatment, actor: "User") -> None:
    """The action lies where the risk lies: with another party's risk the house makes it, for whoever planned the treatment.

    Where that person no longer writes for the party, somebody else of it takes it up (`take_up`).
    """
    if treatment.risk.party_id is None:
        _take_up(treatment, actor)
    elif Treatment.objects.editable_by(treatment.author).filter(pk=treatment.pk).exists():
        _take_up(treatment, None, author=treatment.author)


@taken_by()
@transaction.atomic
def take_up(treatment: Treatment, *, actor: "User") -> Treatment:
    """Make a treatment an action that is none yet, or none any longer.

    Raises Refused while it waits for consent or was refused it, or when it is one; PermissionDenied unless the actor may write it.
    """
    lock(treatment.risk.partnership)
    current = Treatment.objects.select_related("risk__partnership", "risk__party", "responsible").get(pk=treatment.pk)
    if current.action_id is not None:
        raise Refused(_("It is an action already."))
    if current.consent in (Consent.ASKED, Consent.REFUSED):
        raise Refused(_("The party that exposure moves to has not consented."))
    _take_up(current, actor)
    return current
