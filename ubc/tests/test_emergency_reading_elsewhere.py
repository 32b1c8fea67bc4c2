"""While an emergency reading is open everything but its own pages stays as shut as before to the administrator who reads.

Every address, by GET and POST, and every service is tried.
"""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import NoReverseMatch, reverse

from partnerships.access.spaces import reading_as
from partnerships.administration.tests.reading import started
from partnerships.records.models import PartnershipRecord
from partnerships.records.views import RoomView
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from ubc.tests.arrangements import ARRANGEMENTS
from ubc.tests.expectations import EXEMPT, EXEMPT_PREFIXES, PAGES
from ubc.tests.samples import ARGUMENTS, SAMPLES, SPACES
from ubc.tests.test_access_matrix import ADDRESSES
from ubc.tests.test_services import arranged_calls, attempt

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

OTHERS = [name for name in ADDRESSES if name not in EXEMPT and not name.startswith((*EXEMPT_PREFIXES, "emergency:"))]
# Where everybody who signs in has a page, whatever he or she may read.
EVERYBODYS = {name for name, rows in PAGES.items() if "ok" in {answers["administrator"] for answers in rows}}


def kind_of(name):
    """The label of the kind that the page of a room is about; "" where it is another page."""
    view = getattr(ADDRESSES[name].callback, "view_class", None)
    about = isinstance(view, type) and issubclass(view, RoomView) and name not in ARGUMENTS
    return ADDRESSES[name].callback.view_initkwargs["room"].model._meta.label_lower if about else ""


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The cast, once for all these tests: each undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


def tried(desk, address):
    """By both methods: [(what came back, whether something was written, the text)]."""
    found = []
    for method in (desk.get, desk.post):
        written = []

        def watched(execute, sql, *rest, written=written):
            if re.match(r"(INSERT|UPDATE|DELETE)", sql):
                written.append(sql)
            return execute(sql, *rest)

        with transaction.atomic():
            with connection.execute_wrapper(watched):
                answer = method(address)
            found.append((answer.status_code, bool(written), b"".join(answer).decode(errors="replace")))
            transaction.set_rollback(True)
    return found


def sample(cast, label):
    """A private record of the kind, else, of what is never private, a joint or shared one."""
    for space in ("private", "joint", "shared"):
        try:
            with transaction.atomic():
                return SAMPLES[label](cast, **SPACES[space](cast))
        except (AttributeError, IntegrityError, AssertionError, TypeError):
            continue
    raise AssertionError(label)


@pytest.mark.parametrize("label", one_in(12, sorted({kind_of(name) for name in OTHERS} - {""})))
def test_no_page_of_a_room_opens(cast, label):
    with transaction.atomic():
        record, answers = sample(cast, label), []
        started(cast)
        desk = cast.client(cast.administrator)
        names = [name for name in OTHERS if kind_of(name) == label]
        for name in names:
            takes = set(ADDRESSES[name].pattern.converters) - {"slug"}
            key = record.parent.pk if takes == {"parent"} and not isinstance(record, PartnershipRecord) else record.pk
            address = reverse(name, kwargs={"slug": cast.partnership.slug, **dict.fromkeys(takes, key)})
            for asked in (address, *([] if takes else [f"{address}?export=csv"])):
                answers += [(name, *found[:2]) for found in tried(desk, asked)]
        transaction.set_rollback(True)
    assert [found for found in answers if found[1:] != (404, False)] == []
    assert len(answers) >= 2 * len(names) > 0


@pytest.mark.parametrize("name", one_in(3, sorted(name for name in OTHERS if not kind_of(name))))
def test_no_other_page_opens_or_names_what_is_read(cast, name):
    with transaction.atomic():
        given = ARGUMENTS[name](cast) if name in ARGUMENTS else {}
        for label in ("objectives.objective", "risks.risk", "actions.action", "documents.document"):
            SAMPLES[label](cast, title="Kept to ourselves", **SPACES["private"](cast))
        try:
            address = reverse(name, kwargs={"slug": cast.partnership.slug, **given})
        except NoReverseMatch:
            address = reverse(name, kwargs=given)
        started(cast)
        found = tried(cast.client(cast.administrator), address)
        transaction.set_rollback(True)
    assert [text for _status, _written, text in found if "Kept to ourselves" in text] == []
    if name not in EVERYBODYS:
        assert [(status, written) for status, written, _text in found if status not in (403, 404, 405) or written] == []


# What it does in the administration it does as before: its own rights, told and in the journal.
ADMINISTRATION = ("partnerships.administration.", "partnerships.journal.", "partnerships.invitations.")


@pytest.mark.parametrize(
    "function", one_in(24, [given.values[0] for given in arranged_calls() if not given.id.startswith(ADMINISTRATION)])
)
def test_no_service_lets_in_the_one_who_reads(cast, function):
    """Also where the record that the step is about is one that is read by then, by the page's own way."""
    for party in (cast.university, cast.partner):
        with transaction.atomic():
            cast.partnership.refresh_from_db()
            arranged = ARRANGEMENTS[function](cast)
            cast.administrator.refresh_from_db()
            with reading_as(cast.administrator, started(cast, party)):
                assert attempt(cast, function, arranged, "administrator") == (PermissionDenied, False, frozenset())
            transaction.set_rollback(True)
