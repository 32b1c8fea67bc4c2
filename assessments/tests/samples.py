"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from assessments.models import Cycle, Instrument, Questionnaire
from assessments.tests import factories as f
from partnerships.tests.cast import in_space


def consensus(cast: Any, **place: Any) -> Any:
    """In a cycle that is in its workshop. Cycles are joint: there is no other place for it."""
    cycle = f.CycleFactory(partnership=cast.partnership, author=cast.officer, state=Cycle.State.WORKSHOP)
    return f.ConsensusFactory(cycle=cycle)


def released(cast: Any) -> Cycle:
    return f.CycleFactory(partnership=cast.partnership, author=cast.officer, released=True)


def questionnaire(cast: Any) -> Questionnaire:
    """The one of the partner's respondent, in a cycle that is open."""
    cycle = f.CycleFactory(partnership=cast.partnership, author=cast.officer, state=Cycle.State.OPEN)
    f.ItemFactory(dimension__instrument=cycle.instrument)
    person = f.RespondentFactory(
        partnership=cast.partnership,
        party=cast.partner,
        author=cast.representative,
        cycle=cycle,
        user=cast.respondent,
        email="",
    )
    return person.questionnaire


def draft(cast: Any) -> Instrument:
    """A draft of the university's."""
    return f.InstrumentFactory(party=cast.university, state=Instrument.State.DRAFT)


def part(cast: Any) -> dict[str, Any]:
    item = f.ItemFactory(dimension__instrument=draft(cast))
    return {"pk": item.dimension.instrument_id, "dimension": item.dimension_id, "item": item.pk}


def without(name: str) -> Callable[..., dict[str, Any]]:
    return lambda cast: {key: value for key, value in part(cast).items() if key != name}


def dimension_of(cast: Any) -> dict[str, Any]:
    cycle = released(cast)
    return {"pk": cycle.pk, "dimension": f.ItemFactory(dimension__instrument=cycle.instrument).dimension_id}


SAMPLES: dict[str, Callable[..., Any]] = {
    "assessments.cycle": in_space(f.CycleFactory),
    "assessments.consensus": consensus,
    "assessments.respondent": in_space(f.RespondentFactory),
    "assessments.improvement": in_space(f.ImprovementFactory),
    "assessments.maturityclaim": in_space(f.MaturityClaimFactory),
    "assessments.optimizationreview": in_space(f.OptimizationReviewFactory),
    "assessments.rhythm": in_space(f.RhythmFactory),
}
# What an address of a page needs beside the partnership's slug.
ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {
    "assessments:results": lambda cast: {"pk": released(cast).pk},
    "assessments:dimension": dimension_of,
    **{
        f"assessments:{name}": lambda cast: {"pk": questionnaire(cast).pk}
        for name in ("answer", "answer-hand-in", "answer-workbook")
    },
    "assessments:answer-step": lambda cast: {"pk": questionnaire(cast).pk, "step": 1},
    **{
        f"assessments_house:{name}": lambda cast: {"pk": draft(cast).pk}
        for name in ("instrument", "instrument-update", "dimension-create")
    },
    **{
        f"assessments_house:instrument-{step}": lambda cast: {"pk": draft(cast).pk}
        for step in ("activate", "retire", "new-version", "delete")
    },
    **{f"assessments_house:{name}": without("item") for name in ("dimension-update", "dimension-delete", "item-create")},
    **{f"assessments_house:{name}": part for name in ("item-update", "item-delete")},
}
