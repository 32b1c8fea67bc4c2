"""Each service of admission, ready to be called. Only the two parties' managers ask, and nobody carries out alone what all decide."""

from unittest import mock

from partnerships.actions.tests.factories import ActionFactory
from partnerships.admission import services
from partnerships.admission.models import Admission
from partnerships.admission.tests.factories import round_of
from partnerships.models import Membership, Role
from partnerships.signoff.tests.signing import sign_by_all
from partnerships.tests.arrangements import DENIED, SYSTEM, Arrangements, call
from partnerships.tests.cast import seat
from partnerships.tests.factories import PartyFactory

# Who manages asks; nobody else of a party, and no neutral person.
DENIED_TO_ASK = (*DENIED, "contributor", "partner_contributor", "facilitator", "auditor")
WHY = "They build the test bench."


def asked(cast):
    return services.propose_party(cast.partnership, actor=cast.officer, party=PartyFactory(), reason=WHY)


def signed(cast):
    """What all have signed, and what has not taken effect yet."""
    admission = asked(cast)
    with mock.patch.object(Admission, "signoff_completed"):
        sign_by_all(round_of(admission))
    return admission


def place_of(cast, person):
    return Membership.objects.get(user=person, partnership=cast.partnership)


def unread(cast):
    """Something joint, and a party that came after it."""
    record = ActionFactory(partnership=cast.partnership, author=cast.officer, responsible=cast.university)
    party, _users = seat(cast, "Karibu Solar", ("Karl Karibu", Role.REPRESENTATIVE))
    return {"party": party, "records": [record]}


ARRANGEMENTS: Arrangements = {
    services.propose_party: lambda cast: call(
        cast.partnership, party=PartyFactory(), reason=WHY, by="representative", denied=DENIED_TO_ASK
    ),
    services.propose_reading: lambda cast: call(
        cast.partnership, **unread(cast), reason=WHY, by="representative", denied=DENIED_TO_ASK
    ),
    services.propose_party_end: lambda cast: call(cast.partnership, party=cast.neutral, reason=WHY, denied=DENIED_TO_ASK),
    services.propose_person: lambda cast: call(
        cast.partnership, party=cast.neutral, role="auditor", email="nora@example.org", reason=WHY, denied=DENIED_TO_ASK
    ),
    services.propose_person_end: lambda cast: call(
        cast.partnership, membership=place_of(cast, cast.auditor), reason=WHY, by="representative", denied=DENIED_TO_ASK
    ),
    services.carry_out: lambda cast: call(signed(cast), by=SYSTEM),
    services.close_admission: lambda cast: call(asked(cast), Admission.State.VOID, by=SYSTEM),
}
