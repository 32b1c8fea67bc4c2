"""Each service of this room, ready to be called."""

from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call
from rmp.plan import services
from rmp.plan.models import PlanVersion, SectionReview
from rmp.plan.tests import factories as make

# Whoever writes the plan, and does not sign it.
NOT_SIGNING = (*DENIED, "contributor", "partner_contributor")


def announced(cast):
    return PlanVersion(partnership=cast.partnership, summary="We make gearboxes quiet.")


def waiting(cast):
    version, _round = make.waiting(cast)
    return version


ARRANGEMENTS: Arrangements = {
    services.write_section: lambda cast: call(
        cast.partnership, "purpose", by="partner_contributor", text="Quiet gears.", seen_version=0
    ),
    services.start_version: lambda cast: call(announced(cast), by="partner_contributor"),
    services.freeze: lambda cast: call(make.draft(cast), by="partner_contributor"),
    services.unfreeze: lambda cast: call(waiting(cast), by="contributor", reason="A date is wrong."),
    services.withdraw_version: lambda cast: call(
        waiting(cast), by="representative", denied=NOT_SIGNING, reason="We begin anew."
    ),
    services.review_section: lambda cast: call(
        make.frozen(cast),
        by="partner_contributor",
        section="purpose",
        verdict=SectionReview.Verdict.CHANGES_REQUESTED,
        note="Say for whom.",
    ),
    services.accept_all: lambda cast: call(make.frozen(cast), by="contributor"),
    services.request_signatures: lambda cast: call(
        make.accepted(cast), by="representative", denied=NOT_SIGNING, reason="We start small."
    ),
    services.bring_into_force: lambda cast: (lambda version, round: call(version, round=round, by=SYSTEM))(*make.waiting(cast)),
    services.return_to_review: lambda cast: call(waiting(cast), by=SYSTEM, note="The time was over."),
}
