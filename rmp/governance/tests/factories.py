"""Makes this room's rows for tests, as small as they can be, past the services."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.models import Term
from partnerships.tests.factories import PartnershipFactory, UserFactory
from rmp.governance import models


def term(taxonomy, code):
    """A term of a taxonomy, whether or not the shipped ones were loaded."""
    return Term.objects.get_or_create(taxonomy=taxonomy, code=code, defaults={"label": code.capitalize()})[0]


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class AgreementFactory(InSpaceFactory):
    """`in_force=True`: signed by all; `signatories=[...]`: the parties to it."""

    class Meta:
        model = models.Agreement

    class Params:
        in_force = factory.Trait(state=models.Agreement.State.IN_FORCE, reference="F-1")

    title = factory.Sequence(lambda n: f"Agreement {n:03}")
    kind = factory.LazyFunction(lambda: term("agreement_type", "framework"))

    @factory.post_generation
    def signatories(self, create, extracted, **kwargs):
        if extracted:
            self.signatories.set(extracted)


class NoticePeriodFactory(DjangoModelFactory):
    class Meta:
        model = models.NoticePeriod

    agreement = factory.SubFactory(AgreementFactory)
    author = factory.LazyAttribute(lambda o: o.agreement.author)
    days = 90


class AgreementTopicFactory(DjangoModelFactory):
    class Meta:
        model = models.AgreementTopic

    agreement = factory.SubFactory(AgreementFactory)
    author = factory.LazyAttribute(lambda o: o.agreement.author)
    topic = factory.LazyFunction(lambda: term("agreement_topic", "publication"))


class NoAgreementFactory(InSpaceFactory):
    class Meta:
        model = models.NoAgreement

    reason = "We exchange students only, under the law of the land."


class GovernanceBodyFactory(InSpaceFactory):
    class Meta:
        model = models.GovernanceBody

    name = factory.Sequence(lambda n: f"Body {n:03}")
    level = models.GovernanceBody.Level.MANAGEMENT
    terms = "Runs the collaboration."


class BodyMemberFactory(DjangoModelFactory):
    """`seat_of` is the party; by default somebody with a name and no account."""

    class Meta:
        model = models.BodyMember

    body = factory.SubFactory(GovernanceBodyFactory)
    author = factory.LazyAttribute(lambda o: o.body.author)
    name = factory.Sequence(lambda n: f"Member {n:03}")


class MeetingFactory(InSpaceFactory):
    """`held=True`: it was held; a body of its own unless one is given."""

    class Meta:
        model = models.Meeting

    class Params:
        held = factory.Trait(
            state=models.Meeting.State.HELD,
            held_on=factory.LazyFunction(today),
            minutes_due_on=factory.LazyFunction(lambda: today() + dt.timedelta(days=14)),
        )

    body = factory.SubFactory(
        GovernanceBodyFactory,
        **{name: factory.SelfAttribute(f"..{name}") for name in ("partnership", "author", "party", "visibility")},
    )
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=7))


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = models.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    author = factory.LazyAttribute(lambda o: o.meeting.author)
    title = factory.Sequence(lambda n: f"Item {n:03}")
    position = factory.Sequence(lambda n: n % 30000 + 1)


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Attendance

    meeting = factory.SubFactory(MeetingFactory, held=True)
    author = factory.LazyAttribute(lambda o: o.meeting.author)


class DecisionFactory(InSpaceFactory):
    class Meta:
        model = models.Decision

    class Params:
        adopted = factory.Trait(state=models.Decision.State.ADOPTED, decided_on=factory.LazyFunction(today))

    title = factory.Sequence(lambda n: f"Decision {n:03}")
    text = "We buy the second bench."


class PartyPositionFactory(DjangoModelFactory):
    class Meta:
        model = models.PartyPosition

    decision = factory.SubFactory(DecisionFactory)
    author = factory.LazyAttribute(lambda o: o.decision.author)
    choice = "for"


class AuthorityRuleFactory(InSpaceFactory):
    class Meta:
        model = models.AuthorityRule

    matter = factory.Sequence(lambda n: f"Matter {n:03}")
    limit_kind = "money"
    amount = 5000
    role = "Relationship manager"


class ActivityFactory(InSpaceFactory):
    class Meta:
        model = models.Activity

    name = factory.Sequence(lambda n: f"Activity {n:03}")


class ResponsibilityFactory(DjangoModelFactory):
    class Meta:
        model = models.Responsibility

    activity = factory.SubFactory(ActivityFactory)
    author = factory.LazyAttribute(lambda o: o.activity.author)
    letter = "A"


class JointProcessFactory(InSpaceFactory):
    class Meta:
        model = models.JointProcess

    name = factory.Sequence(lambda n: f"Process {n:03}")


class OwnWayFactory(DjangoModelFactory):
    class Meta:
        model = models.OwnWay

    process = factory.SubFactory(JointProcessFactory)
    author = factory.LazyAttribute(lambda o: o.process.author)
    text = "By paper."


class LadderFactory(InSpaceFactory):
    class Meta:
        model = models.Ladder


class LadderPlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.LadderPlace

    ladder = factory.SubFactory(LadderFactory)
    author = factory.LazyAttribute(lambda o: o.ladder.author)
    level = 1
    name = factory.Sequence(lambda n: f"Holder {n:03}")


class IssueFactory(InSpaceFactory):
    """`level=2`: on the ladder since today, with the usual days."""

    class Meta:
        model = models.Issue

    class Params:
        level = None

    title = factory.Sequence(lambda n: f"Issue {n:03}")
    facts = "The bench arrived without its sensor."
    state = factory.LazyAttribute(lambda o: f"level_{o.level}" if o.level else "open")
    since = factory.LazyAttribute(lambda o: today() if o.level else None)
    due_on = factory.LazyAttribute(lambda o: today() + dt.timedelta(days=5) if o.level else None)


class IssuePositionFactory(DjangoModelFactory):
    class Meta:
        model = models.IssuePosition

    issue = factory.SubFactory(IssueFactory, level=1)
    author = factory.LazyAttribute(lambda o: o.issue.author)
    level = 1
    opened_on = factory.LazyFunction(today)
    due_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=5))


class NegotiatingLineFactory(InSpaceFactory):
    class Meta:
        model = models.NegotiatingLine

    aim = factory.Sequence(lambda n: f"Aim {n:03}")
