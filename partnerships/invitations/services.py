"""Inviting a person, and what the person answers."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from partnerships.access.policy import Right, roles_with, standing
from partnerships.accounts.models import User
from partnerships.accounts.services import mark_verified
from partnerships.clock import today
from partnerships.history.comparing import examined
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.invitations.confirmation import Lacking, at_own_domain, by_mail_alone, lacking, may_confirm
from partnerships.invitations.identity import confirm_identity, lock_party, party_of, vouch_for
from partnerships.invitations.memberships import record_membership
from partnerships.invitations.models import Invitation, default_expiry
from partnerships.invitations.recording import hold, record_invitation, vouched
from partnerships.invitations.rules import (
    OPEN_SEATS,
    fits,
    is_for_all_to_sign,
    not_lifted,
    roles_offered,
    stands_already,
    stands_for_another,
)
from partnerships.invitations.told import tell_managers, tell_party
from partnerships.journal import administers, enter
from partnerships.models import Membership, Participation, Partnership, Party, Side
from partnerships.outbox.models import Mail
from partnerships.outbox.services import queue, queue_many
from partnerships.records.actors import acting
from partnerships.records.refusals import Refused, check_proven

if TYPE_CHECKING:
    from partnerships.access.policy import Standing
    from partnerships.accounts.presence import Proof

MAIL_KIND = "invitation"
ALL_SIGN = gettext_lazy("Who is neutral in a partnership, all its parties sign: they propose the person on its page People.")
ASKS_PARTY = "invitation.confirm"
ASKS_ADMINISTRATOR = "invitation.reason"
CONFIRMED, REJECTED = gettext_noop("invitation confirmed"), gettext_noop("invitation rejected")


class Gone(Exception):
    """The invitation was answered, revoked or has expired meanwhile."""


@transaction.atomic
def invite(
    *,
    actor: User,
    proof: "Proof | None",
    party: Party,
    role: str,
    email: str,
    partnership: Partnership | None = None,
    name: str = "",
    message: str = "",
    reason: str = "",
) -> Invitation:
    """Invite one person to stand for a party, by one mail; it goes when nothing is `lacking` any more (confirmation.py).

    Without a partnership it is for all the party's, which only an administrator may do. `reason` is why an administrator confirms a
    person of an organisation that has nobody here. Raises PermissionDenied when the actor may not invite this party's people in this
    role, Refused when the person stands for somebody here, a limit of the day is reached, or no mail reaches anybody, and as
    `check_proven` does.
    """
    email = email.strip().lower()
    invitation = Invitation(
        email=email, name=name, partnership=partnership, party=party, role=role, invited_by=actor, message=message
    )
    hold(invitation)  # nobody joins in the moment in which it is asked who has
    actor = User.objects.select_for_update(no_key=True).get(pk=actor.pk)  # one after the other, so that the limit holds
    if not _may_invite(actor, partnership, party, role):
        raise PermissionDenied
    check_proven(actor, proof)
    if is_for_all_to_sign(partnership, party):
        raise Refused(ALL_SIGN)
    check_mail()
    _check_limits(actor, email)
    person = User.objects.filter(email=email).first()
    if person is not None:
        _check_seat(person, partnership, party)
    own = Membership.objects.answering().filter(user=person, party=party)
    if partnership is None and role in roles_with(Right.MANAGE) and own.exists():
        raise Refused(_("%(person)s represents the party already: make this person its officer instead.") % {"person": person})
    waiting = Invitation.objects.pending().filter(partnership=partnership, party=party, email=email)
    taken = Refused(_("This address is invited already. Send that invitation again, or revoke it first."))
    if waiting.open().exists():
        raise taken
    # An expired one gives way; not one that somebody else has made in this very moment.
    expired = list(waiting.filter(expires_at__lte=timezone.now()))
    examined(waiting.filter(pk__in=[late.pk for late in expired])).update(state=Invitation.State.REVOKED)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:  # somebody else was quicker
        raise taken from None
    record_invitation("invited", invitation, actor, also=expired)
    if reason and administers(actor, "invitations.change_invitation") and lacking(invitation) == Lacking.ADMINISTRATOR:
        return confirm(invitation=invitation, actor=actor, proof=proof, reason=reason)
    mail_or_ask(invitation)
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, actor: User, proof: "Proof | None") -> Invitation:
    """Mail it once more and start its days anew.

    A link that still works goes on working, so that it does not matter which of two mails is opened; an expired one stays dead
    and the new mail has a new link. Raises PermissionDenied, Gone, Refused, and as `check_proven` does.
    """
    invitation = _locked(invitation, actor)
    check_proven(actor, proof)
    check_mail()
    if lack := lacking(invitation):
        raise Refused(_not_yet(invitation, lack))
    _check_address(invitation.email)
    if invitation.is_expired or not invitation.link:
        invitation.renew()
    invitation.expires_at = default_expiry()
    invitation.save(update_fields=["nonce", "token_hash", "expires_at"])
    record_invitation("invited again", invitation, actor)
    queue(MAIL_KIND, subject=invitation, email=invitation.email)
    return invitation


@transaction.atomic
def revoke(*, invitation: Invitation, actor: User) -> None:
    """Close it: the link is dead, and a mail that still waits is not sent. Where an administrator does it who does not manage it for a
    party, those who look after the party, and the one that invited, get a letter. Raises PermissionDenied, Gone.
    """
    invitation = _locked(invitation, actor)
    if is_for_all_to_sign(invitation.partnership, invitation.party):
        raise PermissionDenied  # nor does one alone take back what all signed: the person declines, or the days pass
    invitation.state = Invitation.State.REVOKED
    invitation.save(update_fields=["state"])
    events = record_invitation("revoked", invitation, actor)
    if not Invitation.objects.filter(pk=invitation.pk).visible_to(actor).exists():
        tell_party(invitation, events, but=actor)
        inviting = party_of(invitation.invited_by, invitation.partnership)
        if inviting and inviting != invitation.party:
            tell_managers(inviting, events, but=actor)


@transaction.atomic
def confirm(*, invitation: Invitation, actor: User, proof: "Proof | None", reason: str = "") -> Invitation:
    """Say yes to a person whom others invited for the party: the mail goes now, and the days begin anew.

    One of the party's own people does; where it has none, an administrator, with a reason. Raises PermissionDenied for others, Gone,
    Refused without the reason, and as `check_proven` does.
    """
    invitation, lack = _to_confirm(invitation, actor)
    check_proven(actor, proof)
    check_mail()
    by_administrator = lack == Lacking.ADMINISTRATOR
    if by_administrator and not reason.strip():
        raise Refused(_("Give a reason: how do you know that this person belongs to the organisation?"))
    invitation.confirmed_by, invitation.confirmed_at, invitation.reason = actor, timezone.now(), reason.strip()
    invitation.expires_at = default_expiry()
    invitation.save(update_fields=["confirmed_by", "confirmed_at", "reason", "expires_at"])
    if by_administrator:
        enter(actor, invitation, _("Confirmed: %(reason)s") % {"reason": invitation.reason})
    record_invitation(CONFIRMED, invitation, actor, note=invitation.reason)
    mail_or_ask(invitation)
    return invitation


@transaction.atomic
def reject(*, invitation: Invitation, actor: User) -> None:
    """Say no to a person whom others invited for the party: nothing is sent. Raises PermissionDenied for others, Gone."""
    invitation, _lack = _to_confirm(invitation, actor)
    invitation.state = Invitation.State.REJECTED
    invitation.save(update_fields=["state"])
    record_invitation(REJECTED, invitation, actor)


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Membership:
    """The person takes the seat; the first of a party brings it to the table.

    Raises PermissionDenied unless the account has the invited address, Gone when it is no longer open, Refused when the person
    stands for another party here or a confirmation is lacking. Of two at the same time one gets Gone.
    """
    party, own = Party.objects.get(pk=invitation.party_id), Membership.objects.answering().filter(party=invitation.party_id)
    if invitation.partnership is None or party.is_unconfirmed or not own.exists():
        party = lock_party(party)
    else:
        lock(invitation.partnership)
    # Locked in this order by everybody: two first people who accept at the same time wait for each other.
    seat = _seat(invitation)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.email.lower() != invitation.email or not user.is_active:
        raise PermissionDenied
    current = Invitation.objects.select_related("invited_by").get(pk=invitation.pk)
    if current.is_open and (lack := lacking(current)):
        raise Refused(_not_yet(invitation, lack))
    _claim(invitation, Invitation.State.ACCEPTED, accepted_by=user, accepted_at=timezone.now())
    _check_seat(user, invitation.partnership, invitation.party)
    is_first = not own.exists()
    if not mark_verified(user):
        raise Refused(_("Another account has confirmed this address. Ask an administrator for help."))
    if seat is not None:
        _join(seat, user)
    membership, _created = Membership.objects.update_or_create(
        user=user,
        party=invitation.party,
        partnership=invitation.partnership,
        defaults={"role": invitation.role, "starts_on": today(), "ends_on": None},
    )
    record_membership("accepted the invitation", membership, actor=user, **vouched([invitation]))
    came_by_mail = by_mail_alone(current) if is_first else at_own_domain(party, user.email)
    if came_by_mail:
        with acting(user, party):
            confirm_identity(party, actor=user)
    if is_first and own.exists():
        inviter, inviter_party = current.invited_by, party_of(current.invited_by, invitation.partnership)
        by_administrator = inviter_party is None and administers(inviter, "invitations.add_invitation")
        if not came_by_mail and not by_administrator:
            with acting(user, party):
                vouch_for(party, actor=user, inviter=inviter, inviter_party=inviter_party)
        for other in Invitation.objects.open().filter(party=party):
            if lacking(other):  # from now on its own people decide
                mail_or_ask(other)
    return membership


@transaction.atomic
def accept_as_new(*, invitation: Invitation, name: str, password: str) -> User:
    """Make an account for the invited address and take the seat with it.

    The password is validated by the caller. Raises Refused when the address has an account (its owner signs in to accept), Gone.
    """
    if not invitation.is_open:
        raise Gone
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name)
    except IntegrityError:
        raise Refused(_("This address has an account already: sign in with it to accept.")) from None
    accept(invitation=invitation, user=user)
    return user


@transaction.atomic
def decline(*, invitation: Invitation, user: User | None = None) -> None:
    """The person does not want the seat. Whoever has the link may say so, without an account. Raises Gone."""
    hold(invitation)
    _claim(invitation, Invitation.State.DECLINED)
    record_invitation("declined", invitation, user)


def check_mail() -> None:
    """Raises Refused where mail reaches nobody: a link is mailed or it is not given at all."""
    if not settings.MAIL_REACHES_PEOPLE:
        raise Refused(_("This installation has no mail server, so nobody can be invited. Ask its administrator to set one up."))


def mail_or_ask(invitation: Invitation) -> None:
    """Mail the link to the person, or ask those whose confirmation is lacking."""
    lack = lacking(invitation)
    if not lack:
        queue(MAIL_KIND, subject=invitation, email=invitation.email)
    elif lack == Lacking.PARTY:
        asked = may_confirm(invitation)
        if invitation.partnership is None:  # it reaches into all that its people do: all who answer for the party are told
            asked = [m.user for m in Membership.objects.answering().filter(party=invitation.party).select_related("user")]
        queue_many(ASKS_PARTY, [(uuid.uuid4(), invitation, person, None) for person in set(asked)])
    else:
        for person in User.objects.filter(is_staff=True, is_active=True):
            if administers(person, "invitations.change_invitation"):
                queue(ASKS_ADMINISTRATOR, subject=invitation, email=person.email)


def _not_yet(invitation: Invitation, lack: str) -> str:
    if lack == Lacking.PARTY:
        text = _("%(party)s has people of its own here: one of them must confirm this invitation first.")
        return text % {"party": invitation.party}
    return _("An administrator must confirm this invitation first.")


def _to_confirm(invitation: Invitation, actor: User) -> tuple[Invitation, str]:
    """The row itself, held until the end of the transaction, and whose confirmation it lacks: the actor's."""
    hold(invitation)
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    lack = lacking(current)
    is_own = actor in may_confirm(current)
    is_administrator = administers(actor, "invitations.change_invitation")
    if not (is_own or (is_administrator and lack != Lacking.PARTY)):
        raise PermissionDenied
    if not current.is_open or not lack:
        raise Gone
    return current, lack


def _may_invite(actor: User, partnership: Partnership | None, party: Party, role: str) -> bool:
    if partnership is None:
        return administers(actor, "invitations.add_invitation") and fits(role, party.kind)
    where: Standing = standing(actor, partnership)
    participation = next((p for p in where.participations if p.party_id == party.pk), None)
    if participation is None or not partnership.is_open:
        return False
    if administers(actor, "invitations.add_invitation"):
        return fits(role, participation.side)
    return role in roles_offered(where, participation)


def _check_limits(actor: User, email: str) -> None:
    made = Invitation.objects.filter(invited_by=actor, created_at__gt=timezone.now() - dt.timedelta(days=1))
    if made.count() >= settings.INVITATIONS_PER_DAY:
        raise Refused(_("You have sent as many invitations as one person may in a day. Go on tomorrow."))
    _check_address(email)


def _check_address(email: str) -> None:
    sent = Mail.objects.filter(kind=MAIL_KIND, email=email, created_at__gt=timezone.now() - dt.timedelta(days=1))
    if sent.count() >= settings.INVITATIONS_PER_EMAIL_PER_DAY:
        raise Refused(_("This address has been sent enough invitations for one day. Try again tomorrow."))


def _check_seat(person: User, partnership: Partnership | None, party: Party) -> None:
    if stands_already(person, partnership, party):
        raise Refused(_("%(person)s stands for %(party)s here already.") % {"person": person.email, "party": party})
    if not_lifted(person, partnership, party):
        raise Refused(
            _("The access of %(person)s is paused: %(party)s lifts that first.") % {"person": person.email, "party": party}
        )
    other = stands_for_another(person, partnership, party)
    if other:
        raise Refused(
            _("%(person)s stands for %(party)s here, and nobody stands for two parties at one table.")
            % {"person": person.email, "party": other}
        )


def _locked(invitation: Invitation, actor: User) -> Invitation:
    """The row itself, waiting and held until the end of the transaction."""
    hold(invitation)
    found = Invitation.objects.select_for_update().filter(pk=invitation.pk)
    if not administers(actor, "invitations.change_invitation") and not found.visible_to(actor).exists():
        raise PermissionDenied
    current = found.pending().first()
    if current is None:
        raise Gone
    return current


def _claim(invitation: Invitation, state: str, **values: object) -> None:
    """Answer an open invitation, once: of two answers at the same time the second finds none."""
    if not examined(Invitation.objects.open().filter(pk=invitation.pk)).update(state=state, **values):
        raise Gone
    invitation.refresh_from_db()


def _seat(invitation: Invitation) -> Participation | None:
    """The party's place at the table, held until the end of the transaction; None when the invitation is for all tables."""
    if invitation.partnership is None:
        return None
    seats = Participation.objects.select_for_update(of=("self",)).select_related("partnership", "party")
    seat = seats.filter(partnership=invitation.partnership, party=invitation.party).first()
    if seat is None or seat.state not in OPEN_SEATS or not seat.partnership.is_open:
        raise Gone
    return seat


def _join(seat: Participation, user: User) -> None:
    """The first person brings the party to the table."""
    if seat.state != Participation.State.INVITED:
        return
    seat.state, seat.joined_at = Participation.State.JOINED, timezone.now()
    seat.save(update_fields=["state", "joined_at"])
    write_history("joined", seat, actor=user, also=Membership.objects.everywhere(seat.party) if seat.is_signing else ())
    if seat.is_signing:
        # Others invited them while the party had nobody. From now on it decides itself who reads its private space; and as soon as two
        # parties are there, all of them sign who is neutral among them.
        seats = Participation.objects.filter(partnership=seat.partnership)
        theirs = Q(party=seat.party)
        if seats.joined().signing().count() == 2:
            theirs |= Q(party__in=seats.filter(side=Side.NEUTRAL).values("party"))
        for other in Invitation.objects.pending().filter(theirs, partnership=seat.partnership):
            if examined(Invitation.objects.pending().filter(pk=other.pk)).update(state=Invitation.State.REVOKED):
                record_invitation("revoked", other, None)
