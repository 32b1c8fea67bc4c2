"""What is dumped here and loaded elsewhere has the same hashes: they cover no number that a database gives, and no digit is lost."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from objectives.tests.factories import MeasureFactory, ObjectiveFactory, ReadingFactory
from partnerships.canonical import canonical_json
from partnerships.history.models import Chain, Event
from partnerships.history.proving import faults, take_stock
from partnerships.history.services import record
from partnerships.models import Partnership
from partnerships.signoff.services import open_round

LEFT_OUT = ("contenttypes", "auth.permission", "sessions", "admin")


@pytest.fixture
def kept(cast):
    """Records with digits to lose: decimals, floats in JSON, times to the microsecond, every script, a generic reference."""
    objective = ObjectiveFactory(partnership=cast.partnership, author=cast.officer, title="Übereinkunft 契約 🖋")
    measure = MeasureFactory(objective=objective, author=cast.officer, target=Decimal("0.10"))
    ReadingFactory(measure=measure, author=cast.officer, value=Decimal("12345678.90"))
    open_round(objective, actor=cast.officer)
    changes = {"a": [0.1, 1e16], "b": [-0.0, 1.0], "c": [{"z": 1e-7, "ä": ["ß", 1.5, True, None]}, ""]}
    record("changed", cast.partnership, actor=cast.officer, changes=changes, note="\u202e “ ”\nnew line")
    for partnership in Partnership.objects.all():
        take_stock(partnership)
    return cast.partnership


def renumber():
    """As in another database: every kind of content has another number there."""
    with connection.cursor() as cursor:
        for table in ("auth_permission", "django_admin_log"):
            cursor.execute(f"UPDATE {table} SET content_type_id = content_type_id + 5000")
        cursor.execute("UPDATE django_content_type SET id = id + 5000")
    ContentType.objects.clear_cache()


def dumped_and_loaded(dump):
    """All there is into a file, and from there into empty tables of a database that numbers kinds of content otherwise."""
    before = hashes()
    call_command("dumpdata", natural_foreign=True, exclude=LEFT_OUT, output=str(dump))
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if not {model._meta.app_label, model._meta.label_lower} & set(LEFT_OUT):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    assert Event.objects.count() == 0
    renumber()
    call_command("loaddata", str(dump), verbosity=0)
    assert hashes() == before


def hashes():
    return sorted(Event.objects.values_list("pk", "hash")), sorted(Chain.objects.values_list("pk", "hash"))


def test_every_digit_survives_a_dump_and_a_load(kept, tmp_path):
    dumped_and_loaded(tmp_path / "dump.json")
    assert [fault for partnership in Partnership.objects.all() for fault in faults(partnership)] == []
    ContentType.objects.clear_cache()


@pytest.mark.parametrize("microseconds", [0, 1, 999, 1000, 123_456, 999_999])
def test_a_time_has_one_form_before_a_dump_and_after(microseconds):
    """A dump keeps milliseconds, and where there are none no fraction at all."""
    moment = dt.datetime(2026, 12, 1, 3, 44, 5, microseconds, tzinfo=dt.UTC)
    for one in (moment, moment.time()):
        dumped = json.loads(json.dumps(one, cls=DjangoJSONEncoder)) if one is moment else one.isoformat("milliseconds")
        assert canonical_json({"at": type(one).fromisoformat(dumped)}) == canonical_json({"at": one})


@pytest.mark.parametrize(
    ("written", "given_back"),
    [(1.0, 1), (1e16, 10**16), (-0.0, 0), ([1.0, {"a": 2.0}], [1, {"a": 2}]), ((1, 2), [1, 2])],
)
def test_a_number_has_one_form_whatever_a_database_makes_of_it(written, given_back):
    assert canonical_json(written) == canonical_json(given_back)
