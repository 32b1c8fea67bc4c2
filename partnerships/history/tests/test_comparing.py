"""A tampering is not forgotten when the product writes the row once more, by whatever service."""

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from objectives.tests.factories import ObjectiveFactory
from partnerships.history.comparing import findings
from partnerships.history.erasure import erase
from partnerships.history.models import Event, Mention
from partnerships.history.proving import faults, take_stock
from partnerships.history.services import record
from partnerships.history.vouching import piece_of
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign
from risks.tests.factories import RiskFactory

pytestmark = pytest.mark.django_db

COST = 18  # statements of a save


@pytest.fixture
def objective(cast):
    take_stock(cast.partnership)
    place = {"partnership": cast.partnership, "party": cast.university, "visibility": "private", "author": None}
    return save_record(ObjectiveFactory.build(title="One student", **place), actor=cast.officer)


def tamper(row, **values):
    """In the database, as the next transaction finds it."""
    findings().clear()
    models.QuerySet(type(row)).filter(pk=row.pk).update(**values)
    row.refresh_from_db()


def told(row, sequence):
    return f"{piece_of(row).removeprefix('row/')} was changed before entry {sequence}, and no entry tells of it"


def last(partnership):
    return Event.objects.filter(partnership=partnership).in_order().last()


def own(cast, row):
    """What is wrong, with whose chain it is in."""
    return [f"{cast.university}: {told(row, last(cast.partnership).sequence)}"]


def test_saving_another_field_does_not_make_it_right(cast, objective):
    tamper(objective, title="Two students")
    objective.description = "Said later."
    save_record(objective, actor=cast.contributor)
    assert list(faults(cast.partnership)) == own(cast, objective)
    findings().clear()
    objective.description = "Said later still."
    save_record(objective, actor=cast.contributor)
    assert len(list(faults(cast.partnership))) == 1
    assert take_stock(cast.partnership) is None
    assert len(list(faults(cast.partnership))) == 1


def test_nor_does_sharing_taking_back_or_deleting_it(cast, objective):
    for write in (share_record, withdraw_record, delete_record):
        tamper(objective, title=f"Before {write.__name__}")
        piece = piece_of(objective)
        write(objective, actor=cast.officer)
        assert [said for said in last(cast.partnership).digests if said.startswith("otherwise/")] == [f"otherwise/{piece}"]
    assert len(list(faults(cast.partnership))) == 3


def test_nor_does_what_goes_with_another(cast, objective):
    """A risk that named an objective names it no longer: its own entry tells what was done to it before."""
    risk = save_record(
        RiskFactory.build(partnership=cast.partnership, party=cast.university, visibility="private", author=None),
        actor=cast.officer,
        related={"objectives": [objective]},
    )
    tamper(risk, title="Otherwise")
    delete_record(objective, actor=cast.officer)
    assert list(faults(cast.partnership)) == own(cast, risk)


def test_nor_does_a_link(cast, objective):
    risk = save_record(
        RiskFactory.build(partnership=cast.partnership, party=cast.university, visibility="private", author=None),
        actor=cast.officer,
    )
    tamper(risk, title="Otherwise")
    save_record(risk, actor=cast.officer, related={"objectives": [objective]})
    assert list(faults(cast.partnership)) == own(cast, risk)


def test_nor_does_a_signature(cast):
    objective = save_record(
        ObjectiveFactory.build(partnership=cast.partnership, party=None, visibility="shared", author=None), actor=cast.officer
    )
    take_stock(cast.partnership)
    round = open_round(objective, actor=cast.officer)
    [slot, _other] = round.slots.order_by("party__name")
    tamper(slot, statement="Never said")
    sign(round, actor=cast.representative)
    [entry] = Event.objects.filter(subject_key=slot.pk, verb="signed")
    assert told(slot, entry.sequence) in list(faults(cast.partnership))


def test_what_was_put_in_past_the_product_is_told_of(cast, objective):
    put = ObjectiveFactory.build(partnership=cast.partnership, party=cast.university, visibility="private", author=cast.officer)
    findings().clear()
    models.QuerySet(type(put)).bulk_create([put])
    put.refresh_from_db()
    put.title = "Now it is vouched for"
    save_record(put, actor=cast.officer)
    assert list(faults(cast.partnership)) == own(cast, put)


def test_what_the_product_writes_is_told_of_by_nothing(cast, objective):
    for words in ("first", "second"):
        objective.description = words
        save_record(objective, actor=cast.officer)
    share_record(objective, actor=cast.officer)
    withdraw_record(objective, actor=cast.officer)
    place = {"partnership": cast.partnership, "party": cast.university, "visibility": "private", "author": None}
    risk = save_record(RiskFactory.build(**place), actor=cast.officer)
    risk.objectives.add(objective)
    record("changed", risk, actor=cast.officer)
    delete_record(objective, actor=cast.officer)
    joint = save_record(ObjectiveFactory.build(**place | {"party": None, "visibility": "shared"}), actor=cast.officer)
    round = open_round(joint, actor=cast.officer)
    sign(round, actor=cast.representative)
    assert list(faults(cast.partnership)) == []


def test_of_what_was_erased_nothing_is_known(cast, objective):
    entry = last(cast.partnership)
    erase(entry, [piece_of(objective)])
    assert Mention.objects.get(piece=piece_of(objective)).salt == ""
    findings().clear()
    objective.description = "Said later."
    save_record(objective, actor=cast.officer)
    assert list(faults(cast.partnership)) == []


def test_nobody_hides_it_by_changing_what_is_kept_of_the_entries(cast, objective):
    tamper(objective, title="Two students")
    Mention.objects.filter(piece=piece_of(objective)).delete()
    objective.description = "Said later."
    save_record(objective, actor=cast.officer)
    kept = f"what is kept of the entries about objective/{objective.pk} is not what they say"
    assert list(faults(cast.partnership)) == [*own(cast, objective), kept]


@pytest.mark.django_db(transaction=True)
def test_what_was_found_is_forgotten_with_its_transaction(cast):
    for ending in (None, RuntimeError):
        try:
            with transaction.atomic():
                findings()["row/x", None] = True
                assert len(findings()) == 1
                if ending:
                    raise ending
        except RuntimeError:
            pass
        with transaction.atomic():
            assert findings() == {}


def test_a_save_costs_three_statements_more(cast, objective):
    """What the last entry says, the row as it is, and what this entry says of it; one more for each field of links."""
    objective.description = "Said later."
    findings().clear()
    with CaptureQueriesContext(connection) as queries:
        save_record(objective, actor=cast.officer)
    asked = [query["sql"] for query in queries]
    assert [sql.split()[0] for sql in asked if "history_mention" in sql] == ["SELECT", "INSERT"]
    assert len(asked) == COST
