"""Bodies and their meetings: called, moved, held with or without quorum, minuted, agreed or objected to."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Membership
from partnerships.outbox import letters as outbox_letters
from partnerships.outbox.models import Mail
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.cast import seat_newcomer
from rmp.governance.models import Attendance, BodyMember, GovernanceBody, Meeting
from rmp.governance.services import meetings as services
from rmp.governance.tests import factories as f
from rmp.governance.tests.conftest import again

State = Meeting.State
DAY = dt.timedelta(days=1)


@pytest.fixture
def body(here, cast):
    """A council in which each party has a member with an account, and the university an alternate."""
    body = f.GovernanceBodyFactory(**here, name="Council", cadence=30)
    for party, person, role in (
        (cast.university, cast.officer, "chair"),
        (cast.partner, cast.representative, "member"),
        (cast.university, cast.contributor, "alternate"),
    ):
        f.BodyMemberFactory(body=body, seat_of=party, person=person, name=person.name, role=role)
    BodyMember.objects.filter(role="alternate").update(stands_in_for=BodyMember.objects.get(role="chair"))
    return body


@pytest.fixture
def meeting(here, body):
    meeting = f.MeetingFactory(
        **here, body=body, starts_at=timezone.now() + DAY, place="Hall 4", link="https://meet.example.org/x"
    )
    f.AgendaItemFactory(meeting=meeting, title="Budget", kind="decision", duration=20)
    return meeting


def seat(person):
    return BodyMember.objects.get(person=person)


def held(cast, meeting, *people):
    """Called for yesterday, and held with these."""
    services.issue_agenda(meeting, actor=cast.officer)
    Meeting.objects.update(starts_at=timezone.now() - DAY)
    return services.hold_meeting(again(meeting), actor=cast.officer, present=[seat(person) for person in people])


def mails(kind):
    return list(Mail.objects.filter(kind=kind).order_by("user__name").values_list("user__name", flat=True))


# --- called -----------------------------------------------------------------------------------------------------------
def test_the_agenda_goes_to_members_with_an_account_as_a_calendar_file(cast, meeting):
    f.BodyMemberFactory(body=meeting.body, seat_of=cast.partner, name="Without account")
    gone = f.BodyMemberFactory(body=meeting.body, seat_of=cast.partner, person=cast.partner_reader, name="Rita")
    Membership.objects.filter(user=cast.partner_reader).delete()
    services.issue_agenda(meeting, actor=cast.officer)
    assert mails("governance.invitation") == [cast.contributor.name, cast.officer.name, cast.representative.name]
    message = outbox_letters.write(Mail.objects.filter(user=cast.representative).get())
    assert "Budget" in message.body
    name, content, kind = message.attachments[0]
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert (name, kind) == ("meeting.ics", "text/calendar; charset=utf-8")
    assert (event["uid"].startswith(f"meeting.{meeting.pk}@"), event["status"]) == (True, "CONFIRMED")
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=60)
    assert "1. Budget (Decision, 20 min)" in event["description"]
    assert gone.is_current


def test_without_an_item_or_a_member_there_is_nothing_to_send(cast, here, body):
    bare = f.MeetingFactory(**here, body=body)
    with pytest.raises(Refused):
        services.issue_agenda(bare, actor=cast.officer)
    f.AgendaItemFactory(meeting=bare)
    BodyMember.objects.all().delete()
    with pytest.raises(Refused):
        services.issue_agenda(bare, actor=cast.officer)
    assert again(bare).state == State.PLANNED


def test_moved_all_are_told_again_and_the_new_file_replaces_the_old(cast, meeting):
    services.issue_agenda(meeting, actor=cast.officer)
    called, same = again(meeting), {name: getattr(meeting, name) for name in ("starts_at", "place", "link")}
    called.place = "Elsewhere"
    with pytest.raises(Refused):  # by the form of the record, nobody would be told
        save_record(called, actor=cast.officer)
    with pytest.raises(Refused):  # nothing would change
        services.move_meeting(again(meeting), actor=cast.officer, duration=60, **same)
    before = again(meeting).version
    services.move_meeting(again(meeting), actor=cast.officer, starts_at=timezone.now() + 9 * DAY, duration=30, place="Hall 5")
    assert (len(mails("governance.invitation")), again(meeting).state) == (6, State.AGENDA_ISSUED)
    client = cast.client(cast.partner_reader)
    answer = client.get(reverse("rmp_governance:meeting-calendar", args=[cast.partnership.slug, meeting.pk]))
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (int(event["sequence"]) > before, event["location"]) == (True, "Hall 5")
    assert answer["Content-Disposition"] == 'attachment; filename="meeting.ics"'


def test_called_off_it_leaves_the_calendars(cast, meeting):
    services.issue_agenda(meeting, actor=cast.officer)
    services.cancel_meeting(meeting, actor=cast.officer, reason="Snow")
    assert len(mails("governance.called_off")) == 3
    message = outbox_letters.write(Mail.objects.filter(kind="governance.called_off").first())
    assert "Snow" in message.body
    assert b"METHOD:CANCEL" in message.attachments[0][1].encode()
    assert outbox_letters.write(Mail.objects.filter(kind="governance.invitation").first()) is None
    with pytest.raises(Refused):
        services.issue_agenda(meeting, actor=cast.officer)


def test_the_chair_goes_round_or_stays(cast, here, body):
    parties = []
    for day in range(3):
        meeting = f.MeetingFactory(**here, body=body, starts_at=timezone.now() + day * DAY)
        f.AgendaItemFactory(meeting=meeting)
        services.issue_agenda(meeting, actor=cast.officer)
        parties.append(again(meeting).chaired_by)
    assert parties == [cast.partner, cast.university, cast.partner]
    GovernanceBody.objects.update(chair_rule="fixed")
    assert services.chair_in_turn(again(meeting)) == cast.university


def planned(cast, body, **fields):
    new = Meeting(partnership=cast.partnership, body=body, starts_at=timezone.now() + DAY, visibility="shared", **fields)
    return services.save_meeting(new, actor=cast.officer)


def test_a_meeting_is_read_by_those_who_read_the_body(cast, body):
    _party, newcomer = seat_newcomer(cast)
    meeting = planned(cast, body)
    f.AgendaItemFactory(meeting=meeting)
    assert [len(Meeting.objects.visible_to(person)) for person in (cast.representative, newcomer)] == [1, 0]
    meeting = held(cast, meeting, cast.officer, cast.representative)
    assert (meeting.quorate, meeting.chaired_by) == (True, cast.partner)


def test_a_planned_meeting_is_not_given_to_a_body_that_fewer_read(cast, here, body):
    seat_newcomer(cast)
    meeting = planned(cast, f.GovernanceBodyFactory(**here))
    meeting.body = body
    with pytest.raises(Refused, match="read that body"):
        services.save_meeting(meeting, actor=cast.officer)
    meeting = planned(cast, body)
    meeting.body = f.GovernanceBodyFactory(**here)
    assert services.save_meeting(meeting, actor=cast.officer).audience == body.audience


def test_the_history_of_a_meeting_names_members_to_those_who_read_the_body(cast, meeting):
    seat_newcomer(cast)
    wide = f.MeetingFactory(partnership=cast.partnership, author=cast.officer, body=meeting.body)  # as it was planned before
    f.AgendaItemFactory(meeting=wide)
    for one in (meeting, wide):
        held(cast, one, cast.officer, cast.representative)
    notes = dict(Event.objects.filter(verb="held").values_list("subject_key", "note"))
    assert notes == {
        meeting.pk: f"{cast.officer.name} (Rivermouth); {cast.representative.name} (Adler)",
        wide.pk: "a private record; a private record",
    }


# --- held -------------------------------------------------------------------------------------------------------------
def test_the_quorum_follows_from_who_came(cast, here, body):
    chair, partner, alternate = seat(cast.officer), seat(cast.representative), seat(cast.contributor)
    watching = f.BodyMemberFactory(body=body, seat_of=cast.partner, role="observer", voting=False)
    parties = [cast.university, cast.partner]

    def met(*present, **rules):
        for name, value in ({"quorum_parties": None, "quorum_per_party": 1} | rules).items():
            setattr(body, name, value)
        return services.is_quorate(body, services.quorum(body, parties, present))

    assert met(chair, partner)
    assert met(alternate, partner)  # for the chair
    assert not met(chair, alternate)
    assert not met(chair, watching)
    assert met(chair, quorum_parties=1)
    assert not met(chair, alternate, partner, quorum_per_party=2)  # an alternate beside the member adds nothing
    assert not met()


def test_who_came_is_kept_and_the_next_meeting_is_counted_from_it(cast, meeting):
    meeting = held(cast, meeting, cast.officer, cast.representative)
    assert (meeting.state, meeting.quorate, meeting.held_on) == (State.HELD, True, today())
    assert meeting.minutes_due_on == today() + 14 * DAY
    came = {row.member.person: row.kind for row in meeting.attendance.select_related("member__person")}
    assert came == {cast.officer: "present", cast.representative: "present", cast.contributor: "absent"}
    assert again(meeting.body).next_meeting_on == today() + 30 * DAY
    row = Attendance.objects.get(member=seat(cast.representative))
    row.kind = "excused"
    services.correct_attendance(row, actor=cast.officer)
    assert again(meeting).quorate is False
    with pytest.raises(Refused):  # who sat in a meeting stays
        delete_record(seat(cast.officer), actor=cast.officer)


def test_what_cannot_be(cast, here, meeting):
    stranger = f.BodyMemberFactory(body=f.GovernanceBodyFactory(**here), seat_of=cast.partner)
    services.issue_agenda(meeting, actor=cast.officer)
    mine = [seat(cast.officer)]
    for wrong in ({"present": []}, {"present": [*mine, stranger]}, {"present": mine, "held_on": today() + DAY}):
        with pytest.raises(Refused):
            services.hold_meeting(again(meeting), actor=cast.officer, **wrong)
    assert (again(meeting).state, Attendance.objects.count()) == (State.AGENDA_ISSUED, 0)


def test_forbidden_steps(cast, meeting):
    steps = {
        State.AGENDA_ISSUED: lambda one: services.issue_agenda(one, actor=cast.officer),
        State.HELD: lambda one: services.hold_meeting(one, actor=cast.officer, present=[seat(cast.officer)]),
        State.MINUTES_DRAFTED: lambda one: services.draft_minutes(one, actor=cast.officer, minutes="x"),
        State.MINUTES_AGREED: lambda one: services.minutes_agreed(one, actor=None),
        State.CLOSED: lambda one: services.close_meeting(one, actor=cast.officer),
        State.CANCELLED: lambda one: services.cancel_meeting(one, actor=cast.officer, reason="x"),
    }
    for state in State.values:
        held_on = None if state in ("planned", "agenda_issued", "cancelled") else today()
        for to, step in steps.items():
            if to in Meeting.TRANSITIONS[state] and to != state:
                continue
            Meeting.objects.update(state=state, held_on=held_on)
            with pytest.raises(Refused):
                step(again(meeting))
            assert again(meeting).state == state


# --- minutes ----------------------------------------------------------------------------------------------------------
def minuted(cast, meeting):
    outcomes = dict.fromkeys(meeting.items.all(), "Agreed.")
    services.draft_minutes(meeting, actor=cast.officer, minutes="We met.", outcomes=outcomes)
    return SignOffRound.objects.open().get(subject_key=meeting.pk)


def test_minutes_agreed_by_both_are_fixed(cast, meeting):
    meeting = held(cast, meeting, cast.officer, cast.representative)
    with pytest.raises(Refused):  # an item has no outcome yet
        services.draft_minutes(meeting, actor=cast.officer, minutes="We met.")
    assert again(meeting).state == State.HELD
    round = minuted(cast, again(meeting))
    sign(round, actor=cast.officer)
    assert again(meeting).state == State.MINUTES_DRAFTED
    sign(round, actor=cast.representative)
    meeting = again(meeting)
    assert (meeting.state, meeting.agreed_on) == (State.MINUTES_AGREED, today())
    with pytest.raises(Refused):
        services.note_outcomes(meeting, actor=cast.officer, outcomes={meeting.items.get(): "Other"})
    with pytest.raises(Refused):  # nor is the quorum counted again
        services.correct_attendance(meeting.attendance.first(), actor=cast.officer)
    late = f.BodyMemberFactory(body=meeting.body, seat_of=cast.university)
    with pytest.raises(Refused):
        save_record(Attendance(meeting=meeting, member=late), actor=cast.officer)
    late = meeting.items.get()
    late.outcome = "Other"
    with pytest.raises(Refused):
        save_record(late, actor=cast.officer)
    services.close_meeting(meeting, actor=cast.officer)
    assert again(meeting).state == State.CLOSED


def test_objected_to_or_changed_they_are_written_anew(cast, meeting):
    meeting = held(cast, meeting, cast.officer, cast.representative)
    decline(minuted(cast, again(meeting)), actor=cast.representative, reason="We said June")
    assert again(meeting).state == State.HELD
    round = minuted(cast, again(meeting))
    sign(round, actor=cast.officer)
    services.note_outcomes(again(meeting), actor=cast.officer, outcomes={meeting.items.get(): "In June."})
    round.refresh_from_db()
    assert (again(meeting).state, round.state) == (State.HELD, SignOffRound.State.VOIDED)


@pytest.mark.parametrize(("days", "late"), [(13, False), (14, False), (15, True)])
def test_minutes_are_late_after_their_day(cast, meeting, days, late):
    meeting = held(cast, meeting, cast.officer, cast.representative)
    with time_machine.travel(timezone.now() + days * DAY):
        assert (again(meeting).minutes_are_late, Meeting.objects.with_late_minutes().exists()) == (late, late)


# --- bodies -----------------------------------------------------------------------------------------------------------
def test_a_body_is_dissolved_when_nothing_hangs_on_it(cast, here, body, meeting):
    lower = f.GovernanceBodyFactory(**here, escalates_to=body)
    for mend in (
        lambda: services.cancel_meeting(meeting, actor=cast.officer, reason="x"),
        lambda: services.dissolve(lower, actor=cast.officer, reason="x"),
    ):
        with pytest.raises(Refused):
            services.dissolve(body, actor=cast.officer, reason="Done")
        mend()
    services.dissolve(body, actor=cast.officer, reason="Done")
    assert (again(body).dissolved_on, again(body).next_meeting_on) == (today(), None)
    with pytest.raises(Refused):
        services.dissolve(body, actor=cast.officer, reason="Again")


def test_ways_up_do_not_go_round(here):
    top = f.GovernanceBodyFactory(**here)
    top.escalates_to = f.GovernanceBodyFactory(**here, escalates_to=top)
    with pytest.raises(ValidationError):
        top.clean()


def test_a_seat_is_for_somebody_of_that_party(cast, here, body):
    other = f.BodyMemberFactory(body=f.GovernanceBodyFactory(**here), seat_of=cast.university)
    for fields, field in (
        ({"person": cast.representative}, "person"),
        ({"stands_in_for": seat(cast.officer)}, "stands_in_for"),
        ({"role": "alternate", "stands_in_for": seat(cast.representative)}, "stands_in_for"),
        ({"role": "alternate", "stands_in_for": other}, "stands_in_for"),
    ):
        with pytest.raises(ValidationError) as refusal:
            f.BodyMemberFactory.build(body=body, seat_of=cast.university, **fields).clean()
        assert list(refusal.value.message_dict) == [field]
    assert f.BodyMemberFactory.build(body=body, seat_of=cast.partner, name="").is_vacant
