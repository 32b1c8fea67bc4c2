"""History is written once: neither an entry nor a set of them can be changed or removed by the means of the house."""

import pytest
from django.utils import translation

from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.models import AppendOnly, Chain, Event
from partnerships.history.proving import chain_faults
from partnerships.history.services import record
from partnerships.models import Ledger
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record


@pytest.fixture
def event(cast):
    return record("created", cast.partnership, actor=cast.officer, changes={"title": [None, "Quiet gearboxes"]})


def test_an_entry_says_who_did_what_to_what(cast, event):
    stored = Event.objects.get(pk=event.pk)
    assert (stored.actor_key, stored.actor_name, stored.verb) == (cast.officer.pk, "Olivia Officer", "created")
    assert (stored.subject_key, stored.subject_label, stored.changes) == (
        cast.partnership.pk,
        "Quiet gearboxes",
        {"title": [None, "Quiet gearboxes"]},
    )
    assert (stored.party, stored.visibility, stored.sequence) == (None, "shared", 1)


def test_entries_follow_each_other_by_partnership(cast, event):
    second = record("changed", cast.partnership, actor=None, note="By the system.")
    elsewhere = record("created", cast.other_partnership, actor=cast.stranger)
    assert (second.sequence, second.previous_hash) == (2, event.hash)
    assert (elsewhere.sequence, elsewhere.previous_hash) == (1, "0" * 64)
    head = Chain.objects.get(partnership=cast.partnership)
    assert (head.sequence, head.hash) == (2, second.hash)
    assert list(chain_faults(cast.partnership)) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda event: event.save(),
        lambda event: event.save(update_fields=["note"]),
        lambda event: event.delete(),
        lambda event: Event.objects.update(note="x"),
        lambda event: Event.objects.filter(pk=event.pk).update(note="x"),
        lambda event: Event.objects.all().delete(),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.bulk_update([event], ["note"]),
        lambda event: Event.objects.update_or_create(pk=event.pk, defaults={"note": "x"}),
    ],
)
def test_nothing_is_changed_or_removed(event, act):
    before = list(Event.objects.values())
    event.note = "Otherwise."
    with pytest.raises(AppendOnly):
        act(event)
    assert list(Event.objects.values()) == before


def test_an_account_that_goes_leaves_its_entries(cast, event):
    cast.officer.name = "Somebody Else"
    cast.officer.save()
    assert list(chain_faults(cast.partnership)) == []
    assert Event.objects.get(pk=event.pk).actor_name == "Olivia Officer"


def test_a_partnership_with_a_history_is_not_deleted(cast, event):
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        cast.partnership.delete()


def test_the_hash_survives_the_database(cast, event):
    """What is read back hashes to what was written: times to the microsecond, texts of every script, nested changes."""
    written = record(
        "changed",
        cast.partnership,
        actor=cast.officer,
        changes={"a": [None, {"z": 1, "ä": ["ß", 1.5, True, None]}], "b": ["x" * 5000, ""]},
        note="Übereinkunft 契約 \u202e 🖋 “ ”\nnew line",
    )
    stored = Event.objects.get(pk=written.pk)
    assert stored.computed_hash() == stored.hash == written.hash


def test_what_one_party_does_in_private_moves_its_own_chain_alone(cast, event):
    action = ActionFactory.build(partnership=cast.partnership, party=cast.university, visibility="private", author=None)
    save_record(action, actor=cast.officer)
    chains = Chain.objects.filter(partnership=cast.partnership).order_by("-audience").values_list("party", "sequence", "hash")
    assert [*chains] == [(None, 1, event.hash), (cast.university.pk, 1, Event.objects.get(subject_key=action.pk).hash)]
    ledger = Ledger.objects.get(partnership=cast.partnership)
    assert (ledger.written, ledger.disclosed) == (2, 1)
    share_record(action, actor=cast.officer)
    told = Event.objects.filter(partnership=cast.partnership).in_order()
    assert [(e.verb, e.visibility, e.place, e.sequence) for e in told] == [
        ("created", "shared", 1, 1),
        ("created", "private", 2, 1),
        ("shared", "shared", 3, 2),
    ]
    assert list(chain_faults(cast.partnership)) == []


def test_an_entry_is_written_in_no_language(cast):
    """Whoever acts in whatever language: what is kept of it is the same."""
    action = ActionFactory(partnership=cast.partnership, party=None, visibility="shared", author=cast.officer)
    with translation.override("de"):
        action.title = "Otherwise"
        save_record(action, actor=cast.officer)
    told = Event.objects.get(subject_key=action.pk)
    assert (told.verb, told.kind, list(told.changes)) == ("changed", "action", ["title"])
