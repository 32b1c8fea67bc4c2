"""Whatever is changed past the product, in whatever table that says what the parties did, `verify` finds.

A world with a record of each kind in each space is tampered with at random: a value of a column, a row gone, a row made up, two values
exchanged, a link put in or taken out, another file. TAMPERINGS says how many times (.ci/deep: 1,000), SEED which.
"""

import datetime as dt
import os
import random
import re
import uuid
from contextlib import suppress
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import DataError, IntegrityError, connection, models, transaction

from assessments.trust.services.reviews import ask_to_conclude
from objectives.value.services.benefits import attest_benefit
from partnerships.administration.services.readings import end_reading
from partnerships.admission.services import propose_party
from partnerships.archive.services import request_own
from partnerships.bases import Vouched
from partnerships.canonical import canonical_json
from partnerships.documents.levels import Audience
from partnerships.documents.models import ClassificationLevel, Document
from partnerships.files import sha256
from partnerships.history.models import Chain, Event, Mention
from partnerships.history.proving import faults, hash_field, take_stock
from partnerships.history.tests.test_dump import dumped_and_loaded
from partnerships.history.vouching import content, is_vouched, links, stored
from partnerships.kinds import kinds
from partnerships.models import Ledger, Partnership, PartyUnit
from partnerships.parties import PartyIdentifier
from partnerships.records.models import PartyPart
from partnerships.records.refusals import Refused
from partnerships.records.services import amend_record
from partnerships.records.sharing import share_record
from partnerships.signoff.tests.signing import proven, sign, takes_proof
from partnerships.tests.arrangements import SYSTEM
from partnerships.tests.cast import make_cast
from risks.services.accepting import propose_acceptance
from risks.services.criteria import start_criteria
from risks.services.readings import propose_consensus
from rmp.competence.services.coverage import publish_coverage
from rmp.competence.services.learning import start_learning
from rmp.competence.services.people import rate
from rmp.competence.tests.factories import CharterStatementFactory, CoverageFigureFactory, DevelopmentStepFactory
from rmp.exits.services.cases import give_notice
from rmp.governance.services.decisions import take_position
from rmp.governance.tests.factories import LadderPlaceFactory
from rmp.knowledge.services.keeping import report_incident
from rmp.knowledge.services.property import set_shares
from rmp.plan.services import unfreeze, write_section
from rmp.relationship.tests.factories import EngagementStepFactory
from rmp.team.services.handovers import plan_handover
from rmp.team.services.team import review_team
from rmp.visions.services import acknowledge
from rmp.visions.tests.factories import FocusCommitmentFactory
from ubc.tests.arrangements import ARRANGEMENTS
from ubc.tests.samples import SAMPLES, SPACES, invitation_of, round_of
from ubc.tests.unwatched import EXCEPT

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

SEED = int(os.environ.get("TAMPERING_SEED", "44006"))
TAMPERINGS = int(os.environ.get("TAMPERINGS", "40"))


def tables():
    """Every table that is watched: rows, the links of rows, and the history itself."""
    rows = [*kinds().values(), Event, Chain, Ledger, Mention]
    return rows, [link.remote_field.through for model in kinds().values() for link in links(model)]


def test_every_table_is_watched_or_says_why_not():
    rows, pairs = tables()
    watched = {model._meta.label for model in (*rows, *pairs)}
    every = {model._meta.label for model in apps.get_models(include_auto_created=True) if not model._meta.proxy}
    assert watched | set(EXCEPT) == every
    assert watched & set(EXCEPT) == set()


# --- the world --------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """A record of each kind in each space, a decision that all signed, an invitation, a file; and its whole history."""
    from django.test import override_settings

    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")),
        transaction.atomic(),
    ):
        cast = make_cast()
        for service in MORE:
            with suppress(IntegrityError, Refused), transaction.atomic():
                arranged = ARRANGEMENTS[service](cast)
                actor = None if arranged.by == SYSTEM else getattr(cast, arranged.by)
                taken = proven(service) if takes_proof(service) else service
                taken(*arranged.args, actor=actor, **arranged.kwargs)
        plan = SAMPLES["rmp_plan.planversion"]  # before anything else: it assembles what is there
        for make in (plan, *(make for make in SAMPLES.values() if make is not plan)):
            for place in SPACES.values():
                with suppress(IntegrityError, Refused), transaction.atomic():  # not every kind may lie in every space
                    make(cast, **place(cast))
        store_files(cast.partnership)
        make_parts(cast)
        invitation_of(cast)
        round = round_of(cast)
        for person in (cast.officer, cast.representative):
            sign(round, actor=person)
        for partnership in Partnership.objects.all():
            take_stock(partnership)
        assert next(all_faults(cast), None) is None
        yield cast
        transaction.set_rollback(True)


# Services whose work leaves kinds of rows of which there is no sample.
MORE = (
    *(
        rate,
        amend_record,
        share_record,
        request_own,
        plan_handover,
        review_team,
        write_section,
        unfreeze,
        acknowledge,
        take_position,
    ),
    *(publish_coverage, start_learning, ask_to_conclude, attest_benefit, set_shares, report_incident, start_criteria),
    *(propose_consensus, propose_acceptance, give_notice, propose_party, end_reading),
)


def make_parts(cast):
    """What neither a sample nor a service of those leaves."""
    PartyUnit.objects.create(party=cast.university, name="Faculty")
    PartyIdentifier.objects.create(party=cast.university, scheme="ROR", value="03yrm5c26")
    for factory, field in PARTS.items():
        model = factory._meta.model
        record = model._meta.get_field(field).related_model.objects.filter(partnership=cast.partnership).first()
        more = {"party": cast.university} if issubclass(model, PartyPart) else {}
        factory(**{field: record, "author": cast.officer} | more)


PARTS = {
    CharterStatementFactory: "charter",
    CoverageFigureFactory: "snapshot",
    DevelopmentStepFactory: "holder",
    LadderPlaceFactory: "ladder",
    EngagementStepFactory: "process",
    FocusCommitmentFactory: "area",
}


def all_faults(cast):
    """What `verify` says of all partnerships, the one that is tampered with first."""
    yield from faults(cast.partnership)
    for partnership in Partnership.objects.exclude(pk=cast.partnership.pk):
        yield from faults(partnership)


def store_files(partnership):
    """Put something where the rows say that a file lies."""
    for model in kinds().values():
        for field in file_fields(model):
            for row in model.rows_of(partnership).exclude(**{field.name: ""}):
                content = ContentFile(b"%PDF-1.7 " + str(row.pk).encode())
                name = field.storage.save(field.generate_filename(row, "paper.pdf"), content)
                models.QuerySet(model).filter(pk=row.pk).update(**{field.name: name, hash_field(model, field): sha256(content)})


def file_fields(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


# --- tampering --------------------------------------------------------------------------------------------------------
def rows_of(model, partnership):
    if issubclass(model, Vouched):
        return model.rows_of(partnership)
    return models.QuerySet(model).filter(partnership=partnership)


def columns_of(model):
    """The columns that history vouches for. Of history itself: all, but the key of what only says once more what an entry says."""
    history = model in (Event, Chain, Ledger, Mention)
    found = [field for field in model._meta.concrete_fields if history or is_vouched(field) or field.primary_key]
    return [field for field in found if not (model is Mention and field.primary_key)]


def another(field, value, chance):
    """Another value for a column, of its kind."""
    if value is not None and field.null and chance.random() < 0.2:
        return None
    if isinstance(field, models.ForeignKey):
        keys = [key for key in field.related_model._base_manager.values_list("pk", flat=True)[:50] if key != value]
        return chance.choice(keys) if keys else None
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.UUIDField):
        return uuid.UUID(int=chance.getrandbits(128))
    if isinstance(field, models.DateTimeField):
        return (value or dt.datetime(2020, 1, 1, tzinfo=dt.UTC)) + dt.timedelta(milliseconds=chance.randint(1, 10**9))
    if isinstance(field, models.DateField):
        return (value or dt.date(2020, 1, 1)) + dt.timedelta(days=chance.randint(1, 900))
    if isinstance(field, models.DecimalField):
        return (value or Decimal(0)) + Decimal(1).scaleb(-field.decimal_places)
    if isinstance(field, models.IntegerField):
        return (value or 0) + chance.randint(1, 3)
    if isinstance(field, models.JSONField):
        return {"tampered": chance.randint(1, 9)}
    return f"{chance.getrandbits(64):x}"[: field.max_length]


def change(model, partnership, chance):
    """A value of a column."""
    key, field = chance.choice(keys_of(model, partnership)), chance.choice(columns_of(model))
    row = models.QuerySet(model).filter(pk=key)
    before = row.values_list(field.attname, flat=True).get()
    after = another(field, before, chance)
    if after == before or (field.primary_key and isinstance(field, models.OneToOneField)):
        return None
    row.update(**{field.attname: after})
    return f"{model._meta.label}.{field.name}: {before!r} became {after!r}"


def remove(model, partnership, chance):
    """A row."""
    key = chance.choice(keys_of(model, partnership))
    with connection.cursor() as cursor:
        for link in model._meta.many_to_many:
            if link in links(model):
                name = connection.ops.quote_name(link.m2m_column_name())
                cursor.execute(f"DELETE FROM {link.m2m_db_table()} WHERE {name} = %s", [plain(key)])
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {model._meta.pk.column} = %s", [plain(key)])
    return f"{model._meta.label} {key} is gone"


def make_up(model, partnership, chance):
    """A row that nobody wrote, like one that somebody did. A ledger is its partnership's one: there cannot be another."""
    if model is Ledger:
        return None
    row = models.QuerySet(model).get(pk=chance.choice(keys_of(model, partnership)))
    row.pk = uuid.UUID(int=chance.getrandbits(128))
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            setattr(row, field.attname, another(field, getattr(row, field.attname), chance))
    if model is Event:
        row.sequence += 1000
    models.QuerySet(model).bulk_create([row])
    return f"{model._meta.label} {row.pk} was made up"


def exchange(model, partnership, chance):
    """One value of two rows."""
    keys = keys_of(model, partnership)
    if len(keys) < 2:
        return None
    one, other = chance.sample(keys, 2)
    field = chance.choice([field for field in columns_of(model) if not field.primary_key])
    values = dict(models.QuerySet(model).filter(pk__in=(one, other)).values_list("pk", field.attname))
    if told(values[one]) == told(values[other]):
        return None
    models.QuerySet(model).filter(pk=one).update(**{field.attname: values[other]})
    models.QuerySet(model).filter(pk=other).update(**{field.attname: values[one]})
    return f"{model._meta.label}.{field.name} of {one} and {other} were exchanged"


def relink(model, partnership, chance):
    """A link of a row."""
    found = links(model)
    if not found:
        return None
    link = chance.choice(found)
    row = models.QuerySet(model).get(pk=chance.choice(keys_of(model, partnership)))
    related = getattr(row, link.name)
    there = set(related.values_list("pk", flat=True))
    others = [key for key in link.related_model._base_manager.values_list("pk", flat=True)[:50] if key not in there]
    if there and chance.random() < 0.5:
        related.remove(chance.choice(sorted(there, key=str)))
    elif others:
        related.add(chance.choice(others))
    else:
        return None
    return f"{model._meta.label}.{link.name} of {row.pk}"


def spoil(model, partnership, chance):
    """A file."""
    rows = [row for field in file_fields(model) for row in rows_of(model, partnership).exclude(**{field.name: ""})]
    if not rows:
        return None
    row = chance.choice(rows)
    path = row.file.path
    with open(path, "rb") as file:  # noqa: PTH123
        UNDO.append((path, file.read()))
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"%PDF-1.7 another")
    return f"the file of {model._meta.label} {row.pk}"


def told(value):
    """As finely as the history tells it: to the millisecond."""
    return value.replace(microsecond=value.microsecond // 1000 * 1000) if isinstance(value, dt.datetime) else value


UNDO: list[tuple[str, bytes]] = []
WAYS = (change, change, change, remove, make_up, exchange, relink, spoil)


def plain(key):
    return key.hex if isinstance(key, uuid.UUID) and connection.vendor == "sqlite" else key


def keys_of(model, partnership):
    return sorted(rows_of(model, partnership).values_list("pk", flat=True), key=str)


def tamper(cast, chance):
    """Tamper with something at random. Returns what was done; None where the database forbade it or nothing changed."""
    rows, _pairs = tables()
    way = chance.choice(WAYS)
    candidates = [
        model for model in rows if way is not spoil or any(isinstance(f, models.FileField) for f in model._meta.fields)
    ]
    model = chance.choice(candidates)
    if not rows_of(model, cast.partnership).exists():
        return None
    try:
        with transaction.atomic():
            return way(model, cast.partnership, chance)
    except (IntegrityError, DataError):
        return None


def test_each_random_tampering_is_found(world):
    chance, done, unseen = random.Random(SEED), 0, []
    while done < TAMPERINGS:
        point = transaction.savepoint()
        what = tamper(world, chance)
        if what is not None:
            done += 1
            if next(all_faults(world), None) is None:
                unseen.append(what)
        while UNDO:
            path, content = UNDO.pop()
            with open(path, "wb") as file:  # noqa: PTH123
                file.write(content)
        transaction.savepoint_rollback(point)
    assert unseen == []
    assert list(all_faults(world)) == []


@pytest.mark.parametrize("audience", set(Audience) - {Audience.PARTIES})
def test_a_level_that_lets_others_have_what_bears_it_is_found(world, audience):
    """It is a word that an installation offers, and a right: of each document the history says how far its level went."""
    borne = list(Document.objects.filter(partnership=world.partnership).exclude(level__audience=audience))
    point = transaction.savepoint()
    ClassificationLevel.objects.update(audience=audience)
    assert sorted(f for f in all_faults(world) if f.startswith("document/")) == sorted(
        f"document/{one.pk} ({Document.objects.get(pk=one.pk)}) was changed, and no entry tells of it" for one in borne
    )
    transaction.savepoint_rollback(point)
    assert borne != []


def test_what_is_hashed_holds_no_name_of_a_class(world):
    """Nor the number of one: a kind has its word for good."""
    names = re.compile("|".join(f'"{re.escape(model._meta.label)}"' for model in apps.get_models()), re.IGNORECASE)
    found = set()
    for model in kinds().values():
        typed = [field.name for field in columns_of(model) if field.related_model is ContentType]
        for row in stored(model, keys_of(model, world.partnership)):
            said = content(row)
            found |= {f"{model._meta.label}: {name}" for name in names.findall(canonical_json(said))}
            found |= {f"{model._meta.label}.{name}" for name in typed if said.get(name, "action") not in kinds()}
    assert found == set()


def test_every_digit_of_it_survives_a_dump_and_a_load(world, tmp_path):
    point = transaction.savepoint()
    dumped_and_loaded(tmp_path / "dump.json")
    assert list(all_faults(world)) == []
    transaction.savepoint_rollback(point)
    ContentType.objects.clear_cache()


def test_every_kind_of_row_is_in_the_world(world):
    """What is not there cannot be tampered with."""
    missing = {model._meta.label for model in tables()[0] if not rows_of(model, world.partnership).exists()}
    assert sorted(missing) == []
