"""What the other parties are told of a handover; written when it is sent, for its reader."""

import uuid
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnerships.access.policy import Right, roles_with
from partnerships.accounts.models import User
from partnerships.models import Membership
from partnerships.outbox.kinds import Letter
from partnerships.outbox.services import queue_many
from partnerships.records.describe import text
from rmp.team.models import Handover

if TYPE_CHECKING:
    from partnerships.outbox.models import Mail

BEGUN, COMPLETED, CANCELLED = "team.handover_begun", "team.handover_completed", "team.handover_cancelled"
# A letter that waited until the handover went on says nothing true any more.
TRUE_IN = {BEGUN: Handover.State.UNDER_WAY, COMPLETED: Handover.State.COMPLETED, CANCELLED: Handover.State.CANCELLED}


def tell(kind: str, handover: Handover) -> None:
    """Want a letter to everybody who keeps the partnership for another party. Asked twice, it gives one."""
    queue_many(kind, [(uuid.uuid5(handover.pk, f"{kind} {user.pk}"), handover, user, None) for user in counterparts(handover)])


def counterparts(handover: Handover) -> list[User]:
    """The officers and representatives of the other parties that own and sign."""
    signing = handover.partnership.participations.signing().joined().exclude(party=handover.party)  # type: ignore[attr-defined]
    keepers = Membership.objects.standing_in(handover.partnership).filter(
        party__in=signing.values("party"), role__in=roles_with(Right.MANAGE)
    )
    return list(User.objects.filter(pk__in=keepers.values("user")).order_by("pk"))


def handover_letter(mail: "Mail") -> Letter | None:
    """None when the handover has gone on since."""
    handover = mail.subject
    if not isinstance(handover, Handover) or handover.state != TRUE_IN[mail.kind]:
        return None
    words = {
        "person": handover.person,
        "successor": handover.successor,
        "party": handover.party,
        "partnership": handover.partnership,
        "day": text(handover.last_day),
    }
    if mail.kind == BEGUN:
        subject = _("%(person)s of %(party)s leaves “%(partnership)s”")
        body = _("%(person)s, who stands for %(party)s in “%(partnership)s”, leaves it. The last day is %(day)s.")
        after = _("%(successor)s takes over.") if handover.successor else _("Who takes over is not decided yet.")
    elif mail.kind == COMPLETED:
        subject = _("%(successor)s has taken over from %(person)s in “%(partnership)s”")
        body = _("In “%(partnership)s” %(successor)s has taken over from %(person)s for %(party)s.")
        after = _("Please turn to the successor from now on. What was in hand has been passed on.")
    else:
        subject = _("%(person)s of %(party)s stays in “%(partnership)s”")
        body = _("The handover from %(person)s of %(party)s in “%(partnership)s” has been cancelled.")
        after = ""
    return Letter(
        subject=subject % words,
        body="\n\n".join(part % words for part in (body, after) if part),
        link=handover.get_absolute_url(),
        link_label=_("See the handover"),
        why=_("You get this because you look after this partnership for your party."),
    )
