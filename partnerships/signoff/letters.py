"""What people are told when a round ends; written when it is sent, for its reader."""

import uuid
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, roles_with
from partnerships.accounts.models import User
from partnerships.models import Membership
from partnerships.outbox.kinds import Letter
from partnerships.outbox.services import queue_many
from partnerships.signoff.models import SignOffRound, SignOffSlot
from partnerships.signoff.reasons import how_it_ended

if TYPE_CHECKING:
    from partnerships.outbox.models import Mail

ENDED = "signoff.ended"


def tell(round: SignOffRound, actor: User | None) -> None:
    """Want a letter to everybody the end concerns, but not to the person who brought it about."""
    queue_many(ENDED, [(uuid.uuid5(round.pk, str(user.pk)), round, user, None) for user in concerned(round, actor)])


def concerned(round: SignOffRound, actor: User | None) -> list[User]:
    """Who opened the round, who decided or was named, and, for parties that named nobody, all who sign for them."""
    people, silent = {round.opened_by_id}, []
    for slot in round.slots.all():
        named = {slot.person_id, slot.assignee_id, slot.delegate_id} - {None}
        people |= named  # type: ignore[arg-type]
        if not named:
            silent.append(slot.party_id)
    signing = Membership.objects.standing_in(round.partnership).filter(party__in=silent, role__in=roles_with(Right.SIGN))
    found = User.objects.filter(Q(pk__in=people) | Q(pk__in=signing.values("user")), is_active=True)
    return list(found.exclude(pk=actor.pk) if actor else found)


def ended(mail: "Mail") -> Letter:
    """The letter about the end of a round."""
    round: Any = mail.subject
    signed = any(slot.is_signed and slot.person_id == mail.user_id for slot in round.slots.all())
    subjects = {
        SignOffRound.State.COMPLETE: _("Signed by all: %(title)s"),
        SignOffRound.State.DECLINED: _("Declined: %(title)s"),
        SignOffRound.State.VOIDED: _("Signatures void: %(title)s"),
        SignOffRound.State.EXPIRED: _("Time ran out: %(title)s"),
        SignOffRound.State.WITHDRAWN: _("Withdrawn: %(title)s"),
    }
    bodies = {
        SignOffRound.State.COMPLETE: _("All parties have signed “%(title)s” in %(partnership)s."),
        SignOffRound.State.DECLINED: _("%(party)s has declined to sign “%(title)s” in %(partnership)s."),
        SignOffRound.State.VOIDED: _(
            "“%(title)s” in %(partnership)s is no longer what was laid before the parties: the round of signatures is void."
        ),
        SignOffRound.State.EXPIRED: _("The last day to sign “%(title)s” in %(partnership)s has passed."),
        SignOffRound.State.WITHDRAWN: _("“%(title)s” in %(partnership)s has been withdrawn: it needs no signature any more."),
    }
    declined = next((slot.party for slot in round.slots.all() if slot.decision == SignOffSlot.Decision.DECLINED), "")
    words = {"title": round.title, "partnership": round.partnership.title, "party": declined}
    state = SignOffRound.State(round.state)
    paragraphs = [bodies[state] % words, how_it_ended(round)]
    if signed and state != SignOffRound.State.COMPLETE:
        paragraphs.append(_("Your signature does not count any more. If a new round opens, you will be asked again."))
    return Letter(
        subject=subjects[state] % words,
        body="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
        link=round.get_absolute_url(),
        link_label=_("Read it"),
        why=_("You get this because you asked for these signatures, gave one, or were asked for one."),
    )
