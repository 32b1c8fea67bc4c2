import factory
from factory.django import DjangoModelFactory

from partnerships.lifecycle.models import GateOverride
from partnerships.tests.factories import PartnershipFactory, UserFactory


class GateOverrideFactory(DjangoModelFactory):
    """Asked, of the step from negotiating to active; `agreed=True`: and agreed."""

    class Meta:
        model = GateOverride

    class Params:
        agreed = factory.Trait(state=GateOverride.State.AGREED)

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = "shared"
    from_state = "negotiating"
    to_state = "active"
    gates = factory.LazyFunction(lambda: ["leadership.leaders"])
    lacking = "Each party at the table has a leader."
    reason = "They are named at the kick-off."
