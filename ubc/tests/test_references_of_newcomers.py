"""What is older than a newcomer is not named to it by what is younger and refers to it: generated over all relations of all models.

Something joint, or else the university's and shared, is shown to all but the newcomer; what refers to it is joint, or the university's
and shared, and the newcomer reads it. The newcomer, and the joint archive, are told not one byte of the name.
"""

import io
import zipfile

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import IntegrityError, transaction

from partnerships.access.names import Person, read_by
from partnerships.archive.building import build
from partnerships.archive.reading import Reader
from partnerships.models import Participation
from partnerships.tests.cast import make_cast, seat_newcomer
from partnerships.tests.deep import one_in
from rmp.plan.living import living_plan
from ubc.tests.naming import PARTS, labels_of, naming, pages_of, text_of, told
from ubc.tests.test_references import RELATIONS, SAMPLE_OF_SOURCE, make, refer, rename

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

# Relations that cannot come about, with the reason.
NEVER = {
    "assessments.respondent.cycle": "Whom a party asks is always its own alone.",
    "admission.admissionitem.subject": "A list names only what every party reads (partnerships/admission/tests/test_items.py).",
    "rmp_competence.assessment.counted_in": "Only its own party reads it.",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """(cast, newcomer's party, its person, what refers, relation of each key that is not to be named). Once, for all tests only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        party, newcomer = seat_newcomer(cast)
        seat = Participation.objects.get(party=party, partnership=cast.partnership)
        found = []
        for model, field in RELATIONS:
            for owner in (None, cast.university):
                record, target = referring(cast, model, field, owner)
                if record is not None:
                    top = target.record
                    type(top).objects.filter(pk=top.pk).update(audience=top.audience & ~seat.bit)
                    rename(cast, target)
                    found.append((record, field, target))
                    break
        yield cast, party, newcomer, found, labels_of(found)
        transaction.set_rollback(True)


def referring(cast, model, field, owner):
    """(record, what it refers to), that lie in two records; (None, None) where this owner has no such."""
    kind = apps.get_model(SAMPLE_OF_SOURCE) if isinstance(field, GenericForeignKey) else field.related_model
    spaces = ((None, "shared"), (cast.university, "shared"))
    try:
        with transaction.atomic():
            target = make(cast, kind, owner, "shared")
            # A cell of the matrix hangs on a party's own objective: the samples would hang it on a common one.
            record = target and refer(cast, model, field, target, *spaces[model.__name__ == "Alignment" :])
            if record and record.record.pk != target.record.pk:
                return record, target
    except IntegrityError:
        pass
    return None, None


def test_the_relations_of_all_rooms_are_tried(world):
    _cast, _party, newcomer, found, labels = world
    assert {f"{model._meta.label_lower}.{field.name}" for model, field in RELATIONS} - set(labels.values()) == set(NEVER)
    for record, _field, target in found:
        read = type(record).objects.filter(pk=record.pk).visible_to(newcomer).exists()
        assert read or type(record).objects.all().asks_more
        rows = type(target).objects.filter(pk=target.pk)
        assert not rows.visible_to(newcomer).exists()
        assert not rows.disclosed().exists()


@pytest.mark.parametrize("part", one_in(PARTS, range(PARTS)))
def test_no_page_or_export_names_it(world, part):
    cast, _party, newcomer, found, _labels = world
    assert naming(pages_of(cast, found, part, newcomer), found) == {}


@pytest.mark.deep
def test_nor_do_plan_and_archives(world):
    cast, party, newcomer, _found, labels = world
    with read_by(Person(newcomer)):
        assert told(labels, repr(living_plan(cast.partnership))) == set()
    for reader in (Reader(cast.partnership, party, newcomer), Reader(cast.partnership, None, None)):
        body = build(reader, lambda percent: None)
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            named = {name: told(labels, text_of(archive.read(name))) for name in archive.namelist()}
        assert {name.rpartition(".")[2] for name in named} >= {"json", "html", "pdf", "xlsx"}
        assert {name: wrong for name, wrong in named.items() if wrong} == {}
