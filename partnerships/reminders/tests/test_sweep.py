"""What is given when: the stages, late and repeated sweeps, and what ends a reminder."""

import pytest

from partnerships.actions.models import Action
from partnerships.actions.services import finish_action, reopen_action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.models import Membership, Partnership
from partnerships.outbox.models import Mail
from partnerships.outbox.services import send_due
from partnerships.reminders import services
from partnerships.reminders.models import Reminder
from partnerships.reminders.registry import DUES, register_due
from partnerships.reminders.services import remind
from partnerships.reminders.tests.conftest import TODAY, days, given, sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast):
    """Due in ten days, and Conrad's to do."""
    return ActionFactory(
        partnership=cast.partnership,
        title="Order steel",
        responsible=cast.university,
        assignee=cast.contributor,
        due_on=days(10),
    )


@pytest.mark.parametrize(
    ("stage", "due_in"),
    [
        (None, 30),
        (None, 8),
        (-7, 7),
        (-7, 5),
        (-7, 2),
        (-1, 1),
        (0, 0),
        (1, -1),
        (1, -6),
        (7, -7),
        (14, -14),
        (21, -21),
        (21, -900),
    ],
)
def test_the_latest_stage_that_has_come(stage, due_in):
    assert DUES["actions.action"].stage(days(due_in), TODAY) == stage


def test_the_course_of_one_action(action, clock):
    found = {}
    for day in (0, 2, 3, 4, 8, 9, 10, 11, 12, 16, 17, 18, 23, 24, 25, 30, 31, 32, 59):
        clock.go(day)
        for to, subject in sweep():
            found.setdefault(day, []).append((to, subject))
    assert found == {
        3: [("conrad", "Due on 15 Mar 2026: Order steel (Action)")],
        9: [("conrad", "Due on 15 Mar 2026: Order steel (Action)")],
        10: [("conrad", "Due today: Order steel (Action)")],
        11: [("conrad", "Overdue since 15 Mar 2026: Order steel (Action)")],
        17: [("conrad", "Overdue since 15 Mar 2026: Order steel (Action)")],
        # overdue by two weeks: Olivia, who keeps the partnership for the responsible university, hears of it too
        24: [(name, "Overdue since 15 Mar 2026: Order steel (Action)") for name in ("conrad", "olivia")],
        31: [(name, "Overdue since 15 Mar 2026: Order steel (Action)") for name in ("conrad", "olivia")],
    }
    # only the last stage is still open
    assert given(closed_at=None) == [("Conrad", 21, True), ("Olivia", 21, True)]


def test_twice_is_once(action, clock):
    clock.go(3)
    assert len(sweep()) == 1
    assert (sweep(), remind(), Reminder.objects.count(), Mail.objects.count()) == ([], 0, 1, 1)


def test_a_sweep_that_comes_days_late_gives_the_latest_stage_once(action, clock):
    """Nothing ran from day 3, when the first was due, until two days overdue."""
    clock.go(12)
    assert sweep() == [("conrad", "Overdue since 15 Mar 2026: Order steel (Action)")]
    assert sweep() == []
    assert given() == [("Conrad", 1, True)]


def test_three_missed_days_are_late_and_not_never(action, clock):
    clock.go(6)
    assert sweep() == [("conrad", "Due on 15 Mar 2026: Order steel (Action)")]
    assert given() == [("Conrad", -7, True)]


def test_a_mail_that_waited_is_overtaken_by_the_next_stage(action, clock):
    """Made on day 3, but the mail server was away until day 10."""
    clock.go(3)
    remind()
    clock.go(10)
    assert sweep() == [("conrad", "Due today: Order steel (Action)")]
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["cancelled", "sent"]


@pytest.mark.parametrize("change", [{"due_on": days(40)}, {"due_on": None}, {"state": Action.State.DONE}])
def test_what_is_done_or_put_off_is_not_sent(action, clock, change):
    clock.go(3)
    remind()
    Action.objects.update(**change)
    send_due()
    assert [mail.state for mail in Mail.objects.all()] == ["cancelled"]
    assert sweep() == []
    assert given() == [("Conrad", -7, False)]


def test_another_date_begins_anew(action, clock):
    clock.go(3)
    sweep()
    Action.objects.update(due_on=days(9))
    assert sweep() == [("conrad", "Due on 14 Mar 2026: Order steel (Action)")]
    assert given() == [("Conrad", -7, True), ("Conrad", -7, False)]


def test_a_date_moved_to_and_fro_is_told_once(action, clock):
    clock.go(3)
    sweep()
    Action.objects.update(due_on=days(40))
    sweep()
    Action.objects.update(due_on=days(10))
    assert sweep() == []
    assert given() == [("Conrad", -7, True)]


def test_done_and_opened_again(cast, action, clock):
    clock.go(3)
    sweep()
    finish_action(action, actor=cast.contributor)
    sweep()
    assert given() == [("Conrad", -7, False)]
    reopen_action(action, actor=cast.contributor)
    sweep()
    assert given() == [("Conrad", -7, True)]


def test_given_to_somebody_else(cast, action, clock):
    clock.go(3)
    sweep()
    Action.objects.update(assignee=cast.officer)
    assert sweep() == [("olivia", "Due on 15 Mar 2026: Order steel (Action)")]
    assert given() == [("Conrad", -7, False), ("Olivia", -7, True)]


def test_removed_with_its_reminders_closed(action, clock):
    clock.go(3)
    remind()
    Action.objects.all().delete()
    assert sweep() == []
    assert [mail.state for mail in Mail.objects.all()] == ["cancelled"]
    assert given() == [("Conrad", -7, False)]


def test_a_closed_partnership_reminds_nobody(cast, action, clock):
    clock.go(3)
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    assert sweep() == []
    assert Reminder.objects.count() == 0


def test_nobody_named_means_the_keepers_of_the_responsible_party(cast, clock):
    ActionFactory(partnership=cast.partnership, title="Lab access", responsible=cast.partner, due_on=TODAY)
    assert sweep() == [("renate", "Due today: Lab access (Action)")]


def test_who_was_named_and_left_is_replaced_by_the_keepers(cast, action, clock):
    Membership.objects.filter(user=cast.contributor).update(ends_on=days(2))
    clock.go(3)
    assert sweep() == [("olivia", "Due on 15 Mar 2026: Order steel (Action)")]


def test_a_review_is_for_the_keepers_of_every_party(cast, clock):
    Partnership.objects.filter(pk=cast.partnership.pk).update(next_review_on=days(1))
    subject = "Due on 6 Mar 2026: Quiet gearboxes (Review of the partnership)"
    assert sweep() == [("olivia", subject), ("renate", subject)]


def test_one_rooms_mistake_does_not_silence_the_others(action, clock, monkeypatch, caplog):
    real = services.batches

    def broken(due, day):
        if due.kind == "partnerships.review":
            raise LookupError("no such table")
        return real(due, day)

    monkeypatch.setattr(services, "batches", broken)
    clock.go(3)
    assert len(sweep()) == 1
    assert [record.getMessage() for record in caplog.records] == ["Reminders of kind partnerships.review were not made"]


def test_a_kind_is_registered_once():
    with pytest.raises(ValueError, match="twice"):
        register_due(DUES["actions.action"])
