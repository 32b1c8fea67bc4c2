"""A partnership with some of everything in this room: `rows` of each kind, on each side and in the middle."""

from objectives.models import RevisionCondition
from objectives.tests import factories as f
from partnerships.actions.services import add_action
from partnerships.models import Term


def fill(cast, rows):
    """Objectives of every space with every kind of part, `rows` times."""
    here = {"partnership": cast.partnership, "author": cast.officer}
    area = Term.objects.get(taxonomy=Term.Taxonomy.WORK_AREA, code="research")
    f.ValueCaseFactory(**here, party=cast.university)
    for kind in list(RevisionCondition.Kind)[: min(rows, 9)]:
        condition = f.RevisionConditionFactory(**here, kind=kind)
    for _ in range(rows):
        common = f.ObjectiveFactory(**here, active=True, responsible=cast.partner, work_area=area)
        ours = f.ObjectiveFactory(**here, party=cast.university, visibility="shared")
        private = f.ObjectiveFactory(**here, party=cast.university)
        theirs = f.ObjectiveFactory(
            partnership=cast.partnership, author=cast.representative, party=cast.partner, visibility="shared"
        )
        for objective in (common, ours, private, theirs):
            f.ReadingFactory(measure=f.MeasureFactory(objective=objective))
            f.MilestoneFactory(objective=objective)
            f.ProgressCheckFactory(objective=objective)
            f.CommunicationFactory(objective=objective)
            f.ResourceCommitmentFactory(objective=objective, party=cast.university)
        for objective in (ours, private, theirs):
            f.AlignmentFactory(objective=objective, common=common)
        f.CapabilityCheckFactory(objective=common, party=cast.university)
        f.RestatementFactory(objective=theirs, party=cast.university)
        add_action(common, actor=cast.officer, title="Book the bench", responsible=cast.partner)
        f.RevisionFactory(**here, objective=common, condition=condition, changes=retitled(common, "Another title"))
        for factory in (f.DriverFactory, f.MechanismFactory, f.DifferenceNoteFactory, f.SummaryFactory, f.RevisionStepFactory):
            factory(**here)
        f.InitiatorRuleFactory(**here, conditions=[condition])


def retitled(objective, title):
    """The changes of a revision that gives an objective another title."""
    return {f"objective-{objective.pk}-title": [objective.title, title]}
