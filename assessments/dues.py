"""What falls due in this room: one's own answers, closing, the workshop, the follow-up, looking at effects, deciding again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.models import Cycle, Improvement, OptimizationReview, Questionnaire
from partnerships.access.policy import Right, roles_with
from partnerships.reminders.registry import Due, register_due

State = Cycle.State
SIGNERS = roles_with(Right.SIGN)


def with_account() -> Any:
    """Questionnaires that wait for somebody who signs in; who has only the link is mailed (services.rhythm)."""
    return Questionnaire.objects.waiting().filter(respondent__user__isnull=False)


register_due(
    Due(
        kind="assessments.answers",
        label=_("Your answers to a survey"),
        queryset=with_account,
        date="respondent__cycle__closes_on",
        partnership="respondent__partnership",
        party="respondent__party",
        people=("respondent__user",),
        roles=frozenset(),  # nobody else is told who has not answered
        leads=(14, 7, 2),
        lags=(),
        escalate_after=10_000,
        related=("respondent__cycle", "respondent__partnership"),
    ),
    Due(
        kind="assessments.closing",
        label=_("Answers come in until"),
        queryset=lambda: Cycle.objects.answering(),
        date="closes_on",
        party="",
        roles=SIGNERS,
        leads=(2,),
        lags=(),
        related=("partnership",),
    ),
    Due(
        kind="assessments.workshop",
        label=_("Workshop on the results"),
        queryset=lambda: Cycle.objects.filter(state__in=(State.CLOSED, State.ANALYSED, State.RELEASED)),
        date="workshop_by",
        party="",
        leads=(14, 3),
        related=("partnership",),
    ),
    Due(
        kind="assessments.follow_up",
        label=_("Follow-up of an assessment"),
        queryset=lambda: Cycle.objects.filter(state__in=(State.WORKSHOP, State.CONSENSUS, State.ACTIONS)),
        date="follow_up_on",
        party="",
        leads=(14, 3),
        related=("partnership",),
    ),
    Due(
        kind="assessments.effect",
        label=_("Effect of an improvement"),
        queryset=lambda: Improvement.objects.unchecked(),
        date="check_on",
        party="",
        related=("partnership",),
    ),
    Due(
        kind="assessments.decide",
        label=_("Decide again how it goes on"),
        queryset=lambda: OptimizationReview.objects.filter(state=OptimizationReview.State.AGREED),
        date="next_review_on",
        party="",
        leads=(30, 7),
        related=("partnership",),
    ),
)
