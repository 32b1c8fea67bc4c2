"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from partnerships.clock import today
from partnerships.tests.cast import in_space
from risks.tests import factories as f


def part(factory: Any, **more: Callable[..., Any]) -> Callable[..., Any]:
    """A part of a risk that lies in the space."""

    def make(cast: Any, **place: Any) -> Any:
        risk = in_space(f.RiskFactory)(cast, **place)
        return factory(risk=risk, author=cast.officer, **{name: give(cast) for name, give in more.items()})

    return make


def of_university(cast: Any) -> Any:
    return cast.university


def link(cast: Any, **place: Any) -> Any:
    """To a joint risk, which everybody reads."""
    other = in_space(f.RiskFactory)(cast)
    return part(f.RiskLinkFactory, target=lambda _cast: other)(cast, **place)


def treatment(cast: Any, **place: Any) -> Any:
    """One that would move exposure to the partner."""
    return part(
        f.TreatmentFactory,
        responsible=of_university,
        moves_to=lambda cast: cast.partner,
        consent=lambda _cast: "asked",
        asked_on=lambda _cast: today(),
    )(cast, **place)


def dimension(cast: Any, **place: Any) -> Any:
    return f.ImpactDimensionFactory(criteria=in_space(f.RiskCriteriaFactory)(cast, **place), author=cast.officer)


def reading(cast: Any, **place: Any) -> Any:
    return f.IndicatorReadingFactory(indicator=part(f.IndicatorFactory)(cast, **place), author=cast.officer)


SAMPLES: dict[str, Callable[..., Any]] = {
    "risks.riskcriteria": in_space(f.RiskCriteriaFactory),
    "risks.impactdimension": dimension,
    "risks.partystance": in_space(f.PartyStanceFactory),
    "risks.risk": in_space(f.RiskFactory),
    "risks.riskowner": part(f.RiskOwnerFactory, party=of_university, person=lambda cast: cast.officer),
    "risks.risklink": link,
    "risks.riskrating": part(f.RiskRatingFactory, party=of_university),
    "risks.treatment": treatment,
    "risks.indicator": part(f.IndicatorFactory),
    "risks.indicatorreading": reading,
    "risks.riskreview": part(f.RiskReviewFactory),
}
# What an address of a page needs beside the partnership's slug.
ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {}
