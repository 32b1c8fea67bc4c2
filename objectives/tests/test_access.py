"""Every kind of record and part in the three spaces, against the whole cast: who reads it and who changes it.

The expectations are written out and do not come from the policy.
"""

import pytest

from objectives import models
from objectives.tests import factories as f

PEOPLE = (
    *("officer", "contributor", "representative", "partner_contributor", "partner_reader", "respondent"),
    *("facilitator", "auditor", "sibling", "stranger", "administrator"),
)
BOTH_WRITE = {"officer", "contributor", "representative", "partner_contributor"}
OURS_WRITE, THEIRS_WRITE = {"officer", "contributor"}, {"representative", "partner_contributor"}
BOTH_READ = BOTH_WRITE | {"partner_reader", "auditor"}

# What lies in the university's space, or in the middle: (who reads, who changes).
EXPECTED = {
    "joint": (BOTH_READ | {"facilitator"}, BOTH_WRITE),
    "shared": (BOTH_READ, OURS_WRITE),
    "private": (OURS_WRITE, OURS_WRITE),
}
SPACES = {
    "joint": lambda cast: {},
    "shared": lambda cast: {"party": cast.university, "visibility": "shared"},
    "private": lambda cast: {"party": cast.university},
}
RECORDS = {
    models.Objective: (f.ObjectiveFactory, ("joint", "shared", "private")),
    models.Driver: (f.DriverFactory, ("joint", "shared", "private")),
    models.ValueCase: (f.ValueCaseFactory, ("shared", "private")),
    models.DifferenceNote: (f.DifferenceNoteFactory, ("joint",)),
    models.Mechanism: (f.MechanismFactory, ("joint",)),
    models.Summary: (f.SummaryFactory, ("joint",)),
    models.RevisionCondition: (f.RevisionConditionFactory, ("joint",)),
    models.InitiatorRule: (f.InitiatorRuleFactory, ("joint",)),
    models.RevisionStep: (f.RevisionStepFactory, ("joint",)),
    models.Revision: (f.RevisionFactory, ("joint",)),
}
PARTS = {
    models.Measure: f.MeasureFactory,
    models.Milestone: f.MilestoneFactory,
    models.ProgressCheck: f.ProgressCheckFactory,
    models.Communication: f.CommunicationFactory,
    models.Reading: lambda objective: f.ReadingFactory(measure=f.MeasureFactory(objective=objective)),
}
PARTY_PARTS = {
    models.ResourceCommitment: f.ResourceCommitmentFactory,
    models.CapabilityCheck: f.CapabilityCheckFactory,
    models.Restatement: f.RestatementFactory,
}


def who(cast, model, record):
    """(who reads it, who changes it)"""
    kinds = model.objects.filter(pk=record.pk)
    reads = {name for name in PEOPLE if kinds.visible_to(getattr(cast, name)).exists()}
    writes = {name for name in PEOPLE if kinds.editable_by(getattr(cast, name)).exists()}
    return reads, writes


def objective_in(cast, space):
    return f.ObjectiveFactory(partnership=cast.partnership, author=cast.officer, **SPACES[space](cast))


def test_every_model_of_this_room_is_walked():
    from django.apps import apps

    walked = {*RECORDS, *PARTS, *PARTY_PARTS, models.Alignment}
    assert set(apps.get_app_config("objectives").get_models()) == walked


@pytest.mark.parametrize(("model", "space"), [(model, space) for model, (_f, spaces) in RECORDS.items() for space in spaces])
def test_records(cast, model, space):
    record = RECORDS[model][0](partnership=cast.partnership, author=cast.officer, **SPACES[space](cast))
    assert who(cast, model, record) == EXPECTED[space]


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("model", PARTS)
def test_parts_lie_where_their_objective_lies(cast, model, space):
    record = PARTS[model](objective=objective_in(cast, space))
    assert who(cast, model, record) == EXPECTED[space]


@pytest.mark.parametrize("space", ["shared", "private"])
def test_cells_lie_where_the_own_objective_lies(cast, space):
    cell = f.AlignmentFactory(objective=objective_in(cast, space), common=objective_in(cast, "joint"))
    assert who(cast, models.Alignment, cell) == EXPECTED[space]


@pytest.mark.parametrize("space", ["joint", "shared"])
@pytest.mark.parametrize("model", PARTY_PARTS)
def test_what_a_party_says_is_its_own_to_change(cast, model, space):
    objective = objective_in(cast, space)
    of_university = PARTY_PARTS[model](objective=objective, party=cast.university)
    of_partner = PARTY_PARTS[model](objective=objective, party=cast.partner)
    readers = EXPECTED[space][0]
    assert who(cast, model, of_university) == (readers, OURS_WRITE)
    assert who(cast, model, of_partner) == (readers, THEIRS_WRITE)


@pytest.mark.parametrize("state", ["closed", "declined"])
def test_in_a_closed_partnership_nobody_writes(cast, state):
    cast.partnership.state = state
    cast.partnership.save()
    objective = objective_in(cast, "joint")
    part = f.CapabilityCheckFactory(objective=objective, party=cast.university)
    assert who(cast, models.Objective, objective) == (EXPECTED["joint"][0], set())
    assert who(cast, models.CapabilityCheck, part) == (EXPECTED["joint"][0], set())


class TestStepsOfRestatements:
    """The owner answers; the party that restated tries again. Nobody else, and nobody both."""

    STEPS = {"confirm": {}, "correct": {"correction": "Quieter."}, "restate": {"text": "Quieter."}}

    @pytest.mark.parametrize(
        ("name", "step", "state", "code"),
        [
            ("officer", "confirm", "stated", 302),
            ("contributor", "correct", "stated", 302),
            ("officer", "restate", "corrected", 403),
            ("representative", "confirm", "stated", 403),
            ("representative", "correct", "stated", 403),
            ("partner_contributor", "restate", "corrected", 302),
            ("partner_reader", "confirm", "stated", 403),
            ("partner_reader", "restate", "corrected", 403),
            ("auditor", "confirm", "stated", 403),
            ("facilitator", "confirm", "stated", 404),
            ("stranger", "confirm", "stated", 404),
        ],
    )
    def test_who(self, cast, name, step, state, code):
        from objectives.tests.test_views import url

        restatement = f.RestatementFactory(objective=objective_in(cast, "shared"), party=cast.partner, state=state)
        response = cast.client(getattr(cast, name)).post(url(f"restatement-{step}", cast, restatement.pk), self.STEPS[step])
        restatement.refresh_from_db()
        moved = {"confirm": "confirmed", "correct": "corrected", "restate": "stated"}[step]
        assert (response.status_code, restatement.state) == (code, moved if code == 302 else state)

    @pytest.mark.parametrize(
        ("name", "space", "code"),
        [
            ("representative", "shared", 302),
            ("officer", "shared", 403),
            ("partner_reader", "shared", 403),
            ("representative", "joint", 403),
            ("officer", "private", 403),
            ("representative", "private", 404),
        ],
    )
    def test_one_restates_what_the_others_share(self, cast, name, space, code):
        from objectives.tests.test_views import url

        address = url("restatement-create", cast, objective_in(cast, space).pk)
        response = cast.client(getattr(cast, name)).post(address, {"text": "You want quieter gears."})
        assert response.status_code == code
        assert [r.party for r in models.Restatement.objects.all()] == ([cast.partner] if code == 302 else [])
