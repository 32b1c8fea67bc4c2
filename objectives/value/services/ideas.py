"""An idea's way through the funnel, and the ways out of it. Approval is the parties' signature (ValueIdea.signoff_completed)."""

import datetime as dt
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from objectives.value.models import Benefit, BenefitMeasurement, IdeaScore, Lesson, ValueIdea
from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Party
from partnerships.records.actors import signers_while, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record
from partnerships.signoff.endings import signing_parties

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = ValueIdea.State


@taken_by()
def capture_idea(idea: ValueIdea, *, actor: "User", seen_version: int | None = None) -> ValueIdea:
    """Write an idea down; a new one keeps which party raised it: the actor's."""
    if idea._state.adding:
        idea.raised_by = standing(actor, idea.partnership).party
    return save_record(idea, actor=actor, seen_version=seen_version)


@taken_by()
def screen_idea(idea: ValueIdea, *, actor: "User", note: str = "") -> ValueIdea:
    """It is understood and worth the parties' time."""
    return advance(idea, State.SCREENED, actor=actor, note=note)


@taken_by()
@transaction.atomic
def assess_idea(idea: ValueIdea, *, actor: "User") -> ValueIdea:
    """Close the scoring. Raises Refused while the idea is private or a party has not scored it."""
    lock(idea.partnership)
    idea.refresh_from_db(fields=["visibility"])
    if idea.is_private:
        raise Refused(_("Share it first: every party scores it."))
    missing = unscored(idea)
    if missing:
        names = ", ".join(party.short_name for party in missing)
        raise Refused(_("Not scored yet by: %(parties)s.") % {"parties": names})
    return advance(idea, State.ASSESSED, actor=actor)


def unscored(idea: ValueIdea) -> list[Party]:
    """The parties whose score is missing. Two queries."""
    scored = frozenset(IdeaScore.objects.filter(idea=idea).values_list("party", flat=True))
    return [party for party in signing_parties(idea.partnership, idea) if party.pk not in scored]


@taken_by()
def pilot_idea(idea: ValueIdea, *, actor: "User", review_on: dt.date) -> ValueIdea:
    """Try it out until a day. Raises Refused for a day that has passed."""
    _not_past(review_on)
    return advance(idea, State.PILOTING, actor=actor, review_on=review_on)


@taken_by()
def scale_idea(idea: ValueIdea, *, actor: "User", note: str = "") -> ValueIdea:
    return advance(idea, State.SCALING, actor=actor, note=note, review_on=None)


@taken_by()
@transaction.atomic
def realise_idea(idea: ValueIdea, *, actor: "User") -> ValueIdea:
    """It is in use. Raises Refused while no benefit that all parties may read says what comes of it."""
    lock(idea.partnership)
    if not Benefit.objects.disclosed().filter(idea=idea).exists():
        raise Refused(_("Say first which benefit comes of it, so that all parties can read it."))
    return advance(idea, State.REALISED, actor=actor, review_on=None)


@taken_by()
@transaction.atomic
def measure_idea(idea: ValueIdea, *, actor: "User") -> ValueIdea:
    """What came of it is known. Raises Refused while one of its benefits that all parties may read was never measured."""
    lock(idea.partnership)
    benefits = Benefit.objects.disclosed().filter(idea=idea)
    measured = BenefitMeasurement.objects.filter(benefit__in=benefits.values("pk")).values("benefit")
    left = list(benefits.exclude(pk__in=measured).order_by("created_at", "pk")[:3])
    if left or not measured.exists():
        what = ", ".join(str(benefit) for benefit in left) or str(idea)
        raise Refused(_("Not measured yet: %(what)s.") % {"what": what})
    return advance(idea, State.MEASURED, actor=actor)


@taken_by()
def close_idea(idea: ValueIdea, *, actor: "User", note: str = "") -> ValueIdea:
    return advance(idea, State.CLOSED, actor=actor, note=note)


@taken_by(signers_while(attrgetter("is_approved")))
def park_idea(idea: ValueIdea, *, actor: "User", learning: str, review_on: dt.date | None = None) -> ValueIdea:
    """Let it rest, and say why; with a day to look at it again. An approval falls: the times may have changed."""
    _not_past(review_on)
    return advance(idea, State.PARKED, actor=actor, learning=learning, review_on=review_on, approved_on=None)


@taken_by()
def take_up_idea(idea: ValueIdea, *, actor: "User", note: str = "") -> ValueIdea:
    """Begin again with a parked idea. Its scores may be changed; it is screened, assessed and approved anew."""
    return advance(idea, State.CAPTURED, actor=actor, note=note, verb="taken up again", review_on=None)


@taken_by()
def reject_idea(idea: ValueIdea, *, actor: "User", learning: str) -> ValueIdea:
    """Say no before anything was tried. Raises Refused without a reason."""
    return advance(idea, State.REJECTED, actor=actor, learning=_said(learning), review_on=None)


@taken_by(Right.SIGN)
@transaction.atomic
def stop_idea(idea: ValueIdea, *, actor: "User", learning: str) -> Lesson:
    """End what was tried and fails; what it taught becomes the draft of a lesson, in the same space. Returns the lesson."""
    learning = _said(learning)
    advance(idea, State.STOPPED, actor=actor, learning=learning, review_on=None)
    lesson = Lesson(
        **idea.same_place(),
        title=idea.title,
        category=Lesson.Category.OTHER,
        happened=learning,
        idea=idea,
    )
    return save_record(lesson, actor=actor)


def _said(learning: str) -> str:
    if not learning.strip():
        raise Refused(_("Say why, and what it taught: that is what stays of it."))
    return learning.strip()


def _not_past(day: dt.date | None) -> None:
    if day is not None and day < today():
        raise Refused(_("That day has passed."))
