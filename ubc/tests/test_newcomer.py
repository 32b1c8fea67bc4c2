"""Who comes to the table later reads nothing of what was joint or shared before: over all kinds of records and parts, and all pages."""

import datetime as dt
import os
import re

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import NoReverseMatch, reverse

from assessments.tests.worlds import World
from assessments.trust.tests.groups import answer as answer_pulse
from assessments.trust.tests.groups import close, group, open_pulse
from partnerships import clock
from partnerships.access.names import Person, read_by
from partnerships.access.policy import standing
from partnerships.history.anchors import ends, readable_chains
from partnerships.history.models import Event
from partnerships.records.actors import Rule, admitted, any_party
from partnerships.records.models import PartnershipRecord, RecordPart
from partnerships.scorecards.rollup import refresh_all
from partnerships.tests.cast import make_cast, seat_newcomer
from partnerships.tests.deep import one_in
from ubc.tests.expectations import EXEMPT, EXEMPT_PREFIXES
from ubc.tests.samples import SAMPLES
from ubc.tests.test_access_matrix import ADDRESSES
from ubc.tests.worlds import answer

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

TURNS = 1 if os.environ.get("DRAW_EVERYTHING") else 6
KINDS = sorted(label for label in SAMPLES if issubclass(apps.get_model(label), PartnershipRecord | RecordPart))


@pytest.fixture(scope="module")
def old(django_db_setup, django_db_blocker):
    """(cast, {kind: its rows}, newcomer): of every kind something joint and something shared, then somebody new comes."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast, made = make_cast(), {}
        World(cast)
        cast.asked = group(cast, "university", 3)
        cast.without = look(cast)
        figures(cast)
        for label in KINDS:
            for party in (None, cast.university):
                try:
                    with transaction.atomic():
                        made.setdefault(label, []).append(SAMPLES[label](cast, party=party, visibility="shared"))
                except (AttributeError, IntegrityError, AssertionError, TypeError):
                    continue
        cast.with_it = look(cast)
        yield cast, made, seat_newcomer(cast)[1]
        transaction.set_rollback(True)


def figures(cast):
    """What is computed and hangs on no record of its own: results of an assessment and of a pulse, and the marks of the day before."""
    world = World(cast)
    world.released()
    pulse = open_pulse(cast)
    for person in cast.asked:
        answer_pulse(pulse, person, 4)
    close(pulse)
    refresh_all(clock.today() - dt.timedelta(days=1))


# What the installation asks with is offered to everybody, and the samples make more of it.
OFFERED = {"assessments:cycle-create", "assessments:rhythm-create"}


def pages(cast):
    """{name: address} of all pages that need no key but that of the partnership."""
    found = {}
    for name in sorted(ADDRESSES):
        for arguments in ([], [cast.partnership.slug]):
            try:
                found.setdefault(name, reverse(name, args=arguments))
            except NoReverseMatch:
                continue
    return {
        name: found[name] for name in found if name not in {*EXEMPT, *OFFERED} and not name.startswith(tuple(EXEMPT_PREFIXES))
    }


def look(cast):
    """{(name, query): what somebody is shown who comes now}, of one page in `TURNS`. Leaves nothing behind."""
    with transaction.atomic():
        client = cast.client(seat_newcomer(cast)[1])
        every = [(name, address, query) for name, address in pages(cast).items() for query in ("", "?export=csv")]
        found = {(name, query): answer(client, address + query) for name, address, query in every[::TURNS]}
        transaction.set_rollback(True)
    return {page: (status, re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "KEY", text)) for page, (status, _count, text) in found.items()}


def test_no_page_shows_that_anything_was_there(old):
    """Every page of which the address is known, byte by byte: a figure that is kept apart from the records it tells of, too."""
    cast, _made, _newcomer = old
    assert {page for page, shown in cast.with_it.items() if shown != cast.without[page]} == set()
    assert len(cast.with_it) > 400 / TURNS


def test_of_every_kind_something_is_there(old):
    _cast, made, _newcomer = old
    private_only = {"assessments.respondent", "rmp_competence.roleholder"}
    assert set(KINDS) - made.keys() - private_only == set()


@pytest.mark.parametrize("label", one_in(3, KINDS))
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
