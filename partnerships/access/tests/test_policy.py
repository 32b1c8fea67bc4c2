"""The policy, said a second time by hand: a change of one without the other fails."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.access.policy import RIGHTS, Right, standing
from partnerships.clock import today
from partnerships.models import Membership, Participation, Partnership
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, PartyFactory

READ = {"read_joint", "read_shared", "read_own"}
EXPECTED = {
    "officer": READ | {"answer", "write", "share", "sign", "manage"},
    "representative": READ | {"answer", "write", "share", "sign", "manage"},
    "contributor": READ | {"answer", "write"},
    "reader": READ,
    "respondent": {"answer"},
    "facilitator": {"read_joint"},
    "auditor": {"read_joint", "read_shared"},
}


def test_the_table_says_what_it_should():
    assert {str(role): set(map(str, rights)) for role, rights in RIGHTS.items()} == EXPECTED


def test_every_person_stands_where_he_or_she_should(cast):
    expected = {
        "officer": ("Rivermouth", EXPECTED["officer"]),
        "contributor": ("Rivermouth", EXPECTED["contributor"]),
        "representative": ("Adler", EXPECTED["representative"]),
        "partner_contributor": ("Adler", EXPECTED["contributor"]),
        "partner_reader": ("Adler", EXPECTED["reader"]),
        "respondent": ("Adler", EXPECTED["respondent"]),
        "facilitator": (None, EXPECTED["facilitator"]),
        "auditor": (None, EXPECTED["auditor"]),
        "sibling": (None, set()),
        "stranger": (None, set()),
        "administrator": (None, set()),
        "anonymous": (None, set()),
    }
    found = {}
    for name in cast.PEOPLE:
        where = standing(getattr(cast, name) or AnonymousUser(), cast.partnership)
        found[name] = (where.party and where.party.short_name, set(map(str, where.rights)))
    assert found == expected


def test_a_standing_costs_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        where = standing(cast.officer, cast.partnership)
        assert [party.short_name for party in where.parties] == ["Rivermouth", "Adler"]
        assert where.may_write is True


def test_rights_hold_for_the_own_party_and_the_joint_space_only(cast):
    where = standing(cast.representative, cast.partnership)
    assert (where.may(Right.WRITE), where.may(Right.WRITE, cast.partner), where.may(Right.WRITE, cast.university)) == (
        True,
        True,
        False,
    )


def test_a_neutral_house_writes_nothing_whatever_role_its_people_have(cast):
    Membership.objects.filter(user=cast.auditor).update(role="officer")
    where = standing(cast.auditor, cast.partnership)
    assert {right: where.may(right) for right in (Right.WRITE, Right.SIGN, Right.MANAGE, Right.SHARE)} == dict.fromkeys(
        (Right.WRITE, Right.SIGN, Right.MANAGE, Right.SHARE), False
    )


def test_two_memberships_of_one_party_add_up(cast):
    Membership.objects.create(user=cast.officer, party=cast.university, partnership=cast.partnership, role="reader")
    assert standing(cast.officer, cast.partnership).may(Right.SIGN)


@pytest.mark.parametrize(
    ("starts", "ends", "stands"),
    [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False), (-9, 1, True)],
)
def test_a_membership_holds_from_its_first_to_its_last_day(cast, starts, ends, stands):
    day = today()
    Membership.objects.filter(user=cast.representative).update(
        starts_on=day + dt.timedelta(starts), ends_on=None if ends is None else day + dt.timedelta(ends)
    )
    assert Partnership.objects.visible_to(cast.representative).filter(pk=cast.partnership.pk).exists() is stands
    assert standing(cast.representative, cast.partnership).may(Right.READ_JOINT) is stands


@pytest.mark.parametrize("state", ["invited", "suspended", "left"])
def test_a_party_that_does_not_take_part_gives_no_access(cast, state):
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state=state)
    assert not Partnership.objects.visible_to(cast.representative).filter(pk=cast.partnership.pk).exists()
    assert standing(cast.representative, cast.partnership).seats == ()


def test_an_inactive_account_stands_nowhere(cast):
    cast.officer.is_active = False
    assert not Partnership.objects.visible_to(cast.officer).exists()
    assert standing(cast.officer, cast.partnership).seats == ()


def test_everybody_sees_the_partnerships_he_or_she_stands_in(cast):
    titles = {}
    for name in cast.PEOPLE:
        visible = Partnership.objects.visible_to(getattr(cast, name) or AnonymousUser())
        titles[name] = sorted(visible.values_list("title", flat=True))
    here = ["Quiet gearboxes"]
    assert titles == {
        "officer": ["Cold chains", "Quiet gearboxes"],
        **dict.fromkeys(("contributor", "representative", "partner_contributor", "partner_reader"), here),
        **dict.fromkeys(("respondent", "facilitator", "auditor"), here),
        "sibling": ["Cold chains"],
        "stranger": ["Tidal power"],
        "administrator": [],
        "anonymous": [],
    }


@pytest.mark.parametrize(
    ("role", "here", "stands"),
    [
        ("officer", False, False),
        ("representative", True, False),
        ("facilitator", False, False),
        ("facilitator", True, True),
        ("auditor", True, True),
    ],
)
@pytest.mark.parametrize("kind", ["business", "neutral"])
def test_for_a_neutral_organisation_stands_only_a_neutral_person_of_this_partnership(cast, kind, role, here, stands):
    """Who works for it everywhere was signed for by nobody here."""
    party = PartyFactory(kind=kind)
    ParticipationFactory(partnership=cast.partnership, party=party, side="neutral")
    person = MembershipFactory(party=party, partnership=cast.partnership if here else None, role=role).user
    assert [
        Partnership.objects.visible_to(person).filter(pk=cast.partnership.pk).exists(),
        bool(standing(person, cast.partnership).seats),
        Participation.objects.held_by(person).filter(partnership=cast.partnership).exists(),
        Membership.objects.standing_in(cast.partnership).filter(user=person).exists(),
    ] == [stands] * 4
