"""Triggers: fired by what the sweep reads (rmp.exits.watch) or by people, armed again when they rest no longer."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import consequence, taken_by
from partnerships.records.describe import text
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from rmp.exits.models import DisengagementCase, ExitAssessment, ExitTrigger
from rmp.exits.services.assessments import open_assessment

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State, Kind = ExitTrigger.State, ExitTrigger.Kind
VERBS = (gettext_noop("armed"), gettext_noop("warning"), gettext_noop("fired"))


@consequence
@transaction.atomic
def fire_trigger(trigger: ExitTrigger, *, actor: "User | None", because: str) -> ExitAssessment:
    """The sign has come: open a joint assessment of it. It ends nothing. Returns the assessment.

    Raises Refused unless the trigger is armed or warns.
    """
    lock(trigger.partnership)
    said = Truncator(because.strip()).chars(300)
    advance(trigger, State.FIRED, actor=actor, note=because, fired_on=today(), fired_because=said)
    facts = f"{trigger.rule()}\n\n{because.strip()}"
    return open_assessment(trigger, actor=actor, title=trigger.title, facts=facts, within=trigger.assess_within)


@taken_by()
def report_trigger(trigger: ExitTrigger, *, actor: "User", because: str) -> ExitAssessment:
    """A person says that an event has come or that it is judged so. Raises Refused for what is read from records."""
    if trigger.kind not in (Kind.EVENT, Kind.JUDGEMENT):
        raise Refused(_("This one is read from the records themselves."))
    return fire_trigger(trigger, actor=actor, because=because)


def why_resting(trigger: ExitTrigger) -> str:
    """What all parties signed of it that still holds, as a sentence; nothing where it may be watched again. At most one query."""
    if trigger.state == State.WAIVED and trigger.waived_until is not None and trigger.waived_until >= today():
        return _("All parties signed that it rests until %(day)s.") % {"day": text(trigger.waived_until)}
    if trigger.state == State.CONFIRMED:
        followed = ExitAssessment.objects.for_source(trigger)
        if DisengagementCase.objects.going_on().filter(assessment__in=followed.values("pk")).exists():
            return _("All parties signed that it has come, and a case that follows from it goes on.")
    return ""


@taken_by()
@transaction.atomic
def rearm_trigger(trigger: ExitTrigger, *, actor: "User | None", reason: str = "") -> ExitTrigger:
    """Watch it again: after a false alarm, when a waiver ran out, or after a case that came to nothing.

    Raises Refused while it is being assessed (that is concluded or withdrawn), until the waiver's last day has passed, and while a case
    that follows from it goes on.
    """
    lock(trigger.partnership)
    current = ExitTrigger.objects.get(pk=trigger.pk)
    if current.state in (State.FIRED, State.ASSESSING, State.WARNING):
        raise Refused(_("It is armed, or being looked at: conclude the assessment first."))
    # The daily sweep knows its own day (TriggerQuerySet.resting).
    if actor is not None and (why := why_resting(current)):
        raise Refused(why)
    return advance(trigger, State.ARMED, actor=actor, note=reason, waived_because="", waived_until=None)
