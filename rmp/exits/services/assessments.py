"""Joint assessments: opened by a trigger or a referral, looked into by all, concluded by their signatures. None of them ends anything."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right
from partnerships.audience import covers
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.records.actors import consequence, taken_by
from partnerships.records.models import Kept
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, readers_of, record_changed, save_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round, void_round
from rmp.exits.models import ExitAssessment, ExitTrigger

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State, Conclusion = ExitAssessment.State, ExitAssessment.Conclusion
# How long the parties have to look at what another room hands on.
REFERRED_WITHIN = 30
VERBS = (
    *(gettext_noop("under_way"), gettext_noop("concluded"), gettext_noop("withdrawn")),
    *(gettext_noop("assessing"), gettext_noop("confirmed"), gettext_noop("waived"), gettext_noop("false_alarm")),
)


@consequence
@transaction.atomic
def open_assessment(
    source: Kept, *, actor: "User | None", title: str, facts: str = "", within: int = REFERRED_WITHIN
) -> ExitAssessment:
    """The desk "exits.assessment": open one for the sake of a disclosed record; while one is open for it, that one is returned.

    `within` are the days until it is to be concluded. Without an actor the system opens it, in the name of the source's author.
    """
    partnership = source.record.partnership
    lock(partnership)
    found = ExitAssessment.objects.open().for_source(source).filter(partnership=partnership).first()
    if found is not None:
        return found
    assessment = ExitAssessment(
        **source.record.joint_place(),
        title=Truncator(title).chars(200),
        facts=Truncator(facts).chars(6000),
        due_on=today() + dt.timedelta(days=within),
        source_type=ContentType.objects.get_for_model(source),
        source_key=source.pk,
    )
    if actor is not None:
        return save_record(assessment, actor=actor)
    assessment.author = source.author
    assessment.save()
    write_history("created", assessment, actor=None)
    record_changed.send(ExitAssessment, record=assessment, changed=assessment, actor=None)
    return assessment


def trigger_of(assessment: ExitAssessment) -> ExitTrigger | None:
    """The trigger that opened it; None when something else did."""
    if assessment.source_type_id != ContentType.objects.get_for_model(ExitTrigger).pk:
        return None
    found = ExitTrigger.objects.filter(pk=assessment.source_key).first()  # type: ignore[misc]
    if found is not None:
        found.partnership = assessment.partnership
    return found


@taken_by()
@transaction.atomic
def start_assessment(assessment: ExitAssessment, *, actor: "User") -> ExitAssessment:
    """Begin to look into it: the trigger is being assessed from now on."""
    advance(assessment, State.UNDER_WAY, actor=actor)
    trigger = trigger_of(assessment)
    if trigger is not None and trigger.state == ExitTrigger.State.FIRED:
        advance(trigger, ExitTrigger.State.ASSESSING, actor=actor)
    return assessment


@taken_by()
@transaction.atomic
def ask_to_conclude(assessment: ExitAssessment, *, actor: "User", due_on: dt.date | None = None) -> SignOffRound:
    """Put the conclusion to all parties. Raises Refused unless it is under way and complete, and as open_round does."""
    lock(assessment.partnership)
    current = ExitAssessment.objects.get(pk=assessment.pk)
    current.partnership = assessment.partnership
    if current.state != State.UNDER_WAY:
        raise Refused(_("Only what is under way is put to all parties."))
    if not current.findings.strip() or not current.conclusion:
        raise Refused(_("Write down what you found and what follows from it first."))
    current.clean()
    if current.conclusion in ExitAssessment.GOING_ON and current.look_again_on and current.look_again_on <= today():
        raise Refused(_("The day to look again has passed: name a later one."))
    return open_round(current, actor=actor, due_on=due_on)


@consequence
@transaction.atomic
def conclude_assessment(assessment: ExitAssessment, *, actor: "User | None") -> ExitAssessment:
    """All parties have signed the conclusion: the trigger follows it."""
    advance(assessment, State.CONCLUDED, actor=actor, concluded_on=today())
    trigger = trigger_of(assessment)
    if trigger is not None and trigger.state == ExitTrigger.State.ASSESSING:
        why = assessment.reason
        if not covers(assessment.audience, trigger.audience):  # the trigger was shown to more parties since
            with readers_of(trigger):
                why = str(assessment)
        match assessment.conclusion:
            case Conclusion.FALSE_ALARM:
                advance(trigger, ExitTrigger.State.FALSE_ALARM, actor=actor, note=why)
            case Conclusion.EXIT:
                advance(trigger, ExitTrigger.State.CONFIRMED, actor=actor, note=why)
            case _going_on:
                values: dict[str, Any] = {"waived_because": why, "waived_until": assessment.look_again_on}
                advance(trigger, ExitTrigger.State.WAIVED, actor=actor, note=why, **values)
    return assessment


@taken_by(Right.SIGN)
@transaction.atomic
def withdraw_assessment(assessment: ExitAssessment, *, actor: "User", reason: str) -> ExitAssessment:
    """Take back what was opened by mistake; a trigger that opened it is armed again."""
    lock(assessment.partnership)
    advance(assessment, State.WITHDRAWN, actor=actor, note=reason)
    waiting = SignOffRound.objects.open().of_record(assessment).first()
    if waiting is not None:
        void_round(waiting, actor=actor, reason=reason)
    trigger = trigger_of(assessment)
    if trigger is not None and trigger.state in (ExitTrigger.State.FIRED, ExitTrigger.State.ASSESSING):
        advance(trigger, ExitTrigger.State.ARMED, actor=actor, note=reason)
    return assessment
