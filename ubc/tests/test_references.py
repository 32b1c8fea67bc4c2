"""A reference is read through the gate: what was taken back and renamed is not named to the other side, by whatever refers to it.

Generated over all relations of all models: the partner's private (or the joint) record refers to the university's shared one; the
university takes it back and renames it; the partner reads every page, export, feed and archive. Not one byte of the new name.
"""

import datetime as dt
import io
import zipfile
from contextlib import suppress

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from objectives.models import RevisionCondition
from objectives.value.tests.factories import ValueIdeaFactory
from partnerships.access.names import HIDDEN, EverybodyIn, Person, read_by
from partnerships.access.spaces import InSpace
from partnerships.archive.building import build
from partnerships.archive.reading import Reader
from partnerships.clock import today
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.records.describe import part_models
from partnerships.records.models import Disclosure, Kept, PartnershipRecord, RecordPart
from partnerships.records.sharing import withdraw_record
from partnerships.reminders.calendar import calendar_of
from partnerships.reminders.models import Reminder
from partnerships.reminders.services import remind
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from rmp.plan.living import living_plan
from rmp.plan.tests.factories import frozen
from ubc.tests.naming import PARTS, SECRET, labels_of, naming, pages_of, said, text_of
from ubc.tests.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

# Kinds whose rows nobody but the house writes and no page shows as such: counts that are read only as figures.
UNSHOWN = {"assessments_trust.pulsemark", "assessments_trust.pulsecount", "assessments_trust.pulseside"}


def is_record(target):
    return isinstance(target, type) and issubclass(target, Kept)


def relations():
    """(model, field) of every reference from one record or part to another, its own parent apart."""
    for model in apps.get_models():
        if not issubclass(model, Kept) or model._meta.label_lower in UNSHOWN:
            continue
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            own_parent = issubclass(model, RecordPart) and field.name == model.part_of
            if field.is_relation and is_record(field.related_model) and not own_parent:
                yield model, field
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                yield model, field


# What a relation needs besides, and relations that cannot come about, with the reason.
BESIDES = {
    "rmp_leadership.leaderresource.further": {"kind": "other"},
    "rmp_leadership.decisionneed.leader": {"profile": None},
    "risks.treatment.action": {"consent": "not_needed"},
}
_JOINT = "It refers to what is joint, which nobody can take back."
_ALWAYS = "It refers to what is always shown to all, or is always shown itself: then the other cannot be taken back."
NEVER = {
    "rmp_competence.behaviourobservation.statement": _JOINT,
    "rmp_exits.disengagementcase.assessment": _JOINT,
    "rules.rulechange.source": _JOINT,
    "admission.admissionitem.subject": _JOINT,
    "rmp_exits.survivingobligation.case": _JOINT,
    "rmp_exits.exitplanitem.after": _JOINT,
    "objectives.revision.objective": _JOINT,  # only what all parties agreed is revised
    "assessments.cycle.rhythm": _JOINT,
    "assessments.improvement.cycle": _JOINT,
    "assessments.optimizationreview.cycle": _JOINT,
    "assessments.respondent.cycle": _JOINT,
    "rmp_knowledge.disclosurerequest.category": _ALWAYS,
    "rmp_knowledge.disclosureevent.request": _ALWAYS,
    "rmp_competence.assessment.counted_in": "No page, export or archive writes it.",
}
# Relations of which no page says the new name although the gate is open, with the reason.
_LOOKED_UP = "The page looks it up among what its reader may read."
_READ_WITH_IT = "It is read only by those who read both."
_NO_WORDS = "What it refers to is called by its kind, or by its body and day: renaming changes nothing in that."
UNDRAWN = {
    "risks.risk.issue": _LOOKED_UP,
    "rmp_exits.exitassessment.source": _LOOKED_UP,
    "rmp_governance.issue.source": _LOOKED_UP,
    "objectives.alignment.common": _READ_WITH_IT,
    "risks.risklink.target": _READ_WITH_IT,
    "objectives.initiatorrule.conditions": _NO_WORDS,
    "objectives.revision.condition": _NO_WORDS,
    "rmp_governance.decision.meeting": _NO_WORDS,
    "risks.treatment.action": "The page says only whether it is done.",
}
RELATIONS = list(relations())
Kind = RevisionCondition.Kind
SAMPLE_OF_SOURCE = "objectives.objective"  # what stands for any record at the end of a generic reference


def place(owner, model, visibility):
    return {"party": owner, "visibility": visibility} if issubclass(model, PartnershipRecord | RecordPart) else {}


def make(cast, model, owner, visibility):
    """A record of the kind that lies there, or None where the kind cannot."""
    for condition in RevisionCondition.objects.filter(kind=Kind.CONTEXT):  # there is one of each kind in a partnership
        taken = set(RevisionCondition.objects.values_list("kind", flat=True))
        RevisionCondition.objects.filter(pk=condition.pk).update(kind=next(kind for kind in Kind.values if kind not in taken))
    try:
        with transaction.atomic():
            return SAMPLES[model._meta.label_lower](cast, party=owner, visibility=visibility)
    except (KeyError, IntegrityError, AssertionError, TypeError):
        return None


def refer(cast, model, field, target, *spaces):
    """A record that refers to the target, in the first of the spaces (owner, visibility) that takes it; None where none does."""
    for owner, visibility in spaces:
        record = make(cast, model, owner, visibility)
        if record is None:
            continue
        try:
            with transaction.atomic():
                if field.many_to_many:
                    getattr(record, field.name).set([target])
                else:
                    for name, value in BESIDES.get(f"{model._meta.label_lower}.{field.name}", {}).items():
                        setattr(record, name, value)
                    setattr(record, field.name, target)
                    record.save()
        except IntegrityError:
            continue
        return record
    return None


def rename(cast, target):
    """Every text of the record and of its parts says the new name."""
    reword(target, target.pk.hex)
    for _accessor, model in part_models(type(target)):
        with suppress(KeyError, IntegrityError, AssertionError, TypeError), transaction.atomic():
            part = SAMPLES[model._meta.label_lower](cast, party=target.record.party, visibility="shared")
            setattr(part, model.part_of, target)
            part.save()
            reword(part, target.pk.hex)


def reword(target, key):
    words = {
        field.name: f"{SECRET}{key} {field.name}"[: field.max_length or 100]
        for field in target._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.unique
        and field.editable
        and not isinstance(field, models.SlugField | models.URLField | models.EmailField)
    }
    type(target).objects.filter(pk=target.pk).update(**words)


def take_back(target):
    record = target.record
    label = str(record)
    type(record).objects.filter(pk=record.pk).update(visibility="private", audience=0)
    record.refresh_from_db()
    Disclosure.objects.create(
        partnership=record.partnership, party=record.party, visibility="shared", kind="withdrawn",
        by=record.author, subject=record, subject_label=label,
    )  # fmt: skip


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """(cast, records that refer): everything referred to has been taken back and renamed. Once for all tests that only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world(make_cast())
        transaction.set_rollback(True)


@pytest.fixture
def cast(world):
    """The same cast; what a test does with it is undone."""
    with transaction.atomic():
        yield world[0]
        transaction.set_rollback(True)


def build_world(cast):
    found = []
    for model, field in RELATIONS:
        if f"{model._meta.label_lower}.{field.name}" in NEVER:
            continue
        kind = apps.get_model(SAMPLE_OF_SOURCE) if isinstance(field, GenericForeignKey) else field.related_model
        with suppress(IntegrityError), transaction.atomic():
            target = make(cast, kind, cast.university, "shared")
            if target is None or target.record.party_id is None:
                continue  # nobody's to take back
            record = refer(cast, model, field, target, (cast.partner, "private"), (None, "shared"))
            if record is not None:
                take_back(target)
                rename(cast, target)
                found.append((record, field, target))
    return cast, found


def test_the_relations_of_all_rooms_are_tried(world):
    _cast, found = world
    tried = {f"{record._meta.label_lower}.{field.name}" for record, field, _target in found}
    assert {f"{model._meta.label_lower}.{field.name}" for model, field in RELATIONS} - tried == set(NEVER)
    assert {record._meta.app_label for record, _field, _target in found} >= {
        "objectives",
        "objectives_value",
        "risks",
        "actions",
    }


@pytest.mark.parametrize("part", one_in(PARTS, range(PARTS)))
def test_no_page_or_export_says_the_new_name(world, part):
    cast, found = world
    remind()
    answers = pages_of(cast, found, part)
    assert naming(answers, found) == {}
    own = {record.record.get_absolute_url() for record, _field, _target in found}
    assert [address for address in own & answers.keys() if answers[address].status_code != 200] == []


@pytest.mark.deep
def test_without_the_gate_the_pages_would_say_it(world, monkeypatch):
    """So that the tests around this one prove something: every relation is drawn somewhere."""
    cast, found = world
    monkeypatch.setattr(Person, "reads", lambda self, record: True)
    drawn = {
        label for part in range(PARTS) for labels in naming(pages_of(cast, found, part), found).values() for label in labels
    }
    assert set(labels_of(found).values()) - drawn == UNDRAWN.keys()


def archived(cast):
    """{name of a file of the partner's archive: what is to be read in it}."""
    body = build(Reader(cast.partnership, cast.partner, cast.representative), lambda percent: None)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: text_of(archive.read(name)) for name in archive.namelist()}


@pytest.mark.deep
def test_without_the_gate_the_archive_would_say_it(cast, monkeypatch):
    monkeypatch.setattr(Person, "reads", lambda self, record: True)
    monkeypatch.setattr(EverybodyIn, "reads", lambda self, record: True)
    told = {name.rpartition(".")[2] for name, text in archived(cast).items() if SECRET in text}
    assert told == {"json", "html", "pdf", "xlsx"}


@pytest.mark.deep
def test_no_feed_archive_or_plan_says_the_new_name(cast):
    assert SECRET not in calendar_of(cast.representative).decode()
    texts = archived(cast)
    assert {"archive.pdf", "records.xlsx", "index.html"} <= texts.keys()
    assert [name for name, text in texts.items() if SECRET in text] == []
    with read_by(Person(cast.representative)):
        assert SECRET not in repr(living_plan(cast.partnership))
    client, version = cast.client(cast.representative), frozen(cast)
    for page in ("summary", "pdf", "docx"):
        text = said(client.get(reverse(f"rmp_plan:{page}", args=[cast.partnership.slug, version.pk])))
        assert ("gearboxes" in text, SECRET in text) == (True, False), page


def fall_due(record):
    """Every day of the record, and of what it is a part of, is today, where that can be."""
    for one in {record, record.record}:
        days = [field.name for field in one._meta.concrete_fields if type(field) is models.DateField and field.editable]
        for day in days:
            with suppress(IntegrityError), transaction.atomic():
                type(one).objects.filter(pk=one.pk).update(**{day: today()})


def test_no_letter_says_the_new_name(cast, world):
    for record, _field, _target in world[1]:
        fall_due(record)
    for wish in ("each", "digest"):
        type(cast.representative).objects.filter(pk=cast.representative.pk).update(mail=wish)
        Reminder.objects.update(posted_at=None)
        remind(today() + dt.timedelta(days=400))
    letters = [(mail.kind, write(mail)) for mail in Mail.objects.filter(user=cast.representative)]
    texts = [(kind, f"{letter.subject} {letter.body} {letter.alternatives}") for kind, letter in letters if letter is not None]
    assert {kind for kind, _text in texts} == {"reminder", "reminders.digest"}
    assert len(texts) > 10
    assert [kind for kind, text in texts if SECRET in text] == []


def test_what_was_taken_back_keeps_the_name_by_which_it_was_known(cast):
    objective = SAMPLES["objectives.objective"](cast, party=cast.university, visibility="shared")
    known = str(objective)
    withdraw_record(objective, actor=cast.officer)
    rename(cast, objective)
    objective.refresh_from_db()
    with read_by(Person(cast.representative)):
        assert str(objective) == known
    with read_by(Person(cast.officer)):
        assert str(objective).startswith(SECRET)
    with read_by(Person(cast.stranger)):
        assert str(objective) == str(HIDDEN)


def test_a_form_keeps_what_its_record_names_although_it_was_taken_back(cast):
    objective = SAMPLES["objectives.objective"](cast, party=cast.university, visibility="shared")
    known, place = str(objective), {"partnership": cast.partnership, "party": cast.partner, "visibility": "private"}
    idea = ValueIdeaFactory(author=cast.representative, objective=objective, **place)
    withdraw_record(objective, actor=cast.officer)
    rename(cast, objective)
    client = cast.client(cast.representative)
    address = reverse("objectives_value:valueidea-update", args=[cast.partnership.slug, idea.pk])
    page = client.get(address)
    assert (known in page.content.decode(), SECRET in page.content.decode()) == (True, False)
    form = page.context["form"]
    typed = {name: "" if form[name].value() is None else form[name].value() for name in form.fields} | {
        "title": "Another title"
    }
    assert client.post(address, typed).status_code == 302
    idea.refresh_from_db()
    assert (idea.title, idea.objective_id) == ("Another title", objective.pk)


def test_what_never_was_shown_has_no_name_for_others(cast):
    objective = SAMPLES["objectives.objective"](cast, party=cast.university, visibility="private")
    named_to = set()
    for name in cast.PEOPLE[:-1]:
        with read_by(Person(getattr(cast, name))):
            if str(objective) == objective.title:
                named_to.add(name)
    assert named_to == {"officer", "contributor"}


def test_every_kind_of_record_asks_before_it_says_its_name(cast):
    """No class below Kept says its name past the gate."""
    kinds = [model for model in apps.get_models() if issubclass(model, Kept)]
    assert len(kinds) > 100
    assert [model.__name__ for model in kinds if not hasattr(model.__str__, "__wrapped__")] == []
    assert issubclass(PartnershipRecord, InSpace)
