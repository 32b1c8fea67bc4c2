"""Another address for a person: the old one is told at once, and holds until both have confirmed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.accounts.models import User
from partnerships.accounts.services import mark_unverified, mark_verified
from partnerships.administration.letters import ADDRESS_ASKED, ADDRESS_DONE
from partnerships.administration.models import AddressChange
from partnerships.administration.rights import check_administers
from partnerships.journal import enter
from partnerships.outbox.services import queue
from partnerships.records.services import Refused


class Over(Exception):
    """The change was answered, replaced, or has expired."""


@transaction.atomic
def change_address(person: User, *, actor: User, email: str) -> AddressChange:
    """Ask both addresses of the person whether the account goes by the new one from now on; until then the old one holds.

    There is no way around a lost old address. Raises PermissionDenied, and Refused for an address that another account has.
    """
    check_administers(actor, person)
    email = email.strip().lower()
    person = User.objects.select_for_update().get(pk=person.pk)
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("Another account has this address, or it is the one that holds."))
    AddressChange.objects.waiting().filter(user=person).update(state=AddressChange.State.REPLACED)
    change = AddressChange.objects.create(user=person, old=person.email, new=email, asked_by=actor)
    enter(actor, person, _("Asked for another address: %(old)s to %(new)s.") % {"old": change.old, "new": change.new})
    queue(ADDRESS_ASKED, subject=change, email=change.old)
    queue(ADDRESS_ASKED, subject=change, email=change.new)
    return change


@transaction.atomic
def confirm_address(key: str) -> AddressChange:
    """The holder of one of the addresses says yes; with the second yes the account goes by the new address.

    Raises Over when nothing waits for this key, Refused when another account has taken the address meanwhile.
    """
    change, side = _opened(key)
    setattr(change, f"{side}_confirmed_at", timezone.now())
    if change.old_confirmed_at and change.new_confirmed_at:
        _carry_out(change)
    change.save()
    return change


@transaction.atomic
def refuse_address(key: str) -> AddressChange:
    """The holder of one of the addresses says no: nothing changes. Raises Over."""
    change, _side = _opened(key)
    change.state = AddressChange.State.REFUSED
    change.save(update_fields=["state"])
    enter(change.user, change.user, _("The change of address to %(new)s was refused.") % {"new": change.new})
    return change


def _opened(key: str) -> tuple[AddressChange, str]:
    """The change that waits for the key, held until the end of the transaction, and which of its addresses answers."""
    found = AddressChange.objects.opened_by(key)
    person = User.objects.select_for_update().filter(pk=found.user_id).first() if found else None
    change = AddressChange.objects.select_for_update(of=("self",)).opened_by(key)
    if change is None or person is None or not person.is_active or person.email != change.old:
        raise Over
    change.user = person
    return change, change.side_of(key)


def _carry_out(change: AddressChange) -> None:
    person = change.user
    taken = Refused(_("Another account has this address meanwhile."))
    if User.objects.filter(email__iexact=change.new).exists():
        raise taken
    person.email = change.new
    person.save(update_fields=["email"])
    mark_unverified(person)
    if not mark_verified(person):
        raise taken
    change.state = AddressChange.State.DONE
    enter(person, person, _("Both addresses have confirmed: %(old)s became %(new)s.") % {"old": change.old, "new": change.new})
    queue(ADDRESS_DONE, subject=change, email=change.old)
