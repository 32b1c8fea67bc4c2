"""Each service of this room, ready to be called."""

from partnerships.clock import today
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call
from rmp.exits import services
from rmp.exits.models import (
    DisengagementCase,
    Disposition,
    ExitAssessment,
    ExitPlanItem,
    ExitStrategy,
    ExitTrigger,
    FutureOpportunity,
    SurvivingObligation,
)
from rmp.exits.tests import factories as make

# All but opportunities belongs to all parties: the people of both do these steps, those of the neutral house none of them.
READING = (*DENIED, "facilitator", "auditor")
# Who may write and not sign.
UNSIGNING = (*READING, "contributor", "partner_contributor")
# Of a step of one party: everybody of the other.
NOT_THE_UNIVERSITY = (*READING, "representative", "partner_contributor")
NOT_THE_PARTNER = (*READING, "officer", "contributor")


def joint(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def by_contributor(*args, **said):
    return call(*args, by="contributor", denied=READING, **said)


def by_signer(*args, **said):
    return call(*args, by="representative", denied=UNSIGNING, **said)


def by_signatures(*args, **said):
    """What follows: from the signatures of all, from the clock, from another step."""
    return call(*args, by=SYSTEM, denied=UNSIGNING, **said)


def by_university(*args, **said):
    return call(*args, by="contributor", denied=NOT_THE_UNIVERSITY, **said)


def by_partner(*args, **said):
    return call(*args, by="partner_contributor", denied=NOT_THE_PARTNER, **said)


# --- strategy, triggers, assessments ----------------------------------------------------------------------------------
def draft(cast):
    return joint(cast, make.ExitStrategyFactory)


def trigger(cast, state=ExitTrigger.State.ARMED):
    return joint(cast, make.ExitTriggerFactory, state=state)


def assessment(cast, state=ExitAssessment.State.OPEN, **fields):
    return joint(cast, make.ExitAssessmentFactory, state=state, **fields)


def to_conclude(cast):
    return assessment(cast, ExitAssessment.State.UNDER_WAY, conclusion="exit", findings="It is so.", reason="Therefore.")


WATCHING: Arrangements = {
    services.start_strategy: lambda cast: by_contributor(ExitStrategy(partnership=cast.partnership, extent="All of it.")),
    services.revise_strategy: lambda cast: by_contributor(joint(cast, make.ExitStrategyFactory, agreed=True, number=1)),
    services.agree_strategy: lambda cast: by_signatures(draft(cast)),
    services.fire_trigger: lambda cast: by_signatures(trigger(cast), because="The dean has gone."),
    services.report_trigger: lambda cast: by_contributor(trigger(cast), because="The dean has gone."),
    services.rearm_trigger: lambda cast: by_contributor(trigger(cast, ExitTrigger.State.FALSE_ALARM)),
    services.open_assessment: lambda cast: by_signatures(trigger(cast), title="Sign"),
    services.start_assessment: lambda cast: by_contributor(assessment(cast)),
    services.ask_to_conclude: lambda cast: by_contributor(to_conclude(cast)),
    services.conclude_assessment: lambda cast: by_signatures(to_conclude(cast)),
    services.withdraw_assessment: lambda cast: by_signer(assessment(cast), reason="It was another dean."),
}


# --- the exit plan, and where things go: one party does it, another accepts -------------------------------------------
def item(cast, state):
    """An item that the university sees to."""
    return joint(cast, make.ExitPlanItemFactory, responsible=cast.university, state=state)


def disposition(cast, state=Disposition.State.OPEN):
    """Something that the university holds."""
    return make.DispositionFactory(case=case(cast), holder=cast.university, state=state)


PLAN: Arrangements = {
    services.advance_item: lambda cast: by_contributor(item(cast, ExitPlanItem.State.NOT_STARTED), state="ready"),
    services.finish_item: lambda cast: by_university(item(cast, ExitPlanItem.State.IN_PROGRESS), proof="Seen"),
    services.accept_item: lambda cast: by_partner(item(cast, ExitPlanItem.State.DONE)),
    services.return_item: lambda cast: by_partner(item(cast, ExitPlanItem.State.DONE), reason="Half of it."),
    services.finish_disposition: lambda cast: by_university(disposition(cast), proof="Receipt 12"),
    services.confirm_disposition: lambda cast: by_partner(disposition(cast, Disposition.State.DONE)),
    services.return_disposition: lambda cast: by_partner(disposition(cast, Disposition.State.DONE), reason="Where is it?"),
}


# --- cases ------------------------------------------------------------------------------------------------------------
State = DisengagementCase.State


def case(cast, state=State.PROPOSED, **fields):
    return joint(cast, make.DisengagementCaseFactory, state=state, **fields)


def to_give_notice(cast):
    """The partner may end it by its notice."""
    agreed = joint(cast, make.ExitStrategyFactory, agreed=True)
    make.NoticePeriodFactory(strategy=agreed, giver=cast.partner, days=90)
    return case(cast, State.JOINT_ASSESSMENT, kind=DisengagementCase.Kind.ONE_SIDED_END)


def given_by_partner(cast):
    return case(cast, State.DECIDED, kind=DisengagementCase.Kind.ONE_SIDED_END, by_notice=cast.partner, decided_on=today())


def looked_back(cast):
    """All have looked back on a partnership that goes on in another form."""
    told = {"outcome": "Reached.", "lessons": "Begin earlier.", "effective_on": today()}
    found = case(cast, State.EVALUATION, kind=DisengagementCase.Kind.RENEW, **told)
    for party in (cast.university, cast.partner):
        make.CaseEvaluationFactory(case=found, party=party)
    return found


CASES: Arrangements = {
    services.assess_case: lambda cast: by_contributor(case(cast)),
    services.ask_to_decide: lambda cast: by_contributor(case(cast, State.JOINT_ASSESSMENT)),
    services.decide_case: lambda cast: by_signatures(case(cast, State.JOINT_ASSESSMENT)),
    services.give_notice: lambda cast: by_signer(to_give_notice(cast), note="We leave."),
    services.notify: lambda cast: by_contributor(case(cast, State.DECIDED), told="Staff by letter."),
    services.begin_transition: lambda cast: by_signer(case(cast, State.NOTIFIED)),
    services.clear_obligations: lambda cast: by_contributor(case(cast, State.TRANSITION)),
    services.evaluate_case: lambda cast: by_contributor(case(cast, State.CLEARING)),
    services.back_to_clearing: lambda cast: by_contributor(case(cast, State.EVALUATION), reason="A key is missing."),
    services.close_case: lambda cast: by_signer(looked_back(cast)),
    # A notice is taken back by the party that gave it.
    services.withdraw_case: lambda cast: call(
        given_by_partner(cast),
        by="representative",
        denied=(*UNSIGNING, "officer"),
        reason="We stay.",
    ),
}


# --- after the end ----------------------------------------------------------------------------------------------------
def obligation(cast, state=SurvivingObligation.State.ACTIVE):
    """What the university owes the partner; everything else is frozen by now."""
    cast.partnership.state = "closed"
    cast.partnership.save()
    return joint(cast, make.SurvivingObligationFactory, holder=cast.university, beneficiary=cast.partner, state=state)


def idea(cast, state=FutureOpportunity.State.IDEA, **space):
    return joint(cast, make.FutureOpportunityFactory, state=state, **space)


def own_idea(cast, state=FutureOpportunity.State.IDEA):
    return idea(cast, state, party=cast.university)


AFTER: Arrangements = {
    services.fulfil_obligation: lambda cast: by_partner(obligation(cast), note="Kept."),
    services.report_breach: lambda cast: by_partner(obligation(cast), reason="A slide."),
    services.reinstate_obligation: lambda cast: by_partner(
        obligation(cast, SurvivingObligation.State.BREACHED), reason="Mended."
    ),
    # Only an officer of a party opens a partnership.
    services.take_up_opportunity: lambda cast: call(idea(cast), denied=(*UNSIGNING, "representative"), title="Second sensor"),
    services.drop_opportunity: lambda cast: by_university(own_idea(cast), reason="Not now."),
    services.retake_opportunity: lambda cast: by_university(own_idea(cast, FutureOpportunity.State.DROPPED)),
}

ARRANGEMENTS = WATCHING | PLAN | CASES | AFTER
UNASKED = {"rmp.exits.services.after.expire_obligations": "the clock lets expire what was owed until yesterday"}
