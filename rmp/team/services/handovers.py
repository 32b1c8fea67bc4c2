"""The course of a handover (5.1.2). The state machine is Handover.TRANSITIONS; what goes over is found in rmp.team.services.commitments."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.invitations.memberships import end_membership
from partnerships.models import Membership
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.records.sharing import share_with_all
from rmp.team import letters
from rmp.team.access import memberships_here, stands_everywhere
from rmp.team.models import ChecklistItem, Handover
from rmp.team.services.commitments import commitments, of_its_people, pass_on, with_signatures

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof

State = Handover.State
# How the history calls it.
BEGUN = gettext_noop("started")


@taken_by()
@transaction.atomic
def plan_handover(handover: Handover, *, actor: "User", items: Iterable[str] = (), seen_version: int | None = None) -> Handover:
    """Write a handover down, with a checklist, or change one. Raises ValidationError when it cannot be: one person, one open handover."""
    lock(handover.partnership)  # of two who plan the same at once, the second is told
    handover.clean()
    save_record(handover, actor=actor, seen_version=seen_version)
    for position, text in enumerate(items):
        save_record(ChecklistItem(handover=handover, text=text, position=position), actor=actor)
    return handover


@taken_by(Right.MANAGE, allowed=of_its_people)
@transaction.atomic
def begin_handover(handover: Handover, *, actor: "User") -> Handover:
    """From now on all parties know: a private handover is shared, and the other parties are written to.

    Raises PermissionDenied unless the actor manages the people of the leaving person's party.
    """
    _reread(handover)
    share_with_all(handover, actor=actor)
    advance(handover, State.UNDER_WAY, actor=actor, verb=BEGUN, begun_on=today())
    letters.tell(letters.BEGUN, handover)
    return handover


@taken_by(Right.MANAGE, allowed=of_its_people, signs=with_signatures)
@transaction.atomic
def hand_over(handover: Handover, *, actor: "User", proof: "Proof | None", choices: "dict[str, User | None]") -> Handover:
    """Pass commitments of the leaving person on, each to the person chosen for it, or release it (None): all of them or none.

    Raises PermissionDenied as begin_handover does, Refused when the handover is not under way, somebody does not stand for the party
    here, or a commitment cannot be passed on, and for signatures as `delegate` does.
    """
    _reread(handover)
    if handover.state != State.UNDER_WAY:
        raise Refused(_("The handover is not under way."))
    receivers = {person.pk: person for person in choices.values() if person is not None}
    here = set(memberships_here(handover).filter(user__in=receivers).values_list("user", flat=True))
    for key, person in receivers.items():
        if key not in here or key == handover.person_id:
            raise Refused(_("%(person)s does not stand for %(party)s here.") % {"person": person, "party": handover.party})
    pass_on(handover, actor=actor, proof=proof, choices=choices)
    return handover


@taken_by()
def tick_item(item: ChecklistItem, *, actor: "User") -> ChecklistItem:
    """It is done, by the actor, today."""
    item.done_by, item.done_on = actor, today()
    return save_record(item, actor=actor)


@taken_by()
def untick_item(item: ChecklistItem, *, actor: "User") -> ChecklistItem:
    item.done_by, item.done_on = None, None
    return save_record(item, actor=actor)


@taken_by(Right.MANAGE, allowed=of_its_people)
@transaction.atomic
def complete_handover(handover: Handover, *, actor: "User") -> Handover:
    """The successor has taken over: the leaving person's place in this partnership ends, and with it all access, at once.

    A place in all of the party's partnerships is not ended here: that is an administrator's affair, and the history says so.
    Raises PermissionDenied as begin_handover does, Refused while something is open.
    """
    _reread(handover)
    if handover.person_id == actor.pk:
        raise Refused(_("Nobody completes his or her own handover: let another person of your party do it."))
    successor = handover.successor
    if successor is None:
        raise Refused(_("Name the person who takes over."))
    if not memberships_here(handover).filter(user=successor).exists():
        raise Refused(_("%(person)s does not stand for %(party)s here.") % {"person": successor, "party": handover.party})
    undone = [item.text for item in handover.items.filter(done_on__isnull=True).order_by("position", "created_at", "pk")]
    if undone:
        raise Refused(_("Still to be done: %(items)s.") % {"items": "; ".join(undone)})
    open_ = [commitment.title for commitment in commitments(handover, actor) if commitment.may_change]
    if open_:
        raise Refused(_("Still in the hands of %(person)s: %(what)s.") % {"person": handover.person, "what": "; ".join(open_)})
    stays = stands_everywhere(handover)
    note = _("The place in all partnerships of the party was not ended: that is for an administrator.") if stays else ""
    advance(handover, State.COMPLETED, actor=actor, ended_on=today(), note=note)
    places = Membership.objects.filter(user=handover.person, party=handover.party, partnership=handover.partnership)
    for membership in places:
        end_membership(membership=membership, actor=actor, note=handover)
    letters.tell(letters.COMPLETED, handover)
    return handover


@taken_by(Right.MANAGE, allowed=of_its_people)
@transaction.atomic
def cancel_handover(handover: Handover, *, actor: "User", reason: str) -> Handover:
    """The person stays after all. Whoever was told of it is told of this, too. What was passed on stays where it is."""
    _reread(handover)
    was_known = handover.state == State.UNDER_WAY
    advance(handover, State.CANCELLED, actor=actor, ended_on=today(), note=reason)
    if was_known:
        letters.tell(letters.CANCELLED, handover)
    return handover


def _reread(handover: Handover) -> None:
    """Lock the partnership and read the handover as it is now. Inside the caller's transaction."""
    lock(handover.partnership)
    handover.refresh_from_db()
