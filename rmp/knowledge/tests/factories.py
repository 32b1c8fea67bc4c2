"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.documents.tests.factories import level
from partnerships.tests.factories import PartnershipFactory, PartyFactory, UserFactory
from rmp.knowledge import models


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class CategoryFactory(InSpaceFactory):
    class Meta:
        model = models.InfoCategory

    name = factory.Sequence(lambda n: f"Category {n:03}")
    owner = factory.LazyAttribute(lambda o: o.party or PartyFactory())
    sharing = models.InfoCategory.Sharing.CAN
    level = factory.LazyFunction(level)


class RequestFactory(InSpaceFactory):
    """Of the party, which defaults to a new one."""

    class Meta:
        model = models.DisclosureRequest

    party = factory.SubFactory(PartyFactory)
    visibility = Visibility.SHARED
    of = factory.SubFactory(PartyFactory)
    what = factory.Sequence(lambda n: f"Data of bench {n:03}")
    why = "To compare them with ours."


class DisclosureFactory(InSpaceFactory):
    class Meta:
        model = models.DisclosureEvent

    party = factory.SubFactory(PartyFactory)
    what = factory.Sequence(lambda n: f"Drawing {n:03}")
    basis = models.DisclosureEvent.Basis.LAW
    ground = "Customs law"


class PropertyFactory(InSpaceFactory):
    """`owned={party: percent}` gives it shares; `agreed=True`: as all parties signed it."""

    class Meta:
        model = models.IPRecord

    class Params:
        agreed = factory.Trait(agreed_on=factory.LazyFunction(today))

    title = factory.Sequence(lambda n: f"Invention {n:03}")
    kind = models.IPRecord.Kind.FOREGROUND

    @factory.post_generation
    def owned(self, create, extracted, **kwargs):
        for owner, percent in (extracted or {}).items():
            models.IPShare.objects.create(ip=self, owner=owner, percent=percent, author=self.author)


class PublicationFactory(InSpaceFactory):
    """`asked=[party, ...]`: submitted to these parties, with seven days to go."""

    class Meta:
        model = models.PublicationReview

    class Params:
        submitted = factory.Trait(
            state="submitted",
            visibility="shared",
            submitted_at=factory.LazyFunction(timezone.now),
            respond_by=factory.LazyFunction(lambda: today() + dt.timedelta(days=7)),
        )

    party = factory.SubFactory(PartyFactory)
    title = factory.Sequence(lambda n: f"Article {n:03}")
    authors = "A. Author"
    abstract = "What we found."

    @factory.post_generation
    def asked(self, create, extracted, **kwargs):
        for party in extracted or ():
            models.PublicationOpinion.objects.create(review=self, party=party, author=self.author)


class LineFactory(InSpaceFactory):
    class Meta:
        model = models.CommunicationLine

    addressees = factory.Sequence(lambda n: f"Audience {n:03}")
    message = "How far we are."
    channel, frequency = "mail", "monthly"
    speaker = factory.LazyAttribute(lambda o: o.party or PartyFactory())


class AssetFactory(InSpaceFactory):
    class Meta:
        model = models.KnowledgeAsset

    title = factory.Sequence(lambda n: f"Asset {n:03}")
    form = "tacit"
    holding = factory.LazyAttribute(lambda o: o.party or PartyFactory())
    place = "Hall 3"
    why = "Only one knows it."


class DataFactory(InSpaceFactory):
    class Meta:
        model = models.DataSharing

    title = factory.Sequence(lambda n: f"Data {n:03}")
    giver = factory.LazyAttribute(lambda o: o.party or PartyFactory())
    recipient = factory.SubFactory(PartyFactory)
    purpose = "To train a model."
    retention = "Two years, then deleted."


class IncidentFactory(InSpaceFactory):
    """`asked=[party, ...]`: with a place for each of these parties to confirm."""

    class Meta:
        model = models.InfoIncident

    title = factory.Sequence(lambda n: f"Incident {n:03}")
    kind = "loss"
    facts = "A key with measurements is missing."
    notify_by = factory.LazyFunction(lambda: today() + dt.timedelta(days=3))

    @factory.post_generation
    def asked(self, create, extracted, **kwargs):
        for party in extracted or ():
            models.IncidentNotice.objects.create(incident=self, party=party, author=self.author)
