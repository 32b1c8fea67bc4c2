"""Makes this room's rows for tests, as small as they can be, past the services. All but positions and opportunities are joint."""

import datetime as dt

import factory
from django.contrib.contenttypes.models import ContentType
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.clock import today
from partnerships.tests.factories import PartnershipFactory, PartyFactory, UserFactory
from rmp.exits import models
from rmp.exits.models import DisengagementCase, ExitAssessment, ExitPlanItem, ExitStrategy, ExitTrigger


class InSpaceFactory(DjangoModelFactory):
    """Joint by default; `party=...` puts it into that party's private space, `visibility="shared"` shares it."""

    class Meta:
        abstract = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)


class ExitStrategyFactory(InSpaceFactory):
    """`agreed=True`: as all parties signed it."""

    class Meta:
        model = ExitStrategy

    class Params:
        agreed = factory.Trait(state=ExitStrategy.State.AGREED, agreed_on=factory.LazyFunction(today))

    number = factory.Sequence(lambda n: n + 1)
    extent = "The project, and nothing else."
    boundaries = "Nobody takes the students along."


class NoticePeriodFactory(DjangoModelFactory):
    class Meta:
        model = models.NoticePeriod

    strategy = factory.SubFactory(ExitStrategyFactory)
    author = factory.LazyAttribute(lambda o: o.strategy.author)
    giver = factory.SubFactory(PartyFactory)
    days = 90


class ExitPositionFactory(InSpaceFactory):
    class Meta:
        model = models.ExitPosition

    dependence = models.ExitPosition.Dependence.LOW
    must_keep = "Our measurements."


class ExitTriggerFactory(InSpaceFactory):
    """A judgement by default; `figure="objectives.missed"` reads that."""

    class Meta:
        model = ExitTrigger

    class Params:
        figure = None

    title = factory.Sequence(lambda n: f"Sign {n:03}")
    category = "missed"
    kind = factory.LazyAttribute(lambda o: ExitTrigger.Kind.METRIC if o.figure else ExitTrigger.Kind.JUDGEMENT)
    metric = factory.LazyAttribute(lambda o: o.figure or "")
    side = factory.LazyAttribute(lambda o: ExitTrigger.Side.AT_LEAST if o.figure else "")
    threshold = factory.LazyAttribute(lambda o: 1 if o.figure else None)
    reading = factory.LazyAttribute(lambda o: "" if o.figure else "The leaders see it.")


class ExitAssessmentFactory(InSpaceFactory):
    """`source=...`: what it came from; `concluded="exit"`: concluded so."""

    class Meta:
        model = ExitAssessment

    class Params:
        of = None
        concluded = None

    title = factory.Sequence(lambda n: f"Assessment {n:03}")
    source_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(o.of) if o.of else None)
    source_key = factory.LazyAttribute(lambda o: o.of.pk if o.of else None)
    due_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=30))
    conclusion = factory.LazyAttribute(lambda o: o.concluded or "")
    findings = factory.LazyAttribute(lambda o: "It is so." if o.concluded else "")
    reason = factory.LazyAttribute(lambda o: "Therefore." if o.concluded else "")
    state = factory.LazyAttribute(lambda o: "concluded" if o.concluded else "open")
    concluded_on = factory.LazyAttribute(lambda o: today() if o.concluded else None)


class AssessmentViewFactory(DjangoModelFactory):
    class Meta:
        model = models.AssessmentView

    assessment = factory.SubFactory(ExitAssessmentFactory)
    author = factory.LazyAttribute(lambda o: o.assessment.author)
    seen = "It can be mended."


class ExitPlanItemFactory(InSpaceFactory):
    """`accepted=True`: by a third party, if nobody is named."""

    class Meta:
        model = ExitPlanItem

    class Params:
        accepted = factory.Trait(
            state="accepted", accepted_on=factory.LazyFunction(today), accepted_by=factory.SelfAttribute("responsible")
        )

    title = factory.Sequence(lambda n: f"Item {n:03}")
    area = "data"
    then = "All data lie with the university."
    responsible = factory.SubFactory(PartyFactory)


class ItemOwnerFactory(DjangoModelFactory):
    class Meta:
        model = models.ItemOwner

    item = factory.SubFactory(ExitPlanItemFactory)
    author = factory.LazyAttribute(lambda o: o.item.author)
    of = factory.SubFactory(PartyFactory)
    name = "The librarian"


class ExitRehearsalFactory(InSpaceFactory):
    class Meta:
        model = models.ExitRehearsal

    on = factory.LazyFunction(today)
    walked = "Data and students."


class DisengagementCaseFactory(InSpaceFactory):
    class Meta:
        model = DisengagementCase

    kind = DisengagementCase.Kind.MUTUAL_END
    reason = "The work is done."
    terms = "Everybody keeps what is his or hers."
    effective_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=120))


class ContinuityMeasureFactory(DjangoModelFactory):
    class Meta:
        model = models.ContinuityMeasure

    case = factory.SubFactory(DisengagementCaseFactory)
    author = factory.LazyAttribute(lambda o: o.case.author)
    responsible = factory.SubFactory(PartyFactory)
    stakeholder = "Doctoral students"
    service = "Supervision"
    how = "Until they have defended."


class DispositionFactory(DjangoModelFactory):
    class Meta:
        model = models.Disposition

    case = factory.SubFactory(DisengagementCaseFactory)
    author = factory.LazyAttribute(lambda o: o.case.author)
    holder = factory.SubFactory(PartyFactory)
    kind = "asset"
    what = factory.Sequence(lambda n: f"Bench {n:03}")
    way = "return"


class CaseEvaluationFactory(DjangoModelFactory):
    class Meta:
        model = models.CaseEvaluation

    case = factory.SubFactory(DisengagementCaseFactory)
    author = factory.LazyAttribute(lambda o: o.case.author)
    objectives = value = trust = 4
    lessons = "Write it down earlier."
    again = "yes"


class SurvivingObligationFactory(InSpaceFactory):
    class Meta:
        model = models.SurvivingObligation

    title = factory.Sequence(lambda n: f"Obligation {n:03}")
    kind = "confidentiality"
    holder = factory.SubFactory(PartyFactory)
    until = factory.LazyFunction(lambda: today() + dt.timedelta(days=365))


class FutureOpportunityFactory(InSpaceFactory):
    class Meta:
        model = models.FutureOpportunity

    title = factory.Sequence(lambda n: f"Idea {n:03}")
