"""What a party shares is not named to a facilitator, who reads only what is joint: generated over all relations of all models.

A joint record refers to what the university shares with all; its history tells what it says. The facilitator, and whatever else is
kept in the joint space for good, is told not one byte of the name.
"""

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import IntegrityError, transaction

from partnerships.access.names import EverybodyIn
from partnerships.history.models import Event
from partnerships.history.services import record as write_history
from partnerships.records.services import _told
from partnerships.reminders.calendar import calendar_of
from partnerships.reminders.services import remind
from partnerships.rules.models import RuleChange
from partnerships.signoff.endings import snapshot_of
from partnerships.signoff.subjects import Signable
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from ubc.tests.naming import PARTS, SECRET, naming, pages_of, said
from ubc.tests.test_references import RELATIONS, SAMPLE_OF_SOURCE, make, refer, rename

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

JOINT = (None, "shared")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """(cast, what refers): what it refers to got its name first, then the history told of the reference. Once, for all tests only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world(make_cast())
        transaction.set_rollback(True)


def build_world(cast):
    found = []
    for model, field in RELATIONS:
        kind = apps.get_model(SAMPLE_OF_SOURCE) if isinstance(field, GenericForeignKey) else field.related_model
        try:
            with transaction.atomic():
                target = make(cast, kind, cast.university, "shared")
                record = target and target.record.party_id and refer(cast, model, field, target, JOINT)
        except IntegrityError:
            continue
        if record and record.record.party_id is None and record.record.pk != target.record.pk:
            rename(cast, target)
            found.append((type(record).objects.get(pk=record.pk), field, target))
    for record, _field, _target in found:
        tell(cast, record)
    return cast, found


def tell(cast, record):
    """Write into the history all that it keeps of the record."""
    changes = {name: [None, value] for name, value in _told(record).items()}
    write_history("changed", record, actor=cast.officer, changes=changes)


def test_what_refers_is_read_by_the_facilitator_and_what_it_refers_to_is_not(world):
    cast, found = world
    for record, _field, target in found:
        assert type(record).objects.all().asks_more or type(record).objects.visible_to(cast.facilitator).filter(pk=record.pk)
        assert not type(target).objects.visible_to(cast.facilitator).filter(pk=target.pk)
    assert len(found) > 40
    assert len({record._meta.app_label for record, _field, _target in found}) > 8


@pytest.mark.parametrize("part", one_in(PARTS, range(PARTS)))
def test_no_page_or_export_names_it(world, part):
    cast, found = world
    assert naming(pages_of(cast, found, part, cast.facilitator), found) == {}


def test_nothing_kept_in_the_joint_space_names_it(world):
    """Neither the history, nor what is laid out for signature, nor a calendar."""
    cast, found = world
    events = Event.objects.visible_to(cast.facilitator).filter(partnership=cast.partnership)
    assert {event.subject_key for event in events} >= {record.pk for record, _field, _target in found}
    assert [event.subject_label for event in events if SECRET in f"{event.subject_label} {event.note} {event.changes}"] == []
    signed = [
        record for record, _field, _target in found if isinstance(record, Signable) and not isinstance(record, RuleChange)
    ]
    assert [record for record in signed if SECRET in str(snapshot_of(record))] == []
    assert len(signed) > 3
    remind()
    assert SECRET not in calendar_of(cast.facilitator).decode()


def test_it_would_be_named_if_all_that_the_audience_has_were(world, monkeypatch):
    """So that the tests around this one prove something."""
    cast, found = world
    monkeypatch.setattr(EverybodyIn, "reads", lambda self, record: True)
    point = transaction.savepoint()
    for record, _field, _target in found:
        tell(cast, record)
    response = cast.client(cast.facilitator).get(found[0][0].record.get_absolute_url() + "?tab=history")
    transaction.savepoint_rollback(point)
    assert SECRET in said(response)
