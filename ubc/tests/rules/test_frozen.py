"""What a plan agrees besides single rules, and rules with parts: only what still says, with all its parts, what it said when frozen.

Generated over whatever is agreed with a plan and every kind of part of it: a part that is neither signed nor free with a reason fails.
"""

import pytest

from objectives.models import Milestone, Objective, ProgressCheck
from objectives.services import check_progress, drop_milestone
from objectives.tests.factories import MeasureFactory, MilestoneFactory, ObjectiveFactory
from partnerships.practices.sections import WITH_THE_PLAN
from partnerships.records.describe import part_models
from partnerships.records.services import delete_record, save_record
from partnerships.signoff.tests.signing import sign_by_all
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from rmp.exits.models import ExitStrategy
from rmp.exits.services import notice_days
from rmp.exits.tests.factories import ExitStrategyFactory, NoticePeriodFactory
from rmp.governance.models import Activity
from rmp.plan.tests import factories as plan
from rmp.relationship.models import EngagementProcess
from ubc.tests.rules.kinds import MODELS, fresh
from ubc.tests.samples import SAMPLES

pytestmark = [pytest.mark.django_db]

# What is signed of each, and the parts of it that are not, with the reason.
SIGNED = {
    Objective: {"objectives.measure": {"target": 7}, "objectives.milestone": {"title": "Later"}},
    ExitStrategy: {"rmp_exits.noticeperiod": {"days": 1}},
    Activity: {"rmp_governance.responsibility": {"role": "Somebody"}},
    EngagementProcess: {"rmp_relationship.engagementstep": {"who": "Nobody"}},
}
FREE = {
    **dict.fromkeys(("alignment", "progresscheck", "communication", "restatement"), "It says how it stands, or is understood."),
    **dict.fromkeys(("resourcecommitment", "capabilitycheck"), "A party says it of itself."),
    **dict.fromkeys(("bodymember", "ladderplace"), "People come and go: each party names its own."),
    "teamreview": "A look back.",
}
PARTS = [pytest.param(whole, name, id=name) for whole, parts in SIGNED.items() for name in parts]


@pytest.fixture
def cast(db):
    """With nothing agreed yet."""
    return make_cast()


def is_agreed(record):
    now = fresh(record)
    return now.is_agreed if type(record) in MODELS.values() else now.state == "agreed"


def test_each_part_of_what_is_agreed_with_a_plan_is_signed_or_free_with_a_reason(cast):
    agreed = {proposed(cast.partnership).model for proposed, _agree in WITH_THE_PLAN}
    assert agreed == {Objective, ExitStrategy}
    wholes = [*agreed, *MODELS.values()]
    parts = {part._meta.label_lower for whole in wholes for _name, part in part_models(whole)}
    signed = {name for names in SIGNED.values() for name in names}
    assert {name.rsplit(".")[-1] for name in parts - signed} == set(FREE)
    assert signed <= parts


def laid_out(cast, name):
    """(part, what it is part of, round): a plan that quotes both, waiting for signatures."""
    part = SAMPLES[name](cast, party=None, visibility="shared")
    _version, round = plan.waiting(cast)
    return fresh(part), part.parent, round


@pytest.mark.parametrize(("whole", "name"), one_in(3, PARTS))
def test_as_it_was_frozen_it_is_agreed(cast, whole, name):
    _part, record, round = laid_out(cast, name)
    assert type(record) is whole
    sign_by_all(round)
    assert is_agreed(record)


@pytest.mark.parametrize(("whole", "name"), one_in(3, PARTS))
@pytest.mark.parametrize("act", ["cut", "changed", "added"])
def test_one_party_changes_no_part_of_what_the_others_sign(cast, act, whole, name):
    part, record, round = laid_out(cast, name)
    match act:
        case "cut":
            delete_record(part, actor=cast.partner_contributor)
        case "changed":
            for field, value in SIGNED[whole][name].items():
                setattr(part, field, value)
            save_record(part, actor=cast.partner_contributor)
        case "added":
            values = {field.attname: getattr(part, field.attname) for field in part._meta.concrete_fields}
            del values["id"]
            save_record(type(part)(**values | another(cast, part)), actor=cast.officer)
    round.refresh_from_db()
    assert round.state == "open"
    sign_by_all(round)
    assert not is_agreed(record)


def another(cast, part):
    """What keeps a second part of the kind apart from the first."""
    if part._meta.model_name == "noticeperiod":
        return {"giver_id": cast.partner.pk if part.giver == cast.university else cast.university.pk}
    return {"letter": "I"} if part._meta.model_name == "responsibility" else {}


def test_the_notice_of_one_party_cannot_be_cut_from_what_both_sign(cast):
    strategy = ExitStrategyFactory(partnership=cast.partnership, author=cast.officer)
    ours, _theirs = (NoticePeriodFactory(strategy=strategy, giver=who, days=180) for who in (cast.university, cast.partner))
    _version, round = plan.waiting(cast)
    delete_record(ours, actor=cast.partner_contributor)
    sign_by_all(round)
    assert fresh(strategy).state == "draft"
    assert notice_days(cast.partnership, cast.university, "one_sided_end") is None


def test_a_milestone_is_not_dropped_from_what_both_sign_and_what_is_not_signed_keeps_nothing_back(cast):
    dropped, looked_at = (ObjectiveFactory(partnership=cast.partnership, author=cast.officer) for _ in range(2))
    milestone = MilestoneFactory(objective=dropped, author=cast.officer)
    MeasureFactory(objective=looked_at, author=cast.officer)
    _version, round = plan.waiting(cast)
    drop_milestone(milestone, actor=cast.partner_contributor, reason="It costs too much.")
    check_progress(ProgressCheck(objective=looked_at, finding="Fine", health="on_track"), actor=cast.officer)
    sign_by_all(round)
    assert fresh(milestone).state == Milestone.State.DROPPED
    assert [fresh(one).state for one in (dropped, looked_at)] == ["proposed", "agreed"]
