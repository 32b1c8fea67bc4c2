"""What an administrator does with an account: by services, in the journal, told, and never a way in."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.access.policy import standing
from partnerships.accounts.models import User
from partnerships.administration.services import people
from partnerships.administration.tests.administering import change_rights
from partnerships.admission.services import propose_person, propose_person_end
from partnerships.admission.tests.factories import sign_all
from partnerships.history.models import Event
from partnerships.invitations.models import Invitation
from partnerships.invitations.pausing import pause_membership
from partnerships.invitations.services import accept
from partnerships.invitations.tests.seating import confirm
from partnerships.models import Membership, Participation, Partnership, Role
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.tests.factories import PASSWORD, MembershipFactory, PartnershipFactory, UserFactory


def events():
    return sorted(Event.objects.values_list("partnership__title", "verb", "actor_name"))


# --- a new password ----------------------------------------------------------------------------------------------------
def test_a_link_to_a_new_password_goes_to_the_person_and_lies_nowhere(cast, act, journal, kinds):
    act("send_reset_mail", cast.representative)
    assert journal() == [("Ada Administrator", "Renate Representative", "Sent a mail to choose a new password.")]
    assert kinds() == [("renate@example.org", "administration.reset")]
    message = write(Mail.objects.get())
    assert message.to == ["renate@example.org"]
    link = re.search(r"http://127.0.0.1:8000(/account/password/reset/key/\S+)", message.body)[1]
    key = link.rstrip("/").split("/")[-1]
    assert [value for row in Mail.objects.values() for value in row.values() if key in str(value)] == []
    browser = cast.client()
    form = browser.get(link, follow=True)
    assert User.objects.get(pk=cast.representative.pk).check_password(PASSWORD)  # until the person chooses
    browser.post(form.redirect_chain[-1][0], {"password1": "grey seals asleep", "password2": "grey seals asleep"})
    assert User.objects.get(pk=cast.representative.pk).check_password("grey seals asleep")
    assert "password1" not in cast.client().get(link, follow=True).content.decode()  # used up


@pytest.mark.parametrize("change", ["not confirmed", "not active"])
def test_no_link_goes_to_an_address_that_nobody_confirmed(cast, act, journal, kinds, change):
    if change == "not active":
        User.objects.filter(pk=cast.representative.pk).update(is_active=False)
    else:
        EmailAddress.objects.filter(user=cast.representative).update(verified=False)
    page = act("send_reset_mail", cast.representative)
    assert "not active, or its address is not confirmed" in page.content.decode()
    assert (journal(), kinds()) == ([], [])


def test_a_link_is_not_written_when_the_address_has_changed_meanwhile(cast, letters):
    people.send_reset_mail(cast.representative, actor=cast.administrator)
    User.objects.filter(pk=cast.representative.pk).update(email="else@example.org")
    assert letters() == {"else@example.org": [("administration.reset", None)]}


# --- a lost second factor ------------------------------------------------------------------------------------------------
def test_a_lost_second_factor_is_taken_off_and_told(cast, act, journal, letters):
    TOTP.activate(cast.representative, generate_totp_secret())
    RecoveryCodes.activate(cast.representative)
    TOTP.activate(cast.officer, generate_totp_secret())
    act("reset_second_factor", cast.representative)
    assert list(Authenticator.objects.values_list("user", "type")) == [(cast.officer.pk, "totp")]
    assert journal() == [("Ada Administrator", "Renate Representative", "Took off the second factor.")]
    [(kind, text)] = letters()["renate@example.org"]
    assert kind == "administration.second_factor"
    assert "has taken off your second factor" in text
    page = act("reset_second_factor", cast.representative)
    assert "There is no second factor" in page.content.decode()


# --- a new account -------------------------------------------------------------------------------------------------------
def test_a_new_account_opens_nothing(cast, desk, journal, kinds):
    data = {"email": "New@Example.org", "name": "Nina", "password1": PASSWORD, "password2": PASSWORD, "is_superuser": "on"}
    assert desk.post(reverse("admin:accounts_user_add"), data).status_code == 302
    made = User.objects.get(email="new@example.org")
    assert (made.name, made.is_staff, made.is_superuser, made.has_usable_password()) == ("Nina", False, False, False)
    assert not EmailAddress.objects.filter(user=made).exists()
    assert journal() == [("Ada Administrator", "Nina", "Added.")]
    assert kinds() == [("new@example.org", "administration.added")]


def test_an_address_with_an_account_gets_no_second(cast, desk, journal):
    page = desk.post(reverse("admin:accounts_user_add"), {"email": "Renate@example.org", "name": "Nina"}, follow=True)
    assert "already exists" in page.content.decode()
    assert (User.objects.filter(name="Nina").count(), journal()) == (0, [])


# --- the name ------------------------------------------------------------------------------------------------------------
def test_another_name_stands_in_the_history_of_each_partnership_and_is_told(cast, post, journal, letters):
    post(cast.officer, name="Olivia Other")
    assert events() == [
        ("Cold chains", "person renamed", "Ada Administrator"),
        ("Quiet gearboxes", "person renamed", "Ada Administrator"),
    ]
    assert {str(event.changes) for event in Event.objects.all()} == {"{'name': ['Olivia Officer', 'Olivia Other']}"}
    assert journal() == [("Ada Administrator", "Olivia Other", "Name: “Olivia Officer” became “Olivia Other”.")]
    [(kind, _text)] = letters()["olivia@example.org"]
    assert kind == "administration.described"


def test_saving_without_a_change_writes_nothing(cast, post, journal, kinds):
    assert post(cast.officer).status_code == 302
    assert (journal(), kinds(), events()) == ([], [], [])


# --- rights --------------------------------------------------------------------------------------------------------------
@pytest.fixture
def clerk(cast):
    """May change people, and nothing else."""
    clerk = UserFactory(name="Carl Clerk", email="carl@example.org", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=("change_user", "view_user")))
    return User.objects.get(pk=clerk.pk)


RAISED = {"is_staff": "on", "is_superuser": "on"}


def rights(person):
    person = User.objects.get(pk=person.pk)
    return person.is_staff, person.is_superuser, sorted(person.user_permissions.values_list("codename", flat=True))


@pytest.mark.parametrize("who", ["self", "contributor", "administrator"])
def test_who_may_change_people_raises_nobody(cast, post, clerk, who):
    person = clerk if who == "self" else getattr(cast, who)
    before = rights(person)
    every = list(Permission.objects.values_list("pk", flat=True))
    answer = post(person, client=cast.client(clerk), user_permissions=every, **RAISED)
    # The flags are not his to write on the page of a member; pages of administrators are not his at all.
    assert answer.status_code == (302 if who == "contributor" else 403)
    assert rights(person) == before
    with pytest.raises(PermissionDenied):
        change_rights(person, actor=clerk, is_staff=True, is_superuser=True)
    assert rights(person) == before


def test_who_may_change_people_does_nothing_to_administrators(cast, act, clerk):
    another = UserFactory(is_staff=True)
    for action in ("deactivate", "send_reset_mail", "reset_second_factor", "reactivate"):
        page = act(action, cast.administrator, another, client=cast.client(clerk))
        assert page.content.decode().count("not yours to do") == 2
    assert User.objects.filter(pk__in=(cast.administrator.pk, another.pk), is_active=True).count() == 2
    assert Mail.objects.count() == 0


def test_a_superuser_without_the_admin_raises_nobody(cast):
    outside = UserFactory(is_superuser=True, is_staff=False)
    with pytest.raises(PermissionDenied):
        change_rights(cast.contributor, actor=outside, is_staff=True, is_superuser=True)
    assert rights(cast.contributor) == (False, False, [])


def test_rights_are_given_by_who_has_all_recorded_and_told(cast, post, journal, kinds):
    one = Permission.objects.get(codename="view_term")
    post(cast.contributor, is_staff="on", user_permissions=[one.pk])
    assert rights(cast.contributor) == (True, False, ["view_term"])
    assert journal() == [
        (
            "Ada Administrator",
            "Conrad Contributor",
            "Administrator: “False” became “True”.\nUser permissions: “” became “partnerships.view_term”.",
        )
    ]
    assert kinds() == [("conrad@example.org", "administration.rights")]


def test_one_who_may_do_everything_is_left(cast, post, act):
    post(cast.administrator, is_superuser="")
    assert rights(cast.administrator)[:2] == (True, True)
    page = act("deactivate", cast.administrator)
    assert "needs an administrator" in page.content.decode()
    assert User.objects.get(pk=cast.administrator.pk).is_active
    UserFactory(is_staff=True, is_superuser=True)
    change_rights(cast.administrator, actor=cast.administrator, is_staff=True, is_superuser=False)
    assert rights(cast.administrator)[:2] == (True, False)


# --- deactivated ---------------------------------------------------------------------------------------------------------
def test_the_last_who_manages_for_a_party_is_not_deactivated(cast, act, journal, kinds):
    page = act("deactivate", cast.representative)
    assert "needs somebody to represent it" in page.content.decode()
    assert User.objects.get(pk=cast.representative.pk).is_active
    assert (journal(), kinds(), events()) == ([], [], [])


def test_nor_when_the_others_are_places_of_the_same_person(cast):
    MembershipFactory(user=cast.representative, party=cast.partner, partnership=None, role=Role.OFFICER)
    with pytest.raises(Refused):
        people.deactivate(cast.representative, actor=cast.administrator)
    other = UserFactory()
    MembershipFactory(user=other, party=cast.partner, partnership=None, role=Role.OFFICER)
    people.deactivate(cast.representative, actor=cast.administrator)
    assert not User.objects.get(pk=cast.representative.pk).is_active


def test_nor_when_the_other_is_deactivated_already(cast):
    other = UserFactory(is_active=False)
    MembershipFactory(user=other, party=cast.partner, partnership=None, role=Role.OFFICER)
    with pytest.raises(Refused):
        people.deactivate(cast.representative, actor=cast.administrator)


@pytest.mark.parametrize("how", ["here", "paused"])
def test_nor_who_is_neutral_among_parties_that_run_a_partnership(cast, how):
    """That would take a neutral person from them without their signatures; where one party is alone yet, it may."""
    if how == "paused":
        pause_membership(membership=Membership.objects.get(user=cast.auditor), actor=cast.officer, reason="Strange downloads.")
    with pytest.raises(Refused, match="its parties sign before such a person goes"):
        people.deactivate(cast.auditor, actor=cast.administrator)
    assert User.objects.get(pk=cast.auditor.pk).is_active
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    people.deactivate(cast.auditor, actor=cast.administrator)
    assert not User.objects.get(pk=cast.auditor.pk).is_active


@pytest.fixture
def alone(cast):
    """The only person of a neutral organisation, which was in another partnership before."""
    Membership.objects.filter(user=cast.facilitator).delete()
    over = PartnershipFactory(state="closed", parties=[cast.university, cast.partner, cast.neutral])
    MembershipFactory(user=cast.auditor, party=cast.neutral, partnership=over, role=Role.AUDITOR)
    return Membership.objects.get(user=cast.auditor, partnership=cast.partnership)


@pytest.mark.parametrize("state", ["closed", "declined"])
def test_the_only_person_of_a_neutral_organisation_goes_when_all_is_over(cast, alone, state):
    """Nobody could be appointed instead: administrators invite nobody for it, and what is over takes in nobody."""
    Partnership.objects.filter(pk=cast.partnership.pk).update(state=state)
    people.deactivate(cast.auditor, actor=cast.administrator)
    assert not User.objects.get(pk=cast.auditor.pk).is_active


@pytest.mark.parametrize("seat", ["joined", "invited"])
def test_but_not_where_an_administrator_alone_could_let_in_the_next(cast, alone, seat):
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    Participation.objects.filter(partnership=cast.partnership, party=cast.neutral).update(state=seat)
    with pytest.raises(Refused, match="needs somebody who answers for it"):
        people.deactivate(cast.auditor, actor=cast.administrator)
    Participation.objects.filter(partnership=cast.partnership, party=cast.neutral).update(state="left")
    people.deactivate(cast.auditor, actor=cast.administrator)
    assert not User.objects.get(pk=cast.auditor.pk).is_active


def test_a_stolen_account_of_the_only_neutral_person_is_stopped_and_another_comes(cast, alone):
    """One party pauses it where all run a partnership, all sign that it goes, the administrator closes it, and all sign another."""
    with pytest.raises(Refused, match="its parties sign before such a person goes"):
        people.deactivate(cast.auditor, actor=cast.administrator)
    pause_membership(membership=alone, actor=cast.officer, reason="Strange downloads.")
    assert not standing(cast.auditor, cast.partnership).seats
    sign_all(propose_person_end(cast.partnership, actor=cast.officer, membership=alone, reason="Stolen."))
    assert Membership.objects.answering().filter(user=cast.auditor).exists()  # by what is over
    people.deactivate(cast.auditor, actor=cast.administrator)
    assert not User.objects.get(pk=cast.auditor.pk).is_active
    new = {"party": cast.neutral, "role": Role.AUDITOR, "email": "nora@example.org", "reason": "In the place of the other."}
    sign_all(propose_person(cast.partnership, actor=cast.officer, **new))
    made = confirm(invitation=Invitation.objects.get(), actor=cast.administrator, reason="Bridge wrote to us.")
    assert accept(invitation=made, user=UserFactory(email="nora@example.org")).partnership == cast.partnership


def test_deactivating_stands_in_the_history_and_is_told(cast, act, journal, letters):
    act("deactivate", cast.partner_contributor)
    assert events() == [("Quiet gearboxes", "account deactivated", "Ada Administrator")]
    assert journal() == [("Ada Administrator", "Paul Partner", "Deactivated.")]
    found = letters()
    assert sorted(found) == ["paul@example.org", "renate@example.org"]
    [(kind, text)] = found["renate@example.org"]
    assert kind == "administration.party"
    assert "Ada Administrator, who administers" in text
    assert "Paul Partner" in text
    assert [kind for kind, _text in found["paul@example.org"]] == ["administration.deactivated"]
    act("deactivate", cast.partner_contributor)  # twice is once
    assert len(journal()) == 1


def test_and_so_does_making_active_again(cast, act, journal, letters):
    User.objects.filter(pk=cast.partner_contributor.pk).update(is_active=False)
    act("reactivate", cast.partner_contributor)
    assert User.objects.get(pk=cast.partner_contributor.pk).is_active
    assert events() == [("Quiet gearboxes", "account active again", "Ada Administrator")]
    assert journal() == [("Ada Administrator", "Paul Partner", "Active again.")]
    assert {name: [kind for kind, _text in sent] for name, sent in letters().items()} == {
        "paul@example.org": ["administration.reactivated"],
        "renate@example.org": ["administration.party"],
    }


def test_an_account_is_not_deactivated_by_the_form(cast, post):
    post(cast.partner_contributor, is_active="")
    assert User.objects.get(pk=cast.partner_contributor.pk).is_active
