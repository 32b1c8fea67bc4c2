"""What happens to accounts, heard here."""

from django.dispatch import receiver
from django.utils.translation import gettext_noop

from partnerships.accounts.models import User
from partnerships.accounts.signals import person_renamed, person_renaming
from partnerships.administration import lost
from partnerships.invitations.memberships import record_membership
from partnerships.models import Membership

RENAMED = gettext_noop("person renamed")


@receiver(person_renaming)
def hold_the_tables(sender: type[User], person: User, **kwargs: object) -> None:
    """The histories first, by their keys, and then the account: the order of all. `describe_person` holds them so by itself."""
    lost.hold(person)


@receiver(person_renamed)
def tell_the_tables(sender: type[User], person: User, before: str, actor: User, **kwargs: object) -> None:
    """The history of each partnership of the person says both names: signatures are shown by the one of now."""
    places = Membership.objects.current().filter(user=person).select_related("user", "party", "partnership")
    for membership in places:
        record_membership(RENAMED, membership, actor=actor, changes={"name": [before, person.name]})
