"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from functools import partial
from typing import Any

from objectives.value.tests import factories as f
from partnerships.tests.cast import in_space


def part(factory: Any, of: str, parent: Any, **more: Callable[..., Any]) -> Callable[..., Any]:
    """A part of a record that lies in the space."""

    def make(cast: Any, **place: Any) -> Any:
        record = parent(partnership=cast.partnership, author=cast.officer, **place)
        return factory(**{of: record}, author=cast.officer, **{name: give(cast) for name, give in more.items()})

    return make


def of_university(cast: Any) -> Any:
    return cast.university


def of_partner(cast: Any) -> Any:
    return cast.partner


SAMPLES: dict[str, Callable[..., Any]] = {
    "objectives_value.valuedefinition": in_space(f.ValueDefinitionFactory),
    "objectives_value.balanceterms": in_space(f.BalanceTermsFactory),
    "objectives_value.valueidea": in_space(f.ValueIdeaFactory),
    "objectives_value.ideascore": part(f.IdeaScoreFactory, "idea", f.ValueIdeaFactory, party=of_university),
    "objectives_value.benefit": in_space(f.BenefitFactory),
    "objectives_value.benefitshare": part(f.BenefitShareFactory, "benefit", f.BenefitFactory, party=of_university),
    "objectives_value.benefitmeasurement": part(f.BenefitMeasurementFactory, "benefit", f.BenefitFactory),
    "objectives_value.contribution": in_space(f.ContributionFactory),
    "objectives_value.contributionreceipt": part(
        f.ContributionReceiptFactory, "contribution", f.ContributionFactory, party=of_partner
    ),
    "objectives_value.output": in_space(f.OutputFactory),
    "objectives_value.lesson": in_space(f.LessonFactory),
    "objectives_value.lessonapplication": part(f.LessonApplicationFactory, "lesson", partial(f.LessonFactory, agreed=True)),
    "objectives_value.improvementtarget": in_space(f.ImprovementTargetFactory),
    "objectives_value.targetreading": part(f.TargetReadingFactory, "target", f.ImprovementTargetFactory),
}
# What an address of a page needs beside the partnership's slug.
ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {}
