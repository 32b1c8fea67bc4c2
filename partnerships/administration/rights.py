"""Over whom an administrator may do what: nobody raises anybody's rights beyond the own."""

from django.core.exceptions import PermissionDenied

from partnerships.accounts.models import User
from partnerships.journal import administers


def may_administer(actor: User, person: User) -> bool:
    """Whether the actor looks after this account: of people, by permission; of administrators, only who may do everything."""
    if actor.is_superuser:
        return administers(actor, "accounts.change_user")
    return administers(actor, "accounts.change_user") and not (person.is_staff or person.is_superuser)


def check_administers(actor: User, person: User) -> None:
    """Raises PermissionDenied unless the actor looks after the account, as it is in the database."""
    if not may_administer(actor, User.objects.get(pk=person.pk)):
        raise PermissionDenied
