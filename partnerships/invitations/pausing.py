"""In danger: a person's access rests at once, by the word of one party, and nothing is lost.

A party pauses its own people until it lifts that. A neutral person stands for none: any party may pause one, for three days, once; the
clock ends it, and what comes after is for all parties to sign (partnerships.admission).
"""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import NEUTRAL_ROLES, Right, roles_with, standing
from partnerships.accounts.models import User
from partnerships.invitations.memberships import held, keep_somebody, record_membership
from partnerships.invitations.rules import may_pause, not_over
from partnerships.models import Membership, Participation, Partnership
from partnerships.outbox.kinds import Letter
from partnerships.outbox.services import queue_many
from partnerships.querysets import RUNS
from partnerships.records.refusals import Refused, check_free, check_proven
from partnerships.services import parties_opening_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from partnerships.accounts.presence import Proof
    from partnerships.outbox.models import Mail

NEUTRAL_PAUSE = dt.timedelta(hours=72)
PAUSED, LIFTED = gettext_noop("paused"), gettext_noop("lifted the pause of")
MAIL_KIND = "membership.paused"


@transaction.atomic
def pause_membership(*, membership: Membership, actor: User, reason: str) -> Membership:
    """Let a person's access rest from now on: an own one's until it is lifted, a neutral one's for three days. All parties are told.

    Who is paused in all partnerships of a party is paused in each place there; each is given back by itself.

    Raises PermissionDenied unless the actor may, Refused for a person who is paused, for a neutral one who was paused since the last
    joint decision, for a place beside one in all partnerships, when nobody would be left to manage the party, and when something bars the
    actor.
    """
    membership = held(membership)
    neutral = membership.role in NEUTRAL_ROLES
    if not may_let_rest(actor, membership):
        raise PermissionDenied
    check_free(actor)
    if membership.is_paused:
        raise Refused(_("The access of %(person)s is paused already.") % {"person": membership.user})
    if neutral and membership.paused_at is not None:
        raise Refused(
            _("%(person)s was paused before. A second time, or longer, all parties sign it.") % {"person": membership.user}
        )
    places = Membership.objects.filter(not_over(), user=membership.user, party=membership.party)
    # Who is neutral somewhere is so for others than the own party: there only the 72 hours hold.
    others = places.exclude(pk=membership.pk).exclude(role__in=NEUTRAL_ROLES).filter(paused_at__isnull=True)
    if not neutral and membership.partnership is not None and others.filter(partnership__isnull=True).exists():
        raise Refused(
            _("%(person)s stands for %(party)s in all partnerships as well: pause that place, this one rests with it.")
            % {"person": membership.user, "party": membership.party}
        )
    _rest(membership, actor, reason, NEUTRAL_PAUSE if neutral else None)
    if membership.partnership is None:
        for other in others.order_by("partnership"):
            _rest(held(other), actor, reason)
    return membership


def _rest(membership: Membership, actor: User, reason: str, time: dt.timedelta | None = None) -> None:
    keep_somebody(membership)
    membership.paused_at = timezone.now()
    membership.paused_until = membership.paused_at + time if time else None
    membership.save(update_fields=["paused_at", "paused_until"])
    record_membership(PAUSED, membership, actor=actor, note=reason.strip())
    _tell(membership, actor)


@transaction.atomic
def lift_pause(*, membership: Membership, actor: User, proof: "Proof | None") -> Membership:
    """Give a person of one's own party the access back. Raises PermissionDenied unless the actor may, Refused for who is not paused, and
    as `check_proven` does.
    """
    membership = held(membership)
    if membership.role in NEUTRAL_ROLES or not may_let_rest(actor, membership):
        raise PermissionDenied
    check_proven(actor, proof)
    if not membership.is_paused:
        raise Refused(_("The access of %(person)s is not paused.") % {"person": membership.user})
    membership.paused_at = membership.paused_until = None
    membership.save(update_fields=["paused_at", "paused_until"])
    record_membership(LIFTED, membership, actor=actor)
    return membership


def may_let_rest(user: User, membership: Membership) -> bool:
    """Whether the person may pause that place; one in all partnerships of a party only its officers, and a neutral one nobody alone."""
    if membership.partnership is None:
        return membership.role not in NEUTRAL_ROLES and parties_opening_for(user).filter(pk=membership.party_id).exists()
    where = standing(user, membership.partnership)
    return any(p.party_id == membership.party_id and may_pause(where, p) for p in where.participations)


def paused_in(partnership: Partnership) -> "QuerySet[Membership]":
    """The memberships that count in a partnership and rest now."""
    seats = Participation.objects.joined().filter(partnership=partnership)
    here = Q(partnership=partnership) | Q(partnership__isnull=True, party__in=seats.values("party"))
    return Membership.objects.filter(here, not_over()).exclude(RUNS)


def _tell(membership: Membership, actor: User) -> None:
    """The person is told, and of a neutral one those who manage for any party, but not who did it."""
    concerned = {membership.user}
    if membership.role in NEUTRAL_ROLES:
        managing = Membership.objects.standing_in(membership.partnership).filter(role__in=roles_with(Right.MANAGE))
        concerned |= {managed.user for managed in managing.select_related("user")}
    said = f"{membership.pk}:{membership.paused_at.isoformat()}"  # type: ignore[union-attr]
    wanted = [user for user in concerned if user != actor]
    queue_many(MAIL_KIND, [(uuid.uuid5(user.pk, said), membership, user, None) for user in wanted])


def paused_letter(mail: "Mail") -> Letter | None:
    """The letter about a pause; None when it is over."""
    membership: Any = mail.subject
    if not membership.is_paused:
        return None
    where = membership.partnership.title if membership.partnership else _("all partnerships")
    words = {"person": membership.user.name, "partnership": where, "party": membership.party.name}
    if membership.partnership is None:
        body = _("Your access to all partnerships of %(party)s is paused until %(party)s lifts that.") % words
    elif membership.paused_until is None:
        body = _("Your access to “%(partnership)s” is paused until %(party)s lifts that.") % words
    else:
        words["time"] = date_format(timezone.localtime(membership.paused_until), "DATETIME_FORMAT")
        if mail.user_id == membership.user_id:
            body = _("A party has paused your access to “%(partnership)s”. The pause ends by itself: %(time)s.") % words
        else:
            body = (
                _(
                    "A party has paused the access of %(person)s (%(party)s) to “%(partnership)s”. The pause ends by itself: %(time)s."
                )
                % words
            )
    own = mail.user_id == membership.user_id
    return Letter(
        subject=_("Access paused: %(partnership)s") % words,
        body=body,
        link="" if own else reverse("people:list", args=[membership.partnership.slug]),
        link_label="" if own else _("See the people"),
        why=_("You get this because it is your access, or because you manage this partnership for your party."),
    )
