"""Each service of this room, ready to be called."""

import datetime as dt

from assessments.trust.models import Dimension, Promise
from assessments.trust.services import concerns, indicators, promises, pulses, reviews, signals
from assessments.trust.tests import factories as make
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call

State = Promise.State
# The two sides, where only the other one may.
UNIVERSITY = (*DENIED, "officer", "contributor", "facilitator")
PARTNER = (*DENIED, "representative", "partner_contributor", "facilitator")
SOON = dt.timedelta(days=20)


def joint(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def promise(cast, state=State.OPEN, **fields):
    """The university's, to the partner."""
    return joint(cast, make.PromiseFactory, **{"by": cast.university, "to": cast.partner, "state": state} | fields)


def new_promise(cast):
    return make.PromiseFactory.build(partnership=cast.partnership, author=cast.contributor, by=cast.university, to=cast.partner)


def moving(cast, asked_by):
    return promise(cast, State.MOVING, asked_due_on=today() + SOON, asked_by=asked_by)


def private_concern(cast, state="received"):
    return joint(cast, make.ConcernFactory, party=cast.university, state=state)


def new_concern(cast):
    return make.ConcernFactory.build(partnership=cast.partnership, author=cast.contributor, party=cast.university)


def independent(cast):
    """The university contributor's."""
    return make.IndependentConcernFactory(partnership=cast.partnership, author=cast.contributor)


def new_independent(cast):
    return make.IndependentConcernFactory.build(partnership=cast.partnership, author=cast.contributor)


def flagged(cast):
    return joint(cast, make.TrustIndicatorFactory, flagged_since=today())


def planned(cast):
    return make.TrustPulseFactory.build(partnership=cast.partnership, author=cast.officer)


def asked(cast):
    """An open pulse, in a partnership that has a history to wait for."""
    lock(cast.partnership)
    return joint(cast, make.TrustPulseFactory, opened=True)


def viewed(cast):
    """A review of which each side has given its view."""
    review = joint(cast, make.BenefitReviewFactory, conclusion="balanced", reasons="Even.")
    for party in (cast.university, cast.partner):
        make.NetViewFactory(review=review, author=cast.officer, party=party)
    return review


def signal(cast, **fields):
    """The university's, about the partner."""
    return joint(cast, make.BehaviourSignalFactory, party=cast.university, about=cast.partner, **fields)


def new_reply(cast):
    return make.SignalReplyFactory.build(
        signal=signal(cast, put=True), party=cast.partner, author=cast.representative, text="We had a train to catch."
    )


ARRANGEMENTS: Arrangements = {
    # --- promises
    promises.note_promise: lambda cast: call(new_promise(cast), by="partner_contributor"),
    promises.rewrite: lambda cast: call(promise(cast, State.NOTED, given_on=None, to=None), by="partner_contributor"),
    promises.note_for: lambda cast: call(flagged(cast), by="contributor", title="We answer within a week."),
    promises.give: lambda cast: call(promise(cast, State.NOTED, given_on=None), by="contributor", denied=PARTNER),
    promises.decline: lambda cast: call(
        promise(cast, State.NOTED, given_on=None), by="contributor", denied=PARTNER, reason="We never said so."
    ),
    promises.report: lambda cast: call(promise(cast), by="contributor", denied=PARTNER, on=today()),
    promises.confirm: lambda cast: call(promise(cast), by="partner_contributor", denied=UNIVERSITY, on=today()),
    promises.dispute: lambda cast: call(
        promise(cast, State.REPORTED), by="partner_contributor", denied=UNIVERSITY, reason="Half of it is missing."
    ),
    promises.call_broken: lambda cast: call(
        promise(cast), by="contributor", denied=(*DENIED, "facilitator"), reason="The bench burnt."
    ),
    promises.release: lambda cast: call(
        promise(cast), by="partner_contributor", denied=UNIVERSITY, reason="We need it no more."
    ),
    promises.ask_to_move: lambda cast: call(
        promise(cast),
        by="partner_contributor",
        denied=(*DENIED, "facilitator"),
        due_on=today() + SOON,
        reason="We are not ready.",
    ),
    promises.agree_to_move: lambda cast: call(moving(cast, cast.partner), by="contributor", denied=PARTNER),
    promises.refuse_to_move: lambda cast: call(
        moving(cast, cast.university), by="partner_contributor", denied=UNIVERSITY, reason="It is urgent."
    ),
    # --- concerns
    concerns.raise_concern: lambda cast: call(new_concern(cast), by="contributor", denied=PARTNER),
    concerns.assess: lambda cast: call(private_concern(cast), by="contributor", denied=PARTNER, assessment="It is so."),
    concerns.act_on: lambda cast: call(
        private_concern(cast, "assessed"), by="contributor", denied=PARTNER, action="We spoke with them."
    ),
    concerns.close: lambda cast: call(private_concern(cast, "acted"), denied=PARTNER, outcome="It is better."),
    # Whoever stands for a party may turn to the neutral person, whatever the role: readers and respondents too.
    concerns.raise_independent: lambda cast: call(
        new_independent(cast), by="respondent", denied=("stranger", "sibling", "administrator", "facilitator", "auditor")
    ),
    concerns.step: lambda cast: call(
        independent(cast), by="facilitator", denied=(*PARTNER[:-1], "officer", "auditor"), text="I look into it."
    ),
    # --- indicators
    indicators.add_usual: lambda cast: call(cast.partnership, by="partner_contributor"),
    indicators.respond: lambda cast: call(flagged(cast), by="partner_contributor", response="We meet on Friday."),
    indicators.raise_issue: lambda cast: call(flagged(cast), by="contributor", facts="It fell twice."),
    # --- pulses
    pulses.plan_pulse: lambda cast: call(planned(cast), by="contributor"),
    pulses.open_pulse: lambda cast: call(
        joint(cast, make.TrustPulseFactory), by="representative", denied=(*DENIED, "contributor", "facilitator")
    ),
    # Who answers is asked, also without reading anything here; a reader is not.
    pulses.answer_pulse: lambda cast: call(
        asked(cast),
        by="respondent",
        denied=("stranger", "sibling", "reader", "partner_reader", "administrator", "facilitator", "auditor"),
        values=dict.fromkeys(Dimension.values, 4),
    ),
    pulses.close_pulse: lambda cast: call(asked(cast), by=SYSTEM),
    pulses.cancel_pulse: lambda cast: call(
        joint(cast, make.TrustPulseFactory),
        denied=(*DENIED, "contributor", "partner_contributor", "facilitator"),
        reason="The wrong week.",
    ),
    # --- reviews of mutual benefit
    reviews.ask_to_conclude: lambda cast: call(viewed(cast), by="partner_contributor"),
    reviews.conclude: lambda cast: call(viewed(cast), by=SYSTEM),
    # --- signals of behaviour
    signals.put: lambda cast: call(signal(cast), denied=(*PARTNER, "contributor")),
    signals.reply: lambda cast: call(new_reply(cast), by="partner_contributor", denied=UNIVERSITY),
    signals.close: lambda cast: call(
        signal(cast, put=True, state="answered"), by="contributor", denied=PARTNER, closing="We understand."
    ),
}
UNASKED: dict[str, str] = {}
