"""A step is taken with the record as it was when its page was opened: over all steps of all rooms."""

from typing import ClassVar
from unittest import mock

import pytest
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.urls import reverse

from objectives.tests.factories import MeasureFactory, ReadingFactory
from partnerships.accounts.tests.proving import forget, prove
from partnerships.records.seen import CHANGED, seen_version
from partnerships.records.services import save_record
from partnerships.records.views import ActView, DoView
from partnerships.tests.cast import make_cast
from partnerships.tests.deep import one_in
from risks.tests.factories import RiskFactory, RiskLinkFactory
from rmp.exits.tests.factories import DisengagementCaseFactory
from rmp.governance.models import Decision, PartyPosition
from rmp.governance.services import decisions
from rmp.governance.tests.factories import AgreementFactory, DecisionFactory
from ubc.tests.expectations import PAGES
from ubc.tests.samples import ARGUMENTS, SAMPLES, SPACES
from ubc.tests.test_access_matrix import RENDER, ROOMS, room, spaces_of, undrawn

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
STEPS = sorted(name for name, pattern in ROOMS.items() if issubclass(pattern.callback.view_class, DoView))


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The cast, once for all these tests: each undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


class AnyForm:
    """Right whatever is sent; it remembers why it was refused."""

    fields: ClassVar[dict] = {}
    cleaned_data: ClassVar[dict] = {}

    def __init__(self):
        self.errors = []

    def is_valid(self):
        return True

    def add_error(self, field, error):
        self.errors += error.messages


def sample(cast, name):
    """A record that the page can be about, in the first space in which one can lie."""
    return SAMPLES[room(name).model._meta.label_lower](cast, **SPACES[spaces_of(name)[0]](cast))


@pytest.mark.parametrize("name", one_in(12, STEPS))
def test_a_step_sent_from_an_older_page_is_not_taken(cast, monkeypatch, name):
    view, model, taken, form = ROOMS[name].callback.view_class, room(name).model, [], AnyForm()
    # Here every step is open to everybody.
    monkeypatch.setattr(ActView, "dispatch", DoView.dispatch)
    monkeypatch.setattr(view, "permitted", lambda self: True)
    monkeypatch.setattr(view, "signs", lambda self: False)
    monkeypatch.setattr(view, "form", lambda self: form)
    monkeypatch.setattr(view, "submit", lambda self, form: taken.append(name) or HttpResponse())
    with transaction.atomic(), mock.patch(RENDER, undrawn):
        key = ARGUMENTS[name](cast)["pk"] if name in PAGES else sample(cast, name).pk
        client, address = cast.client(cast.officer), reverse(name, args=[cast.partnership.slug, key])
        seen = client.get(address).context_data["seen"]
        model._base_manager.filter(pk=key).update(version=F("version") + 1)
        older = client.post(address, {"seen_version": seen})
        found = [older.status_code, client.generic("POST", address).status_code, len(taken)]
        # Who has been told reads it again, and presses again.
        again = client.post(address, {"seen_version": older.context_data["seen"]})
        transaction.set_rollback(True)
    assert (found, [*set(form.errors)], again.status_code, taken) == ([422, 422, 0], [str(CHANGED)], 200, [name])


# --- what is seen -----------------------------------------------------------------------------------------------------
def bump(row):
    type(row)._base_manager.filter(pk=row.pk).update(version=F("version") + 1)


def test_with_a_record_its_parts_are_seen_and_with_a_part_what_it_belongs_to(cast):
    with transaction.atomic():
        measure = MeasureFactory(objective__partnership=cast.partnership, objective__author=cast.officer)
        objective, other = measure.objective, MeasureFactory(objective=measure.objective, author=cast.officer)
        versions = {(seen_version(objective, cast.officer), seen_version(measure, cast.officer))}
        for change in (
            lambda: bump(objective),
            lambda: bump(measure),
            lambda: ReadingFactory(measure=measure, author=cast.officer),
        ):
            change()
            versions.add((seen_version(objective, cast.officer), seen_version(measure, cast.officer)))
        assert [len({version[place] for version in versions}) for place in (0, 1)] == [4, 4]
        before = seen_version(measure, cast.officer), seen_version(objective, cast.officer)
        bump(other)
        assert [before[0] == seen_version(measure, cast.officer), before[1] == seen_version(objective, cast.officer)] == [
            True,
            False,
        ]
        transaction.set_rollback(True)


def test_what_another_party_keeps_to_itself_moves_no_mark(cast):
    """A link is read where both of its ends are; the other end is private to the partner."""
    here = {"partnership": cast.partnership, "author": cast.representative}
    with transaction.atomic():
        risk = RiskFactory(**here)
        before = [seen_version(risk, person) for person in (cast.officer, cast.representative)]
        RiskLinkFactory(risk=risk, target=RiskFactory(**here, party=cast.partner, visibility="private"))
        moved = [
            version != seen_version(risk, person)
            for version, person in zip(before, (cast.officer, cast.representative), strict=True)
        ]
        transaction.set_rollback(True)
    assert moved == [False, True]


def test_what_a_page_shows_is_what_it_had_read(cast):
    """A change that comes between the look at the record and the making of the page is not taken for seen."""
    with transaction.atomic():
        objective = MeasureFactory(objective__partnership=cast.partnership, objective__author=cast.officer).objective
        page = seen_version(objective, cast.officer, shown=True)
        assert page == seen_version(objective, cast.officer)
        bump(objective)
        assert (seen_version(objective, cast.officer, shown=True), seen_version(objective, cast.officer) == page) == (
            page,
            False,
        )
        transaction.set_rollback(True)


def test_a_mark_costs_one_query(cast, django_assert_num_queries):
    with transaction.atomic():
        case = DisengagementCaseFactory(partnership=cast.partnership, author=cast.officer)
        with django_assert_num_queries(1):
            seen_version(case, cast.officer)
        transaction.set_rollback(True)


def test_from_a_page_with_older_words_no_step_opens(cast):
    with transaction.atomic():
        decision = DecisionFactory(partnership=cast.partnership, author=cast.officer, state="open")
        client = cast.client(cast.representative)
        acts = client.get(decision.get_absolute_url()).context_data["acts"]
        address = next(act["url"] for act in acts if "/position/" in act["url"])
        opened = client.get(address)
        bump(decision)
        led_back = client.get(address)
        transaction.set_rollback(True)
    assert (opened.status_code, led_back.status_code, led_back["Location"]) == (200, 302, decision.get_absolute_url())


def test_what_was_typed_before_the_proof_goes_with_what_was_seen_then(cast):
    with transaction.atomic():
        agreement = AgreementFactory(partnership=cast.partnership, author=cast.officer)
        client = cast.client(cast.officer)
        address = reverse("rmp_governance:agreement-terminate", args=[cast.partnership.slug, agreement.pk])
        seen = client.get(address).context_data["seen"]
        forget(client)
        client.post(address, {"reason": "It is over.", "seen_version": seen})
        bump(agreement)
        prove(client, cast.officer)
        page = client.get(address)
        transaction.set_rollback(True)
    assert (page.status_code, page.context_data["seen"]) == (200, seen)
    assert "It is over." in page.content.decode()


def test_nobody_is_for_words_that_came_after(cast):
    """A party opens the page, another puts other words in their place."""
    with transaction.atomic():
        decision = DecisionFactory(partnership=cast.partnership, author=cast.officer, text="Half each", state="open")
        client = cast.client(cast.representative)
        address = reverse("rmp_governance:decision-position", args=[cast.partnership.slug, decision.pk])
        seen = client.get(address).context_data["seen"]
        decisions.defer(decision, actor=cast.contributor, reason="Later.")
        decision = Decision.objects.get(pk=decision.pk)
        decision.text = "Adler pays all"
        save_record(decision, actor=cast.contributor)
        decisions.put_to_parties(decision, actor=cast.contributor)
        decisions.take_position(decision, actor=cast.officer, choice="for")
        typed = {"choice": "for", "reason": "We wanted it so.", "seen_version": seen}
        refused = client.post(address, typed)
        page = refused.content.decode()
        found = Decision.objects.get(pk=decision.pk).state, PartyPosition.objects.filter(decision=decision).count()
        assert client.post(address, typed | {"seen_version": refused.context_data["seen"]}).status_code == 302
        adopted = Decision.objects.get(pk=decision.pk).state
        transaction.set_rollback(True)
    assert (refused.status_code, found, adopted) == (422, ("open", 1), "adopted")
    assert [text in page for text in (str(CHANGED), "We wanted it so.")] == [True, True]
