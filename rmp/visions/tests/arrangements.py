"""Each service of this room, ready to be called."""

from partnerships.clock import today
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call
from rmp.visions import services
from rmp.visions.models import EthicsCheck, JointVision
from rmp.visions.tests import factories as make

NOT_OURS = (*DENIED, "representative", "partner_contributor")


def joint(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def own(cast, factory, **fields):
    """In the university's private space."""
    return joint(cast, factory, party=cast.university, **fields)


def superseding(cast):
    joint(cast, make.JointVisionFactory, agreed=True)
    return joint(cast, make.JointVisionFactory, state=JointVision.State.DRAFT)


def settled(cast):
    return own(cast, make.EthicsCheckFactory, handled=True)


ARRANGEMENTS: Arrangements = {
    services.start_vision: lambda cast: call(joint(cast, make.JointVisionFactory.build), by="partner_contributor"),
    services.agree_vision: lambda cast: call(superseding(cast), by=SYSTEM),
    # Whoever reads it for a party says that he or she understood it; neutral people stand for none.
    services.acknowledge: lambda cast: call(
        joint(cast, make.JointVisionFactory, agreed=True),
        by="partner_reader",
        denied=("stranger", "sibling", "respondent", "administrator", "facilitator", "auditor"),
    ),
    services.publish_vision: lambda cast: call(
        joint(cast, make.JointVisionFactory, agreed=True), by="partner_contributor", where="Both web pages", on=today()
    ),
    services.conclude_screening: lambda cast: call(
        own(cast, make.EthicsScreeningFactory, answered=True), denied=(*NOT_OURS, "contributor")
    ),
    services.ask_to_conclude: lambda cast: call(
        joint(cast, make.EthicsScreeningFactory, answered=True), by="partner_contributor"
    ),
    services.conclude_together: lambda cast: call(joint(cast, make.EthicsScreeningFactory, answered=True), by=SYSTEM),
    services.settle_clash: lambda cast: call(
        own(cast, make.EthicsCheckFactory),
        denied=(*NOT_OURS, "contributor"),
        state=EthicsCheck.State.HANDLED,
        handling="Publish after 60 days.",
    ),
    services.reopen_clash: lambda cast: call(settled(cast), by="contributor", denied=NOT_OURS, reason="It came again."),
}
