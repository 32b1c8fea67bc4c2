"""What happens to a joint vision, a screening and a clash. Everything else is written by the kernel's own services."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import any_party, consequence, taken_by
from partnerships.records.refusals import Refused, refuse_second
from partnerships.records.services import advance, save_record
from partnerships.signoff.services import open_round
from rmp.visions.models import Acknowledgement, EthicsCheck, EthicsScreening, JointVision

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

# What the history calls the steps.
VERBS = (
    *(gettext_noop("agreed"), gettext_noop("superseded"), gettext_noop("concluded")),
    *(gettext_noop("handled"), gettext_noop("accepted"), gettext_noop("unresolved"), gettext_noop("opened again")),
)


# --- the joint vision -------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def start_vision(vision: JointVision, *, actor: "User") -> JointVision:
    """Write the next version of the joint vision; `vision` is unsaved, with its partnership and its text.

    Raises Refused while another draft is there.
    """
    lock(vision.partnership)
    versions = JointVision.objects.filter(partnership=vision.partnership)
    refuse_second(versions.draft(), _("There is a draft already: change that one."), person=actor)
    last = versions.order_by("-number").values_list("number", flat=True).first()
    vision.number = (last or 0) + 1
    vision.put_before_all()
    return save_record(vision, actor=actor)


@consequence
@transaction.atomic
def agree_vision(vision: JointVision, *, actor: "User | None") -> JointVision:
    """All parties have signed the version: it is the joint vision now, and the one before it is superseded."""
    for former in JointVision.objects.agreed().filter(partnership=vision.partnership):
        advance(former, JointVision.State.SUPERSEDED, actor=actor, superseded_on=today())
    return advance(vision, JointVision.State.AGREED, actor=actor, agreed_on=today())


@taken_by(Right.READ_JOINT, allowed=any_party)
@transaction.atomic
def acknowledge(vision: JointVision, *, actor: "User") -> JointVision:
    """Say of the agreed version: I have read and understood it.

    Raises PermissionDenied unless the person reads the joint space for a party, Refused when it is not the agreed version or the
    person has said so before.
    """
    lock(vision.partnership)
    current = JointVision.objects.get(pk=vision.pk)
    current.partnership = vision.partnership
    if not current.is_agreed:
        raise Refused(_("Only the agreed version is acknowledged."))
    if current.acknowledgements.filter(author=actor).exists():  # type: ignore[attr-defined]
        raise Refused(_("You have acknowledged it already."))
    party = standing(actor, vision.partnership).party
    save_record(Acknowledgement(vision=current, party=party), actor=actor)
    return vision


@taken_by()
@transaction.atomic
def publish_vision(vision: JointVision, *, actor: "User", where: str, on: dt.date) -> JointVision:
    """Note where the agreed version was published, so that both sides say the same outside (5.2.2)."""
    lock(vision.partnership)
    current = JointVision.objects.get(pk=vision.pk)
    current.partnership = vision.partnership
    if not current.is_agreed:
        raise Refused(_("Only the agreed version is published."))
    if current.agreed_on and on < current.agreed_on:
        raise Refused({"on": _("It was not agreed yet on that day.")})
    current.published_where, current.published_on = where.strip(), on
    return save_record(current, actor=actor)


# --- ethics -----------------------------------------------------------------------------------------------------------
def _must_have_a_result(screening: EthicsScreening) -> None:
    if not screening.result:
        raise Refused(_("It has no result yet: answer the questions and name one."))


@taken_by(Right.SIGN)
@transaction.atomic
def conclude_screening(screening: EthicsScreening, *, actor: "User") -> EthicsScreening:
    """A party concludes its own screening. Raises Refused without a result, and for a joint one, which all parties conclude."""
    lock(screening.partnership)
    current = EthicsScreening.objects.select_related("party").get(pk=screening.pk)
    current.partnership = screening.partnership
    if current.is_joint:
        raise Refused(_("All parties conclude a joint screening, by their signatures."))
    return _conclude(current, actor)


@taken_by()
@transaction.atomic
def ask_to_conclude(screening: EthicsScreening, *, actor: "User", due_on: dt.date | None = None) -> "SignOffRound":
    """Put the result of a joint screening to all parties. Raises Refused without a result, and as open_round does."""
    lock(screening.partnership)
    current = EthicsScreening.objects.get(pk=screening.pk)
    current.partnership = screening.partnership
    if not current.is_joint or not current.is_under_way:
        raise Refused(_("Only a joint screening that is under way is put to all parties."))
    _must_have_a_result(current)
    current.clean()
    return open_round(current, actor=actor, due_on=due_on)


@consequence
def conclude_together(screening: EthicsScreening, *, actor: "User | None") -> EthicsScreening:
    """All parties have signed the result of a joint screening."""
    return _conclude(screening, actor)


def _conclude(screening: EthicsScreening, actor: "User | None") -> EthicsScreening:
    _must_have_a_result(screening)
    screening.clean()
    return advance(screening, EthicsScreening.State.CONCLUDED, actor=actor, concluded_at=timezone.now())


@taken_by(Right.SIGN)
@transaction.atomic
def settle_clash(check: EthicsCheck, *, actor: "User", state: str, handling: str) -> EthicsCheck:
    """Say what became of a clash: handled, accepted as it is, or not to be resolved; `handling` says how, or why.

    Raises Refused for a state that does not follow, or without a word.
    """
    if not handling.strip():
        raise Refused({"handling": _("Say how you deal with it, or why not.")})
    day = today() if state in EthicsCheck.SETTLED else None
    return advance(check, state, actor=actor, handling=handling.strip(), settled_on=day)


@taken_by()
def reopen_clash(check: EthicsCheck, *, actor: "User", reason: str) -> EthicsCheck:
    """What was settled is open again, with the reason in its history."""
    return advance(check, EthicsCheck.State.OPEN, actor=actor, note=reason, verb="opened again", settled_on=None)
