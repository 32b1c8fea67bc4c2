"""The course of an induction."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from rmp.competence.models import Induction, InductionStep

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = Induction.State
STARTED = gettext_noop("started")


@taken_by()
@transaction.atomic
def plan_induction(
    induction: Induction, *, actor: "User", items: Iterable[str] = (), seen_version: int | None = None
) -> Induction:
    """Write an induction down, a new one with its checklist: each step is due when the whole is."""
    lock(induction.partnership)
    save_record(induction, actor=actor, seen_version=seen_version)
    for position, text in enumerate(items):
        step = InductionStep(induction=induction, text=text, position=position, due_on=induction.due_on)
        save_record(step, actor=actor)
    return induction


@taken_by()
def start_induction(induction: Induction, *, actor: "User") -> Induction:
    """The newcomer is there."""
    return advance(induction, State.UNDER_WAY, actor=actor, verb=STARTED)


@taken_by()
def tick_step(step: InductionStep, *, actor: "User") -> InductionStep:
    """It is done, the actor says, today."""
    step.done_by, step.done_on = actor, today()
    return save_record(step, actor=actor)


@taken_by()
def untick_step(step: InductionStep, *, actor: "User") -> InductionStep:
    step.done_by, step.done_on = None, None
    return save_record(step, actor=actor)


@taken_by()
@transaction.atomic
def complete_induction(induction: Induction, *, actor: "User", lessons: str = "") -> Induction:
    """The newcomer knows the way. Raises Refused while a step is undone: do it, or remove what does not fit."""
    lock(induction.partnership)
    undone = [step.text for step in induction.steps.filter(done_on__isnull=True)]  # type: ignore[attr-defined]
    if undone:
        raise Refused(_("Still to be done: %(items)s.") % {"items": "; ".join(undone)})
    return advance(induction, State.COMPLETED, actor=actor, ended_on=today(), lessons=lessons.strip())


@taken_by()
def cancel_induction(induction: Induction, *, actor: "User", reason: str) -> Induction:
    """The person does not come, or goes again."""
    return advance(induction, State.CANCELLED, actor=actor, ended_on=today(), note=reason)
