"""Emergency readings by their services: who may start one, when it is over, and what the party is told. The pages: the next file."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from objectives.models import Objective
from objectives.tests.factories import ObjectiveFactory
from partnerships.access.names import Person, read_by
from partnerships.access.policy import standing
from partnerships.access.spaces import reading_as
from partnerships.accounts.presence import Proof
from partnerships.administration.models import EmergencyReading
from partnerships.administration.services.people import deactivate
from partnerships.administration.services.readings import end_reading, end_readings_of, start_reading
from partnerships.administration.tests.administering import change_rights, reactivate
from partnerships.administration.tests.reading import ago, own, reads, started, told
from partnerships.history.models import Event
from partnerships.history.proving import row_faults
from partnerships.invitations.memberships import end_membership
from partnerships.invitations.models import Invitation
from partnerships.models import Participation, Role
from partnerships.records.refusals import Refused
from partnerships.tests.factories import MembershipFactory, UserFactory
from risks.models import Risk

pytestmark = pytest.mark.django_db


# --- what it opens ----------------------------------------------------------------------------------------------------
def test_it_opens_one_partys_private_records_there_and_nothing_else(cast):
    ours = own(cast)
    others = [
        own(cast, visibility="shared"),
        own(cast, party=None, visibility="shared"),
        own(cast, party=cast.partner),
        ObjectiveFactory(
            partnership=cast.sibling_partnership, author=cast.officer, party=cast.university, visibility="private"
        ),
    ]
    reading = started(cast)
    assert [reads(reading, record) for record in (ours, *others)] == [True, False, False, False, False]
    assert not Objective.objects.visible_to(cast.administrator).exists()
    assert not Objective.objects.visible_to(AnonymousUser()).exists()


def test_without_its_page_the_person_is_the_stranger_he_or_she_was(cast):
    own(cast)
    started(cast)
    with read_by(Person(cast.administrator)):
        assert str(Objective.objects.get()) == "a private record"
    assert standing(cast.administrator, cast.partnership).seats == ()


def test_what_it_opens_is_named_and_nothing_beside(cast):
    ours, theirs = own(cast, "Ours alone"), own(cast, "Theirs alone", party=cast.partner)
    reading = started(cast)
    with reading_as(reading.person, reading), read_by(Person(reading.person)):
        names = [str(Objective.objects.get(pk=record.pk)) for record in (ours, theirs)]
    assert names == ["Ours alone", "a private record"]


def test_nobody_else_is_asked_one_condition_more(cast):
    started(cast)
    sql = str(Risk.objects.visible_to(cast.officer).query)
    assert "emergencyreading" not in sql
    assert "emergencyreading" not in str(Risk.objects.visible_to(cast.administrator).query)


def test_nothing_is_writable_by_it(cast):
    ours = own(cast)
    reading = started(cast)
    with reading_as(reading.person, reading):
        assert not Objective.objects.editable_by(reading.person).filter(pk=ours.pk).exists()
        assert not ours.may(standing(reading.person, cast.partnership), "write")


# --- over -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("hours", "minutes"), [(1, 60), (4, 240), (24, 1440)])
def test_it_ends_by_the_clock_to_the_minute_and_nothing_runs(cast, hours, minutes):
    ours, reading = own(cast), started(cast, hours=hours)
    assert reads(ago(reading, minutes=minutes - 1), ours)
    assert not reads(ago(reading, minutes=1), ours)
    assert not reads(ago(reading, minutes=1), ours)
    assert not reads(ago(reading, days=1), ours)
    assert (reading.ended_at, reading.ended_by) == (None, None)
    assert list(row_faults(cast.partnership)) == []


def test_a_row_that_was_written_past_the_product_lasts_no_longer_than_a_day(cast):
    ours, reading = own(cast), ago(started(cast, hours=24), hours=25)
    EmergencyReading.objects.update(ends_at=timezone.now() + dt.timedelta(days=300))
    assert not reads(reading, ours)


def test_one_that_is_over_is_the_same_when_it_is_ended_late(cast, kinds):
    reading = ago(started(cast), hours=2)
    before = (Event.objects.count(), kinds())
    for _twice in range(2):
        assert end_reading(reading, actor=cast.officer).ended_at is None
    assert (Event.objects.count(), kinds()) == before


@pytest.mark.parametrize("name", ["administrator", "officer"])
def test_it_is_ended_at_once_and_once(cast, name):
    ours, reading = own(cast), started(cast)
    ended = end_reading(reading, actor=getattr(cast, name))
    assert (ended.ended_by, reads(reading, ours)) == (getattr(cast, name), False)
    when, entries = ended.ended_at, Event.objects.count()
    again = end_reading(EmergencyReading.objects.get(), actor=cast.officer)
    assert (again.ended_at, again.ended_by, Event.objects.count()) == (when, getattr(cast, name), entries)


@pytest.mark.parametrize(
    "name", ["contributor", "representative", "partner_reader", "auditor", "sibling", "stranger", "respondent"]
)
def test_nobody_else_ends_it(cast, name):
    ours, reading = own(cast), started(cast)
    with pytest.raises(PermissionDenied):
        end_reading(reading, actor=getattr(cast, name))
    assert reads(reading, ours)


def test_another_administrator_does_not_end_it_by_hand(cast, another):
    with pytest.raises(PermissionDenied):
        end_reading(started(cast), actor=another)


@pytest.mark.parametrize("field", ["is_active", "is_staff", "is_superuser"])
def test_whoever_is_no_administrator_any_more_reads_nothing_even_where_no_service_did_it(cast, field):
    ours, reading = own(cast), started(cast)
    type(cast.administrator).objects.filter(pk=cast.administrator.pk).update(**{field: False})
    assert not reads(reading, ours)


@pytest.mark.parametrize("rights", [{"is_staff": False, "is_superuser": True}, {"is_staff": True, "is_superuser": False}])
def test_rights_that_come_back_bring_no_reading_back(cast, another, rights):
    ours, reading = own(cast), started(cast)
    change_rights(cast.administrator, actor=another, **rights)
    change_rights(cast.administrator, actor=another, is_staff=True, is_superuser=True)
    assert not reads(reading, ours)
    assert told(cast, cast.officer)[-1] == ("Bert", "ended early", "Emergency reading by Ada Administrator", "")


def test_nor_does_an_account_that_is_opened_again(cast, another):
    ours, reading = own(cast), started(cast)
    deactivate(cast.administrator, actor=another)
    reactivate(cast.administrator, actor=another)
    assert not reads(reading, ours)


def test_rights_that_stay_leave_it(cast, another):
    ours, reading = own(cast), started(cast)
    change_rights(cast.administrator, actor=another, is_staff=True, is_superuser=True)
    assert reads(reading, ours)


def test_only_who_looks_after_the_account_ends_all_of_it(cast):
    started(cast)
    with pytest.raises(PermissionDenied):
        end_readings_of(cast.administrator, actor=cast.officer)


@pytest.mark.parametrize("everywhere", [True, False])
def test_whoever_comes_to_sit_there_reads_nothing_by_it_also_when_the_place_is_over(cast, everywhere):
    ours, reading = own(cast, party=cast.university), started(cast)
    place = MembershipFactory(
        user=cast.administrator, party=cast.partner, partnership=None if everywhere else cast.partnership, role=Role.READER
    )
    assert not reads(reading, ours)
    end_membership(membership=place, actor=cast.administrator)
    assert not reads(reading, ours)


@pytest.mark.parametrize("state", ["invited", "suspended", "left"])
def test_a_party_that_does_not_take_part_is_not_read(cast, state):
    ours, reading = own(cast), started(cast)
    Participation.objects.filter(partnership=cast.partnership, party=cast.university).update(state=state)
    assert not reads(reading, ours)


# --- who may start one ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "rights", [{}, {"is_staff": True}, {"is_superuser": True}, {"is_staff": True, "is_superuser": True, "is_active": False}]
)
def test_only_an_active_administrator_who_may_do_everything(cast, rights):
    with pytest.raises(PermissionDenied):
        started(cast, by=UserFactory(**rights))
    with pytest.raises(PermissionDenied):
        started(cast, by=cast.officer)
    assert not EmergencyReading.objects.exists()


def test_rights_are_those_of_now(cast):
    proof = Proof.just_given(cast.administrator)
    type(cast.administrator).objects.filter(pk=cast.administrator.pk).update(is_superuser=False)
    with pytest.raises(PermissionDenied):
        start_reading(cast.partnership, cast.university, actor=cast.administrator, reason="Why", hours=1, proof=proof)


def refused(cast, match, **given):
    before = Event.objects.count()
    given = {"actor": cast.administrator, "reason": "A court asks.", "hours": 1} | given
    proof = given.pop("proof", Proof.just_given(given["actor"]))
    with pytest.raises(Refused, match=match):
        start_reading(given.pop("partnership", cast.partnership), given.pop("party", cast.university), proof=proof, **given)
    assert Event.objects.count() == before


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_not_without_a_reason(cast, reason):
    refused(cast, "Give a reason", reason=reason)


@pytest.mark.parametrize("hours", [0, -1, 2, 25, 1000])
def test_not_for_any_other_time(cast, hours):
    refused(cast, "1, 4 or 24 hours", hours=hours)


def test_not_without_a_fresh_proof_of_who_one_is(cast):
    person = cast.administrator
    given = Proof.just_given(person)
    late = Proof(person.pk, given.kind, given.at - dt.timedelta(minutes=11), given.credentials)
    for proof in (None, late, Proof.just_given(cast.officer), Proof(person.pk, given.kind, given.at, "other")):
        refused(cast, "(?i)who (you are|another person is)", proof=proof)


@pytest.mark.parametrize("times", [{}, {"ends": -1}, {"starts": 1}])
def test_not_by_who_stands_stood_or_will_stand_for_a_party_there(cast, times):
    today = dt.date.today()
    days = {"starts_on": today + dt.timedelta(days=times.get("starts", -9))}
    if "ends" in times:
        days["ends_on"] = today + dt.timedelta(days=times["ends"])
    MembershipFactory(user=cast.administrator, party=cast.partner, partnership=cast.partnership, role=Role.READER, **days)
    refused(cast, "You stand, or stood, for a party in this partnership")
    refused(cast, "You stand, or stood, for a party in this partnership", party=cast.partner)


@pytest.mark.parametrize("times", [{}, {"ends": -1}, {"starts": 1}])
def test_nor_by_who_stands_stood_or_will_stand_for_one_of_its_parties_elsewhere(cast, times):
    """The university's person, by a place at another of its tables, does not read what its partner keeps to itself here."""
    today = dt.date.today()
    days = {"starts_on": today + dt.timedelta(days=times.get("starts", -9))}
    if "ends" in times:
        days["ends_on"] = today + dt.timedelta(days=times["ends"])
    where = {"party": cast.university, "partnership": cast.sibling_partnership}
    MembershipFactory(user=cast.administrator, role=Role.READER, **where, **days)
    for party in (cast.partner, cast.university):
        refused(cast, "You stand, or stood, for a party in this partnership", party=party)


def test_one_that_is_open_is_over_when_its_person_comes_to_one_of_the_parties_elsewhere(cast):
    theirs, reading = own(cast, party=cast.partner), started(cast, cast.partner)
    assert reads(reading, theirs)
    MembershipFactory(user=cast.administrator, party=cast.university, partnership=cast.sibling_partnership, role=Role.READER)
    assert not reads(reading, theirs)


@pytest.mark.parametrize("where", ["partnership", "sibling_partnership", None])
def test_not_by_who_is_invited_to_stand_for_one_of_its_parties(cast, where):
    place = {"partnership": where and getattr(cast, where), "party": cast.university, "role": Role.READER}
    invitation = Invitation.objects.create(email=cast.administrator.email, invited_by=cast.officer, **place)
    refused(cast, "You are invited to stand for a party in this partnership", party=cast.partner)
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=1))
    refused(cast, "You are invited to stand for a party in this partnership", party=cast.partner)  # it can be sent again
    Invitation.objects.filter(pk=invitation.pk).update(state=Invitation.State.REVOKED)
    assert started(cast, cast.partner).is_open


def test_an_invitation_to_another_party_or_of_another_person_keeps_nobody(cast):
    place = {"partnership": cast.sibling_partnership, "role": Role.READER, "invited_by": cast.officer}
    Invitation.objects.create(email=cast.administrator.email, party=cast.sibling_partner, **place)
    Invitation.objects.create(email="petra@example.org", party=cast.university, **place)
    assert started(cast).is_open


def test_who_stands_elsewhere_may(cast):
    MembershipFactory(
        user=cast.administrator, party=cast.sibling_partner, partnership=cast.sibling_partnership, role=Role.READER
    )
    refused(cast, "You stand, or stood", partnership=cast.sibling_partnership)
    assert started(cast).is_open


def test_not_of_a_party_that_owns_no_records_there(cast):
    for party in (cast.neutral, cast.sibling_partner):
        refused(cast, "owns records there", party=party)
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    refused(cast, "owns records there", party=cast.partner)


def test_not_two_at_a_time(cast):
    first = started(cast)
    refused(cast, "You have an emergency reading open", party=cast.partner)
    end_reading(first, actor=cast.administrator)
    second = started(cast, cast.partner)
    assert ago(second, hours=2).is_open is False
    assert started(cast).is_open


def test_a_closed_partnership_is_read_too(cast):
    ours = own(cast)
    type(cast.partnership).objects.filter(pk=cast.partnership.pk).update(state="closed")
    reading = started(cast)
    assert reads(reading, ours)
    end_reading(reading, actor=cast.officer)
    assert not reads(reading, ours)


def test_the_database_keeps_no_reading_without_a_reason_or_an_end(cast):
    reading = started(cast)
    for change in ({"reason": ""}, {"ends_at": reading.started_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EmergencyReading.objects.update(**change)
