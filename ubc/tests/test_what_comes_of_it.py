"""What a step makes of what is there is read by those who read what it was made of: over all services of all rooms.

Everything is arranged, then a party comes that reads nothing of it; the right person takes the step. In no row that the step wrote and
the newcomer reads does anything stand that was written before it came. Letters are put into words for each reader when they are sent.
"""

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from objectives.models import Objective
from partnerships.access.names import Person, read_by
from partnerships.access.spaces import GatedQuerySet
from partnerships.accounts.presence import Proof
from partnerships.records.actors import acting
from partnerships.records.models import Kept
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record
from partnerships.referrals import DESKS, refer
from partnerships.signoff.tests.signing import takes_proof
from partnerships.tests.arrangements import SYSTEM
from partnerships.tests.cast import make_cast, seat_left_out, seat_newcomer
from partnerships.tests.deep import one_in
from rmp.governance.models import IssuePosition
from ubc.tests.arrangements import ARRANGEMENTS
from ubc.tests.test_services import ASKING, WRITES

# What it says does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.pages]

FEW = 32
LEAST = 6  # characters, of a text that tells anything
# Steps that show to all what they are about, with the reason.
_OWNER = "Its owner puts it before all at the table."
SHOWN = {
    "partnerships.records.sharing.share_record": _OWNER,
    "partnerships.records.sharing.share_with_all": _OWNER,
    "assessments.trust.services.signals.put": _OWNER,
    "rmp.knowledge.services.publications.submit": _OWNER,
    "rmp.leadership.services.nominations.put_forward": _OWNER,
    "rmp.team.services.handovers.begin_handover": _OWNER,
    "rmp.plan.services.freeze": "What is frozen is what those read who have joined, and so are they who read it.",
    "rmp.plan.services.bring_into_force": "The day of the next review becomes a fact of the partnership.",
}
TABLES = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The cast, once for all these tests: each undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


def texts(value):
    """The words in a value of a column."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from texts(part)
        case list() | tuple():
            for part in value:
                yield from texts(part)


def said(row):
    """All words in a row, with the name it has."""
    for field in row._meta.concrete_fields:
        if not field.choices and not isinstance(field, models.UUIDField | models.FileField):
            yield from texts(getattr(row, field.attname))
    if isinstance(row, Kept):
        yield str(row)


def read_after(newcomer, written):
    """The rows that the newcomer reads, of the tables that were written."""
    for table in sorted(written & TABLES.keys()):
        model = TABLES[table]
        rows = model._default_manager.all()
        if isinstance(rows, GatedQuerySet):
            yield from rows.visible_to(newcomer)


def newcomer(cast):
    return seat_newcomer(cast)[1]


def facilitator(cast):
    """Who reads nothing of what one party shares."""
    return cast.facilitator


_ITSELF = "The history of what is joint calls a pulse by its day."
SHOWING = {
    newcomer: SHOWN,
    facilitator: {
        "assessments.trust.services.pulses.open_pulse": _ITSELF,
        "assessments.trust.services.pulses.cancel_pulse": _ITSELF,
    },
}


@pytest.mark.parametrize("who", [newcomer, facilitator])
@pytest.mark.parametrize("name", one_in(FEW, sorted(name for name, function in ASKING.items() if function in ARRANGEMENTS)))
def test_it_repeats_nothing_to_who_does_not_read_that(cast, name, who):
    function, written = ASKING[name], set()

    def watched(execute, sql, *rest):
        written.update(WRITES.findall(sql))
        return execute(sql, *rest)

    with transaction.atomic():
        cast.partnership.refresh_from_db()
        arranged = ARRANGEMENTS[function](cast)
        kept = [row for model in apps.get_models() if issubclass(model, Kept) for row in model._default_manager.all()]
        reader = who(cast)
        given = {text for value in (*arranged.args, *arranged.kwargs.values()) for text in typed(value)}
        known = {text for row in (cast.partnership, *read_after(reader, set(TABLES))) for text in said(row)}
        old = {text for row in kept for text in said(row) if len(text) >= LEAST} - given - known
        actor = None if arranged.by == SYSTEM else getattr(cast, arranged.by)
        proof = {"proof": Proof.just_given(actor)} if takes_proof(function) else {}
        try:
            with connection.execute_wrapper(watched), transaction.atomic(), read_by(actor and Person(actor)):
                function(*arranged.args, actor=actor, **proof, **arranged.kwargs)
        except Refused as refusal:
            pytest.skip(str(refusal))
        with read_by(Person(reader)):
            new = [(row, text) for row in read_after(reader, written) for text in said(row) if text not in known]
        told = {(row._meta.label, text, word) for row, text in new for word in old if word in text}
        transaction.set_rollback(True)
    assert bool(told) == (name in SHOWING[who]), sorted(told)


@pytest.mark.parametrize("desk", sorted(DESKS))
@pytest.mark.parametrize("joint", [True, False])
def test_what_is_referred_is_read_by_those_who_read_the_source(cast, desk, joint):
    with transaction.atomic():
        left_out = None if joint else seat_left_out(cast)[1]
        record = Objective(partnership=cast.partnership, party=None if joint else cast.university, title="Quiet", term="short")
        record.visibility = "shared" if joint else "private"
        save_record(record, actor=cast.officer)
        if joint:
            left_out = seat_newcomer(cast)[1]
        else:
            share_record(record, actor=cast.officer, parties=[cast.partner, cast.neutral])
        with acting(cast.officer, cast.partnership):
            made = refer(record, desk, actor=cast.officer, title="Quiet", facts="It is loud.")
        people = (cast.representative, left_out, cast.facilitator)
        reads = [type(made).objects.visible_to(user).filter(pk=made.pk).exists() for user in people]
        places = set(IssuePosition.objects.values_list("party", flat=True))
        transaction.set_rollback(True)
    assert reads == [True, False, joint]
    assert places == ({cast.university.pk, cast.partner.pk} if desk == "governance.issue" else set())


def typed(value):
    """The words that come with a call: of a new record all it says."""
    if isinstance(value, models.Model):
        yield from said(value) if value._state.adding else ()
    else:
        yield from texts(value)
