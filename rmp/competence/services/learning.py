"""The course of measures of development, for a group (DevelopmentAction) or for one person (DevelopmentStep)."""

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, Standing, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import taken_by
from partnerships.records.services import Refused, advance
from rmp.competence.models import DevelopmentAction, DevelopmentStep

if TYPE_CHECKING:
    from partnerships.accounts.models import User

M = TypeVar("M", DevelopmentAction, DevelopmentStep)

State = DevelopmentAction.State
# What the history calls the steps.
STARTED, VERIFIED, RESUMED = gettext_noop("started"), gettext_noop("verified"), gettext_noop("taken up again")


def manages(measure: DevelopmentAction | DevelopmentStep, standing: Standing) -> bool:
    """Those who may write a measure for a group; of one person's, the managers of his or her party."""
    return measure.may(standing, Right.WRITE)


def concerns(measure: DevelopmentAction | DevelopmentStep, standing: Standing) -> bool:
    """Those who manage it, and the person who learns."""
    is_learner = isinstance(measure, DevelopmentStep) and measure.holder.is_about(standing)
    return manages(measure, standing) or is_learner


def _current(measure: M, actor: "User", *, by_person: bool = False) -> M:
    """The measure as it is now, if the actor may take a step with it; `by_person`: the person it is for may, too."""
    lock(measure.record.partnership)
    measure.refresh_from_db()
    if type(measure).objects.editable_by(actor).filter(pk=measure.pk).exists():
        return measure
    if by_person and isinstance(measure, DevelopmentStep):
        holder = measure.holder
        if holder.partnership.is_open and holder.is_about(standing(actor, holder.partnership)):
            return measure
    raise PermissionDenied


@taken_by(allowed=concerns)
@transaction.atomic
def start_learning(measure: M, *, actor: "User") -> M:
    """Raises Refused when it is not planned but done: that is taken up again by `resume_learning`."""
    current = _current(measure, actor, by_person=True)
    if current.state == State.DONE:
        raise Refused(_("It is done already: take it up again."))
    return advance(current, State.IN_PROGRESS, actor=actor, verb=STARTED)


@taken_by(allowed=concerns)
@transaction.atomic
def finish_learning(measure: M, *, actor: "User", result: str) -> M:
    """It took place; whether it helped is for somebody else to say."""
    current = _current(measure, actor, by_person=True)
    return advance(current, State.DONE, actor=actor, result=result.strip(), done_by=actor, ended_on=today())


@taken_by(allowed=manages)
@transaction.atomic
def verify_learning(measure: M, *, actor: "User", result: str) -> M:
    """Somebody saw that it helped. Raises Refused when it is the one who said that it was done."""
    current = _current(measure, actor)
    if current.done_by_id == actor.pk:
        raise Refused(_("You said that it is done: somebody else verifies it."))
    return advance(current, State.VERIFIED, actor=actor, verb=VERIFIED, result=result.strip())


@taken_by(allowed=manages)
@transaction.atomic
def resume_learning(measure: M, *, actor: "User") -> M:
    """It did not help yet: it goes on."""
    current = _current(measure, actor)
    if current.state == State.PLANNED:
        raise Refused(_("It has not begun yet."))
    return advance(current, State.IN_PROGRESS, actor=actor, verb=RESUMED, done_by=None, ended_on=None)


@taken_by(allowed=manages)
@transaction.atomic
def drop_learning(measure: M, *, actor: "User", result: str) -> M:
    """It is given up, with the reason."""
    return advance(_current(measure, actor), State.DROPPED, actor=actor, result=result.strip(), ended_on=today())
