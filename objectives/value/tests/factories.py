"""Makes this room's rows for tests, as small as they can be, past the services."""

import factory
from factory.django import DjangoModelFactory

from objectives.value import models
from objectives.value.models import Benefit, ValueIdea
from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.models import Term
from partnerships.tests.factories import PartnershipFactory, UserFactory


def term(taxonomy, code):
    return factory.LazyFunction(lambda: Term.objects.get(taxonomy=taxonomy, code=code))


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class ValueDefinitionFactory(InSpaceFactory):
    class Meta:
        model = models.ValueDefinition

    statement = factory.Sequence(lambda n: f"Graduates who know our plant ({n:03})")


class BalanceTermsFactory(InSpaceFactory):
    class Meta:
        model = models.BalanceTerms

    unit = "thousand euro"


class ValueIdeaFactory(InSpaceFactory):
    """`approved=True`: as all parties signed it."""

    class Meta:
        model = ValueIdea

    class Params:
        approved = factory.Trait(state=ValueIdea.State.APPROVED, approved_on=factory.LazyFunction(today))

    title = factory.Sequence(lambda n: f"Idea {n:03}")
    kind = ValueIdea.Kind.INNOVATION


class IdeaScoreFactory(DjangoModelFactory):
    class Meta:
        model = models.IdeaScore

    idea = factory.SubFactory(ValueIdeaFactory)
    author = factory.LazyAttribute(lambda o: o.idea.author)
    desirability = 4
    feasibility = 4
    benefit = 4


class BenefitFactory(InSpaceFactory):
    """For all parties by default; `of=party`: for that one. `realised=True`, `verified=True`: so far it came."""

    class Meta:
        model = Benefit

    class Params:
        of = None
        realised = factory.Trait(state=Benefit.State.REALISED, realised_on=factory.LazyFunction(today))
        verified = factory.Trait(
            state=Benefit.State.VERIFIED,
            realised_on=factory.LazyFunction(today),
            verified_on=factory.LazyFunction(today),
        )

    title = factory.Sequence(lambda n: f"Benefit {n:03}")
    kind = term(Term.Taxonomy.BENEFIT, "talent")
    beneficiary = factory.LazyAttribute(lambda o: "party" if o.of else "joint")
    beneficiary_party = factory.LazyAttribute(lambda o: o.of)


class BenefitShareFactory(DjangoModelFactory):
    class Meta:
        model = models.BenefitShare

    benefit = factory.SubFactory(BenefitFactory)
    author = factory.LazyAttribute(lambda o: o.benefit.author)
    expected = 10


class BenefitMeasurementFactory(DjangoModelFactory):
    class Meta:
        model = models.BenefitMeasurement

    benefit = factory.SubFactory(BenefitFactory)
    author = factory.LazyAttribute(lambda o: o.benefit.author)
    on = factory.LazyFunction(today)
    value = 5
    evidence = "Counted by the registry."


class BenefitAttestationFactory(DjangoModelFactory):
    class Meta:
        model = models.BenefitAttestation

    benefit = factory.SubFactory(BenefitFactory, realised=True)
    author = factory.LazyAttribute(lambda o: o.benefit.author)
    verdict = models.BenefitAttestation.Verdict.ATTESTED


class ContributionFactory(InSpaceFactory):
    class Meta:
        model = models.Contribution

    resource = term(Term.Taxonomy.RESOURCE, "personnel")
    description = factory.Sequence(lambda n: f"Engineers on the bench {n:03}")
    planned = 100
    unit = "hours"


class ContributionReceiptFactory(DjangoModelFactory):
    class Meta:
        model = models.ContributionReceipt

    contribution = factory.SubFactory(ContributionFactory)
    author = factory.LazyAttribute(lambda o: o.contribution.author)
    received = 0


class OutputFactory(InSpaceFactory):
    class Meta:
        model = models.Output

    title = factory.Sequence(lambda n: f"Output {n:03}")
    kind = models.Output.Kind.PUBLICATION


class LessonFactory(InSpaceFactory):
    """`agreed=True`: by all parties."""

    class Meta:
        model = models.Lesson

    class Params:
        agreed = factory.Trait(state=models.Lesson.State.AGREED, agreed_on=factory.LazyFunction(today))

    title = factory.Sequence(lambda n: f"Lesson {n:03}")
    category = models.Lesson.Category.PEOPLE
    happened = "We planned by the calendar year, they by the semester."


class LessonApplicationFactory(DjangoModelFactory):
    class Meta:
        model = models.LessonApplication

    lesson = factory.SubFactory(LessonFactory, agreed=True)
    author = factory.LazyAttribute(lambda o: o.lesson.author)
    where = "The second project"


class ImprovementTargetFactory(InSpaceFactory):
    class Meta:
        model = models.ImprovementTarget

    title = factory.Sequence(lambda n: f"Days to a contract {n:03}")
    area = models.ImprovementTarget.Area.TIME
    baseline = 90
    target = 30
    unit = "days"
    due_on = factory.LazyFunction(today)


class TargetReadingFactory(DjangoModelFactory):
    class Meta:
        model = models.TargetReading

    target = factory.SubFactory(ImprovementTargetFactory)
    author = factory.LazyAttribute(lambda o: o.target.author)
    on = factory.LazyFunction(today)
    value = 60
