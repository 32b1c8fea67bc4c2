import pytest

from partnerships.invitations.tests.seating import invite
from partnerships.models import Participation, Role
from partnerships.parties import PartyIdentifier
from partnerships.tests.factories import ParticipationFactory, PartyFactory


@pytest.fixture
def newcomer(cast):
    """A business that is asked to the table of the cast and has nobody yet."""
    party = PartyFactory(name="Karibu Solar Ltd", short_name="Karibu")
    ParticipationFactory(partnership=cast.partnership, party=party, state=Participation.State.INVITED)
    PartyIdentifier.objects.create(party=party, scheme=PartyIdentifier.DOMAIN, value="karibu.example")
    return party


@pytest.fixture
def invitation(cast):
    """The university's officer invites a contributor of its own."""
    return invite(
        actor=cast.officer,
        partnership=cast.partnership,
        party=cast.university,
        role=Role.CONTRIBUTOR,
        email="petra@example.org",
        name="Petra Professor",
    )


@pytest.fixture
def first_invitation(cast, newcomer):
    """The officer invites the newcomer's first representative."""
    return invite(
        actor=cast.officer, partnership=cast.partnership, party=newcomer, role=Role.REPRESENTATIVE, email="amina@karibu.example"
    )
