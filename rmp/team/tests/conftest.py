"""A handover at the university: Conrad leaves, Nora takes over. And a team of both sides."""

import pytest

from partnerships.models import Role
from partnerships.tests.factories import MembershipFactory, UserFactory
from rmp.team import services
from rmp.team.models import Handover
from rmp.team.tests import factories as f


@pytest.fixture
def successor(cast):
    user = UserFactory(name="Nora Next", email="nora@example.org")
    MembershipFactory(user=user, party=cast.university, partnership=cast.partnership, role=Role.CONTRIBUTOR)
    return user


@pytest.fixture
def handover(cast, successor):
    """Planned in private, with nothing on its list."""
    return f.HandoverFactory(
        partnership=cast.partnership, party=cast.university, author=cast.officer, person=cast.contributor, successor=successor
    )


@pytest.fixture
def under_way(cast, handover):
    services.begin_handover(handover, actor=cast.officer)
    return Handover.objects.get(pk=handover.pk)
