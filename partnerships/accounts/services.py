"""What happens to an account itself."""

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@transaction.atomic
def mark_verified(user: "User") -> bool:
    """The person has shown that mail to `user.email` reaches him or her. False when another account has shown the same before."""
    address, _created = EmailAddress.objects.get_or_create(user=user, email=user.email)
    if not address.set_verified():
        return False
    if not address.primary:
        address.set_as_primary()
    return True


@transaction.atomic
def mark_unverified(user: "User") -> None:
    """Somebody else wrote `user.email`: the person confirms it at the next sign-in, and no other address opens the account."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True, "verified": False})
