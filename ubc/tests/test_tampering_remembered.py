"""What was changed past the product `verify` still finds after the product has written the same row once more.

For every kind of row: a value is changed, then the row is saved, only vouched for beside another, updated by a query, or goes. What is
found is forgotten with the transaction: each test begins as the next one would.
"""

import random
import re
from contextlib import suppress

import pytest
from django.db import DataError, IntegrityError, transaction

from partnerships.history.comparing import examined, findings
from partnerships.history.proving import chain_faults
from partnerships.history.services import record, to_all
from partnerships.history.vouching import ROW, piece_of
from partnerships.kinds import kinds
from partnerships.tests.deep import one_in
from ubc.tests.test_tampering import change, keys_of, make_up, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

SEED = 44007
FEW = 12
TOLD = re.compile(r"(\S+) was changed before entry \d+, and no entry tells of it")


def save(row, table):
    row.save()
    vouch_only(row, table)


def vouch_only(row, table):
    record("changed", table, actor=None, scope=to_all(table), also=[row])


def update(row, table):
    examined(type(row)._base_manager.filter(pk=row.pk)).update(id=row.pk)
    vouch_only(row, table)


def go(row, table):
    record("deleted", table, actor=None, scope=to_all(table), gone=[row])


WAYS = (save, vouch_only, update, go)


def tampered(model, table, chance):
    """The row of the kind of which a value was changed, as it is now. Its key stays, and it stays in the partnership."""
    before = model.rows_of(table).in_bulk()
    for _attempt in range(20):
        with suppress(IntegrityError, DataError), transaction.atomic():
            what, now = change(model, table, chance), model.rows_of(table).in_bulk()
            if what and now.keys() == before.keys():
                return next(row for key, row in now.items() if values(row) != values(before[key]))
            transaction.set_rollback(True)
    raise AssertionError(f"No value of {model._meta.label} can be changed.")


def values(row):
    return [field.value_from_object(row) for field in row._meta.concrete_fields]


def remembered(table):
    return [found for fault in chain_faults(table) for found in TOLD.findall(fault)]


@pytest.mark.parametrize("kind", one_in(FEW, sorted(kinds())))
def test_what_the_product_writes_over_it_does_not_make_it_right(world, kind):  # noqa: F811
    model, table, unseen = kinds()[kind], world.partnership, []
    for number, write in enumerate(WAYS):
        with transaction.atomic():
            findings().clear()
            row = tampered(model, table, random.Random(SEED + number))
            write(row, table)
            if remembered(table) != [piece_of(row).removeprefix(ROW)]:
                unseen.append(write.__name__)
            transaction.set_rollback(True)
    assert unseen == []


@pytest.mark.parametrize("kind", one_in(FEW, [kind for kind in sorted(kinds()) if hasattr(kinds()[kind], "scope")]))
def test_nor_does_it_make_a_row_right_that_was_put_in(world, kind):  # noqa: F811
    model, table = kinds()[kind], world.partnership
    with transaction.atomic():
        findings().clear()
        before = set(keys_of(model, table))
        with suppress(IntegrityError, DataError), transaction.atomic():
            make_up(model, table, random.Random(SEED))
        for key in set(keys_of(model, table)) - before:
            row = model._base_manager.get(pk=key)
            save(row, table)
            assert remembered(table) == [piece_of(row).removeprefix(ROW)]
        transaction.set_rollback(True)


def test_what_was_not_touched_is_not_told_of(world):  # noqa: F811
    table = world.partnership
    with transaction.atomic():
        findings().clear()
        for model in kinds().values():
            row = model.rows_of(table).order_by("pk").first()
            save(row, table)
            save(row, table)
        assert remembered(table) == []
        transaction.set_rollback(True)
