"""Each service of this room, ready to be called."""

from objectives import services
from objectives.models import Milestone, Objective, Restatement, Revision
from objectives.tests import factories as make
from partnerships.clock import today
from partnerships.tests.arrangements import SYSTEM, Arrangements, call

State = Revision.State


def joint(cast, factory=make.ObjectiveFactory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def own(cast, **fields):
    return joint(cast, party=cast.university, **fields)


def milestone(cast, **fields):
    return make.MilestoneFactory(objective=joint(cast), author=cast.officer, **fields)


def restatement(cast, state=Restatement.State.STATED):
    """The partner says in its words what an objective that the university shares means."""
    return make.RestatementFactory(
        objective=own(cast, visibility="shared"), party=cast.partner, author=cast.representative, state=state
    )


def revision(cast, **fields):
    made = joint(cast, make.RevisionFactory, **fields)
    made.changes = {f"objective-{made.objective.pk}-title": [made.objective.title, "Quieter gears"]}
    made.save()
    joint(cast, make.InitiatorRuleFactory)
    return made


def applicable(cast):
    return revision(cast, state=State.APPROVED, effective_on=today())


def new_check(cast):
    return make.ProgressCheckFactory.build(objective=joint(cast, active=True), author=cast.officer)


def new_revision(cast):
    made = joint(cast, make.RevisionFactory)
    return make.RevisionFactory.build(
        partnership=cast.partnership, objective=made.objective, condition=made.condition, author=cast.officer
    )


def summary(cast):
    return joint(cast, make.SummaryFactory, text="It went well.")


ARRANGEMENTS: Arrangements = {
    services.adopt_objective: lambda cast: call(own(cast)),
    services.agree_objective: lambda cast: call(joint(cast), by=SYSTEM),
    services.start_objective: lambda cast: call(joint(cast, agreed=True)),
    services.conclude_objective: lambda cast: call(
        joint(cast, active=True), by="representative", result=Objective.State.ACHIEVED, outcome="The gears are quiet."
    ),
    services.drop_objective: lambda cast: call(joint(cast), reason="Not now."),
    services.reach_milestone: lambda cast: call(milestone(cast), by="partner_contributor", reached_on=today()),
    services.miss_milestone: lambda cast: call(milestone(cast), reason="The part came late."),
    services.drop_milestone: lambda cast: call(milestone(cast, state=Milestone.State.MISSED), reason="No longer needed."),
    services.confirm_restatement: lambda cast: call(restatement(cast)),
    services.correct_restatement: lambda cast: call(restatement(cast), by="contributor", correction="Not the price."),
    services.restate: lambda cast: call(
        restatement(cast, Restatement.State.CORRECTED), by="representative", text="You want quieter gears."
    ),
    services.check_progress: lambda cast: call(new_check(cast)),
    services.draft_summary: lambda cast: call(summary(cast)),
    services.publish_summary: lambda cast: call(summary(cast)),
    services.write_revision: lambda cast: call(new_revision(cast), changes={"title": ["", "Quieter gears"]}),
    services.submit_revision: lambda cast: call(revision(cast)),
    services.note_impact: lambda cast: call(revision(cast, state=State.SUBMITTED), impact_note="A month more."),
    services.put_to_decision: lambda cast: call(revision(cast, state=State.IMPACT_NOTED)),
    services.decide_revision: lambda cast: call(revision(cast, state=State.JOINT_DECISION), State.APPROVED, by=SYSTEM),
    services.apply_revision: lambda cast: call(applicable(cast)),
    services.communicate_revision: lambda cast: call(
        revision(cast, state=State.APPLIED), audience="The team", channel="Mail", on=today()
    ),
    services.withdraw_revision: lambda cast: call(revision(cast), reason="It was rash."),
}
