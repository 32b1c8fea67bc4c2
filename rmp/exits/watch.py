"""The daily look at all triggers: figures are read for all partnerships in one statement, dates from the triggers themselves.

What came on a day on which nothing ran comes on the next. Running twice does nothing twice: a trigger that has fired is no longer watched,
and each step looks again, under the partnership's lock, at the state it finds.
"""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.practices.metrics import METRICS, measured
from partnerships.records.describe import text
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from rmp.exits.models import ExitTrigger, TriggerReading
from rmp.exits.services import fire_trigger, rearm_trigger

State, Kind = ExitTrigger.State, ExitTrigger.Kind
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sign:
    """What a trigger says on a day: nothing, a warning, or that it has come; and why."""

    state: str
    because: str = ""


CALM = Sign(State.ARMED)


def watch(day: dt.date | None = None) -> int:
    """Read all triggers. Returns how many changed their state. A fired one opens a joint assessment, and nothing else."""
    day = day or today()
    changed = sum(_step(trigger, CALM, day) for trigger in ExitTrigger.objects.resting(day).select_related("partnership"))
    triggers = list(ExitTrigger.objects.watched().filter(kind__in=(Kind.METRIC, Kind.DATE)).select_related("partnership"))
    values = read(triggers)
    keep_readings(triggers, values, day)
    for trigger in triggers:
        sign = said(trigger, values.get(trigger.pk), day)
        if sign.state != trigger.state:
            changed += _step(trigger, sign, day)
    return changed


def read(triggers: Iterable[ExitTrigger]) -> dict[Any, Decimal | None]:
    """{trigger key: value of its figure}; NULL where nothing is known, nothing where no room counts it. One statement."""
    asked = [trigger for trigger in triggers if trigger.kind == Kind.METRIC and trigger.metric in METRICS]
    if not asked:
        return {}
    partnerships = Partnership.objects.filter(pk__in={trigger.partnership_id for trigger in asked})
    found = measured(partnerships, sorted({trigger.metric for trigger in asked}))
    return {trigger.pk: found.get(trigger.partnership_id, {}).get(trigger.metric) for trigger in asked}


def keep_readings(triggers: Iterable[ExitTrigger], values: dict[Any, Decimal | None], day: dt.date) -> None:
    """Keep what was read, where it differs from what was last read. Two statements."""
    keys = [key for key, value in values.items() if value is not None]
    newest: dict[Any, Decimal] = {}
    for key, value in (
        TriggerReading.objects.filter(trigger__in=keys, on__lt=day).order_by("on").values_list("trigger", "value")
    ):
        newest[key] = value
    rows = []
    for trigger in triggers:
        read_now = values.get(trigger.pk)
        if read_now is not None and newest.get(trigger.pk) != round(read_now, 2):
            rows.append(TriggerReading(trigger=trigger, on=day, value=round(read_now, 2)))  # type: ignore[misc]
    TriggerReading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["trigger", "on"], update_fields=["value"], batch_size=500
    )


def said(trigger: ExitTrigger, value: Decimal | None, day: dt.date) -> Sign:
    """What the trigger says on the day. A figure of which nothing is known says what it said before."""
    if trigger.kind == Kind.DATE:
        return _said_by_date(trigger, day)
    if value is None or trigger.threshold is None:
        return Sign(trigger.state)
    with translation.override(None):
        because = f"{METRICS[trigger.metric].label}: {text(value)}"
    if trigger.reached(value, trigger.threshold):
        return Sign(State.FIRED, because)
    if trigger.warn_at is not None and trigger.reached(value, trigger.warn_at):
        return Sign(State.WARNING, because)
    return CALM


# How long before a date fires it warns.
DATE_WARNS = dt.timedelta(days=14)


def _said_by_date(trigger: ExitTrigger, day: dt.date) -> Sign:
    if trigger.falls_on is None:
        return CALM
    fires = trigger.falls_on - dt.timedelta(days=trigger.warn_days)
    because = text(trigger.falls_on)
    if fires <= day:
        return Sign(State.FIRED, because)
    return Sign(State.WARNING, because) if fires - DATE_WARNS <= day else CALM


def _step(trigger: ExitTrigger, sign: Sign, day: dt.date) -> bool:
    """Take one trigger to what it says. False when somebody else did, or did something else, meanwhile."""
    try:
        with transaction.atomic():
            if sign.state == State.FIRED:
                fire_trigger(trigger, actor=None, because=sign.because or _("The day has come."))
            elif trigger.state == State.WAIVED:
                rearm_trigger(trigger, actor=None)
            else:
                advance(trigger, sign.state, actor=None, note=sign.because)
    except Refused:
        logger.info("Trigger %s had gone on already.", trigger.pk)
        return False
    return True
