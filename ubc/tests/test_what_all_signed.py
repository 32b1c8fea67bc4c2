"""What all parties signed no party changes alone, wherever it moves the record afterwards: over every kind that is signed.

Each kind is signed by all. From there the people of one party take every step of the kind that is open to them, and in each state they
reach they try every field, every part and the removal: what was signed still stands, or the record says no more that it is agreed.
"""

import copy
import datetime as dt
import inspect
import uuid
from decimal import Decimal
from functools import partial

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DatabaseError, models, transaction

from partnerships.access.names import Person, read_by
from partnerships.accounts.presence import Proof
from partnerships.models import Party
from partnerships.records.describe import part_models
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.signoff.endings import snapshot_of
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from partnerships.signoff.subjects import Signable
from partnerships.signoff.tests.signing import sign_by_all, takes_proof
from partnerships.tests.arrangements import SYSTEM
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from ubc.tests.arrangements import ARRANGEMENTS
from ubc.tests.samples import SAMPLES, SPACES
from ubc.tests.test_services import ASKING

# What it says does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.pages]

KINDS = {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Signable)}
FEW = 4
ALONE = ("officer", "representative")
REFUSED = (ValidationError, PermissionDenied, ObjectDoesNotExist, DatabaseError)
# What makes a record of a kind ready to be asked of all, where no service asks for it.
READY = {
    "objectives.value.services.ideas.assess_idea",
    "risks.services.accepting.put_acceptance_in_force",
    "risks.services.readings.agree_consensus",
    "rmp.governance.services.agreements.bring_into_force",
    "rmp.leadership.services.nominations.decide_nomination",
    "rmp.leadership.services.removals.decide_removal",
}
# What one party may change of it, with the reason.
_WORKING = "A milestone set after the agreement is a working one, and says so."
_APPLIED = "It does what all signed."
RIGHT = {
    "objectives.objective": {(state, "milestone added"): _WORKING for state in ("agreed", "active", "achieved")},
    "objectives.revision": {("approved", "apply_revision"): _APPLIED},
}
OUT_OF_PLACE = {"id", "author", "version", "partnership", "party", "visibility", "audience"}


def services_of(model):
    """The services of a kind that have an arrangement, by name."""
    for name, function in sorted(ASKING.items()):
        first = next(iter(inspect.signature(function).parameters.values()))
        if function in ARRANGEMENTS and first.annotation in (model, model.__name__):
            yield name, function


def ready(cast, model):
    """(a record of the kind, how it is asked of all): by the service that asks for it, or as any record is."""
    for name, function in services_of(model):
        if "open_round(" in inspect.getsource(function):
            arranged = ARRANGEMENTS[function](cast)
            return arranged.args[0], partial(call, function, cast, arranged.by, arranged.kwargs)
        if name in READY:
            arranged = ARRANGEMENTS[function](cast)
            record = arranged.args[0]
            if arranged.by != SYSTEM:
                call(function, cast, arranged.by, arranged.kwargs, record)
            break
    else:
        record = SAMPLES[model._meta.label_lower](cast, **SPACES["joint"](cast))
    return record, partial(call, open_round, cast, "representative" if record.owner_party == cast.partner else "officer", {})


def signed(cast, model):
    """A record of the kind with a part of each kind that it may have, signed by all."""
    record, ask = ready(cast, model)

    def has_one(step, actor):
        step(actor)
        if undone(lambda: ask(again(record)) or True) is None:
            raise Refused("With this part it is not asked.")

    for _name, part in part_models(model):
        for actor in (cast.officer, cast.representative):
            if step := one_more(cast, record, part):
                kept(lambda step=step, actor=actor: has_one(step, actor))
    ask(again(record))
    for round in SignOffRound.objects.open().filter(subject_key=record.pk):
        sign_by_all(round)
    return again(record)


def call(function, cast, person, kwargs, *args):
    actor = getattr(cast, person)
    proof = {"proof": Proof.just_given(actor)} if takes_proof(function) else {}
    with read_by(Person(actor)):
        return function(*args, actor=actor, **proof, **kwargs)


def again(record):
    return type(record)._base_manager.get(pk=record.pk)


def others(cast, field, value):
    """Values that a form could give to the field instead."""
    if field.choices:
        yield from [choice for choice, _label in field.flatchoices if choice not in ("", value)][:2]
    elif field.is_relation:
        rows = [cast.university, cast.partner] if field.related_model is Party else field.related_model._base_manager.all()[:3]
        yield from [row.pk for row in rows if row.pk != value][:1]
        yield from [None] if value and field.null else []
    else:
        match value:
            case bool():
                yield not value
            case int() | Decimal():
                yield value + 1
            case str():
                yield f"{value}x"
            case dt.date():
                yield value + dt.timedelta(days=1)
            case dict():
                yield value | {"more": 1}
            case list():
                yield [*value, "more"]
            case None:
                yield {"DateField": dt.date(2030, 1, 1), "JSONField": {}, "BooleanField": True}.get(
                    field.get_internal_type(), 1
                )


def edits(cast, row):
    """(what, step) for each other value of each field that people write, for a removal, and of a part for one more."""
    for field in row._meta.concrete_fields:
        if field.editable and field.name not in OUT_OF_PLACE:
            for value in others(cast, field, getattr(row, field.attname)):

                def write(actor, field=field, value=value):
                    changed = again(row)
                    setattr(changed, field.attname, value)
                    save_record(changed, actor=actor)

                yield f"{row._meta.model_name}.{field.name}", write
    yield f"{row._meta.model_name} removed", lambda actor: delete_record(again(row), actor=actor)


def one_more(cast, record, part):
    """A step that adds a part to the record, or None where no such part can be had."""
    sample = SAMPLES.get(part._meta.label_lower)
    if sample is None:
        return None

    def add(actor):
        new = copy.copy(sample(cast, **SPACES["joint"](cast)))
        new.pk, new._state.adding = uuid.uuid4(), True
        setattr(new, part.part_of, record)
        save_record(new, actor=actor)

    return add


def all_parts(model):
    """(accessor, model) of the parts of a kind, and of theirs."""
    for name, part in part_models(model):
        yield name, part
        yield from all_parts(part)


def rows_of(record):
    """The record and its parts, and theirs."""
    yield record
    for name, _part in part_models(type(record)):
        for row in getattr(record, name).all():
            yield from rows_of(row)


def steps(cast, record):
    """(what, step) for whatever one can try to change about the record."""
    for row in rows_of(record):
        yield from edits(cast, row)
        for _name, part in part_models(type(row)):
            more = one_more(cast, row, part)
            if more is not None:
                yield f"{part._meta.model_name} added", more


def kept(step):
    """What comes of a step; None where it is refused."""
    try:
        with transaction.atomic():
            return step()
    except REFUSED:
        return None


def undone(step):
    """The same, and nothing of it stays."""
    with transaction.atomic():
        found = kept(step)
        transaction.set_rollback(True)
    return found


def said(record):
    """What the record says now to those who signed it, wherever it stands; nothing where it is gone."""
    found = type(record)._base_manager.filter(pk=record.pk).first()
    return found and {name: value for name, value in snapshot_of(found)[0].items() if name != "state"}


def marks(record):
    """The days on which something came of it: those that the last signature sets say that it is agreed."""
    return {
        field.attname
        for field in record._meta.concrete_fields
        if isinstance(field, models.DateField) and not field.editable and getattr(record, field.attname)
    }


def changed_alone(cast, record, person, agreed, calls, seen):
    """{(state, what)} that the person changes of what was signed: here, and wherever the steps of the kind lead from here."""
    state, signed, found = getattr(record, "state", ""), said(record), set()
    seen.add(state)
    actor = getattr(cast, person)

    def says_otherwise(step):
        with read_by(Person(actor)):
            step(actor)
        return said(record) != signed

    for what, step in steps(cast, record):
        if undone(lambda step=step: says_otherwise(step)):
            found.add((state, what))

    def go_on(function, row, kwargs):
        call(function, cast, person, kwargs, again(row))
        current, further = again(record), set()
        if not agreed <= marks(current):
            return further
        if said(record) != signed:
            further.add((state, function.__name__))
        if getattr(current, "state", "") not in seen:
            further |= changed_alone(cast, current, person, agreed, calls, seen)
        return further

    for row in rows_of(record):
        for function, kwargs in calls[type(row)]:
            found |= undone(lambda f=function, r=row, k=kwargs: go_on(f, r, k)) or set()
    return found


@pytest.mark.parametrize("kind", one_in(FEW, sorted(KINDS)))
def test_what_all_signed_no_party_changes_alone(kind):
    cast, model = make_cast(), KINDS[kind]
    kinds = [model, *(part for _name, part in all_parts(model))]
    calls = {
        kind: [
            (function, undone(lambda f=function: ARRANGEMENTS[f](cast).kwargs) or {}) for _name, function in services_of(kind)
        ]
        for kind in kinds
    }
    record, found = signed(cast, model), set()
    for person in ALONE:
        found |= changed_alone(cast, record, person, marks(record), calls, set())
    assert found == set(RIGHT.get(kind, ()))
