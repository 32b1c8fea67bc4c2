"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.tests.factories import PartnershipFactory, UserFactory
from rmp.team import models


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class JointTeamFactory(InSpaceFactory):
    class Meta:
        model = models.JointTeam

    mandate = "It runs the laboratory."


class TeamReviewFactory(DjangoModelFactory):
    class Meta:
        model = models.TeamReview

    team = factory.SubFactory(JointTeamFactory)
    author = factory.LazyAttribute(lambda o: o.team.author)
    on = factory.LazyFunction(today)
    finding = "It fits."


class TeamMemberFactory(InSpaceFactory):
    """Somebody without an account; `person=...` makes it one of the people here."""

    class Meta:
        model = models.TeamMember

    role = models.TeamMember.Role.MEMBER
    person = None
    name = factory.LazyAttributeSequence(lambda o, n: "" if o.person else f"Holder {n:03}")
    starts_on = dt.date(2026, 1, 1)


class EnabledResourceFactory(InSpaceFactory):
    class Meta:
        model = models.EnabledResource

    title = factory.Sequence(lambda n: f"Resource {n:03}")
    category = models.EnabledResource.Category.EQUIPMENT


class PartnerDevelopmentFactory(InSpaceFactory):
    """`beneficiary` and `responsible` are asked for."""

    class Meta:
        model = models.PartnerDevelopment

    title = factory.Sequence(lambda n: f"Measure {n:03}")
    need = "Batches are sampled by hand."


class HandoverFactory(InSpaceFactory):
    """`party` and `person` are asked for. `under_way=True`: all parties know of it."""

    class Meta:
        model = models.Handover

    class Params:
        under_way = factory.Trait(
            state=models.Handover.State.UNDER_WAY, visibility="shared", begun_on=factory.LazyFunction(today)
        )

    last_day = factory.LazyFunction(lambda: today() + dt.timedelta(days=20))


class ChecklistItemFactory(DjangoModelFactory):
    class Meta:
        model = models.ChecklistItem

    handover = factory.SubFactory(HandoverFactory)
    author = factory.LazyAttribute(lambda o: o.handover.author)
    text = factory.Sequence(lambda n: f"Item {n:03}")
