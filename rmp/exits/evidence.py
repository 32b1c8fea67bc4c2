"""From which records the practices and gates of this room are put together: disclosed ones, but for what holds a step back."""

from django.db.models import Exists, OuterRef, Q

from partnerships.practices.conditions import from_each_party, some
from partnerships.practices.registry import Condition
from rmp.exits.models import (
    AssessmentView,
    CaseEvaluation,
    ContinuityMeasure,
    DisengagementCase,
    Disposition,
    ExitAssessment,
    ExitPlanItem,
    ExitPosition,
    ExitRehearsal,
    ExitStrategy,
    ExitTrigger,
    FutureOpportunity,
    NoticePeriod,
    SurvivingObligation,
)

strategies = ExitStrategy.objects.disclosed()
agreed = strategies.agreed()
notices = NoticePeriod.objects.disclosed().filter(strategy__state=ExitStrategy.State.AGREED)
triggers = ExitTrigger.objects.disclosed()
assessments = ExitAssessment.objects.disclosed()
views = AssessmentView.objects.disclosed()
items = ExitPlanItem.objects.disclosed()
rehearsals = ExitRehearsal.objects.disclosed()
cases = DisengagementCase.objects.disclosed()
going_on = cases.going_on()
closed_ends = cases.ending().filter(state=DisengagementCase.State.CLOSED)
# Whether one that is under way binds does not hang on who reads it.
ends_under_way = DisengagementCase.objects.ending().under_way()
suspensions = DisengagementCase.objects.filter(kind=DisengagementCase.Kind.SUSPEND)
suspensions_due = suspensions.disclosed().filter(state=DisengagementCase.State.EVALUATION).due()
suspended = suspensions.filter(state=DisengagementCase.State.CLOSED)
continuity = ContinuityMeasure.objects.disclosed()
dispositions = Disposition.objects.disclosed()
evaluations = CaseEvaluation.objects.disclosed()
obligations = SurvivingObligation.objects.disclosed()
opportunities = FutureOpportunity.objects.disclosed()
positions = ExitPosition.objects.disclosed()

# The strategy agreed says what it is about, what nobody does, and how long before an end each party says so.
noticed: Condition = from_each_party(notices, "strategy__", party="giver")
strategy_holds: Condition = Q(some(agreed.exclude(extent="").exclude(boundaries=""))) & noticed


def _ready(share: int) -> Condition:
    """At least so many percent of the plan's weight are ready."""
    return Q(Exists(items.filter(partnership=OuterRef("pk")).readiness().filter(share__gte=share)))


READY_ENOUGH = 80
ready = _ready(READY_ENOUGH)
# Every item has an owner on each side.
owned: Condition = Q(some(items)) & ~Q(some(items.unaccepted().unowned()))
all_accepted: Condition = ~Q(some(items.unaccepted()))
all_dated: Condition = ~Q(some(obligations.undated()))
