"""Who comes to the table later reads nothing of what was joint or shared before: over all kinds of records and parts."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships.access.names import Person, read_by
from partnerships.access.policy import standing
from partnerships.history.anchors import ends, readable_chains
from partnerships.history.models import Event
from partnerships.records.actors import Rule, admitted, any_party
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.tests.cast import make_cast, seat_newcomer
from ubc.tests.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

KINDS = sorted(label for label in SAMPLES if issubclass(apps.get_model(label), PartnershipRecord | RecordPart))


@pytest.fixture(scope="module")
def old(django_db_setup, django_db_blocker):
    """(cast, {kind: its rows}, newcomer): of every kind something joint and something shared, then somebody new comes."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast, made = make_cast(), {}
        for label in KINDS:
            for party in (None, cast.university):
                try:
                    with transaction.atomic():
                        made.setdefault(label, []).append(SAMPLES[label](cast, party=party, visibility="shared"))
                except (AttributeError, IntegrityError, AssertionError, TypeError):
                    continue
        yield cast, made, seat_newcomer(cast)[1]
        transaction.set_rollback(True)


def test_of_every_kind_something_is_there(old):
    _cast, made, _newcomer = old
    private_only = {"assessments.respondent", "rmp_competence.roleholder"}
    assert set(KINDS) - made.keys() - private_only == set()


@pytest.mark.parametrize("label", KINDS)
def test_a_newcomer_reads_and_changes_nothing_of_before(old, label):
    cast, made, newcomer = old
    for record in made.get(label, ()):
        rows = type(record).objects.filter(pk=record.pk)
        assert (rows.visible_to(newcomer).count(), rows.editable_by(newcomer).count()) == (0, 0)
        if not type(record).objects.all().asks_more:
            assert rows.visible_to(cast.officer).count() == 1
        with read_by(Person(newcomer)):
            assert str(type(record).objects.get(pk=record.pk)) == "a private record"
        assert rows.disclosed().count() == 0
        # Not even where a service lets in whoever stands for a party.
        with pytest.raises(PermissionDenied), admitted(record, newcomer, Rule(allowed=any_party)):
            pytest.fail("let in")


def test_nor_of_the_history(old):
    cast, _made, newcomer = old
    assert Event.objects.visible_to(cast.representative).exists()
    assert not Event.objects.visible_to(newcomer).exists()
    assert ends(readable_chains(standing(newcomer, cast.partnership))) == []
