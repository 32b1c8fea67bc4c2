"""Each service of this room, ready to be called."""

import datetime as dt

from objectives.value import services
from objectives.value.models import Benefit, ImprovementTarget, ValueIdea
from objectives.value.tests import factories as make
from partnerships.clock import today
from partnerships.tests.arrangements import DENIED, Arrangements, call

State = ValueIdea.State
# The two sides, where only the other one may.
UNIVERSITY = (*DENIED, "officer", "contributor")
PARTNER = (*DENIED, "representative", "partner_contributor", "facilitator")
LATER = dt.timedelta(days=30)


def joint(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def own(cast, factory, **fields):
    """The university's, which keeps it to itself."""
    return joint(cast, factory, party=cast.university, **fields)


def shared(cast, factory, **fields):
    """The university's, and all may read it."""
    return own(cast, factory, visibility="shared", **fields)


def idea(cast, state):
    return own(cast, make.ValueIdeaFactory, state=state)


def scored(cast):
    made = joint(cast, make.ValueIdeaFactory, state=State.SCREENED)
    for party in (cast.university, cast.partner):
        make.IdeaScoreFactory(idea=made, party=party)
    return made


def promising(cast, state):
    """A joint idea, and a benefit that comes of it."""
    made = joint(cast, make.ValueIdeaFactory, state=state)
    make.BenefitMeasurementFactory(benefit=joint(cast, make.BenefitFactory, idea=made))
    return made


def benefit(cast, state, **fields):
    return own(cast, make.BenefitFactory, state=state, **fields)


def measured(cast):
    made = benefit(cast, Benefit.State.EMERGING)
    make.BenefitMeasurementFactory(benefit=made)
    return made


def laid_before(cast):
    """The university says that something came, which is for the partner."""
    return shared(cast, make.BenefitFactory, realised=True, of=cast.partner)


def new_measurement(cast):
    return make.BenefitMeasurementFactory.build(benefit=benefit(cast, Benefit.State.EMERGING), author=cast.contributor)


def new_application(cast):
    return make.LessonApplicationFactory.build(lesson=own(cast, make.LessonFactory, agreed=True), author=cast.contributor)


def target(cast, state=ImprovementTarget.State.OPEN):
    return own(cast, make.ImprovementTargetFactory, state=state)


def met(cast):
    made = target(cast)
    make.TargetReadingFactory(target=made, value=made.target)
    return made


ARRANGEMENTS: Arrangements = {
    # --- ideas
    services.capture_idea: lambda cast: call(own(cast, make.ValueIdeaFactory.build), by="contributor", denied=PARTNER),
    services.screen_idea: lambda cast: call(idea(cast, State.CAPTURED), by="contributor", denied=PARTNER),
    services.assess_idea: lambda cast: call(scored(cast), by="partner_contributor"),
    services.pilot_idea: lambda cast: call(
        idea(cast, State.APPROVED), by="contributor", denied=PARTNER, review_on=today() + LATER
    ),
    services.scale_idea: lambda cast: call(idea(cast, State.PILOTING), by="contributor", denied=PARTNER),
    services.realise_idea: lambda cast: call(promising(cast, State.SCALING), by="partner_contributor"),
    services.measure_idea: lambda cast: call(promising(cast, State.REALISED), by="partner_contributor"),
    services.close_idea: lambda cast: call(idea(cast, State.MEASURED), by="contributor", denied=PARTNER),
    services.park_idea: lambda cast: call(
        idea(cast, State.SCREENED), by="contributor", denied=PARTNER, learning="No budget this year."
    ),
    services.take_up_idea: lambda cast: call(idea(cast, State.PARKED), by="contributor", denied=PARTNER),
    services.reject_idea: lambda cast: call(
        idea(cast, State.CAPTURED), by="contributor", denied=PARTNER, learning="It is out of reach."
    ),
    services.stop_idea: lambda cast: call(
        idea(cast, State.PILOTING), denied=(*PARTNER, "contributor"), learning="Drying takes too much heat."
    ),
    # --- benefits
    services.forecast_benefit: lambda cast: call(benefit(cast, Benefit.State.PLANNED), by="contributor", denied=PARTNER),
    services.emerge_benefit: lambda cast: call(benefit(cast, Benefit.State.FORECAST), by="contributor", denied=PARTNER),
    services.measure_benefit: lambda cast: call(new_measurement(cast), by="contributor", denied=PARTNER),
    services.realise_benefit: lambda cast: call(measured(cast), by="contributor", denied=PARTNER),
    services.miss_benefit: lambda cast: call(
        benefit(cast, Benefit.State.EMERGING), by="contributor", denied=PARTNER, learning="Nobody had the time."
    ),
    services.replan_benefit: lambda cast: call(
        benefit(cast, Benefit.State.MISSED), by="contributor", denied=PARTNER, due_on=today() + LATER
    ),
    # Who gives a benefit does not say for the other side that it came.
    services.attest_benefit: lambda cast: call(
        laid_before(cast), by="representative", denied=(*UNIVERSITY, "partner_contributor"), worth=10
    ),
    services.dispute_benefit: lambda cast: call(
        laid_before(cast), by="representative", denied=(*UNIVERSITY, "partner_contributor"), reason="Two of them left."
    ),
    services.reopen_benefit: lambda cast: call(laid_before(cast), by="contributor", denied=PARTNER, reason="A wrong figure."),
    # --- lessons and targets
    services.adopt_lesson: lambda cast: call(own(cast, make.LessonFactory), by="contributor", denied=PARTNER),
    services.pass_on_lesson: lambda cast: call(
        shared(cast, make.LessonFactory, agreed=True), by="contributor", denied=PARTNER, passed_on_to="The other laboratories"
    ),
    services.apply_lesson: lambda cast: call(new_application(cast), by="contributor", denied=PARTNER),
    services.reach_target: lambda cast: call(met(cast), by="contributor", denied=PARTNER),
    services.miss_target: lambda cast: call(target(cast), by="contributor", denied=PARTNER, outcome="There was no template."),
    services.drop_target: lambda cast: call(target(cast), denied=(*PARTNER, "contributor"), reason="Nobody needs it."),
    services.extend_target: lambda cast: call(
        target(cast, ImprovementTarget.State.MISSED), by="contributor", denied=PARTNER, due_on=today() + LATER
    ),
}
UNASKED: dict[str, str] = {}
