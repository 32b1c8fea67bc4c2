"""Each service of this room, ready to be called."""

import datetime as dt

from partnerships.clock import today
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call
from risks.models import Risk, Treatment
from risks.services import accepting, course, criteria, readings, treating
from risks.tests import factories as make

State, Consent = Risk.State, Treatment.Consent
# The two sides, where only the other one may.
UNIVERSITY = (*DENIED, "officer", "contributor", "facilitator")
PARTNER = (*DENIED, "representative", "partner_contributor", "facilitator")
LATER = dt.timedelta(days=30)


def joint(cast, factory=make.RiskFactory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def own(cast, state=State.IDENTIFIED, **fields):
    """A risk of the university, which keeps it to itself."""
    return joint(cast, party=cast.university, state=state, **fields)


def shared(cast, **fields):
    """A risk of the university, and all may read it."""
    return own(cast, visibility="shared", **fields)


def part(factory, risk, **fields):
    return factory(risk=risk, author=risk.author, **fields)


def accepted(cast):
    """The university bears it, and keeps that to itself."""
    risk = own(cast, State.ACCEPTED)
    part(make.AcceptanceFactory, risk, in_force=True)
    return risk


def stance(cast, **fields):
    return joint(cast, make.PartyStanceFactory, party=cast.university, visibility="shared", **fields)


def new_criteria(cast):
    return joint(cast, make.RiskCriteriaFactory.build)


def asked(cast):
    """Exposure of the university would move to the partner."""
    fields = {"moves_to": cast.partner, "consent": Consent.ASKED, "asked_on": today(), "asked_by": cast.university}
    return part(make.TreatmentFactory, shared(cast), **fields)


def new_reading(cast):
    return make.IndicatorReadingFactory.build(indicator=part(make.IndicatorFactory, own(cast)), author=cast.contributor)


ARRANGEMENTS: Arrangements = {
    # --- criteria and appetite
    criteria.start_criteria: lambda cast: call(new_criteria(cast), by="partner_contributor"),
    criteria.put_criteria_in_force: lambda cast: call(joint(cast, make.RiskCriteriaFactory), by=SYSTEM),
    criteria.allow_count: lambda cast: call(stance(cast), denied=(*PARTNER, "contributor")),
    criteria.stop_count: lambda cast: call(stance(cast, count_shown=True), denied=(*PARTNER, "contributor")),
    # --- readings: each party says its own
    readings.rate: lambda cast: call(
        part(make.RiskRatingFactory.build, shared(cast), party=cast.partner), by="partner_contributor", denied=UNIVERSITY
    ),
    readings.propose_consensus: lambda cast: call(
        joint(cast), by="partner_contributor", phase="current", likelihood=3, impact=4
    ),
    readings.agree_consensus: lambda cast: call(part(make.ConsensusFactory, joint(cast)), by=SYSTEM),
    readings.drop_consensus: lambda cast: call(part(make.ConsensusFactory, joint(cast)), by=SYSTEM),
    # --- treatments
    treating.plan_treatment: lambda cast: call(part(make.TreatmentFactory.build, own(cast)), by="contributor", denied=PARTNER),
    treating.consent: lambda cast: call(asked(cast), by="representative", denied=(*UNIVERSITY, "partner_contributor")),
    treating.refuse_consent: lambda cast: call(
        asked(cast), by="representative", denied=(*UNIVERSITY, "partner_contributor"), reason="Not at that price."
    ),
    treating.take_up: lambda cast: call(part(make.TreatmentFactory, own(cast)), by="contributor", denied=PARTNER),
    # --- acceptance
    accepting.propose_acceptance: lambda cast: call(
        own(cast, State.ASSESSED), denied=(*PARTNER, "contributor"), reason="It is small.", expires_on=today() + LATER
    ),
    accepting.put_acceptance_in_force: lambda cast: call(
        part(make.AcceptanceFactory, joint(cast, state=State.ASSESSED)), by=SYSTEM
    ),
    accepting.decline_acceptance: lambda cast: call(part(make.AcceptanceFactory, joint(cast)), by=SYSTEM),
    accepting.end_acceptance: lambda cast: call(accepted(cast), by=SYSTEM),
    # --- the course of a risk
    course.treat: lambda cast: call(own(cast, State.TREATMENT_PLANNED), by="contributor", denied=PARTNER),
    course.monitor: lambda cast: call(own(cast, State.TREATING), by="contributor", denied=PARTNER),
    course.escalate: lambda cast: call(own(cast), by="contributor", denied=PARTNER, reason="It is too large for us."),
    course.occur: lambda cast: call(accepted(cast), by="contributor", denied=PARTNER, on=today(), outcome="It broke."),
    course.close: lambda cast: call(accepted(cast), by="contributor", denied=PARTNER, reason="The press is gone."),
    course.reopen: lambda cast: call(accepted(cast), by="contributor", denied=PARTNER, reason="It grew."),
    course.raise_issue: lambda cast: call(
        shared(cast, state=State.OCCURRED, occurred_on=today()), by="contributor", denied=PARTNER
    ),
    course.add_review: lambda cast: call(
        part(make.RiskReviewFactory.build, own(cast), next_on=today() + LATER), by="contributor", denied=PARTNER
    ),
    course.read_indicator: lambda cast: call(new_reading(cast), by="contributor", denied=PARTNER),
}
UNASKED: dict[str, str] = {}
