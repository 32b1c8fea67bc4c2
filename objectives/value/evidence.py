"""What shows in the records that value is created: conditions over Partnership, all of what every party may read."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from objectives.value.models import (
    BalanceTerms,
    Benefit,
    BenefitMeasurement,
    BenefitShare,
    Contribution,
    IdeaScore,
    ImprovementTarget,
    Lesson,
    Output,
    TargetReading,
    ValueDefinition,
    ValueIdea,
)
from partnerships.clock import Today
from partnerships.models import Participation
from partnerships.practices.conditions import TAKING_PART, from_each_party, some

ideas = ValueIdea.objects.disclosed
benefits = Benefit.objects.disclosed
contributions = Contribution.objects.disclosed
lessons = Lesson.objects.disclosed
targets = ImprovementTarget.objects.disclosed
outputs = Output.objects.disclosed


def none(records: Any, path: str = "") -> Q:
    return ~Q(some(records, path))


def parties_without(records: Any, *, path: str, party: Any) -> Exists:
    """Some party that takes part has none of the records; `party` gives the lookup for one party."""
    taking_part = Participation.objects.signing().filter(partnership=OuterRef("pk"), state__in=TAKING_PART)
    mine = records.filter(party, **{f"{path}partnership": OuterRef("partnership")})
    return Exists(taking_part.exclude(Exists(mine)))


def unscored() -> Any:
    """Ideas beyond their assessment that a party which takes part has not scored."""
    scores = IdeaScore.objects.filter(idea=OuterRef(OuterRef("pk")), party=OuterRef("party"))
    silent = Participation.objects.signing().filter(partnership=OuterRef("partnership"), state__in=TAKING_PART)
    return ideas().beyond_assessment().filter(Exists(silent.exclude(Exists(scores))))


some_party_gains_nothing = parties_without(
    benefits().complete(),
    path="",
    party=Q(beneficiary="joint") | Q(beneficiary="party", beneficiary_party=OuterRef("party")),
)
each_says_what_value_means = from_each_party(ValueDefinition.objects.disclosed())
some_say_what_value_means = some(ValueDefinition.objects.disclosed())
each_raises_ideas = from_each_party(ideas(), party="raised_by")
ideas_are_scored = Q(some(ideas().beyond_assessment())) & none(unscored())
scores = some(IdeaScore.objects.disclosed(), "idea__")
ideas_are_approved = some(ideas().filter(approved_on__isnull=False))
let_go_with_learning = some(ideas().let_go().exclude(learning=""))
nothing_lies_about = none(ideas().waiting().filter(review_on__lt=Today()))
each_gains = Q(some(benefits().complete())) & ~Q(some_party_gains_nothing)
measured = some(BenefitMeasurement.objects.disclosed(), "benefit__")
measured_in_time = none(benefits().live().filter(measure_on__lt=Today())) & none(benefits().overdue())
verified = some(benefits().verified())
none_waits = none(benefits().filter(state="realised"))
each_gives = from_each_party(contributions())
all_confirmed = none(contributions().unconfirmed())
terms = some(BalanceTerms.objects.disclosed().joint())
terms_are_kept = none(BalanceTerms.objects.disclosed().joint().filter(review_on__lt=Today()))
each_gift_is_valued = from_each_party(contributions().valued_by_both())
each_gain_is_valued = from_each_party(BenefitShare.objects.disclosed(), "benefit__")
some_worth = Q(some(contributions().filter(valuation_by_giver__isnull=False))) | Q(
    some(BenefitShare.objects.disclosed(), "benefit__")
)
outputs_attributed = Q(some(outputs())) & none(outputs().filter(attribution=""))
applied = some(lessons().filter(state=Lesson.State.APPLIED))
readings = some(TargetReading.objects.disclosed(), "target__")
targets_in_time = none(targets().overdue())
