"""Signatures that wait: told at once, each week, and before the last day, to those who may decide."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail as post

from partnerships.models import Partnership
from partnerships.reminders.calendar import calendar_of
from partnerships.reminders.models import Reminder
from partnerships.reminders.reading import upcoming
from partnerships.reminders.tests.conftest import days, given, sweep
from partnerships.signoff.models import SignOffRound, SignOffSlot

pytestmark = pytest.mark.django_db

ASKED = "Waiting for your signature: Joint plan, version 1"
LAST_DAY = "Due on 15 Mar 2026: Joint plan, version 1 (Last day to sign)"


@pytest.fixture
def round(cast):
    """Opened today, to be signed in ten days, by the university and the partner."""
    round = SignOffRound.objects.create(
        partnership=cast.partnership,
        visibility="shared",
        subject_type=ContentType.objects.get_for_model(Partnership),
        subject_key=cast.partnership.pk,
        record_key=cast.partnership.pk,
        title="Joint plan, version 1",
        snapshot={},
        digest="0" * 64,
        opened_by=cast.officer,
        opened_for=cast.university,
        due_on=days(10),
        anchor_sequence=1,
        anchor_hash="0" * 64,
    )
    for party in (cast.university, cast.partner):
        SignOffSlot.objects.create(round=round, party=party)
    return round


def slot_of(party):
    return SignOffSlot.objects.filter(party=party)


def test_the_course_of_a_round_that_one_party_signs_late(cast, round, clock):
    found = {}
    for day in (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 14, 21, 28):
        clock.go(day)
        if day == 2:
            slot_of(cast.university).update(
                decision="signed",
                person=cast.officer,
                decided_at="2026-03-07T12:00Z",
                digest=round.digest,
                proof="password",
                proved_at="2026-03-07T12:00Z",
            )
        for to, subject in sweep():
            found.setdefault(day, []).append((to, subject))
    assert found == {
        0: [("olivia", ASKED), ("renate", ASKED)],
        3: [("renate", LAST_DAY)],
        7: [("renate", ASKED)],
        9: [("renate", LAST_DAY)],
        10: [("renate", "Due today: Joint plan, version 1 (Last day to sign)")],
        14: [("renate", ASKED)],
        21: [("renate", ASKED)],
    }


def test_the_letter_leads_to_the_round(round):
    sweep()
    assert f"http://127.0.0.1:8000{round.get_absolute_url()}" in post.outbox[0].body
    assert "Since 5 Mar 2026" in post.outbox[0].body


@pytest.mark.parametrize("name", ["assignee", "delegate"])
def test_whoever_is_named_is_told(cast, round, name):
    slot_of(cast.partner).update(**{name: cast.partner_contributor})
    assert sweep() == [("olivia", ASKED), ("paul", ASKED)]


def test_a_round_that_ends_takes_its_reminders_along(cast, round):
    sweep()
    SignOffRound.objects.update(state="withdrawn", closed_at="2026-03-05T12:00Z")
    assert sweep() == []
    assert given() == [("Olivia", 0, False), ("Renate", 0, False)]


def test_only_the_last_day_is_a_date_of_the_calendar(cast, round):
    assert [(item.label, item.due_on) for item in upcoming(cast.representative)] == [("Last day to sign", days(10))]
    assert calendar_of(cast.representative).count(b"BEGIN:VEVENT") == 1


def test_a_round_without_a_last_day(cast, round, clock):
    SignOffRound.objects.update(due_on=None)
    for day in (0, 3, 7, 10):
        clock.go(day)
        sweep()
    assert sorted({reminder.kind for reminder in Reminder.objects.all()}) == ["signoff.asked"]
    assert upcoming(cast.representative) == []
