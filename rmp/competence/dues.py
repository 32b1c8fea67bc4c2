"""What falls due in this room: measures, reviews of ratings, steps of inductions, answers, the charter."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.reminders.registry import Due, register_due
from rmp.competence.models import (
    BehaviourCharter,
    BehaviourObservation,
    DevelopmentAction,
    DevelopmentStep,
    Induction,
    InductionStep,
    RoleHolder,
)


def step_title(step: InductionStep) -> str:
    return f"{step.text} ({step.induction})"


def review_title(holder: Any) -> str:
    """Of whom, and no more: what the ratings are stands where only managers come."""
    return _now("Rate %(person)s anew") % {"person": holder.who}


register_due(
    Due(
        kind="competence.development",
        label=_("Development action"),
        queryset=lambda: DevelopmentAction.objects.unfinished(),
        party="responsible",
        people=("assignee",),
        related=("partnership",),
    ),
    # Told to the person and the managers, and even then without what it is about: a letter lies in many places.
    Due(
        kind="competence.personal",
        label=_("Personal development"),
        queryset=lambda: DevelopmentStep.objects.unfinished(),
        partnership="holder__partnership",
        party="holder__party",
        people=("holder__person",),
        related=("holder__partnership",),
    ),
    Due(
        kind="competence.review",
        label=_("Yearly review of ratings"),
        queryset=lambda: RoleHolder.objects.current(),
        date="review_on",
        party="party",
        leads=(30, 7),
        related=("partnership", "person"),
        title=review_title,
    ),
    Due(
        kind="competence.induction",
        label=_("Induction to be completed"),
        queryset=lambda: Induction.objects.unfinished(),
        party="party",
        people=("mentor",),
        related=("partnership", "person"),
    ),
    Due(
        kind="competence.induction_step",
        label=_("Step of an induction"),
        queryset=lambda: InductionStep.objects.undone(),
        partnership="induction__partnership",
        party="induction__party",
        people=("induction__mentor",),
        related=("induction__partnership", "induction__person"),
        title=step_title,
    ),
    Due(
        kind="competence.answer",
        label=_("Answer to an observation"),
        queryset=lambda: BehaviourObservation.objects.unanswered(),
        date="answer_by",
        party="about",
        related=("partnership",),
    ),
    Due(
        kind="competence.charter",
        label=_("Behaviour charter to be looked at"),
        queryset=lambda: BehaviourCharter.objects.agreed(),
        date="review_on",
        party="",
        leads=(30, 7),
        related=("partnership",),
    ),
)
