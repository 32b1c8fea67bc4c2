"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from assessments.trust.tests import factories as f
from partnerships.tests.cast import in_space


def promise(cast: Any, **place: Any) -> Any:
    """The university's, to the partner, open."""
    return in_space(f.PromiseFactory)(cast, by=cast.university, to=cast.partner, **place)


def signal(cast: Any, **place: Any) -> Any:
    """The university's, about the partner."""
    return in_space(f.BehaviourSignalFactory)(cast, about=cast.partner, **place)


def view(cast: Any, **place: Any) -> Any:
    """The university's, in a review that is always joint."""
    review = in_space(f.BenefitReviewFactory)(cast)
    return f.NetViewFactory(review=review, author=cast.officer, party=cast.university)


def reply(cast: Any, **place: Any) -> Any:
    """The partner's, to a signal of the university's."""
    shared = {"party": cast.university, "visibility": "shared"}
    return f.SignalReplyFactory(signal=signal(cast, **shared), author=cast.representative, party=cast.partner)


def asked(cast: Any) -> dict[str, Any]:
    return {"pk": f.TrustPulseFactory(partnership=cast.partnership, author=cast.officer, opened=True).pk}


def independent(cast: Any) -> dict[str, Any]:
    """The university contributor's."""
    return {"pk": f.IndependentConcernFactory(partnership=cast.partnership, author=cast.contributor).pk}


SAMPLES: dict[str, Callable[..., Any]] = {
    "assessments_trust.promise": promise,
    "assessments_trust.trustpulse": in_space(f.TrustPulseFactory),
    "assessments_trust.trustindicator": in_space(f.TrustIndicatorFactory),
    "assessments_trust.concern": in_space(f.ConcernFactory),
    "assessments_trust.concerncontact": in_space(f.ConcernContactFactory),
    "assessments_trust.benefitreview": in_space(f.BenefitReviewFactory),
    "assessments_trust.netview": view,
    "assessments_trust.behavioursignal": signal,
    "assessments_trust.signalreply": reply,
}
# What an address of a page needs beside the partnership's slug.
ARGUMENTS: dict[str, Callable[..., dict[str, Any]]] = {
    "assessments_trust:pulse-answer": asked,
    "assessments_trust:independent-detail": independent,
}
