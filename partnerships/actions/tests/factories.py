import factory
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.actions.models import Action
from partnerships.tests.factories import PartnershipFactory, UserFactory


class ActionFactory(DjangoModelFactory):
    """A joint action; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        model = Action

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)
    title = factory.Sequence(lambda n: f"Action {n:03}")
    responsible = factory.LazyAttribute(lambda o: o.party or o.partnership.participations.first().party)
