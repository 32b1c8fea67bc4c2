import factory
from factory.django import DjangoModelFactory

from partnerships.scorecards.models import Exemption
from partnerships.tests.factories import PartnershipFactory, UserFactory


class ExemptionFactory(DjangoModelFactory):
    class Meta:
        model = Exemption

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = "shared"
    practice = factory.Sequence(lambda n: f"X{n:03}")
    reason = "The work ends before it could matter."
