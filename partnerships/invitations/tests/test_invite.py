"""Who may invite whom, as what, and how often."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnerships.access.policy import standing
from partnerships.history.models import Event
from partnerships.invitations.models import Invitation
from partnerships.invitations.rules import roles_offered
from partnerships.invitations.services import accept_as_new
from partnerships.invitations.tests.seating import invite
from partnerships.models import Membership, Participation, Partnership, Role, Side
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, PartyFactory

PARTY_ROLES = {"representative", "contributor", "respondent", "reader"}


def try_to_invite(cast, actor, party, role):
    try:
        invite(actor=actor, partnership=cast.partnership, party=party, role=role, email=f"{role}@new.example")
    except PermissionDenied:
        return False
    return True


def roles_for(cast, actor, party):
    return {role for role in Role.values if try_to_invite(cast, actor, party, role)}


def test_it_is_made_with_one_mail(cast):
    made = invite(
        actor=cast.officer,
        partnership=cast.partnership,
        party=cast.university,
        role=Role.READER,
        email=" Petra@Example.ORG ",
        name="Petra",
        message="Please come.",
    )
    made.refresh_from_db()
    assert (made.email, made.role, made.state, made.invited_by) == ("petra@example.org", "reader", "pending", cast.officer)
    assert [(m.kind, m.email, m.user, m.subject_key) for m in Mail.objects.all()] == [
        ("invitation", "petra@example.org", None, made.pk)
    ]
    assert not Membership.objects.filter(user__email="petra@example.org").exists()


@pytest.mark.parametrize(
    ("who", "party", "roles"),
    [
        ("officer", "university", PARTY_ROLES),
        ("officer", "partner", set()),
        ("officer", "neutral", set()),  # by all parties: partnerships/admission/tests/test_neutral.py
        ("representative", "partner", PARTY_ROLES),
        ("representative", "university", set()),
        ("representative", "neutral", set()),
        ("contributor", "university", set()),
        ("partner_contributor", "partner", set()),
        ("partner_reader", "partner", set()),
        ("respondent", "partner", set()),
        ("facilitator", "neutral", set()),
        ("auditor", "neutral", set()),
        ("sibling", "university", set()),
        ("stranger", "university", set()),
        ("stranger", "partner", set()),
    ],
)
def test_each_party_invites_its_own(cast, who, party, roles):
    assert roles_for(cast, getattr(cast, who), getattr(cast, party)) == roles


@pytest.mark.parametrize(
    ("who", "roles"),
    [("officer", {"representative"}), ("representative", {"representative"}), ("contributor", set()), ("stranger", set())],
)
def test_a_party_without_people_gets_its_first_representative_from_the_others(cast, newcomer, who, roles):
    assert roles_for(cast, getattr(cast, who), newcomer) == roles


def test_once_it_has_somebody_only_it_invites(cast, newcomer, first_invitation):
    first = accept_as_new(invitation=first_invitation, name="Amina", password="irrelevant here")
    assert roles_for(cast, cast.officer, newcomer) == set()
    assert roles_for(cast, first, newcomer) == PARTY_ROLES


def test_a_party_whose_last_person_is_gone_is_not_open_to_the_others(cast):
    Membership.objects.filter(user=cast.representative).update(ends_on=dt.date(2020, 1, 1), starts_on=dt.date(2019, 1, 1))
    assert roles_for(cast, cast.officer, cast.partner) == set()


@pytest.mark.parametrize("state", [Participation.State.LEFT, Participation.State.SUSPENDED])
def test_nobody_is_invited_for_a_party_that_is_not_at_the_table(cast, newcomer, state):
    Participation.objects.filter(party=newcomer).update(state=state)
    assert roles_for(cast, cast.officer, newcomer) == set()


def test_nobody_is_invited_for_a_party_that_has_no_seat(cast):
    assert roles_for(cast, cast.officer, cast.sibling_partner) == set()


def test_a_closed_partnership_takes_nobody_in(cast):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state=Partnership.State.CLOSED)
    cast.partnership.refresh_from_db()
    assert roles_for(cast, cast.officer, cast.university) == set()
    here = standing(cast.officer, cast.partnership)
    assert {roles_offered(here, seat) for seat in here.participations} == {()}


def test_the_side_in_this_partnership_decides_what_is_neutral(cast):
    business = PartyFactory()
    ParticipationFactory(partnership=cast.partnership, party=business, side=Side.NEUTRAL)
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state=Participation.State.INVITED)
    assert roles_for(cast, cast.officer, business) == {"facilitator", "auditor"}


@pytest.mark.parametrize("who", ["officer", "representative", "contributor", "stranger"])
def test_only_an_administrator_invites_for_all_partnerships(cast, who):
    with pytest.raises(PermissionDenied):
        invite(actor=getattr(cast, who), party=cast.university, role=Role.OFFICER, email="new@example.org")
    assert Invitation.objects.count() == 0


def test_an_administrator_brings_in_officers(cast):
    made = invite(actor=cast.administrator, party=cast.university, role=Role.OFFICER, email="new@example.org")
    assert (made.partnership, made.role) == (None, "officer")


@pytest.mark.parametrize(("party", "role"), [("university", "auditor"), ("neutral", "officer"), ("neutral", "reader")])
def test_even_an_administrator_keeps_neutral_roles_with_neutral_organisations(cast, party, role):
    with pytest.raises(PermissionDenied):
        invite(actor=cast.administrator, party=getattr(cast, party), role=role, email="new@example.org")


def test_nobody_stands_for_two_parties_at_one_table(cast):
    with pytest.raises(Refused, match="stands for Adler"):
        invite(
            actor=cast.officer,
            partnership=cast.partnership,
            party=cast.university,
            role=Role.READER,
            email=cast.partner_reader.email,
        )


def test_a_place_for_all_partnerships_counts_as_a_place_at_this_table(cast):
    everywhere = MembershipFactory(party=cast.partner, partnership=None, role=Role.OFFICER).user
    with pytest.raises(Refused, match="stands for Adler"):
        invite(
            actor=cast.officer, partnership=cast.partnership, party=cast.university, role=Role.READER, email=everywhere.email
        )
    with pytest.raises(Refused, match="stands for Adler"):
        invite(actor=cast.administrator, party=cast.university, role=Role.OFFICER, email=everywhere.email)


def test_somebody_who_stands_for_another_party_elsewhere_is_welcome(cast):
    elsewhere = MembershipFactory(party=cast.sibling_partner, partnership=cast.sibling_partnership).user
    made = invite(
        actor=cast.representative, partnership=cast.partnership, party=cast.partner, role="reader", email=elsewhere.email
    )
    assert made.state == "pending"


def test_somebody_who_is_here_already_is_not_invited_again(cast):
    with pytest.raises(Refused, match="already"):
        invite(
            actor=cast.officer,
            partnership=cast.partnership,
            party=cast.university,
            role=Role.READER,
            email=cast.contributor.email.upper(),
        )


def test_one_waiting_invitation_for_an_address(cast, invitation):
    again = {"partnership": cast.partnership, "party": cast.university, "role": Role.READER, "email": invitation.email}
    with pytest.raises(Refused, match="invited already"):
        invite(actor=cast.officer, **again)
    with time_machine.travel(invitation.expires_at + dt.timedelta(hours=1)):
        invite(actor=cast.officer, **again)
    assert sorted(Invitation.objects.values_list("role", "state")) == [("contributor", "revoked"), ("reader", "pending")]


def test_the_limit_of_a_person_for_a_day(cast, settings):
    settings.INVITATIONS_PER_DAY = 2
    place = {"actor": cast.officer, "partnership": cast.partnership, "party": cast.university, "role": Role.READER}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        invite(email="a@example.org", **place)
        invite(email="b@example.org", **place)
        clock.shift(dt.timedelta(hours=23))
        with pytest.raises(Refused, match="Go on tomorrow"):
            invite(email="c@example.org", **place)
        clock.shift(dt.timedelta(hours=2))
        invite(email="c@example.org", **place)
    assert Invitation.objects.count() == Mail.objects.count() == 3


def test_the_limit_of_an_address_for_a_day_whoever_invites(cast, settings):
    settings.INVITATIONS_PER_EMAIL_PER_DAY = 1
    invite(actor=cast.officer, partnership=cast.partnership, party=cast.university, role=Role.READER, email="a@example.org")
    with pytest.raises(Refused, match="enough invitations"):
        invite(
            actor=cast.representative, partnership=cast.partnership, party=cast.partner, role=Role.READER, email="A@example.org"
        )
    assert Invitation.objects.count() == Mail.objects.count() == 1


def test_an_inactive_inviter_invites_nobody(cast):
    cast.officer.is_active = False
    cast.officer.save()
    assert roles_for(cast, cast.officer, cast.university) == set()


def test_it_is_in_the_history_of_those_it_concerns(cast, invitation, first_invitation):
    seen = {
        who: {(e.verb, e.subject_label) for e in Event.objects.visible_to(getattr(cast, who))}
        for who in ("contributor", "representative", "stranger")
    }
    own = ("invited", "Petra Professor · University of Rivermouth · Contributor")
    first = ("invited", "amina@karibu.example · Karibu Solar Ltd · Representative")
    assert seen == {"contributor": {own, first}, "representative": {first}, "stranger": set()}


def test_the_token_lies_in_no_table(cast, invitation):
    row = Invitation.objects.values().get(pk=invitation.pk)
    assert invitation.token not in str(row)
    assert len(invitation.token) == 22


@pytest.mark.parametrize("everywhere", [True, False])
def test_not_even_an_administrator_brings_in_who_is_neutral(cast, everywhere):
    place = None if everywhere else cast.partnership
    with pytest.raises(Refused, match="all its parties sign"):
        invite(actor=cast.administrator, partnership=place, party=cast.neutral, role=Role.AUDITOR, email="new@example.org")
    assert Invitation.objects.count() == 0
