"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from partnerships.tests.cast import in_space
from rmp.exits.tests import factories as f


def joint(factory: Any, **more: Any) -> Callable[..., Any]:
    """A record of a kind that is always joint, whatever space is asked for."""
    return lambda cast, **place: in_space(factory, **more)(cast)


def part(parent: Callable[..., Any], name: str, factory: Any, **more: Any) -> Callable[..., Any]:
    """A part of a record that lies in the space; values that are names of the cast's are the cast's."""

    def make(cast: Any, **place: Any) -> Any:
        values = {key: getattr(cast, value, value) if isinstance(value, str) else value for key, value in more.items()}
        return factory(**{name: parent(cast, **place)}, author=cast.officer, **values)

    return make


strategy, assessment = joint(f.ExitStrategyFactory), joint(f.ExitAssessmentFactory)
item = joint(f.ExitPlanItemFactory, responsible=lambda cast: cast.university)
case = joint(f.DisengagementCaseFactory)


SAMPLES: dict[str, Callable[..., Any]] = {
    "rmp_exits.exitstrategy": strategy,
    "rmp_exits.noticeperiod": part(strategy, "strategy", f.NoticePeriodFactory, giver="university"),
    "rmp_exits.exitposition": in_space(f.ExitPositionFactory),
    "rmp_exits.exittrigger": in_space(f.ExitTriggerFactory),
    "rmp_exits.exitassessment": assessment,
    "rmp_exits.assessmentview": part(assessment, "assessment", f.AssessmentViewFactory, party="university"),
    "rmp_exits.exitplanitem": item,
    "rmp_exits.itemowner": part(item, "item", f.ItemOwnerFactory, of="university"),
    "rmp_exits.exitrehearsal": in_space(f.ExitRehearsalFactory),
    "rmp_exits.disengagementcase": case,
    "rmp_exits.continuitymeasure": part(case, "case", f.ContinuityMeasureFactory, responsible="university"),
    "rmp_exits.disposition": part(case, "case", f.DispositionFactory, holder="university"),
    "rmp_exits.caseevaluation": part(case, "case", f.CaseEvaluationFactory, party="university"),
    "rmp_exits.survivingobligation": in_space(f.SurvivingObligationFactory, holder=lambda cast: cast.university),
    "rmp_exits.futureopportunity": in_space(f.FutureOpportunityFactory),
}
# What an address of a page needs beside the partnership's slug.
ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {}
