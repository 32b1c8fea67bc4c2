"""Another address for a person: the old one is told at once, and holds until both have confirmed, or what replaces a lost one's yes."""

import logging
from typing import TYPE_CHECKING, Any

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.accounts.models import User
from partnerships.accounts.services import mark_unverified, mark_verified
from partnerships.administration import lost
from partnerships.administration.letters import ADDRESS_ASKED, ADDRESS_DONE, RESET
from partnerships.administration.models import LOST_VALID_FOR, VALID_FOR, AddressChange
from partnerships.administration.rights import check_administers
from partnerships.administration.services.readings import end_readings_of
from partnerships.journal import enter
from partnerships.outbox.services import queue
from partnerships.records.refusals import Refused, check_proven
from partnerships.reminders.services import end_feed

if TYPE_CHECKING:
    from partnerships.accounts.presence import Proof

logger = logging.getLogger(__name__)


class Over(Exception):
    """The change was answered, replaced, or has expired."""


@transaction.atomic
def change_address(person: User, *, actor: User, proof: "Proof | None", email: str, lost_reason: str = "") -> AddressChange:
    """Ask both addresses of the person whether the account goes by the new one from now on; until then the old one holds.

    With a reason the old address is reported lost: the officers and all partnerships of the person are told, and the person signs
    nothing while it is open; an emergency reading of the person ends. It takes the place of a change that waits. Raises
    PermissionDenied, and Refused for an address that another account has, and as `check_proven` does.
    """
    check_administers(actor, person)
    check_proven(actor, proof)
    email, lost_reason = email.strip().lower(), lost_reason.strip()
    person = lost.hold(person)
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("Another account has this address, or it is the one that holds."))
    for former in AddressChange.objects.waiting().filter(user=person).select_related("user", "asked_by"):
        _close(former, AddressChange.State.REPLACED, lost.WITHDRAWN, actor=actor)
    change = AddressChange.objects.create(
        user=person,
        old=person.email,
        new=email,
        asked_by=actor,
        lost_reason=lost_reason,
        expires_at=timezone.now() + (LOST_VALID_FOR if lost_reason else VALID_FOR),
    )
    words = {"old": change.old, "new": change.new, "reason": lost_reason}
    if change.is_lost:
        enter(actor, person, _("Reported %(old)s lost and asked for %(new)s: %(reason)s") % words)
        lost.tell(change, at=change.created_at)
        end_readings_of(person, actor=actor)
    else:
        enter(actor, person, _("Asked for another address: %(old)s to %(new)s.") % words)
    queue(ADDRESS_ASKED, subject=change, email=change.old)
    queue(ADDRESS_ASKED, subject=change, email=change.new)
    return change


@transaction.atomic
def confirm_address(key: str) -> AddressChange:
    """The holder of one of the addresses says yes; when nothing lacks any more the account goes by the new address.

    Raises Over when nothing waits for this key, Refused when another account has taken the address meanwhile.
    """
    change = _held(AddressChange.objects.opened_by(key))
    if not change.user.is_active:
        raise Over
    setattr(change, f"{change.side_of(key)}_confirmed_at", timezone.now())
    change.save()
    _settle(change)
    return change


@transaction.atomic
def refuse_address(key: str) -> AddressChange:
    """The holder of one of the addresses says no: nothing changes. Raises Over.

    Also while the account is deactivated: who could wait for the days to be over must not be able to keep the holder from it.
    """
    change = _held(AddressChange.objects.opened_by(key))
    _refuse(change)
    return change


@transaction.atomic
def agree_to_change(change: AddressChange, *, actor: User, proof: "Proof | None") -> AddressChange:
    """An officer says that the old address is lost and the new one right; with what else it takes, the account goes by the new address.

    `proof` is how and when the actor has last shown who he or she is. Raises Over when it does not wait any more; PermissionDenied
    unless the actor was an officer of an organisation of the person when it was asked, and is; Refused for who has agreed, and when
    something bars the actor or another account has the address; Unproven for a proof that does not do.
    """
    change = _held(_lost(change))
    if not lost.may_agree(actor, change):
        raise PermissionDenied
    proven = check_proven(actor, proof)
    if not change.user.is_active:
        raise Over
    given = {"agreed_at": timezone.now(), "proof": proven.kind, "proved_at": proven.at}
    if not change.consents.filter(officer=actor, agreed_at__isnull=True).update(**given):
        raise Refused(_("You have agreed to this change already."))
    enter(
        actor, change.user, _("Agreed, as an officer, that %(old)s becomes %(new)s.") % {"old": change.old, "new": change.new}
    )
    _settle(change)
    return change


@transaction.atomic
def refuse_change(change: AddressChange, *, actor: User) -> AddressChange:
    """An officer says no, and nothing changes. It takes no proof and nothing bars from it, for nobody comes by an account through it.

    Raises Over when it does not wait any more, PermissionDenied unless the actor is an officer of an organisation of the person,
    or was when it was told.
    """
    change = _held(_lost(change))
    if not lost.may_refuse(actor, change):
        raise PermissionDenied
    _refuse(change, actor)
    return change


def settle_lost_addresses() -> int:
    """Carry out what only waited for its days to be over, and tell where the person has come to stand since; returns how many are done.

    Each in its own transaction: what was done before a crash stays, and the next time does the rest.
    """
    done = 0
    for change in AddressChange.objects.lost().order_by("created_at", "pk"):
        try:
            with transaction.atomic():
                current = _held(_lost(change))
                lost.tell(current, at=timezone.now())
                done += current.user.is_active and _settle(current)
        except (Over, Refused):
            continue  # it was answered meanwhile, or another account has the address: then it expires
        except Exception:  # one account must not keep all others waiting
            logger.exception("The lost address of change %s could not be settled", change.pk)
    return done


def _lost(change: AddressChange) -> AddressChange | None:
    return AddressChange.objects.lost().filter(pk=change.pk).first()


def _held(found: AddressChange | None) -> AddressChange:
    """The change as it is, held until the end of the transaction with the account. Raises Over when it does not wait any more."""
    if found is None:
        raise Over
    person = lost.hold(found.user)
    rows = AddressChange.objects.select_for_update(of=("self",)).waiting().select_related("asked_by")
    change = rows.filter(pk=found.pk, expires_at__gt=timezone.now()).first()
    if change is None or person.email != change.old:
        raise Over
    change.user = person
    return change


def _refuse(change: AddressChange, actor: User | None = None) -> None:
    _close(change, AddressChange.State.REFUSED, lost.REFUSED, actor=actor)
    enter(actor or change.user, change.user, _("The change of address to %(new)s was refused.") % {"new": change.new})


def _settle(change: AddressChange) -> bool:
    """Carry it out if nothing lacks any more; whether it was."""
    if not change.new_confirmed_at:
        return False
    if not (change.old_confirmed_at or (change.is_lost and lost.is_settled(change))):
        return False
    person = change.user
    taken = Refused(_("Another account has this address meanwhile."))
    if User.objects.filter(email__iexact=change.new).exists():
        raise taken
    person.email = change.new
    if change.is_lost:
        _shut_out(person)
    person.save(update_fields=["email", "password"])
    mark_unverified(person)
    if not mark_verified(person):
        raise taken
    _close(change, AddressChange.State.DONE, lost.CARRIED_OUT)
    words: dict[str, Any] = {"old": change.old, "new": change.new}
    if change.old_confirmed_at:
        enter(person, person, _("Both addresses have confirmed: %(old)s became %(new)s.") % words)
    else:
        enter(person, person, _("The old address is lost: %(old)s became %(new)s.") % words)
    queue(ADDRESS_DONE, subject=change, email=change.old)
    if change.is_lost:
        queue(RESET, subject=person, user=person)
    return True


def _shut_out(person: User) -> None:
    """Whoever was at the account is out: no password opens it, no session and no calendar address goes on. A second factor stays."""
    person.set_unusable_password()
    for session in UserSession.objects.filter(user=person):
        session.end()
    end_feed(person)


def _close(change: AddressChange, state: str, verb: str, *, actor: User | None = None) -> None:
    change.state = state
    change.save(update_fields=["state"])
    if change.is_lost:
        lost.tell_end(change, verb, actor=actor)
