"""Triggers read from live records: fired by what other rooms count, by dates and by people; each opens a joint assessment and no more."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.db.models import IntegerField, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from objectives.tests.factories import ObjectiveFactory
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS, Metric, measured
from partnerships.records.refusals import Refused
from partnerships.signoff.tests.signing import sign
from partnerships.tests.factories import PartnershipFactory
from rmp.exits import services
from rmp.exits.models import ExitAssessment, ExitTrigger, TriggerReading
from rmp.exits.tasks import watch as watch_task
from rmp.exits.tests import factories as f
from rmp.exits.views.triggers import ExitTriggerViews
from rmp.exits.watch import watch

State = ExitTrigger.State


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer}


@pytest.fixture
def pulse(monkeypatch):
    """Stands for the figure of another room that falls: `pulse(3)` makes it three in every partnership."""

    def put(value):
        expression = Value(value, output_field=IntegerField())
        monkeypatch.setitem(METRICS, "another.pulse", Metric("another.pulse", "Trust pulse", expression, Metric.Better.HIGH))

    return put


def missed(here, **fields):
    return ObjectiveFactory(**here, active=True, target_on=today() - dt.timedelta(days=1), **fields)


def state(trigger):
    trigger.refresh_from_db()
    return trigger.state


def test_a_missed_objective_fires_and_opens_a_joint_assessment_and_ends_nothing(cast, here):
    trigger = f.ExitTriggerFactory(**here, figure="objectives.missed", title="Objectives missed", assess_within=14)
    assert watch() == 0
    missed(here)
    assert watch() == 1
    [assessment] = ExitAssessment.objects.all()
    assert state(trigger) == State.FIRED
    assert (assessment.source, assessment.party, assessment.state) == (trigger, None, "open")
    assert (assessment.title, assessment.due_on) == ("Objectives missed", today() + dt.timedelta(days=14))
    assert "Common objectives missed" in assessment.facts
    cast.partnership.refresh_from_db()
    assert cast.partnership.state == Partnership.State.ACTIVE
    # Running again, and through the task, does nothing twice.
    assert (watch(), watch_task(), ExitAssessment.objects.count()) == (0, 0, 1)


def test_one_s_own_objective_tells_nobody(here, cast):
    f.ExitTriggerFactory(**here, figure="objectives.missed")
    for visibility in ("private", "shared"):
        missed(here, party=cast.university, visibility=visibility)
    assert watch() == 0


def test_a_falling_pulse_warns_then_fires_then_rests_until_the_day_named(cast, here, pulse):
    limits = {"side": "at_most", "threshold": Decimal(3), "warn_at": Decimal("3.5"), "figure": "another.pulse"}
    trigger = f.ExitTriggerFactory(**here, **limits)
    assert (watch(), state(trigger), "no room counts" in trigger.rule()) == (0, State.ARMED, True)
    pulse(4)
    assert (watch(), state(trigger), "no room counts" in trigger.rule()) == (0, State.ARMED, False)
    trigger.warn_at = 4
    trigger.save()
    assert (watch(), state(trigger)) == (1, State.WARNING)
    pulse(5)
    assert (watch(), state(trigger)) == (1, State.ARMED)
    pulse(2)
    assert (watch(), state(trigger)) == (1, State.FIRED)

    assessment = ExitAssessment.objects.get()
    services.start_assessment(assessment, actor=cast.officer)
    assert state(trigger) == State.ASSESSING
    until = today() + dt.timedelta(days=60)
    assessment.findings, assessment.conclusion, assessment.reason, assessment.look_again_on = "So", "go_on", "We talk.", until
    assessment.save()
    round = services.ask_to_conclude(assessment, actor=cast.officer)
    sign(round, actor=cast.officer)
    assert state(trigger) == State.ASSESSING
    sign(round, actor=cast.representative)
    assert (state(trigger), trigger.waived_because, trigger.waived_until) == (State.WAIVED, "We talk.", until)
    # On the day itself it rests; the day after, or whenever the sweep runs next, it is armed and read again at once.
    assert (watch(until), state(trigger)) == (0, State.WAIVED)
    assert (watch(until + dt.timedelta(days=9)), state(trigger)) == (2, State.FIRED)
    assert ExitAssessment.objects.open().count() == 1


@pytest.mark.parametrize(
    ("conclusion", "wanted"),
    [("false_alarm", State.FALSE_ALARM), ("exit", State.CONFIRMED), ("change", State.WAIVED), ("go_on", State.WAIVED)],
)
def test_the_trigger_follows_the_conclusion_and_can_be_armed_again(cast, here, conclusion, wanted):
    trigger = f.ExitTriggerFactory(**here)
    assessment = services.report_trigger(trigger, actor=cast.officer, because="The dean has gone.")
    services.start_assessment(assessment, actor=cast.representative)
    with pytest.raises(Refused):  # it is being looked at
        services.rearm_trigger(trigger, actor=cast.officer)
    with pytest.raises(Refused):  # nothing is written down
        services.ask_to_conclude(assessment, actor=cast.officer)
    later = today() + dt.timedelta(days=30)
    values = {"findings": "So", "conclusion": conclusion, "reason": "Because", "look_again_on": later}
    ExitAssessment.objects.filter(pk=assessment.pk).update(**values)
    assessment.refresh_from_db()
    services.conclude_assessment(assessment, actor=None)
    assert state(trigger) == wanted
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        services.rearm_trigger(trigger, actor=cast.officer, reason="Again")
    assert (state(trigger), trigger.waived_because, trigger.waived_until) == (State.ARMED, "", None)


def offered(cast, trigger):
    """Whether a contributor of the partner is offered to arm it, and whether the service does it."""
    address = ExitTriggerViews.url("rearm", cast.partnership.slug, trigger.pk)
    client = cast.client(cast.partner_contributor)
    page = client.get(trigger.get_absolute_url()).content.decode()
    try:
        services.rearm_trigger(trigger, actor=cast.partner_contributor, reason="Again")
    except Refused:
        assert client.post(address, {"reason": "Again"}).status_code == 302
        return address in page, False
    return address in page, True


@pytest.mark.parametrize(("days", "again"), [(-1, False), (0, False), (1, True)])
def test_what_all_signed_to_let_rest_rests_until_its_last_day_has_passed(cast, here, days, again):
    until = today() + dt.timedelta(days=30)
    trigger = f.ExitTriggerFactory(**here, state=State.WAIVED, waived_because="We talk.", waived_until=until)
    with time_machine.travel(timezone.now() + dt.timedelta(days=30 + days)):
        assert offered(cast, trigger) == (again, again)
    after = (State.ARMED, "", None) if again else (State.WAIVED, "We talk.", until)
    assert (state(trigger), trigger.waived_because, trigger.waived_until) == after


@pytest.mark.parametrize(
    ("case_state", "again"), [("proposed", False), ("transition", False), ("closed", True), ("withdrawn", True)]
)
def test_what_all_confirmed_stays_so_while_a_case_that_follows_goes_on(cast, here, case_state, again):
    trigger = f.ExitTriggerFactory(**here)
    assessment = services.report_trigger(trigger, actor=cast.officer, because="The dean has gone.")
    values = {"state": "concluded", "conclusion": "exit", "reason": "So", "concluded_on": today()}
    ExitAssessment.objects.filter(pk=assessment.pk).update(**values)
    ExitTrigger.objects.update(state=State.CONFIRMED)
    f.DisengagementCaseFactory(**here, assessment=assessment, state=case_state)
    trigger.refresh_from_db()
    assert offered(cast, trigger) == (again, again)
    assert state(trigger) == (State.ARMED if again else State.CONFIRMED)


def test_a_case_of_another_matter_keeps_nothing(cast, here):
    trigger = f.ExitTriggerFactory(**here, state=State.CONFIRMED)
    f.DisengagementCaseFactory(**here)
    assert offered(cast, trigger) == (True, True)


def test_what_was_opened_by_mistake_arms_the_trigger_again(cast, here):
    trigger = f.ExitTriggerFactory(**here)
    assessment = services.report_trigger(trigger, actor=cast.officer, because="So they say.")
    services.start_assessment(assessment, actor=cast.officer)
    services.withdraw_assessment(assessment, actor=cast.officer, reason="It was another dean.")
    assert (assessment.state, state(trigger)) == ("withdrawn", State.ARMED)
    with pytest.raises(Refused):
        services.report_trigger(f.ExitTriggerFactory(**here, figure="objectives.missed"), actor=cast.officer, because="x")


# (days from today to the date, days before it to fire) -> state
DATES = [(40, 10, State.ARMED), (24, 10, State.WARNING), (11, 10, State.WARNING), (10, 10, State.FIRED), (-3, 0, State.FIRED)]


@pytest.mark.parametrize(("days", "before", "wanted"), DATES)
def test_a_date_warns_and_fires_and_is_never_missed(here, days, before, wanted):
    day = today() + dt.timedelta(days=days)
    trigger = f.ExitTriggerFactory(**here, kind="date", on_date=day, warn_days=before)
    # Without a date of its own it is that of the partnership's end.
    Partnership.objects.filter(pk=here["partnership"].pk).update(ends_on=day)
    end = f.ExitTriggerFactory(**here, kind="date", warn_days=before)
    watch()
    assert (state(trigger), state(end)) == (wanted, wanted)


def test_closed_partnerships_are_not_watched(here):
    trigger = f.ExitTriggerFactory(**here, figure="objectives.missed")
    missed(here)
    Partnership.objects.filter(pk=here["partnership"].pk).update(state="closed")
    assert (watch(), state(trigger)) == (0, State.ARMED)


def test_figures_are_one_statement_however_many_partnerships(here, pulse):
    def asked(count):
        for _ in range(count):
            f.ExitTriggerFactory(partnership=PartnershipFactory(), figure="objectives.missed", author=here["author"])
            f.ExitTriggerFactory(partnership=PartnershipFactory(), figure="objectives.off_track", author=here["author"])
        watch()
        with CaptureQueriesContext(connection) as queries:
            assert watch() == 0
        return len(queries)

    assert asked(1) == asked(30)


def test_a_reading_is_kept_where_it_is_new(here, pulse):
    trigger = f.ExitTriggerFactory(**here, figure="another.pulse", threshold=9)
    for day, value in ((-3, 4), (-2, 4), (-1, 5), (-1, 6), (0, 6)):
        pulse(value)
        watch(today() + dt.timedelta(days=day))
    found = [((row.on - today()).days, row.value) for row in TriggerReading.objects.filter(trigger=trigger).order_by("on")]
    assert found == [(-3, 4), (-1, 6)]


def test_figures_of_objectives_and_of_readiness(cast, here):
    missed(here)
    ObjectiveFactory(**here, active=True, health="off_track", target_on=today())
    keys = ["objectives.missed", "objectives.off_track", "exits.readiness", "exits.fired"]
    of = lambda: measured(Partnership.objects.filter(pk=cast.partnership.pk), keys)[cast.partnership.pk]  # noqa: E731
    assert of() == {"objectives.missed": 1, "objectives.off_track": 1, "exits.readiness": None, "exits.fired": 0}
    f.ExitPlanItemFactory(**here, weight=3, responsible=cast.partner)
    f.ExitPlanItemFactory(**here, weight=1, state="ready", responsible=cast.partner)
    f.ExitTriggerFactory(**here, state=State.FIRED)
    assert of() == {"objectives.missed": 1, "objectives.off_track": 1, "exits.readiness": 25, "exits.fired": 1}
