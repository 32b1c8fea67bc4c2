"""What administrators do with accounts. None of it lets them in as the person: passwords and second factors are the person's own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import ADDITION
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import NEUTRAL_ROLES
from partnerships.accounts.models import User
from partnerships.accounts.signals import person_renamed
from partnerships.administration import letters, lost
from partnerships.administration.rights import check_administers
from partnerships.administration.services.readings import end_readings_of
from partnerships.invitations.memberships import counts_in, keep_others_than, record_membership
from partnerships.invitations.rules import is_for_all_to_sign, not_over
from partnerships.invitations.told import tell_managers
from partnerships.journal import administers, differences, enter, in_words, values
from partnerships.models import Membership
from partnerships.outbox.services import queue
from partnerships.records.refusals import Refused, check_proven

if TYPE_CHECKING:
    from partnerships.accounts.presence import Proof

# What the history calls the steps.
DEACTIVATED = gettext_noop("account deactivated")
REACTIVATED = gettext_noop("account active again")

DESCRIPTION = ("name", "job_title")
RIGHTS = ("is_staff", "is_superuser")
# Who may do everything in the administration.
ABLE = Q(is_superuser=True, is_staff=True, is_active=True)


@transaction.atomic
def add_person(*, actor: User, proof: "Proof | None", email: str, name: str) -> User:
    """Make an account that opens nothing: its owner confirms the address and chooses a password by mail.

    Raises PermissionDenied, and Refused as `check_proven` does.
    """
    if not administers(actor, "accounts.add_user"):
        raise PermissionDenied
    check_proven(actor, proof)
    person = User(email=email.strip().lower(), name=name)
    person.set_unusable_password()
    person.full_clean()
    person.save(force_insert=True)
    enter(actor, person, _("Added."), flag=ADDITION)
    queue(letters.ADDED, subject=person, user=person)
    return person


@transaction.atomic
def describe_person(person: User, *, actor: User, name: str, job_title: str = "") -> User:
    """Correct how a person is called; the parties at the person's tables find it in their history. Raises PermissionDenied."""
    person, before = _locked(person, actor)
    person.name, person.job_title = name, job_title
    person.full_clean()
    person.save(update_fields=DESCRIPTION)
    changes = differences(before, values(person))
    if changes:
        enter(actor, person, in_words(person, changes))
        queue(letters.DESCRIBED, subject=person, user=person)
    if "name" in changes:
        person_renamed.send(User, person=person, before=before["name"], actor=actor)
    return person


@transaction.atomic
def change_rights(
    person: User,
    *,
    actor: User,
    proof: "Proof | None",
    is_staff: bool,
    is_superuser: bool,
    user_permissions: Iterable[Permission] | None = None,
) -> User:
    """Say what the person may do in the administration; `user_permissions` None leaves them.

    Raises PermissionDenied unless the actor may do everything there, Refused when nobody would be left who may, and as `check_proven`
    does.
    """
    if not (actor.is_superuser and actor.is_active and actor.is_staff):
        raise PermissionDenied
    person, before = _locked(person, actor, also=ABLE)
    check_proven(actor, proof)
    before |= {"user_permissions": _permissions(person)}
    if not (is_staff and is_superuser):
        _keep_an_administrator(person)
        end_readings_of(person, actor=actor)
    person.is_staff, person.is_superuser = is_staff, is_superuser
    person.save(update_fields=RIGHTS)
    if user_permissions is not None:
        person.user_permissions.set(user_permissions)
    changes = differences(before, values(person) | {"user_permissions": _permissions(person)})
    if changes:
        enter(actor, person, in_words(person, changes))
        queue(letters.RIGHTS, subject=person, user=person)
    return person


@transaction.atomic
def deactivate(person: User, *, actor: User) -> User:
    """Close the account: whoever is signed in with it is out at once. The places stay, and count again when it is opened again.

    Raises PermissionDenied, and Refused when a party would have nobody left who may manage or answer for it, the house no
    administrator, or the parties of a running partnership a neutral person less, whose going they sign.
    """
    person, _before = _locked(person, actor, also=ABLE)
    if not person.is_active:
        return person
    _keep_who_is_neutral(person)
    _keep_an_administrator(person)
    keep_others_than(person)
    end_readings_of(person, actor=actor)
    person.is_active = False
    person.save(update_fields=["is_active"])
    _tell_parties(DEACTIVATED, person, actor)
    enter(actor, person, _("Deactivated."))
    queue(letters.DEACTIVATED, subject=person, email=person.email)
    return person


@transaction.atomic
def reactivate(person: User, *, actor: User, proof: "Proof | None") -> User:
    """Open a deactivated account again. Raises PermissionDenied, and Refused as `check_proven` does."""
    person, _before = _locked(person, actor)
    check_proven(actor, proof)
    if person.is_active:
        return person
    person.is_active = True
    person.save(update_fields=["is_active"])
    _tell_parties(REACTIVATED, person, actor)
    enter(actor, person, _("Active again."))
    queue(letters.REACTIVATED, subject=person, user=person)
    return person


@transaction.atomic
def send_reset_mail(person: User, *, actor: User) -> None:
    """Send the person a link to choose a new password, to the address that he or she has confirmed; nobody else sees it.

    Raises PermissionDenied, and Refused for an account that is not active or whose address nobody has confirmed.
    """
    person, _before = _locked(person, actor)
    if not person.is_active or not EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists():
        raise Refused(_("The account is not active, or its address is not confirmed."))
    enter(actor, person, _("Sent a mail to choose a new password."))
    queue(letters.RESET, subject=person, user=person)


@transaction.atomic
def reset_second_factor(person: User, *, actor: User, proof: "Proof | None") -> None:
    """Take off a second factor that was lost, with its recovery codes: the person is told and sets up another.

    From then on the password alone signs. Raises PermissionDenied, Refused when there is none and as `check_proven` does.
    """
    person, _before = _locked(person, actor)
    check_proven(actor, proof)
    if not Authenticator.objects.filter(user=person).delete()[0]:
        raise Refused(_("There is no second factor."))
    enter(actor, person, _("Took off the second factor."))
    queue(letters.SECOND_FACTOR, subject=person, user=person)


def _locked(person: User, actor: User, also: Q | None = None) -> tuple[User, dict[str, str]]:
    """The account, held until the end of the transaction with those that `also` finds, and what it says now."""
    check_administers(actor, person)
    current = lost.hold(person, also=also)
    return current, values(current)


def _permissions(person: User) -> str:
    return ", ".join(
        sorted(f"{p.content_type.app_label}.{p.codename}" for p in person.user_permissions.select_related("content_type"))
    )


def _keep_who_is_neutral(person: User) -> None:
    for membership in Membership.objects.filter(not_over(), user=person, role__in=NEUTRAL_ROLES).select_related(
        "partnership", "party"
    ):
        for partnership in counts_in(membership):
            if partnership.is_open and is_for_all_to_sign(partnership, membership.party):
                raise Refused(
                    _(
                        "%(person)s is neutral in “%(partnership)s”: its parties sign before such a person goes. Each can pause the access."
                    )
                    % {"person": person, "partnership": partnership}
                )


def _keep_an_administrator(person: User) -> None:
    """Raises Refused when only this person may do everything. The caller holds all who may: of two that go at once, one is first."""
    if list(User.objects.filter(ABLE).values_list("pk", flat=True)) == [person.pk]:
        raise Refused(_("The house needs an administrator who may do everything. Appoint another first."))


def _places(person: User) -> Iterable[Membership]:
    return Membership.objects.current().filter(user=person).select_related("user", "party", "partnership")


def _tell_parties(verb: str, person: User, actor: User) -> None:
    """Into the history of each table, and by letter to those who look after the party there."""
    for membership in _places(person):
        tell_managers(membership.party, record_membership(verb, membership, actor=actor), but=person)
