"""Each service of this room, ready to be called."""

import datetime as dt
from decimal import Decimal

from partnerships.clock import today
from partnerships.tests.arrangements import DENIED, Arrangements, call
from rmp.knowledge.models import DisclosureRequest, InfoIncident, IPRecord, PublicationReview
from rmp.knowledge.services import keeping, property, publications, sharing
from rmp.knowledge.tests import factories as make

State, Review = DisclosureRequest.State, PublicationReview.State
# The two sides, where only the other one may.
UNIVERSITY = (*DENIED, "officer", "contributor", "facilitator")
PARTNER = (*DENIED, "representative", "partner_contributor", "facilitator")
LATER = dt.timedelta(days=30)


def joint(cast, factory, **fields):
    return factory(partnership=cast.partnership, author=cast.officer, **fields)


def own(cast, factory, **fields):
    """The university's, which keeps it to itself."""
    return joint(cast, factory, party=cast.university, **fields)


def request(cast, state):
    """The university asks the partner."""
    return own(cast, make.RequestFactory, of=cast.partner, state=state)


def owned(cast, **fields):
    return joint(cast, make.PropertyFactory, owned={cast.university: 60, cast.partner: 40}, **fields)


def work(cast, **fields):
    """The university's, before the partner."""
    return own(cast, make.PublicationFactory, submitted=True, asked=[cast.partner], **fields)


def incident(cast, state, **fields):
    return own(cast, make.IncidentFactory, state=state, **fields)


def told(cast):
    """The university's, shared, with the partner's place to say that it knows."""
    return incident(cast, InfoIncident.State.ASSESSED, visibility="shared", asked=[cast.partner])


ARRANGEMENTS: Arrangements = {
    # --- requests, disclosures, categories
    sharing.consider: lambda cast: call(
        request(cast, State.REQUESTED), by="representative", denied=(*UNIVERSITY, "partner_contributor")
    ),
    sharing.decide: lambda cast: call(
        request(cast, State.CONSIDERED), by="representative", denied=(*UNIVERSITY, "partner_contributor"), to=State.GRANTED
    ),
    sharing.hand_over: lambda cast: call(
        request(cast, State.GRANTED),
        by="representative",
        denied=(*UNIVERSITY, "partner_contributor"),
        what="The readings of bench 3",
        at=today(),
    ),
    sharing.close_request: lambda cast: call(request(cast, State.REQUESTED), by="contributor", denied=PARTNER),
    sharing.recall: lambda cast: call(
        own(cast, make.DisclosureFactory, visibility="shared"), by="contributor", denied=PARTNER, reason="The wrong drawing."
    ),
    sharing.confirm_category: lambda cast: call(
        own(cast, make.CategoryFactory), by="contributor", denied=PARTNER, review_on=today() + LATER
    ),
    # --- property
    property.set_shares: lambda cast: call(
        own(cast, make.PropertyFactory), by="contributor", denied=PARTNER, shares={cast.university: Decimal(100)}
    ),
    property.ask_shares: lambda cast: call(owned(cast), by="partner_contributor"),
    property.revise: lambda cast: call(owned(cast, agreed=True), by="partner_contributor"),
    property.protect: lambda cast: call(
        own(cast, make.PropertyFactory), by="contributor", denied=PARTNER, to=IPRecord.Protection.DISCLOSED, on=today()
    ),
    # --- publications
    publications.submit: lambda cast: call(own(cast, make.PublicationFactory), denied=(*PARTNER, "contributor")),
    publications.note_publication: lambda cast: call(
        work(cast, state=Review.CLEARED), by="contributor", denied=PARTNER, on=today(), where="Journal of Gears"
    ),
    publications.withdraw_work: lambda cast: call(
        work(cast), by="contributor", denied=PARTNER, reason="The figures were wrong."
    ),
    # Whose work it is does not judge it.
    publications.take_up: lambda cast: call(work(cast), by="partner_contributor", denied=UNIVERSITY),
    publications.answer: lambda cast: call(
        work(cast), by="representative", denied=(*UNIVERSITY, "partner_contributor"), to="cleared"
    ),
    publications.clear: lambda cast: call(work(cast), by="representative", denied=(*UNIVERSITY, "partner_contributor")),
    publications.ask_changes: lambda cast: call(
        work(cast), by="representative", denied=(*UNIVERSITY, "partner_contributor"), note="Our customer is named."
    ),
    publications.ask_delay: lambda cast: call(
        work(cast),
        by="representative",
        denied=(*UNIVERSITY, "partner_contributor"),
        note="We file first.",
        until=today() + LATER,
    ),
    # --- incidents
    keeping.report_incident: lambda cast: call(own(cast, make.IncidentFactory.build), by="contributor", denied=PARTNER),
    keeping.contain: lambda cast: call(
        incident(cast, InfoIncident.State.REPORTED), by="contributor", denied=PARTNER, containment="The locks were changed."
    ),
    keeping.assess: lambda cast: call(
        incident(cast, InfoIncident.State.CONTAINED), by="contributor", denied=PARTNER, assessment="Bench 3 only."
    ),
    keeping.confirm_notice: lambda cast: call(told(cast), by="partner_contributor", denied=(*DENIED, "facilitator")),
    keeping.close_incident: lambda cast: call(
        incident(cast, InfoIncident.State.NOTIFIED), by="contributor", denied=PARTNER, lesson="No key leaves the house."
    ),
    keeping.raise_issue: lambda cast: call(told(cast), by="contributor", denied=PARTNER),
    # --- data and communication
    keeping.note_disposal: lambda cast: call(
        own(cast, make.DataFactory, recipient=cast.partner),
        by="contributor",
        denied=PARTNER,
        on=today(),
        disposal="Shredded; IT attests it.",
    ),
    keeping.note_told: lambda cast: call(
        own(cast, make.LineFactory), by="contributor", denied=PARTNER, on=today(), next_on=today() + LATER
    ),
}
UNASKED: dict[str, str] = {}
