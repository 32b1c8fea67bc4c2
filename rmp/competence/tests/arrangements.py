"""Each service of this room, ready to be called."""

from partnerships.clock import today
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call
from rmp.competence import services
from rmp.competence.models import BehaviourCharter, BehaviourObservation, DevelopmentAction, Induction
from rmp.competence.tests import factories as make

Learning, Seen = DevelopmentAction.State, BehaviourObservation.State
NOT_OURS = (*DENIED, "representative", "partner_contributor")
NOT_THEIRS = (*DENIED, "officer", "contributor")


def joint(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def own(cast, factory, **fields):
    """In the university's private space."""
    return joint(cast, factory, party=cast.university, **fields)


def under_way(cast):
    return own(cast, make.InductionFactory, state=Induction.State.UNDER_WAY)


def step(cast, **fields):
    return make.InductionStepFactory(induction=under_way(cast), **fields)


def observation(cast, state=Seen.RAISED):
    """By the university, about the partner, and laid before it."""
    return own(cast, make.BehaviourObservationFactory, about=cast.partner, visibility="shared", state=state)


def next_charter(cast):
    return joint(cast, make.BehaviourCharterFactory.build)


def superseding(cast):
    joint(cast, make.BehaviourCharterFactory, agreed=True)
    return joint(cast, make.BehaviourCharterFactory, state=BehaviourCharter.State.DRAFT)


def described(cast):
    """A partnership in which a role asks for something, so that there is a figure."""
    make.RoleRequirementFactory(profile=joint(cast, make.RoleProfileFactory))
    return cast.partnership


def of_the_contributor(cast, factory, **fields):
    """About a person of the university's."""
    return factory(holder=own(cast, make.RoleHolderFactory, person=cast.contributor), author=cast.officer, **fields)


def personal(cast, state, **fields):
    return of_the_contributor(cast, make.DevelopmentStepFactory, state=state, **fields)


def own_words(cast):
    return of_the_contributor(cast, make.AssessmentFactory.build, rater="self", competence=make.CompetenceFactory())


ARRANGEMENTS: Arrangements = {
    services.plan_induction: lambda cast: call(
        own(cast, make.InductionFactory.build), by="contributor", denied=NOT_OURS, items=["Walk the line"]
    ),
    services.start_induction: lambda cast: call(own(cast, make.InductionFactory), by="contributor", denied=NOT_OURS),
    services.tick_step: lambda cast: call(step(cast), by="contributor", denied=NOT_OURS),
    services.untick_step: lambda cast: call(
        step(cast, done_by=cast.officer, done_on=today()), by="contributor", denied=NOT_OURS
    ),
    services.complete_induction: lambda cast: call(under_way(cast), by="contributor", denied=NOT_OURS),
    services.cancel_induction: lambda cast: call(under_way(cast), by="contributor", denied=NOT_OURS, reason="He stays."),
    services.start_charter: lambda cast: call(next_charter(cast), by="partner_contributor"),
    services.agree_charter: lambda cast: call(superseding(cast), by=SYSTEM),
    services.acknowledge_observation: lambda cast: call(
        observation(cast), by="partner_contributor", denied=NOT_THEIRS, response="We saw it too."
    ),
    services.discuss_observation: lambda cast: call(
        observation(cast, Seen.ACKNOWLEDGED), by="partner_contributor", outcome="We call earlier."
    ),
    services.close_observation: lambda cast: call(
        observation(cast, Seen.DISCUSSED), by="contributor", denied=NOT_OURS, closing="Settled."
    ),
    services.publish_coverage: lambda cast: call(described(cast), denied=(*NOT_OURS, "contributor"), party=cast.university),
    services.start_learning: lambda cast: call(personal(cast, Learning.PLANNED), by="contributor", denied=NOT_OURS),
    services.finish_learning: lambda cast: call(
        personal(cast, Learning.IN_PROGRESS), by="contributor", denied=NOT_OURS, result="He speaks up."
    ),
    # Of a person's learning the managers judge, not the person.
    services.verify_learning: lambda cast: call(
        personal(cast, Learning.DONE, done_by=cast.contributor), denied=(*NOT_OURS, "contributor"), result="Seen in June."
    ),
    services.resume_learning: lambda cast: call(
        own(cast, make.DevelopmentActionFactory, state=Learning.DONE), by="contributor", denied=NOT_OURS
    ),
    services.drop_learning: lambda cast: call(
        personal(cast, Learning.PLANNED), denied=(*NOT_OURS, "contributor"), result="Another task."
    ),
    services.rate: lambda cast: call(own_words(cast), by="contributor", denied=NOT_OURS),
}
