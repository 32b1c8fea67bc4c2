"""Objectives of the joint space and of one party; an agreed common one, and a drafted revision of it by the rules."""

import datetime as dt

import pytest

from objectives import services
from objectives.tests import factories as f
from objectives.tests.worlds import retitled


@pytest.fixture
def common(cast):
    return f.ObjectiveFactory(partnership=cast.partnership, author=cast.officer)


@pytest.fixture
def own(cast):
    return f.ObjectiveFactory(partnership=cast.partnership, author=cast.officer, party=cast.university)


@pytest.fixture
def objective(cast):
    objective = f.ObjectiveFactory(
        partnership=cast.partnership, author=cast.officer, title="Quiet gears", responsible=cast.partner
    )
    f.MeasureFactory(objective=objective, name="Noise", unit="dB", baseline=70, target=60)
    f.MilestoneFactory(objective=objective, title="Bench", due_on=dt.date(2027, 1, 31))
    services.agree_objective(objective, actor=None)
    return objective


@pytest.fixture
def condition(cast):
    return f.RevisionConditionFactory(partnership=cast.partnership)


@pytest.fixture
def rule(cast):
    return f.InitiatorRuleFactory(partnership=cast.partnership)


@pytest.fixture
def revision(cast, objective, condition, rule):
    return f.RevisionFactory(
        partnership=cast.partnership,
        author=cast.officer,
        objective=objective,
        condition=condition,
        changes=retitled(objective, "Silent gears"),
    )
