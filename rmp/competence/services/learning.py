"""The course of measures of development, for a group (DevelopmentAction) or for one person (DevelopmentStep)."""

from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, Standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from rmp.competence.models import DevelopmentAction, DevelopmentStep

if TYPE_CHECKING:
    from partnerships.accounts.models import User

M = TypeVar("M", DevelopmentAction, DevelopmentStep)

State = DevelopmentAction.State
# What the history calls the steps.
STARTED, VERIFIED, RESUMED = gettext_noop("started"), gettext_noop("verified"), gettext_noop("taken up again")


def concerns(measure: DevelopmentAction | DevelopmentStep, standing: Standing) -> bool:
    """Those who may write it (of one person's, the managers of his or her party), and the person who learns."""
    is_learner = isinstance(measure, DevelopmentStep) and measure.holder.is_about(standing)
    return measure.may(standing, Right.WRITE) or is_learner


def _current(measure: M) -> M:
    """The measure as it is now. Inside the caller's transaction."""
    lock(measure.record.partnership)
    measure.refresh_from_db()
    return measure


@taken_by(allowed=concerns)
@transaction.atomic
def start_learning(measure: M, *, actor: "User") -> M:
    """Raises Refused when it is not planned but done: that is taken up again by `resume_learning`."""
    current = _current(measure)
    if current.state == State.DONE:
        raise Refused(_("It is done already: take it up again."))
    return advance(current, State.IN_PROGRESS, actor=actor, verb=STARTED)


@taken_by(allowed=concerns)
def finish_learning(measure: M, *, actor: "User", result: str) -> M:
    """It took place; whether it helped is for somebody else to say."""
    return advance(measure, State.DONE, actor=actor, result=result.strip(), done_by=actor, ended_on=today())


@taken_by()
@transaction.atomic
def verify_learning(measure: M, *, actor: "User", result: str) -> M:
    """Somebody saw that it helped. Raises Refused when it is the one who said that it was done."""
    current = _current(measure)
    if current.done_by_id == actor.pk:
        raise Refused(_("You said that it is done: somebody else verifies it."))
    return advance(current, State.VERIFIED, actor=actor, verb=VERIFIED, result=result.strip())


@taken_by()
@transaction.atomic
def resume_learning(measure: M, *, actor: "User") -> M:
    """It did not help yet: it goes on."""
    current = _current(measure)
    if current.state == State.PLANNED:
        raise Refused(_("It has not begun yet."))
    return advance(current, State.IN_PROGRESS, actor=actor, verb=RESUMED, done_by=None, ended_on=None)


@taken_by()
def drop_learning(measure: M, *, actor: "User", result: str) -> M:
    """It is given up, with the reason."""
    return advance(measure, State.DROPPED, actor=actor, result=result.strip(), ended_on=today())
