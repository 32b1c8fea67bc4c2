"""An emergency reading opens one party's private records, of every kind, on its own pages, and no others."""

from contextlib import suppress
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.access.spaces import InSpace, reading_as
from partnerships.administration.emergency import kinds_read
from partnerships.administration.tests.reading import started
from partnerships.archive.models import Archive
from partnerships.kinds import kind_of
from partnerships.outbox.letters import write
from partnerships.outbox.models import Mail
from partnerships.records.models import PartnershipRecord, RecordPart, record_kinds
from partnerships.reminders.services import remind
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from ubc.tests.samples import SAMPLES

RENDER = "django.template.backends.django.Template.render"
pytestmark = [pytest.mark.django_db, pytest.mark.pages]

KINDS = sorted(label for label in SAMPLES if issubclass(apps.get_model(label), PartnershipRecord | RecordPart))
# What is never read: who is asked, pulses and links that only one who stands there finds, and what is known of one person.
NEVER = {
    "assessments.respondent",
    "assessments_trust.askedpulse",
    "rmp_relationship.relationshiplink",
    "rmp_competence.assessment",
    "rmp_competence.developmentstep",
}


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """(cast, records): of every kind one in each space of each party, what is joint, and the same in another partnership of theirs."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast, made = make_cast(), []
        places = [(None, "shared")] + [(p, v) for p in (cast.university, cast.partner) for v in ("shared", "private")]
        for label in KINDS:
            for party, visibility in places:
                try:
                    with transaction.atomic():
                        made.append(SAMPLES[label](cast, party=party, visibility=visibility))
                except (AttributeError, IntegrityError, AssertionError, TypeError):
                    continue
        yield cast, made
        transaction.set_rollback(True)


def lies_in(record, cast, party):
    """Whether it is private to the party, here."""
    owner = record.record
    return (owner.partnership_id, owner.party_id, owner.visibility) == (cast.partnership.pk, party.pk, "private")


def label_of(record):
    return record._meta.label_lower


def readable(record):
    """Whether the kind is one that an emergency reading opens at all: asked here in another way than there."""
    model = type(record) if isinstance(record, PartnershipRecord) else type(record.record)
    return label_of(record) not in NEVER and model._meta.label_lower not in NEVER


@pytest.mark.parametrize("whose", one_in(2, ["university", "partner"]))
def test_it_opens_exactly_the_partys_private_records_of_every_kind(house, whose):
    cast, made = house
    party = getattr(cast, whose)
    with transaction.atomic():
        reading = started(cast, party)
        with reading_as(reading.person, reading):
            found = {r for r in made if type(r).objects.filter(pk=r.pk).visible_to(reading.person).exists()}
        # A cell or a link whose other end lies elsewhere is read with both ends or not at all.
        linked = {r for r in made if label_of(r) in ("objectives.alignment", "risks.risklink")}
        wanted = {r for r in made if lies_in(r, cast, party) and readable(r)}
        assert found - wanted == set()
        assert wanted - found - linked == set()
        assert len({label_of(r) for r in found}) > 60
        transaction.set_rollback(True)
    assert not [r for r in made if type(r).objects.filter(pk=r.pk).visible_to(cast.administrator).exists()]


@pytest.mark.parametrize("whose", one_in(2, ["university", "partner"]))
def test_its_pages_show_exactly_these(house, whose):
    cast, made = house
    party = getattr(cast, whose)
    with transaction.atomic():
        reading = started(cast, party)
        desk, answers, lists = cast.client(cast.administrator), {}, {}
        records = [r for r in made if isinstance(r, PartnershipRecord) and not r._meta.proxy]
        with patch(RENDER, lambda *_given: ""):  # they are drawn in the next test
            for record in records:
                address = reverse("emergency:record", args=[reading.pk, kind_of(record), record.pk])
                answers[record] = desk.get(address).status_code
            for kind in {kind_of(record) for record in records}:
                lists[kind] = desk.get(reverse("emergency:list", args=[reading.pk, kind])).status_code
        opened = {r for r, status in answers.items() if status == 200}
        assert opened == {r for r in records if lies_in(r, cast, party) and readable(r)}
        assert set(answers.values()) == {200, 404}
        assert {kind for kind, status in lists.items() if status == 404} == {
            kind_of(r) for r in records if label_of(r) == "assessments.respondent"
        }
        transaction.set_rollback(True)


def test_what_such_a_record_says_names_nothing_else(house):
    """Whatever it refers to: the page of a private record shows no name of a record that is not opened."""
    cast, made = house
    canary, changed = "zqzqzq", 0
    with transaction.atomic():
        others = [r for r in made if not lies_in(r, cast, cast.university)]
        for record in others:
            texts = [
                f.name
                for f in record._meta.concrete_fields
                if f.get_internal_type() in ("CharField", "TextField") and not f.choices
            ]
            long = {
                name: f"{canary}{changed}"
                for name in texts
                if (record._meta.get_field(name).max_length or 99) >= len(canary) + 3
            }
            if long:
                with suppress(IntegrityError), transaction.atomic():
                    type(record)._base_manager.filter(pk=record.pk).update(**long)
                    changed += 1
        reading, desk, shown = started(cast), cast.client(cast.administrator), 0
        for record in made:
            if isinstance(record, PartnershipRecord) and not record._meta.proxy and lies_in(record, cast, cast.university):
                answer = desk.get(reverse("emergency:record", args=[reading.pk, kind_of(record), record.pk]))
                assert canary not in answer.content.decode(), label_of(record)
                shown += answer.status_code == 200
        assert shown > 50
        assert changed > 200
        transaction.set_rollback(True)


def test_which_kinds_ask_more_is_decided_for_each():
    """A new kind that asks more of its readers than its space does is to be thought of here, too."""
    particular = {
        m._meta.label_lower for m in apps.get_models() if issubclass(m, InSpace | RecordPart) and m.objects.all().asks_more
    }
    measured = {
        "objectives_value.benefit",
        "objectives_value.improvementtarget",
    }  # they come with their newest value, and ask nothing
    parts = {m for m in particular if m.startswith("objectives_value.")} - measured
    both_ends = {"objectives.alignment", "risks.risklink"}
    by_level = {"documents.document", "documents.documentversion"}
    assert particular - measured - parts - both_ends - by_level - NEVER == {"archive.archive"}
    assert {kind._meta.label_lower for kind in record_kinds()} - {kind._meta.label_lower for kind in kinds_read()} == {
        "assessments.respondent",
        "assessments_trust.askedpulse",
    }


def test_what_lies_in_a_space_and_is_no_record_is_not_opened():
    opened = {m._meta.label for m in apps.get_models() if issubclass(m, InSpace) and m.read_in_emergency}
    records = {m._meta.label for m in apps.get_models() if issubclass(m, PartnershipRecord)}
    assert opened - records == {"history.Event"}
    assert {m._meta.label for m in apps.get_models() if issubclass(m, InSpace)} - opened >= {Archive._meta.label}


def test_no_letter_and_no_reminder_reaches_the_one_who_reads(house):
    cast, _made = house
    with transaction.atomic():
        started(cast)
        remind()
        assert not Mail.objects.filter(user=cast.administrator).exists()
        told = [write(mail) for mail in Mail.objects.filter(kind="administration.reading_started")]
        assert {letter.to[0] for letter in told if letter} == {"olivia@example.org"}
        transaction.set_rollback(True)
