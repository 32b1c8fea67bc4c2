"""Each service of this room, ready to be called."""

from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call
from rmp.relationship import services
from rmp.relationship.models import BenchmarkNote
from rmp.relationship.tests import factories as make

NOT_OURS = (*DENIED, "representative", "partner_contributor")


def seen_elsewhere(cast, **fields):
    """In the university's private space."""
    return make.BenchmarkNoteFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, **fields)


ARRANGEMENTS: Arrangements = {
    services.fix_mode: lambda cast: call(make.AppraisalFactory(partnership=cast.partnership, author=cast.officer), by=SYSTEM),
    services.try_practice: lambda cast: call(seen_elsewhere(cast), by="contributor", denied=NOT_OURS),
    services.adopt_practice: lambda cast: call(
        seen_elsewhere(cast, state=BenchmarkNote.State.TRYING), by="contributor", denied=NOT_OURS, outcome="It helped."
    ),
    services.drop_practice: lambda cast: call(
        seen_elsewhere(cast, visibility="shared"), by="contributor", denied=NOT_OURS, reason="Too dear."
    ),
    # What a party is, only those say who stand for it: not even the officer of the other one.
    services.describe_party: lambda cast: call(
        cast.partnership,
        cast.partner,
        by="representative",
        denied=(*DENIED, "officer", "contributor", "partner_contributor"),
        relation_basis="affects",
    ),
}
