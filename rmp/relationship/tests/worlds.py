"""A partnership with some of everything in this room: `rows` of each kind, on each side and in the middle."""

from partnerships.actions.services import add_action
from rmp.relationship.tests import factories as f
from rmp.relationship.tests.samples import known_to_all


def fill(cast, rows):
    """Records of every kind in every space they can lie in, `rows` times."""
    here = {"partnership": cast.partnership, "author": cast.officer}
    places = (
        {},
        {"party": cast.university, "visibility": "shared"},
        {"party": cast.university},
        {"party": cast.partner, "visibility": "shared"},
    )
    f.PriorityFactory(**here, party=cast.university)
    process = f.EngagementProcessFactory(**here)
    for _ in range(rows):
        for place in places:
            party = f.InterestedPartyFactory(**here, **place, evaluated=True)
            f.ExpectationFactory(interested_party=party, answers=cast.partner)
            f.ContextFactorFactory(**here, **place, answers=cast.university)
            f.AdvantageFactory(**here, **place)
            f.ExpectedOutcomeFactory(appraisal=f.AppraisalFactory(**here, **place), benefits=cast.partner)
            f.SustainabilityFactory(**here, **place, methods="A chair", answers=cast.partner)
            f.BenchmarkNoteFactory(**here, **place)
            f.RelationshipLinkFactory(**here, **place, other=known_to_all(cast))
        f.InterestedPartyFactory(**here)
        f.ExpectedOutcomeFactory(appraisal=f.AppraisalFactory(**here, fixed=True))
        f.EngagementStepFactory(process=process, answers=cast.partner, documented_in="Minutes")
        f.CommunicationLineFactory(**here, who_party=cast.university, whom_party=cast.partner)
        f.RelationshipLinkFactory(
            partnership=known_to_all(cast), author=cast.officer, other=cast.partnership, kind="depends_on", note="The bench"
        )
        add_action(party, actor=cast.representative, title="Ask them", responsible=cast.partner)
