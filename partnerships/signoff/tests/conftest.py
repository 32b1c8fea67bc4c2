"""Something to sign: the kernel's own record, made signable for the length of a test, with a memory of the hooks that were called."""

import pytest

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.records.services import save_record
from partnerships.signoff import services
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.subjects import Signable


@pytest.fixture(autouse=True)
def hooks(monkeypatch):
    """Makes Action signable; the list tells which hooks ran: (name, the round's state, the actor)."""
    called = []
    for name in ("snapshot", "acts_on", "signoff_title", "signoff_template", "unsigned_fields", "binds_all"):
        monkeypatch.setattr(Action, name, getattr(Signable, name), raising=False)

    def hook(name):
        def remember(self, round, actor):
            in_database = SignOffRound.objects.get(pk=round.pk)
            called.append((name, str(in_database.state), actor))

        return remember

    for name in ("signoff_completed", "signoff_declined", "signoff_voided"):
        monkeypatch.setattr(Action, name, hook(name), raising=False)
    return called


@pytest.fixture
def subject(cast):
    """A joint record of the partnership."""
    return ActionFactory(partnership=cast.partnership, author=cast.officer, title="Charter", responsible=cast.university)


@pytest.fixture
def round(cast, subject):
    """An open round about it, asked for by the university's officer."""
    return services.open_round(subject, actor=cast.officer)


@pytest.fixture
def change(cast):
    """Changes a field of a record as a person of the house would."""

    def change(record, actor=None, **values):
        current = type(record).objects.get(pk=record.pk)
        for name, value in values.items():
            setattr(current, name, value)
        return save_record(current, actor=actor or cast.contributor)

    return change
