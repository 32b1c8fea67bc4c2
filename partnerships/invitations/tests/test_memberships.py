"""Another role, the end of a place, leaving: at once, recorded, and never the last one."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults
from partnerships.invitations.memberships import end_membership, leave
from partnerships.invitations.tests.seating import change_role
from partnerships.models import Membership, Participation, Partnership, Role
from partnerships.records.refusals import Refused
from partnerships.tests.factories import MembershipFactory

YESTERDAY = dt.timedelta(days=-1)


def place(user):
    return Membership.objects.get(user=user)


@pytest.fixture
def deputy(cast):
    """A second representative of the partner."""
    return MembershipFactory(party=cast.partner, partnership=cast.partnership, role=Role.REPRESENTATIVE).user


def test_another_role_holds_at_the_next_request(cast):
    client = cast.client(cast.partner_contributor)
    assert standing(cast.partner_contributor, cast.partnership).may(Right.WRITE)
    change_role(membership=place(cast.partner_contributor), role=Role.READER, actor=cast.representative)
    assert not standing(cast.partner_contributor, cast.partnership).may(Right.WRITE)
    change_role(membership=place(cast.partner_contributor), role=Role.RESPONDENT, actor=cast.representative)
    assert client.get(f"/partnerships/{cast.partnership.slug}/people/").status_code == 403
    events = Event.objects.filter(verb="role changed").in_order()
    assert [e.changes for e in events] == [{"role": ["contributor", "reader"]}, {"role": ["reader", "respondent"]}]
    assert list(chain_faults(cast.partnership)) == []


def test_the_same_role_is_no_event(cast):
    change_role(membership=place(cast.partner_reader), role=Role.READER, actor=cast.representative)
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    ("whose", "role"),
    [("partner_reader", "officer"), ("partner_reader", "auditor")],
)
def test_roles_that_are_not_given_here(cast, whose, role):
    with pytest.raises(Refused, match="cannot be given"):
        change_role(membership=place(getattr(cast, whose)), role=role, actor=cast.representative)
    assert place(getattr(cast, whose)).role != role


@pytest.mark.parametrize(
    ("actor", "whose"),
    [
        ("officer", "partner_reader"),
        ("representative", "contributor"),
        ("representative", "officer"),
        ("contributor", "contributor"),
        ("partner_contributor", "partner_reader"),
        ("facilitator", "auditor"),
        ("sibling", "contributor"),
        ("stranger", "contributor"),
        ("stranger", "representative"),
    ],
)
def test_nobody_touches_the_people_of_others(cast, actor, whose):
    membership = place(getattr(cast, whose))
    before = Membership.objects.values().get(pk=membership.pk)
    with pytest.raises(PermissionDenied):
        change_role(membership=membership, role=Role.RESPONDENT, actor=getattr(cast, actor))
    with pytest.raises(PermissionDenied):
        end_membership(membership=membership, actor=getattr(cast, actor))
    assert Membership.objects.values().get(pk=membership.pk) == before
    assert Event.objects.count() == 0


@pytest.mark.parametrize("role", ["reader", "officer"])
def test_neutral_people_keep_to_neutral_roles(cast, role):
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state=Participation.State.INVITED)
    with pytest.raises(Refused, match="cannot be given"):
        change_role(membership=place(cast.auditor), role=role, actor=cast.officer)
    assert place(cast.auditor).role == "auditor"


def test_an_end_is_an_end_at_once(cast):
    Membership.objects.update(starts_on=dt.date(2024, 1, 1))
    client = cast.client(cast.partner_reader)
    url = cast.partnership.get_absolute_url()
    assert client.get(url).status_code == 200
    end_membership(membership=place(cast.partner_reader), actor=cast.representative, note="New job.")
    assert client.get(url).status_code == 404
    assert (place(cast.partner_reader).starts_on, place(cast.partner_reader).ends_on) == (
        dt.date(2024, 1, 1),
        today() + YESTERDAY,
    )
    assert [(e.verb, e.note) for e in Event.objects.all()] == [("membership ended", "New job.")]


def test_one_that_began_today_ends_today(cast):
    end_membership(membership=place(cast.partner_reader), actor=cast.representative)
    assert not Partnership.objects.visible_to(cast.partner_reader).exists()


def test_one_that_has_not_begun_never_begins(cast):
    soon = MembershipFactory(party=cast.partner, partnership=cast.partnership, starts_on=today() + dt.timedelta(days=5))
    end_membership(membership=soon, actor=cast.representative)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=6)):
        assert not Partnership.objects.visible_to(soon.user).exists()


def test_an_end_is_told_once(cast):
    for _again in range(2):
        end_membership(membership=place(cast.partner_reader), actor=cast.representative)
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "step",
    [
        lambda m, a: change_role(membership=m, role=Role.READER, actor=a),
        lambda m, a: end_membership(membership=m, actor=a),
        lambda m, a: leave(membership=m, actor=a),
    ],
)
def test_a_party_keeps_somebody_who_represents_it(cast, step):
    with pytest.raises(Refused, match="needs somebody"):
        step(place(cast.representative), cast.representative)
    assert (place(cast.representative).role, place(cast.representative).is_current()) == ("representative", True)
    other = MembershipFactory(party=cast.partner, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    step(place(cast.representative), cast.representative)
    assert other.is_current()
    assert not standing(cast.representative, cast.partnership).may(Right.MANAGE)


@pytest.mark.parametrize("gone", ["inactive", "ended", "not begun", "elsewhere"])
def test_only_those_count_who_can_act_today(cast, gone):
    other = MembershipFactory(party=cast.partner, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    match gone:
        case "inactive":
            other.user.is_active = False
            other.user.save()
        case "ended":
            Membership.objects.filter(pk=other.pk).update(starts_on=today() + 2 * YESTERDAY, ends_on=today() + YESTERDAY)
        case "not begun":
            Membership.objects.filter(pk=other.pk).update(starts_on=today() - YESTERDAY)
        case "elsewhere":
            Membership.objects.filter(pk=other.pk).update(partnership=cast.other_partnership)
    with pytest.raises(Refused, match="needs somebody"):
        leave(membership=place(cast.representative), actor=cast.representative)


def test_somebody_who_stands_for_it_everywhere_is_enough(cast):
    MembershipFactory(party=cast.partner, partnership=None, role=Role.OFFICER)
    leave(membership=place(cast.representative), actor=cast.representative)
    assert not Partnership.objects.visible_to(cast.representative).exists()


def test_the_rest_may_leave_as_they_like(cast):
    leave(membership=place(cast.partner_contributor), actor=cast.partner_contributor)
    leave(membership=place(cast.auditor), actor=cast.auditor)
    assert sorted(e.verb for e in Event.objects.all()) == ["left", "left"]


def test_nobody_leaves_for_another(cast):
    with pytest.raises(PermissionDenied):
        leave(membership=place(cast.partner_reader), actor=cast.representative)
    assert place(cast.partner_reader).is_current()


def test_in_a_closed_partnership_roles_rest_and_access_may_end(cast):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state=Partnership.State.CLOSED)
    with pytest.raises(PermissionDenied):
        change_role(membership=place(cast.partner_reader), role=Role.CONTRIBUTOR, actor=cast.representative)
    end_membership(membership=place(cast.partner_reader), actor=cast.representative)
    assert not place(cast.partner_reader).is_current()


def test_a_place_in_all_partnerships_is_an_administrators_affair(cast):
    second = MembershipFactory(party=cast.university, partnership=None, role=Role.OFFICER)
    with pytest.raises(PermissionDenied):
        end_membership(membership=second, actor=cast.officer)
    end_membership(membership=second, actor=cast.administrator)
    # each table at which it counted is told
    assert sorted(Event.objects.values_list("partnership__title", "verb")) == [
        ("Cold chains", "membership ended"),
        ("Quiet gearboxes", "membership ended"),
    ]


def test_the_last_officer_of_all_partnerships_stays(cast):
    with pytest.raises(Refused, match="needs somebody"):
        end_membership(membership=place(cast.officer), actor=cast.administrator)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("whose", ["partner_reader", "auditor", "officer"])
def test_an_administrator_gives_nobody_a_role(cast, whose, role):
    before = place(getattr(cast, whose)).role
    with pytest.raises(PermissionDenied):
        change_role(membership=place(getattr(cast, whose)), role=role, actor=cast.administrator)
    assert place(getattr(cast, whose)).role == before
    assert Event.objects.count() == 0


# --- what any page relies on -------------------------------------------------------------------------------------------
def test_a_membership_that_begins_tomorrow(cast):
    soon = MembershipFactory(party=cast.partner, partnership=cast.partnership, starts_on=today() + dt.timedelta(days=1))
    client = cast.client(soon.user)
    assert client.get(cast.partnership.get_absolute_url()).status_code == 404
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=1)):
        assert client.get(cast.partnership.get_absolute_url()).status_code == 200


def test_the_last_day_counts_and_the_next_does_not(cast):
    Membership.objects.filter(user=cast.partner_reader).update(ends_on=today())
    client = cast.client(cast.partner_reader)
    assert client.get(cast.partnership.get_absolute_url()).status_code == 200
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=1)):
        assert client.get(cast.partnership.get_absolute_url()).status_code == 404


def test_an_account_made_inactive_is_out_at_once(cast):
    client = cast.client(cast.partner_reader)
    assert client.get(cast.partnership.get_absolute_url()).status_code == 200
    cast.partner_reader.is_active = False
    cast.partner_reader.save()
    answer = client.get(cast.partnership.get_absolute_url())
    assert answer["Location"].startswith("/account/login/")


def test_a_party_that_was_suspended_reads_nothing(cast):
    Participation.objects.filter(party=cast.partner, partnership=cast.partnership).update(state=Participation.State.SUSPENDED)
    assert cast.client(cast.representative).get(cast.partnership.get_absolute_url()).status_code == 404
