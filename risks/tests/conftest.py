"""Fixtures of this room."""

import pytest

from partnerships import referrals
from partnerships.actions.models import Action
from partnerships.referrals import Desk
from risks.models import Risk
from risks.tests import factories as f


@pytest.fixture
def joint(cast):
    return f.RiskFactory(partnership=cast.partnership, author=cast.officer, title="The press stands still", event="It breaks.")


@pytest.fixture
def shared(cast):
    return f.RiskFactory(
        partnership=cast.partnership,
        author=cast.officer,
        title="Our chemist leaves",
        party=cast.university,
        visibility="shared",
    )


@pytest.fixture
def private(cast):
    return f.RiskFactory(partnership=cast.partnership, author=cast.officer, title="We run out of money", party=cast.university)


@pytest.fixture
def desk(monkeypatch):
    """Governance, as far as this room knows of it: makes an action of what it takes in."""

    def receive(source, *, actor, title, facts):
        return Action.objects.create(
            partnership=source.partnership,
            visibility="shared",
            author=actor,
            title=title,
            description=facts,
            responsible=source.partnership.participations.signing().first().party,
        )

    monkeypatch.setitem(referrals.DESKS, "governance.issue", Desk("governance.issue", "Raise an issue", receive))


def again(record):
    """The record as it is now."""
    return type(record).objects.get(pk=record.pk)


def risk_of(record):
    return Risk.objects.get(pk=record.risk_id)
