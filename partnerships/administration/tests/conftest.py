import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from partnerships.accounts.models import User
from partnerships.administration.tests.lost import START, officer_of
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.tests.factories import UserFactory


@pytest.fixture
def desk(cast):
    return cast.client(cast.administrator)


@pytest.fixture
def another():
    """A second administrator, so that the first may go."""
    return UserFactory(name="Bert", email="bert@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def act(desk):
    """Takes an action with people in the list of the admin."""

    def act(action, *people, client=desk):
        data = {"action": action, "_selected_action": [person.pk for person in people]}
        return client.post(reverse("admin:accounts_user_changelist"), data, follow=True)

    return act


@pytest.fixture
def post(desk):
    """Changes something on the page of a person, as the form offers it."""

    def post(person, client=desk, **typed):
        address = reverse("admin:accounts_user_change", args=[person.pk])
        stored = User.objects.get(pk=person.pk)
        data = {"email": stored.email, "name": stored.name, "job_title": stored.job_title}
        data |= {name: "on" for name in ("is_staff", "is_superuser") if getattr(stored, name)}
        data |= {"user_permissions": list(stored.user_permissions.values_list("pk", flat=True))}
        return client.post(address, data | typed)

    return post


@pytest.fixture
def journal(db):
    """What stands in it: (who, on whom, what)."""
    return lambda: [
        (str(entry.user), entry.object_repr, entry.get_change_message()) for entry in LogEntry.objects.order_by("pk")
    ]


@pytest.fixture
def letters(db):
    """{recipient: [(kind, text)]} of all that was sent, as it would be written now."""

    def letters():
        found = {}
        for mail in Mail.objects.order_by("created_at"):
            message = write(mail)
            found.setdefault(mail.recipient, []).append((mail.kind, message and message.body))
        return found

    return letters


@pytest.fixture
def kinds():
    """[(recipient, kind)] of all that was sent."""
    return lambda: sorted((mail.recipient, mail.kind) for mail in Mail.objects.all())


@pytest.fixture
def clock():
    """It stands at a certain moment, and is moved by hand."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def second(cast):
    """The university has a second officer."""
    return officer_of(cast.university)
