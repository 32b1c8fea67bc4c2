"""Every state of every machine of this room against every other: what is allowed happens, all else is refused and changes nothing."""

import pytest

from partnerships.history.models import Event
from partnerships.lifecycle.models import GateOverride
from partnerships.lifecycle.tests.factories import GateOverrideFactory
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from rmp.exits import models
from rmp.exits.tests import factories as f

# Written by hand and apart from the models: state -> what may follow.
MACHINES = {
    models.ExitStrategy: (f.ExitStrategyFactory, {"draft": "agreed", "agreed": "superseded", "superseded": ""}),
    models.ExitTrigger: (
        f.ExitTriggerFactory,
        {
            "armed": "warning fired",
            "warning": "armed fired",
            "fired": "assessing armed",
            "assessing": "confirmed waived false_alarm armed",
            "confirmed": "armed",
            "waived": "armed",
            "false_alarm": "armed",
        },
    ),
    models.ExitAssessment: (
        f.ExitAssessmentFactory,
        {"open": "under_way withdrawn", "under_way": "concluded withdrawn", "concluded": "", "withdrawn": ""},
    ),
    models.ExitPlanItem: (
        f.ExitPlanItemFactory,
        {
            "not_started": "ready",
            "ready": "not_started in_progress",
            "in_progress": "ready done",
            "done": "in_progress accepted",
            "accepted": "",
        },
    ),
    models.DisengagementCase: (
        f.DisengagementCaseFactory,
        {
            "proposed": "joint_assessment withdrawn",
            "joint_assessment": "decided withdrawn",
            "decided": "notified withdrawn",
            "notified": "transition withdrawn",
            "transition": "obligations_clearing",
            "obligations_clearing": "evaluation",
            "evaluation": "closed obligations_clearing",
            "closed": "",
            "withdrawn": "",
        },
    ),
    models.Disposition: (f.DispositionFactory, {"open": "done", "done": "open confirmed", "confirmed": ""}),
    models.SurvivingObligation: (
        f.SurvivingObligationFactory,
        {"active": "fulfilled expired breached", "breached": "active fulfilled", "fulfilled": "", "expired": ""},
    ),
    models.FutureOpportunity: (f.FutureOpportunityFactory, {"idea": "opened dropped", "opened": "", "dropped": "idea"}),
    GateOverride: (
        GateOverrideFactory,
        {"asked": "agreed declined lapsed", "agreed": "used lapsed", "declined": "", "used": "", "lapsed": ""},
    ),
}


def values_for(model, state, party, partnership):
    """What the database asks of a row in the state."""
    match model._meta.model_name, state:
        case "exittrigger", "waived":
            return {"waived_because": "Because", "waived_until": "2030-01-01"}
        case "exitassessment", "concluded":
            return {"conclusion": "go_on", "concluded_on": "2030-01-01"}
        case "exitplanitem", "accepted":
            return {"accepted_by": party, "accepted_on": "2030-01-01"}
        case "disposition", "confirmed":
            return {"confirmed_by": party}
        case "futureopportunity", "opened":
            return {"opened": partnership}
    return {}


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model._meta.model_name)
def test_the_full_matrix_of_states(cast, model):
    factory, ways = MACHINES[model]
    assert set(ways) == set(model.State.values) == set(model.TRANSITIONS)
    assert {state: set(after.split()) for state, after in ways.items()} == {s: set(a) for s, a in model.TRANSITIONS.items()}
    where = "case__partnership" if model is models.Disposition else "partnership"
    row = factory(**{where: cast.partnership})
    plain = {name: None for state in ways for name in values_for(model, state, cast.partner, cast.partnership)}
    plain |= {name: "" for name in ("waived_because", "conclusion") if name in plain}
    refused = 0
    for state in ways:
        put = plain | values_for(model, state, cast.partner, cast.partnership)
        for to in model.State.values:
            model.objects.filter(pk=row.pk).update(state=state, **put)
            row.refresh_from_db()
            if to in ways[state].split():
                advance(row, to, actor=cast.officer, **(plain | values_for(model, to, cast.partner, cast.partnership)))
                assert model.objects.get(pk=row.pk).state == to
                continue
            events, version = Event.objects.count(), row.version
            with pytest.raises(Refused):
                advance(row, to, actor=cast.officer)
            refused += 1
            row.refresh_from_db()
            assert (row.state, row.version, Event.objects.count()) == (state, version, events)
    assert refused == len(ways) ** 2 - sum(len(after.split()) for after in ways.values())
