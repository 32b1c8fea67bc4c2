"""Two people, or one person twice, in the very same moment. SQLite lets one writer in at a time, so this needs PostgreSQL."""

import threading
import time
from functools import partial

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import close_old_connections, connection, transaction

from partnerships.accounts.models import User
from partnerships.administration.services.people import deactivate
from partnerships.administration.tests.reading import started
from partnerships.history.services import lock
from partnerships.invitations.memberships import leave
from partnerships.invitations.models import Invitation
from partnerships.invitations.services import Gone, accept, accept_as_new, decline, revoke
from partnerships.invitations.tests.seating import invite
from partnerships.models import Membership, Participation, Role
from partnerships.parties import PartyIdentifier
from partnerships.records.refusals import Refused
from partnerships.tests.cast import make_cast
from partnerships.tests.factories import MembershipFactory, ParticipationFactory, PartyFactory, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite has one writer at a time"),
]


def at_once(*steps):
    """Run the steps in threads that start together; what became of each, sorted."""
    start, outcomes = threading.Barrier(len(steps)), []

    def run(step):
        try:
            start.wait()
            step()
            outcomes.append("done")
        except (Gone, Refused, PermissionDenied) as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


@pytest.fixture
def all_at_the_table():
    return make_cast()


def invited(cast, party, role, email, actor=None):
    return invite(actor=actor or cast.officer, partnership=cast.partnership, party=party, role=role, email=email)


def test_one_person_accepts_twice(all_at_the_table):
    cast = all_at_the_table
    made = invited(cast, cast.university, Role.READER, "petra@example.org")
    petra = UserFactory(email="petra@example.org")
    assert at_once(*[lambda: accept(invitation=made, user=petra)] * 3) == ["Gone", "Gone", "done"]
    assert Membership.objects.filter(user=petra).count() == 1


def test_one_new_person_accepts_twice(all_at_the_table):
    cast = all_at_the_table
    made = invited(cast, cast.university, Role.READER, "petra@example.org")
    outcomes = at_once(*[lambda: accept_as_new(invitation=made, name="Petra", password="x")] * 3)
    assert (outcomes.count("done"), len(outcomes)) == (1, 3)
    assert User.objects.filter(email="petra@example.org").count() == 1
    assert Membership.objects.filter(user__email="petra@example.org").count() == 1


def test_two_first_people(all_at_the_table):
    """One brings the party to the table; the other's invitation, made by others, is void from then on."""
    cast = all_at_the_table
    newcomer = PartyFactory()
    ParticipationFactory(partnership=cast.partnership, party=newcomer, state=Participation.State.INVITED)
    PartyIdentifier.objects.create(party=newcomer, scheme=PartyIdentifier.DOMAIN, value="newcomer.test")
    people = [UserFactory(email=f"{name}@newcomer.test") for name in ("first", "second")]
    made = [invited(cast, newcomer, Role.REPRESENTATIVE, person.email) for person in people]
    steps = [lambda i=i, p=p: accept(invitation=i, user=p) for i, p in zip(made, people, strict=True)]
    assert at_once(*steps) == ["Gone", "done"]
    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["accepted", "revoked"]


def test_one_person_for_two_parties(all_at_the_table):
    cast = all_at_the_table
    person = UserFactory()
    made = [
        invited(cast, cast.university, Role.READER, person.email),
        invited(cast, cast.partner, Role.READER, person.email, cast.representative),
    ]
    assert at_once(*[lambda i=i: accept(invitation=i, user=person) for i in made]) == ["Refused", "done"]
    assert Membership.objects.filter(user=person).count() == 1


def test_the_last_two_representatives_leave(all_at_the_table):
    cast = all_at_the_table
    deputy = MembershipFactory(party=cast.partner, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    first = Membership.objects.get(user=cast.representative)
    outcomes = at_once(*[lambda m=m: leave(membership=m, actor=m.user) for m in (first, deputy)])
    assert outcomes == ["Refused", "done"]


def test_the_limit_of_a_day(all_at_the_table, settings):
    cast = all_at_the_table
    settings.INVITATIONS_PER_DAY = 2
    steps = [lambda n=n: invited(cast, cast.university, Role.READER, f"p{n}@example.org") for n in range(4)]
    assert at_once(*steps) == ["Refused", "Refused", "done", "done"]
    assert Invitation.objects.count() == 2


def test_two_invite_the_same_person(all_at_the_table):
    cast = all_at_the_table
    second = MembershipFactory(party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE).user
    steps = [lambda a=a: invited(cast, cast.university, Role.READER, "petra@example.org", a) for a in (cast.officer, second)]
    assert at_once(*steps) == ["Refused", "done"]
    assert Invitation.objects.count() == 1


def test_a_neutral_person_is_invited_while_the_second_party_joins(all_at_the_table):
    """By one party's word only as long as it is alone: what comes first is known to the other."""
    cast = all_at_the_table
    seat = Participation.objects.get(partnership=cast.partnership, party=cast.partner)
    Membership.objects.filter(party=cast.partner, partnership=cast.partnership).delete()
    Participation.objects.filter(pk=seat.pk).update(state=Participation.State.INVITED, joined_at=None)
    Participation.objects.filter(partnership=cast.partnership, party=cast.sibling_partner).delete()
    PartyIdentifier.objects.create(party=cast.partner, scheme=PartyIdentifier.DOMAIN, value="adler.test")
    person = UserFactory(email="first@adler.test")
    made = invited(cast, cast.partner, Role.REPRESENTATIVE, person.email)
    outcomes = at_once(
        lambda: accept(invitation=made, user=person),
        lambda: invited(cast, cast.neutral, Role.AUDITOR, "ann@bridge.example"),
    )
    assert outcomes in (["Refused", "done"], ["PermissionDenied", "done"], ["done", "done"])
    assert not Invitation.objects.open().filter(party=cast.neutral).exists()
    seat.refresh_from_db()
    assert seat.state == Participation.State.JOINED


# Whoever writes in a partnership takes its history first, and then rows: else two wait for each other, and one gets an error.
def test_a_party_revokes_while_the_person_declines(all_at_the_table):
    cast = all_at_the_table
    made = invited(cast, cast.university, Role.READER, "petra@example.org")
    steps = [lambda: revoke(invitation=made, actor=cast.officer), lambda: decline(invitation=made)]
    assert at_once(*steps) == ["Gone", "done"]


def test_a_representative_leaves_while_a_colleague_accepts(all_at_the_table):
    cast = all_at_the_table
    place = MembershipFactory(party=cast.partner, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    made = invited(cast, cast.partner, Role.READER, "petra@example.org", cast.representative)
    petra = UserFactory(email="petra@example.org")
    steps = [lambda: accept(invitation=made, user=petra), lambda: leave(membership=place, actor=place.user)]
    assert at_once(*steps) == ["done", "done"]


def test_an_account_is_deactivated_while_its_person_invites(all_at_the_table):
    cast = all_at_the_table
    second = MembershipFactory(party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE).user
    outcomes = at_once(
        lambda: deactivate(second, actor=cast.administrator),
        lambda: invited(cast, cast.university, Role.READER, "petra@example.org", second),
    )
    assert outcomes in (["done", "done"], ["PermissionDenied", "done"])


def holds_early(step, first, account):
    """Whether the step, while it waits for what comes first in the order of all, holds the account already, which comes later."""
    thread = threading.Thread(target=at_once, args=(step,))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            first()
            thread.start()
            for _moment in range(500):
                cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
                if cursor.fetchone():
                    break
                time.sleep(0.01)
            else:
                raise AssertionError("It waits for nothing.")
            return not User.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=account.pk)
    finally:
        thread.join(timeout=30)


def test_who_takes_another_name_waits_for_the_histories_first(all_at_the_table):
    cast = all_at_the_table
    browser, typed = cast.client(cast.officer), {"name": "Olivia Odhiambo", "time_zone": "Europe/Berlin", "mail": "digest"}
    for table in (cast.partnership, cast.sibling_partnership):
        assert not holds_early(lambda: browser.post("/preferences/", typed), lambda t=table: lock(t), cast.officer)
        assert User.objects.filter(pk=cast.officer.pk).update(name="Olivia Officer")  # as before, once the step is done


def test_the_history_of_an_emergency_reading_comes_before_the_account_of_who_reads(all_at_the_table):
    cast = all_at_the_table
    reader = UserFactory(is_staff=True, is_superuser=True)
    started(cast, cast.university, by=reader, partnership=cast.partnership)
    step = partial(deactivate, reader, actor=cast.administrator)
    assert not holds_early(step, lambda: lock(cast.partnership), reader)
    assert not User.objects.get(pk=reader.pk).is_active


def test_two_administrators_who_deactivate_each_other_wait_in_one_order(all_at_the_table):
    UserFactory(is_staff=True, is_superuser=True)
    one, other = User.objects.filter(is_superuser=True).order_by("pk")
    first = User.objects.select_for_update(no_key=True).filter(pk=one.pk)
    assert not holds_early(partial(deactivate, other, actor=one), lambda: list(first), other)
    assert at_once(partial(deactivate, one, actor=other)) == ["Refused"]
