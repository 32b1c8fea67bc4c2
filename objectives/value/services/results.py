"""What happens to lessons and improvement targets."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from objectives.value.models import ImprovementTarget, Lesson, LessonApplication
from partnerships.access.policy import Right
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.records.actors import taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record

if TYPE_CHECKING:
    from partnerships.accounts.models import User


@taken_by()
def adopt_lesson(lesson: Lesson, *, actor: "User") -> Lesson:
    """A party takes a lesson of its own as settled. Raises Refused for a joint one, which all parties agree."""
    if lesson.is_joint:
        raise Refused(_("A joint lesson is agreed by all parties."))
    return advance(lesson, Lesson.State.AGREED, actor=actor, agreed_on=today())


@taken_by()
def pass_on_lesson(lesson: Lesson, *, actor: "User", passed_on_to: str) -> Lesson:
    """Note who beyond the people of this partnership was told of it."""
    return advance(lesson, Lesson.State.SHARED, actor=actor, passed_on_to=passed_on_to)


@taken_by()
@transaction.atomic
def apply_lesson(application: LessonApplication, *, actor: "User", seen_version: int | None = None) -> LessonApplication:
    """Note where a lesson was applied. Raises Refused for a draft: it is agreed first."""
    lock(application.lesson.partnership)
    lesson = Lesson.objects.select_related("partnership").get(pk=application.lesson_id)
    if not lesson.is_agreed:
        raise Refused(_("Agree the lesson first."))
    save_record(application, actor=actor, seen_version=seen_version)
    if lesson.state != Lesson.State.APPLIED:
        advance(lesson, Lesson.State.APPLIED, actor=actor)
    return application


@taken_by()
@transaction.atomic
def reach_target(target: ImprovementTarget, *, actor: "User", outcome: str = "") -> ImprovementTarget:
    """Raises Refused while no reading says so."""
    lock(target.partnership)
    current = ImprovementTarget.objects.with_newest().get(pk=target.pk)
    if (current.progress or 0) < 1:
        raise Refused(_("No reading says so yet: the newest one decides."))
    return advance(target, ImprovementTarget.State.REACHED, actor=actor, outcome=outcome)


@taken_by()
def miss_target(target: ImprovementTarget, *, actor: "User", outcome: str) -> ImprovementTarget:
    return advance(target, ImprovementTarget.State.MISSED, actor=actor, outcome=outcome)


@taken_by(Right.SIGN)
def drop_target(target: ImprovementTarget, *, actor: "User", reason: str) -> ImprovementTarget:
    return advance(target, ImprovementTarget.State.DROPPED, actor=actor, note=reason, outcome=reason)


@taken_by()
def extend_target(target: ImprovementTarget, *, actor: "User", due_on: dt.date) -> ImprovementTarget:
    """Go on with a missed target until another day. Raises Refused for one that has passed."""
    if due_on < today():
        raise Refused({"due_on": _("That day has passed.")})
    return advance(target, ImprovementTarget.State.OPEN, actor=actor, due_on=due_on)
