"""The joint plan with all rooms in it: nothing private gets there, and it costs the same however much there is."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from objectives.tests.factories import (
    AlignmentFactory,
    DifferenceNoteFactory,
    DriverFactory,
    MeasureFactory,
    MechanismFactory,
    MilestoneFactory,
    ObjectiveFactory,
    ResourceCommitmentFactory,
    ValueCaseFactory,
)
from partnerships.actions.tests.factories import ActionFactory
from partnerships.records.sharing import share_record
from rmp.plan.content import assemble, by_key


def test_what_is_private_changes_nothing(cast):
    """Private records of both parties, of each kind that a section or a mark looks at."""
    common = ObjectiveFactory(partnership=cast.partnership, author=cast.officer, active=True)
    MeasureFactory(objective=common)
    before = assemble(cast.partnership)
    for party, author in ((cast.university, cast.officer), (cast.partner, cast.representative)):
        mine = {"partnership": cast.partnership, "party": party, "author": author}
        objective = ObjectiveFactory(**mine, description="Secret.", target_on=dt.date(2030, 1, 1))
        MeasureFactory(objective=objective)
        MilestoneFactory(objective=objective)
        ResourceCommitmentFactory(objective=objective, party=party)
        AlignmentFactory(objective=objective, common=common)
        for kind in (DriverFactory, DifferenceNoteFactory, ValueCaseFactory, MechanismFactory, ActionFactory):
            kind(**mine)
    assert assemble(cast.partnership) == before


def test_sharing_is_what_changes_it(cast):
    """The control of the test before: the same records do show, once they are shared."""
    record = DriverFactory(partnership=cast.partnership, party=cast.university, author=cast.officer, title="Noise rules")
    before = assemble(cast.partnership)
    share_record(record, actor=cast.officer)
    after = assemble(cast.partnership)
    changed = [key for key, section in by_key(after).items() if section != by_key(before)[key]]
    assert changed == ["environment"]


def test_a_plan_of_thirty_objectives_costs_what_one_of_one_does(cast):
    def grow(n):
        for _n in range(n):
            common = ObjectiveFactory(partnership=cast.partnership, author=cast.officer, active=True)
            MeasureFactory(objective=common)
            ResourceCommitmentFactory(objective=common, party=cast.university)
        with CaptureQueriesContext(connection) as queries:
            assemble(cast.partnership)
        return len(queries)

    assert grow(1) == grow(29)
