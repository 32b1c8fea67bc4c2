"""What happens at once: two people, two parties, a signature and a change. Real threads on a database with row locks."""

import threading

import pytest
from django.db import connection, connections

from partnerships.actions.models import Action
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults, take_stock
from partnerships.models import Role
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.proofs import faults
from partnerships.signoff.services import expire_rounds, open_round, withdraw_round
from partnerships.signoff.tests.signing import sign
from partnerships.tests.factories import MembershipFactory, UserFactory

pytestmark = [
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time: nothing happens at once"
    ),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def subject(subject, cast):
    """The history vouches for it, as for whatever a service made."""
    take_stock(cast.partnership)
    return subject


def at_once(*acts):
    """Runs the acts in threads that start together; the outcomes, in order: what each returned or raised."""
    barrier, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait()
            outcomes[place] = act()
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


def kinds(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def changed(subject, actor, title):
    current = Action.objects.get(pk=subject.pk)
    current.title = title
    return save_record(current, actor=actor)


def fresh(round):
    return SignOffRound.objects.get(pk=round.pk)


@pytest.mark.parametrize("attempt", range(3))
def test_one_person_twice_gives_one_signature(cast, round, attempt):
    act = lambda: sign(fresh(round), actor=cast.officer)  # noqa: E731
    assert kinds(at_once(act, act, act, act)) == ["Refused", "Refused", "Refused", "SignOffSlot"]
    assert Event.objects.filter(verb="signed").count() == 1
    assert [*chain_faults(cast.partnership), *faults(cast.partnership)] == []


def test_two_people_of_one_party_give_one_signature(cast, round):
    colleague = UserFactory()
    MembershipFactory(user=colleague, party=cast.university, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    outcomes = at_once(lambda: sign(fresh(round), actor=cast.officer), lambda: sign(fresh(round), actor=colleague))
    assert kinds(outcomes) == ["Refused", "SignOffSlot"]
    assert round.slots.filter(decision="signed").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_both_parties_complete_it_once(cast, round, hooks, attempt):
    outcomes = at_once(lambda: sign(fresh(round), actor=cast.officer), lambda: sign(fresh(round), actor=cast.representative))
    assert kinds(outcomes) == ["SignOffSlot", "SignOffSlot"]
    assert (fresh(round).state, [name for name, *_rest in hooks]) == ("complete", ["signoff_completed"])
    assert [*chain_faults(cast.partnership), *faults(cast.partnership)] == []


@pytest.mark.parametrize("attempt", range(5))
def test_a_signature_never_stands_under_changed_content(cast, subject, round, attempt):
    sign(round, actor=cast.representative)
    outcomes = at_once(
        lambda: sign(fresh(round), actor=cast.officer), lambda: changed(subject, cast.contributor, "Charter of trust")
    )
    assert not any("Deadlock" in type(outcome).__name__ or "Operational" in type(outcome).__name__ for outcome in outcomes)
    found = fresh(round)
    if isinstance(outcomes[0], Refused):
        assert found.state == "voided"
    else:  # the signature came first and completed the round; the change came after
        assert found.state == "complete"
        verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
        assert verbs.index("completed") < verbs.index("changed")
    assert [*chain_faults(cast.partnership), *faults(cast.partnership)] == []


def test_one_round_opens_of_two(cast, subject):
    outcomes = at_once(lambda: open_round(subject, actor=cast.officer), lambda: open_round(subject, actor=cast.representative))
    assert kinds(outcomes) == ["Refused", "SignOffRound"]
    assert SignOffRound.objects.count() == 1


def test_a_round_ends_once(cast, round, hooks):
    outcomes = at_once(
        lambda: withdraw_round(fresh(round), actor=cast.officer),
        lambda: withdraw_round(fresh(round), actor=cast.officer),
        expire_rounds,
    )
    assert kinds(outcomes) == ["Refused", "SignOffRound", "int"]
    assert (fresh(round).state, len(hooks)) == ("withdrawn", 1)


def test_writers_of_one_partnership_queue(cast, subject, round):
    """Everybody takes the partnership's lock first, so that no two writers can wait for each other."""
    other = Action.objects.create(
        partnership=cast.partnership, visibility="shared", author=cast.officer, title="Other", responsible=cast.university
    )
    take_stock(cast.partnership)
    acts = []
    for number in range(4):
        acts.append(lambda n=number: changed(other, cast.contributor, f"Other {n}"))
        acts.append(lambda n=number: changed(subject, cast.officer, f"Charter {n}"))
    outcomes = at_once(*acts, lambda: sign(fresh(round), actor=cast.representative))
    assert {type(outcome).__name__ for outcome in outcomes} <= {"Action", "SignOffSlot", "Refused", "Voided"}
    assert [*chain_faults(cast.partnership), *faults(cast.partnership)] == []
    assert connection.vendor == "postgresql"
