"""`manage.py verify` finds whatever is done to the history behind the house, by raw SQL."""

import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from partnerships.history.models import GENESIS, ChainHead, Event
from partnerships.history.services import faults, record
from partnerships.tests.factories import PartnershipFactory

COLUMNS = [field.column for field in Event._meta.concrete_fields if not field.primary_key]
LENGTH = 6


@pytest.fixture
def chain(cast):
    """Six entries here, some next door, all whole."""
    for number in range(1, LENGTH + 1):
        record("changed", cast.partnership, actor=cast.officer, changes={"title": [str(number), str(number + 1)]}, note="n")
    for _number in range(2):
        record("changed", cast.sibling_partnership, actor=cast.officer)
    record("created", cast.other_partnership, actor=cast.stranger)
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
    return list(faults(partnership))


def key(partnership, sequence):
    return Event.objects.get(partnership=partnership, sequence=sequence).pk


def test_a_whole_history_is_whole(chain, capsys):
    assert found(chain) == []
    call_command("verify")
    assert "is whole" in capsys.readouterr().out


EDITS = {
    "at": "2020-01-01 00:00:00+00:00",
    "actor_key": None,
    "actor_name": "Somebody else",
    "verb": "created",
    "subject_label": "Something else",
    "changes": '{"title": ["1", "9"]}',
    "note": "otherwise",
    "visibility": "private",
    "hash": "f" * 64,
    "previous_hash": "f" * 64,
    "sequence": 99,
}


@pytest.mark.parametrize("column", [*EDITS, "party_id", "subject_key", "subject_type_id", "partnership_id"])
@pytest.mark.parametrize("sequence", [1, 3, LENGTH])
def test_any_edit_of_any_column_is_found(cast, chain, column, sequence):
    from django.contrib.contenttypes.models import ContentType

    others = {
        "party_id": cast.partner.pk,
        "subject_key": uuid.uuid4(),
        "subject_type_id": ContentType.objects.get_for_model(ChainHead).pk,
        "partnership_id": PartnershipFactory().pk,
    }
    target = key(chain, sequence)
    if column == "visibility":  # joint entries cannot be private, so it takes a party too
        assert sql("UPDATE history_event SET visibility = 'private', party_id = %s WHERE id = %s", cast.partner.pk, target) == 1
    else:
        assert sql(f"UPDATE history_event SET {column} = %s WHERE id = %s", (EDITS | others)[column], target) == 1
    assert found(chain) != []
    with pytest.raises(CommandError, match="faults found"):
        call_command("verify", chain.reference)


def test_every_column_is_tried():
    tried = {*EDITS, "party_id", "subject_key", "subject_type_id", "partnership_id"}
    assert tried == set(COLUMNS)


@pytest.mark.parametrize("gone", [{1}, {3}, {LENGTH}, {1, 2}, {LENGTH - 1, LENGTH}, set(range(1, LENGTH + 1))])
def test_any_deletion_is_found(chain, gone):
    for sequence in gone:
        assert sql("DELETE FROM history_event WHERE id = %s", key(chain, sequence)) == 1
    assert found(chain) != []


def test_the_end_cannot_go_with_the_entries(chain):
    sql("DELETE FROM history_event WHERE partnership_id = %s", chain.pk)
    sql("DELETE FROM history_chainhead WHERE partnership_id = %s", chain.pk)
    assert found(chain) == ["the end of the chain is missing"]


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
    model = Event.objects.filter(partnership=chain).order_by("sequence").first()
    model.pk, model.sequence, model.note = uuid.uuid4(), sequence, "never happened"
    before = Event.objects.filter(partnership=chain, sequence=sequence - 1).first()
    model.previous_hash = before.hash if before else GENESIS
    model.hash = model.computed_hash()
    Event.objects.bulk_create([model])
    assert found(chain) != []


def test_an_edit_with_its_own_hash_put_right_is_found(chain):
    event = Event.objects.get(partnership=chain, sequence=3)
    event.note = "otherwise"
    sql("UPDATE history_event SET note = %s, hash = %s WHERE id = %s", event.note, event.computed_hash(), event.pk)
    assert found(chain) == ["entry 4 does not follow the entry before it"]


def test_faults_are_named_by_partnership_and_entry(cast, chain, capsys):
    sql("UPDATE history_event SET note = 'x' WHERE id = %s", key(chain, 3))
    sql("UPDATE history_event SET note = 'x' WHERE id = %s", key(cast.sibling_partnership, 2))
    with pytest.raises(CommandError, match="2 faults"):
        call_command("verify")
    lines = capsys.readouterr().err.splitlines()
    assert sorted(lines) == sorted(
        [f"{chain.reference}: entry 3 was changed", f"{cast.sibling_partnership.reference}: entry 2 was changed"]
    )
    call_command("verify", cast.other_partnership.reference)


def test_next_door_is_none_the_worse(cast, chain):
    sql("DELETE FROM history_event WHERE partnership_id = %s", chain.pk)
    assert found(cast.sibling_partnership) == []


def test_a_partnership_without_any_history_is_a_fault(cast):
    """Each begins with an entry: one that has none has lost it."""
    assert found(cast.other_partnership) == ["the end of the chain is missing"]
