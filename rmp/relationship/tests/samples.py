"""One record of each kind of this room in a given space, for the access matrix."""

from collections.abc import Callable
from typing import Any

from partnerships.models import Membership
from partnerships.tests.factories import MembershipFactory, PartnershipFactory
from rmp.relationship.tests import factories as f


def record(factory: Any, **more: Any) -> Callable[..., Any]:
    return lambda cast, **place: factory(partnership=cast.partnership, author=cast.officer, **more, **place)


def part(factory: Any, of: Any, name: str) -> Callable[..., Any]:
    def make(cast: Any, **place: Any) -> Any:
        return factory(**{name: of(partnership=cast.partnership, author=cast.officer, **place)}, author=cast.officer)

    return make


def known_to_all(cast: Any) -> Any:
    """Another partnership of the same houses, in which the same people stand."""
    other = PartnershipFactory(title="Earlier gearboxes", parties=[cast.university, cast.partner, cast.neutral])
    for membership in Membership.objects.filter(partnership=cast.partnership):
        MembershipFactory(user=membership.user, party=membership.party, partnership=other, role=membership.role)
    return other


def link(cast: Any, **place: Any) -> Any:
    return f.RelationshipLinkFactory(partnership=cast.partnership, author=cast.officer, other=known_to_all(cast), **place)


def line(cast: Any, **place: Any) -> Any:
    return f.CommunicationLineFactory(partnership=cast.partnership, author=cast.officer, who_party=cast.university, **place)


SAMPLES: dict[str, Callable[..., Any]] = {
    "rmp_relationship.interestedparty": record(f.InterestedPartyFactory),
    "rmp_relationship.expectation": part(f.ExpectationFactory, f.InterestedPartyFactory, "interested_party"),
    "rmp_relationship.contextfactor": record(f.ContextFactorFactory),
    "rmp_relationship.appraisal": record(f.AppraisalFactory),
    "rmp_relationship.expectedoutcome": part(f.ExpectedOutcomeFactory, f.AppraisalFactory, "appraisal"),
    "rmp_relationship.advantage": record(f.AdvantageFactory),
    "rmp_relationship.sustainability": record(f.SustainabilityFactory),
    "rmp_relationship.benchmarknote": record(f.BenchmarkNoteFactory),
    "rmp_relationship.relationshiplink": link,
    "rmp_relationship.priority": record(f.PriorityFactory),
    "rmp_relationship.engagementprocess": record(f.EngagementProcessFactory),
    "rmp_relationship.engagementstep": part(f.EngagementStepFactory, f.EngagementProcessFactory, "process"),
    "rmp_relationship.communicationline": line,
}
