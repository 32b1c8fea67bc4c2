"""A partnership with some of everything in this room: `rows` of each kind, in each space."""

from objectives.value.models import Benefit
from objectives.value.tests import factories as f


def fill(cast, rows):
    here = {"partnership": cast.partnership, "author": cast.officer}
    places = ({}, {"party": cast.university}, {"party": cast.partner, "visibility": "shared"})
    for _ in range(rows):
        for place in places:
            idea = f.ValueIdeaFactory(**here, **place, raised_by=cast.university)
            f.ValueIdeaFactory(**here, **place, state="stopped", learning="Too heavy.")
            f.IdeaScoreFactory(idea=idea, party=cast.partner)
            benefit = f.BenefitFactory(**here, **place, idea=idea, target=10, unit="people")
            f.BenefitShareFactory(benefit=benefit, party=cast.partner, realised=4)
            f.BenefitMeasurementFactory(benefit=benefit)
            f.OutputFactory(**here, **place, idea=idea)
            f.LessonApplicationFactory(lesson=f.LessonFactory(**here, **place, agreed=True, idea=idea))
            f.TargetReadingFactory(target=f.ImprovementTargetFactory(**here, **place))
        for place in places[1:]:
            f.ValueDefinitionFactory(**here, **place)
            gift = f.ContributionFactory(**here, **place, delivered=50, valuation_by_giver=10)
        f.ContributionReceiptFactory(contribution=gift, party=cast.university, received=50, valuation_by_receiver=6)
        f.BenefitAttestationFactory(
            benefit=f.BenefitFactory(**here, state=Benefit.State.REALISED, realised_on="2026-01-01"), party=cast.partner
        )
