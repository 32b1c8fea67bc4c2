"""Taking the seat: by one's own account, or by a new one for the invited address."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from partnerships.accounts.models import User
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.invitations.models import Invitation
from partnerships.invitations.services import Gone, accept, accept_as_new, decline, revoke
from partnerships.invitations.tests.seating import confirm, invite
from partnerships.models import Membership, Participation, Partnership, Role
from partnerships.records.refusals import Refused
from partnerships.tests.factories import EmailAddressFactory, MembershipFactory, UserFactory

WORD = "long grey seals asleep"


def place_of(user):
    return list(Membership.objects.filter(user=user).values_list("party__short_name", "partnership__title", "role", "ends_on"))


def test_by_an_account(cast, invitation):
    petra = UserFactory(email="petra@example.org", address=None)
    accept(invitation=invitation, user=petra)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == ("accepted", petra)
    assert place_of(petra) == [("Rivermouth", "Quiet gearboxes", "contributor", None)]
    assert list(EmailAddress.objects.filter(user=petra).values_list("email", "verified", "primary")) == [
        ("petra@example.org", True, True)
    ]
    assert Partnership.objects.visible_to(petra).get() == cast.partnership


def test_by_a_new_account(cast, invitation):
    petra = accept_as_new(invitation=invitation, name="Petra", password=WORD)
    assert (petra.email, petra.name, petra.is_staff, petra.check_password(WORD)) == ("petra@example.org", "Petra", False, True)
    assert place_of(petra) == [("Rivermouth", "Quiet gearboxes", "contributor", None)]
    assert EmailAddress.objects.get(user=petra).verified


def test_an_address_with_an_account_makes_no_second_one(cast, invitation):
    UserFactory(email="petra@example.org")
    with pytest.raises(Refused, match="sign in"):
        accept_as_new(invitation=invitation, name="Mallory", password=WORD)
    invitation.refresh_from_db()
    assert (invitation.state, User.objects.filter(email="petra@example.org").get().name != "Mallory") == ("pending", True)


@pytest.mark.parametrize("who", ["officer", "stranger", "administrator"])
def test_nobody_takes_anothers_seat(cast, invitation, who):
    with pytest.raises(PermissionDenied):
        accept(invitation=invitation, user=getattr(cast, who))
    invitation.refresh_from_db()
    assert invitation.state == "pending"


def test_an_inactive_account_takes_no_seat(invitation):
    petra = UserFactory(email="petra@example.org", is_active=False)
    with pytest.raises(PermissionDenied):
        accept(invitation=invitation, user=petra)
    assert place_of(petra) == []


def test_it_is_used_once(invitation):
    petra = accept_as_new(invitation=invitation, name="Petra", password=WORD)
    Membership.objects.filter(user=petra).delete()
    for answer in (
        lambda: accept(invitation=invitation, user=petra),
        lambda: accept_as_new(invitation=invitation, name="Petra", password=WORD),
        lambda: decline(invitation=invitation),
    ):
        with pytest.raises(Gone):
            answer()
    assert place_of(petra) == []


def test_of_two_at_the_same_time_one_is_late(invitation):
    """Both have read the open row before either has answered."""
    petra = UserFactory(email="petra@example.org")
    first, second = Invitation.objects.get(pk=invitation.pk), Invitation.objects.get(pk=invitation.pk)
    accept(invitation=first, user=petra)
    with pytest.raises(Gone):
        accept(invitation=second, user=petra)
    assert len(place_of(petra)) == 1


def test_not_after_it_was_revoked(cast, invitation):
    petra = UserFactory(email="petra@example.org")
    revoke(invitation=invitation, actor=cast.officer)
    with pytest.raises(Gone):
        accept(invitation=invitation, user=petra)
    assert place_of(petra) == []


def test_not_after_its_days(invitation, settings):
    petra = UserFactory(email="petra@example.org")
    with (
        time_machine.travel(invitation.created_at + dt.timedelta(days=settings.INVITATION_DAYS, seconds=1)),
        pytest.raises(Gone),
    ):
        accept(invitation=invitation, user=petra)
    with time_machine.travel(invitation.created_at + dt.timedelta(days=settings.INVITATION_DAYS, hours=-1)):
        accept(invitation=invitation, user=petra)
    assert len(place_of(petra)) == 1


def test_not_when_the_partnership_is_closed(cast, invitation):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state=Partnership.State.CLOSED)
    with pytest.raises(Gone):
        accept_as_new(invitation=invitation, name="Petra", password=WORD)
    assert not User.objects.filter(email="petra@example.org").exists()


def test_not_when_the_party_has_left(cast, invitation):
    Participation.objects.filter(party=cast.university).update(state=Participation.State.LEFT)
    with pytest.raises(Gone):
        accept_as_new(invitation=invitation, name="Petra", password=WORD)
    assert not User.objects.filter(email="petra@example.org").exists()


def test_not_when_the_person_meanwhile_stands_for_another_party(cast, invitation):
    petra = UserFactory(email="petra@example.org")
    MembershipFactory(user=petra, party=cast.partner, partnership=cast.partnership, role=Role.READER)
    with pytest.raises(Refused, match="Adler"):
        accept(invitation=invitation, user=petra)
    invitation.refresh_from_db()
    assert (invitation.state, [place[0] for place in place_of(petra)]) == ("pending", ["Adler"])


def test_not_when_another_account_has_confirmed_the_address(invitation):
    EmailAddressFactory(user=UserFactory(), email="petra@example.org", primary=False)
    with pytest.raises(Refused, match="administrator"):
        accept_as_new(invitation=invitation, name="Petra", password=WORD)
    assert not User.objects.filter(email="petra@example.org").exists()


def test_a_place_that_had_ended_comes_back(cast, invitation):
    petra = UserFactory(email="petra@example.org")
    past = dt.date(2020, 1, 1)
    MembershipFactory(
        user=petra, party=cast.university, partnership=cast.partnership, role=Role.READER, starts_on=past, ends_on=past
    )
    accept(invitation=invitation, user=petra)
    assert list(Membership.objects.filter(user=petra).values_list("role", "starts_on", "ends_on")) == [
        ("contributor", today(), None)
    ]


def test_the_first_brings_the_party_to_the_table(cast, newcomer, first_invitation):
    accept_as_new(invitation=first_invitation, name="Amina", password=WORD)
    seat = Participation.objects.get(party=newcomer)
    assert (seat.state, seat.joined_at is not None) == ("joined", True)
    assert [e.verb for e in Event.objects.visible_to(cast.representative).in_order()] == [
        "invited",
        "joined",
        "accepted the invitation",
    ]


def test_from_then_on_invitations_by_others_are_void(cast, newcomer, first_invitation):
    second = invite(
        actor=cast.officer, partnership=cast.partnership, party=newcomer, role=Role.REPRESENTATIVE, email="eve@karibu.example"
    )
    accept_as_new(invitation=first_invitation, name="Amina", password=WORD)
    with pytest.raises(Gone):
        accept_as_new(invitation=second, name="Eve", password=WORD)
    second.refresh_from_db()
    assert second.state == "revoked"


def test_invitations_by_a_party_of_its_own_people_stay(cast, invitation):
    other = invite(
        actor=cast.officer, partnership=cast.partnership, party=cast.university, role=Role.READER, email="quentin@example.org"
    )
    accept_as_new(invitation=invitation, name="Petra", password=WORD)
    other.refresh_from_db()
    assert other.state == "pending"


def test_for_all_partnerships_of_the_party(cast):
    made = invite(actor=cast.administrator, party=cast.university, role=Role.OFFICER, email="oscar@example.org")
    confirm(invitation=made, actor=cast.officer)
    oscar = accept_as_new(invitation=made, name="Oscar", password=WORD)
    assert place_of(oscar) == [("Rivermouth", None, "officer", None)]
    assert set(Partnership.objects.visible_to(oscar)) == {cast.partnership, cast.sibling_partnership}
    # each of these tables is told
    assert sorted(Event.objects.filter(verb="accepted the invitation").values_list("partnership__title", flat=True)) == [
        "Cold chains",
        "Quiet gearboxes",
    ]


def test_declining(cast, invitation):
    decline(invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.state == "declined"
    with pytest.raises(Gone):
        accept_as_new(invitation=invitation, name="Petra", password=WORD)
    assert [(e.verb, e.actor_name) for e in Event.objects.filter(subject_key=invitation.pk).in_order()] == [
        ("invited", "Olivia Officer"),
        ("declined", ""),
    ]


def test_when_two_parties_are_there_neutral_people_are_for_all_to_sign(cast, newcomer, first_invitation):
    """Whom one party invited while it was alone comes in no more, by no link and by none that is sent again."""
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    Membership.objects.filter(party=cast.partner).delete()
    early = invite(
        actor=cast.officer, partnership=cast.partnership, party=cast.neutral, role=Role.AUDITOR, email="ann@bridge.example"
    )
    accept_as_new(invitation=first_invitation, name="Amina", password=WORD)
    early.refresh_from_db()
    assert early.state == "revoked"
    with pytest.raises(Gone):
        accept_as_new(invitation=early, name="Ann", password=WORD)
