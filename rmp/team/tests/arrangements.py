"""Each service of this room, ready to be called."""

from partnerships.clock import today
from partnerships.tests.arrangements import DENIED, Arrangements, call
from rmp.team import services
from rmp.team.models import EnabledResource, PartnerDevelopment
from rmp.team.services import commitments
from rmp.team.tests import factories as make

NOT_OURS = (*DENIED, "representative", "partner_contributor")
# People come and go by the word of those who manage them, not of their colleagues.
NOT_MANAGING = (*NOT_OURS, "contributor")
Measure = PartnerDevelopment.State


def joint(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def own(cast, factory, **fields):
    """In the university's private space."""
    return joint(cast, factory, party=cast.university, **fields)


def handover(cast, factory=make.HandoverFactory, **fields):
    """The university's contributor leaves, and the officer takes over."""
    return own(cast, factory, person=cast.contributor, successor=cast.officer, **fields)


def place(cast):
    return own(cast, make.TeamMemberFactory, person=cast.contributor)


def in_hand(cast):
    """The handover, and what becomes of the place that is still the leaving person's."""
    return handover(cast, under_way=True), {f"team.place-{place(cast).pk}": cast.officer}


def handing_over(cast):
    made, choices = in_hand(cast)
    return call(made, denied=NOT_MANAGING, choices=choices)


def item(cast, **fields):
    return make.ChecklistItemFactory(handover=handover(cast), **fields)


def measure(cast, **fields):
    return joint(cast, make.PartnerDevelopmentFactory, beneficiary=cast.partner, responsible=cast.university, **fields)


def new_review(cast):
    return make.TeamReviewFactory.build(team=joint(cast, make.JointTeamFactory), author=cast.officer, next_on=None)


ARRANGEMENTS: Arrangements = {
    services.plan_handover: lambda cast: call(
        handover(cast, make.HandoverFactory.build), by="contributor", denied=NOT_OURS, items=["Give the keys back"]
    ),
    services.begin_handover: lambda cast: call(handover(cast), denied=NOT_MANAGING),
    services.hand_over: handing_over,
    commitments.pass_on: handing_over,
    services.tick_item: lambda cast: call(item(cast), by="contributor", denied=NOT_OURS),
    services.untick_item: lambda cast: call(
        item(cast, done_by=cast.officer, done_on=today()), by="contributor", denied=NOT_OURS
    ),
    services.complete_handover: lambda cast: call(handover(cast, under_way=True), denied=NOT_MANAGING),
    services.cancel_handover: lambda cast: call(handover(cast, under_way=True), denied=NOT_MANAGING, reason="He stays."),
    services.end_place: lambda cast: call(place(cast), by="contributor", denied=NOT_OURS, ends_on=today()),
    services.pass_place_on: lambda cast: call(
        place(cast), by="contributor", denied=NOT_OURS, to=cast.officer, last_day=today()
    ),
    services.review_team: lambda cast: call(new_review(cast), by="partner_contributor"),
    services.provide_resource: lambda cast: call(own(cast, make.EnabledResourceFactory), by="contributor", denied=NOT_OURS),
    services.withdraw_resource: lambda cast: call(
        own(cast, make.EnabledResourceFactory, state=EnabledResource.State.AVAILABLE, visibility="shared"),
        by="contributor",
        denied=NOT_OURS,
        reason="It broke.",
    ),
    services.start_development: lambda cast: call(measure(cast), by="partner_contributor"),
    services.finish_development: lambda cast: call(
        measure(cast, party=cast.university, visibility="shared", state=Measure.RUNNING),
        by="contributor",
        denied=NOT_OURS,
        result="They sample alone.",
    ),
    services.drop_development: lambda cast: call(
        measure(cast, party=cast.university), by="contributor", denied=NOT_OURS, reason="Not needed."
    ),
}
