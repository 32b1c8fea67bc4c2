"""`manage.py verify` finds whatever is done to the history behind the house, by raw SQL."""

import json
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from objectives.tests.factories import ObjectiveFactory
from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.erasure import erase
from partnerships.history.models import GENESIS, Chain, Event
from partnerships.history.proving import chain_faults, faults, take_stock
from partnerships.history.services import record
from partnerships.history.vouching import ROW, salted
from partnerships.models import Partnership
from partnerships.records.services import save_record
from partnerships.tests.deep import one_in
from partnerships.tests.factories import PartnershipFactory
from risks.tests.factories import RiskFactory

COLUMNS = [field.column for field in Event._meta.concrete_fields if not field.primary_key]
LENGTH = 7


@pytest.fixture
def chain(cast):
    """Seven entries here, some next door, all whole."""
    for number in range(1, LENGTH):
        record("changed", cast.partnership, actor=cast.officer, changes={"title": [str(number), str(number + 1)]}, note="n")
    for _number in range(2):
        record("changed", cast.sibling_partnership, actor=cast.officer)
    record("created", cast.other_partnership, actor=cast.stranger)
    for partnership in Partnership.objects.all():  # what the factories made past the history
        take_stock(partnership)
    return cast.partnership


def plain(value):
    """As the database keeps it: SQLite has no type of its own for a UUID."""
    return value.hex if isinstance(value, uuid.UUID) and connection.vendor == "sqlite" else value


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [value.hex if isinstance(value, uuid.UUID) and connection.vendor == "sqlite" else value for value in values],
        )
        return cursor.rowcount


def found(partnership):
    return list(chain_faults(partnership))


def key(partnership, sequence):
    return Event.objects.get(partnership=partnership, sequence=sequence).pk


def test_a_whole_history_is_whole(chain, capsys):
    assert list(faults(chain)) == []
    call_command("verify")
    assert "is whole" in capsys.readouterr().out


EDITS = {
    "at": "2020-01-01 00:00:00+00:00",
    "place": 99,
    "disclosed": False,
    "digests": "{}",
    "salts": "{}",
    "kind": "action",
    "actor_key": uuid.UUID(int=7),
    "actor_name": "Somebody else",
    "verb": "created",
    "subject_label": "Something else",
    "changes": '{"title": ["1", "9"]}',
    "note": "otherwise",
    "visibility": "private",
    "audience": 1 << 5,
    "hash": "f" * 64,
    "previous_hash": "f" * 64,
    "sequence": 99,
}


@pytest.mark.parametrize("sequence", one_in(3, [3, 1, LENGTH]))
def test_any_edit_of_any_column_is_found(cast, chain, sequence):
    others = {
        "party_id": cast.partner.pk,
        "subject_key": uuid.uuid4(),
        "chain_id": Chain.objects.create(partnership=chain, party=cast.partner).pk,
        "partnership_id": PartnershipFactory().pk,
    }
    target, seen = key(chain, sequence), {}
    for column, value in (EDITS | others).items():
        point = transaction.savepoint()
        if column == "visibility":  # joint entries cannot be private, so it takes a party too
            hidden = "UPDATE history_event SET visibility = 'private', audience = 0, party_id = %s WHERE id = %s"
            assert sql(hidden, cast.partner.pk, target) == 1
        else:
            assert sql(f"UPDATE history_event SET {column} = %s WHERE id = %s", value, target) == 1
        seen[column] = found(chain) != []
        transaction.savepoint_rollback(point)
    assert seen == dict.fromkeys(COLUMNS, True)


@pytest.mark.parametrize("gone", [{1}, {3}, {LENGTH}, {1, 2}, {LENGTH - 1, LENGTH}, set(range(1, LENGTH + 1))])
def test_any_deletion_is_found(chain, gone):
    for sequence in gone:
        assert sql("DELETE FROM history_event WHERE id = %s", key(chain, sequence)) == 1
    assert found(chain) != []


def test_what_is_missing_is_named(chain):
    sql("DELETE FROM history_event WHERE id = %s", key(chain, 3))
    assert found(chain)[0] == "entry 3 is missing"


@pytest.mark.parametrize("private", [True, False])
def test_a_chain_cannot_be_given_other_readers(cast, chain, private):
    """Its end would be handed to them."""
    audience, party = (0, cast.partner.pk) if private else (1 << 5, None)
    given = "UPDATE history_chain SET audience = %s, party_id = %s WHERE partnership_id = %s"
    assert sql(given, audience, party, chain.pk) == 1
    assert len([fault for fault in found(chain) if fault.endswith("was changed")]) == LENGTH


@pytest.mark.parametrize(("column", "value", "says"), [("sequence", LENGTH + 2, LENGTH + 2), ("hash", "f" * 64, LENGTH)])
def test_the_recorded_end_of_a_chain_cannot_be_another(chain, column, value, says):
    assert sql(f"UPDATE history_chain SET {column} = %s WHERE partnership_id = %s", value, chain.pk) == 1
    assert found(chain) == [f"the chain ends at entry {LENGTH}, its recorded end is {says}"]


def test_the_end_cannot_go_with_the_entries(chain):
    sql("DELETE FROM history_event WHERE partnership_id = %s", chain.pk)
    sql("DELETE FROM history_chain WHERE partnership_id = %s", chain.pk)
    assert found(chain)[0] == "the history is missing"


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 5), (LENGTH - 1, LENGTH)])
def test_a_swap_is_found(chain, one, other):
    first, second = key(chain, one), key(chain, other)
    for target, sequence in ((first, 1000), (second, one), (first, other)):
        sql("UPDATE history_event SET sequence = %s WHERE id = %s", sequence, target)
    assert found(chain) != []


@pytest.mark.parametrize("sequence", [0, 4, LENGTH + 1])
def test_an_insertion_is_found(cast, chain, sequence):
    """Even one that hashes right in itself and makes room for itself."""
    for place in range(LENGTH, sequence - 1, -1):
        if place:
            sql("UPDATE history_event SET sequence = %s WHERE id = %s", place + 1, key(chain, place))
    model = Event.objects.filter(partnership=chain).in_order().first()
    model.pk, model.sequence, model.place, model.note = uuid.uuid4(), sequence, 99, "never happened"
    before = Event.objects.filter(partnership=chain, sequence=sequence - 1).first()
    model.previous_hash = before.hash if before else GENESIS
    model.hash = model.computed_hash()
    Event.objects.bulk_create([model])
    assert found(chain) != []


def test_an_edit_with_its_own_hash_put_right_is_found(chain):
    event = Event.objects.get(partnership=chain, sequence=3)
    event.note, event.digests["note"] = "otherwise", salted(event.salts["note"], "otherwise")
    changed = (event.note, json.dumps(event.digests), event.computed_hash(), event.pk)
    sql("UPDATE history_event SET note = %s, digests = %s, hash = %s WHERE id = %s", *changed)
    assert found(chain) == ["entry 4 does not follow the entry before it"]


def test_faults_are_named_by_partnership_and_entry(cast, chain, capsys):
    sql("UPDATE history_event SET note = 'x' WHERE id = %s", key(chain, 3))
    sql("UPDATE history_event SET note = 'x' WHERE id = %s", key(cast.sibling_partnership, 2))
    with pytest.raises(CommandError, match="2 faults"):
        call_command("verify")
    lines = capsys.readouterr().err.splitlines()
    assert sorted(lines) == sorted(
        [
            f"{chain.reference}: a text of entry 3 was changed",
            f"{cast.sibling_partnership.reference}: a text of entry 2 was changed",
        ]
    )
    call_command("verify", cast.other_partnership.reference)


def test_nor_with_all_its_entries(chain):
    for table in ("history_chain", "history_event"):
        assert sql(f"UPDATE {table} SET audience = %s WHERE partnership_id = %s", 1 << 5, chain.pk) >= 1
    assert found(chain) == [f"entry {number} was changed" for number in range(1, LENGTH + 1)]


def test_next_door_is_none_the_worse(cast, chain):
    sql("DELETE FROM history_event WHERE partnership_id = %s", chain.pk)
    assert found(cast.sibling_partnership) == []


BESIDE = "entries stand in no chain, or more were written than are there"
OTHERS = "the ledger has others at the table than take part"


def test_an_entry_beside_the_chains_is_found(cast, chain):
    """One that says it is of this partnership, and stands in the chain of another, where it hashes right."""
    other = Chain.objects.get(partnership=cast.other_partnership)
    stray = Event.objects.filter(chain=other).latest("sequence")
    stray.pk, stray.sequence, stray.place, stray.partnership = uuid.uuid4(), stray.sequence + 1, 99, chain
    stray.previous_hash, stray.disclosed = other.hash, False
    stray.hash = stray.computed_hash()
    Event.objects.bulk_create([stray])
    assert found(chain) == [BESIDE]


def test_a_whole_chain_cannot_go(cast, chain):
    save_record(ActionFactory.build(partnership=chain, party=cast.university, responsible=cast.university), actor=cast.officer)
    private = Chain.objects.get(partnership=chain, party=cast.university)
    sql("DELETE FROM history_event WHERE chain_id = %s", private.pk)
    sql("DELETE FROM history_chain WHERE id = %s", private.pk)
    assert found(chain) == [BESIDE]


@pytest.mark.parametrize(
    ("column", "says"),
    [("disclosed", BESIDE), ("written", BESIDE), ("seated", OTHERS), ("joined", OTHERS)],
)
def test_the_ledger_is_what_there_is(chain, column, says):
    assert sql(f"UPDATE partnerships_ledger SET {column} = {column} + 1 WHERE partnership_id = %s", chain.pk) == 1
    assert found(chain) == [says]


def test_a_partnership_without_any_history_is_a_fault(cast):
    """Each begins with an entry: one that has none has lost it."""
    assert found(cast.other_partnership)[0] == "the history is missing"


# --- what entries vouch for -------------------------------------------------------------------------------------------
@pytest.fixture
def action(cast, chain):
    action = ActionFactory.build(partnership=chain, party=None, visibility="shared", author=None, title="Mill the rotor")
    return save_record(action, actor=cast.officer)


def test_what_is_kept_is_what_the_last_entry_says(cast, chain, action):
    save_record(action, actor=cast.officer, related={})
    assert list(faults(chain)) == []
    sql("UPDATE actions_action SET title = 'Otherwise' WHERE id = %s", action.pk)
    assert list(faults(chain)) == [f"action/{action.pk} (Otherwise) was changed, and no entry tells of it"]
    sql("UPDATE actions_action SET title = 'Mill the rotor' WHERE id = %s", action.pk)
    assert list(faults(chain)) == []


def test_what_a_row_is_linked_with_is_vouched_for_too(cast, chain):
    made = [factory.build(partnership=chain, party=None, author=None) for factory in (RiskFactory, ObjectiveFactory)]
    risk, objective = [save_record(record, actor=cast.officer) for record in made]
    assert list(faults(chain)) == []
    risk.objectives.add(objective)
    assert list(faults(chain)) == [f"risk/{risk.pk} ({risk}) was changed, and no entry tells of it"]


def test_the_salt_of_a_row_in_an_earlier_entry_stays(cast, chain, action):
    """The last entry about it does not tell of it."""
    action.title = "Mill the rotor again"
    save_record(action, actor=cast.officer)
    first = Event.objects.get(partnership=chain, verb="created", subject_key=action.pk)
    [row] = [piece for piece in first.salts if piece.startswith(ROW)]
    sql("UPDATE history_event SET salts = %s WHERE id = %s", json.dumps(first.salts | {row: "0" * 32}), first.pk)
    kept = f"what is kept of the entries about action/{action.pk} is not what they say"
    assert list(faults(chain)) == [f"a text of entry {first.sequence} was changed", kept]


def test_what_is_missing_and_what_nobody_wrote_is_named(cast, chain, action):
    sql("DELETE FROM actions_action WHERE id = %s", action.pk)
    added = ActionFactory(partnership=chain, party=None, visibility="shared", author=cast.officer, title="Never written")
    assert list(faults(chain)) == [f"no entry tells of action/{added.pk} (Never written)", f"action/{action.pk} is missing"]


def test_stock_is_taken_once(cast, chain, action):
    assert take_stock(chain) is None
    ActionFactory(partnership=chain, party=None, visibility="shared", author=cast.officer)
    told = take_stock(chain)
    assert (told.verb, told.visibility, told.changes) == ("taken stock of", "shared", {"rows": [None, 1]})
    assert (list(faults(chain)), take_stock(chain)) == ([], None)


# --- erasing ----------------------------------------------------------------------------------------------------------
def test_a_text_is_erased_and_the_chain_holds(cast, chain):
    event = Event.objects.get(partnership=chain, sequence=3)
    told = erase(event, ["note", "title/0", "actor"])
    stored = Event.objects.get(pk=event.pk)
    assert (stored.note, stored.changes, stored.actor_name, stored.hash) == ("", {"title": [None, "4"]}, "", event.hash)
    assert {"note", "title/0", "actor"} & stored.salts.keys() == set()
    assert (told.verb, told.actor_key, told.changes["erased"][1]) == (
        "erased",
        None,
        [[3, "actor"], [3, "note"], [3, "title/0"]],
    )
    assert list(faults(chain)) == []


def test_an_erased_text_cannot_be_tried_out(cast, chain):
    """Without its salt a digest says nothing of a short word."""
    event = Event.objects.get(partnership=chain, sequence=3)
    digest = event.digests["title/0"]
    erase(event, ["title/0"])
    stored = Event.objects.get(pk=event.pk)
    assert digest == stored.digests["title/0"]
    assert digest not in {salted(salt, "3") for salt in ("", *stored.salts.values())}


def test_a_text_taken_out_past_the_history_is_missed(chain):
    event = Event.objects.get(partnership=chain, sequence=3)
    del event.salts["note"]
    sql("UPDATE history_event SET note = '', salts = %s WHERE id = %s", json.dumps(event.salts), event.pk)
    assert list(faults(chain)) == ["note of entry 3 is missing"]


def test_what_an_entry_does_not_have_is_not_erased(chain):
    with pytest.raises(ValueError, match="title/7"):
        erase(Event.objects.get(partnership=chain, sequence=3), ["note", "title/7"])
    assert Event.objects.get(partnership=chain, sequence=3).note == "n"
    assert list(chain_faults(chain)) == []
