"""The pages of an emergency reading, as the administrator, the party and everybody else find them."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.tests.factories import MeasureFactory
from partnerships.access.spaces import Visibility
from partnerships.accounts.tests.proving import forget, prove
from partnerships.administration import emergency
from partnerships.administration.models import EmergencyReading
from partnerships.administration.services.readings import end_reading
from partnerships.administration.tests.reading import ago, own, started
from partnerships.documents.models import Document
from partnerships.documents.tests.factories import DocumentFactory, level
from partnerships.history.models import Event
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.tests.factories import UserFactory
from risks.tests.factories import RiskFactory
from rmp.competence.models import RoleHolder
from rmp.competence.tests.factories import AssessmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.pages]


@pytest.fixture
def desk(cast):
    return cast.client(cast.administrator)


@pytest.fixture
def ours(cast):
    return own(cast)


def start_url(cast):
    return reverse("emergency:start", args=[cast.partnership.slug])


def page(reading, *rest):
    return reverse("emergency:" + ("reading", "list", "record")[len(rest)], args=[reading.pk, *rest])


def typed(cast, **more):
    return {"party": cast.university.pk, "hours": "4", "reason": "A court asks."} | more


# --- starting ---------------------------------------------------------------------------------------------------------
def test_it_starts_from_the_page_of_the_partnership_in_the_admin(cast, desk):
    admin = reverse("admin:partnerships_partnership_change", args=[cast.partnership.pk])
    assert start_url(cast) in desk.get(admin).content.decode()
    shown = desk.get(start_url(cast)).content.decode()
    assert [name in shown for name in ("University of Rivermouth", "Adler Maschinenbau GmbH", "Bridge Facilitation")] == [
        True,
        True,
        False,
    ]
    answer = desk.post(start_url(cast), typed(cast))
    reading = EmergencyReading.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page(reading))
    assert (reading.person, reading.party, reading.ends_at - reading.started_at) == (
        cast.administrator,
        cast.university,
        dt.timedelta(hours=4),
    )
    assert "You have an emergency reading open" in desk.get(start_url(cast)).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"reason": ""}, {"reason": "x" * 2001}, {"hours": "48"}, {"hours": ""}, {"party": ""}, {"party": "neutral"}]
)
def test_what_is_wrong_is_said_on_the_form(cast, desk, wrong):
    wrong = {name: cast.neutral.pk if value == "neutral" else value for name, value in wrong.items()}
    answer = desk.post(start_url(cast), typed(cast, **wrong))
    assert (answer.status_code, EmergencyReading.objects.count(), "invalid" in answer.content.decode()) == (422, 0, True)


def test_a_refusal_is_said_on_the_form(cast, desk):
    started(cast, cast.partner)
    answer = desk.post(start_url(cast), typed(cast))
    assert (answer.status_code, EmergencyReading.objects.count()) == (422, 1)
    assert "End it before you start another." in answer.content.decode()


def test_it_asks_who_one_is_and_keeps_what_was_typed(cast, desk):
    forget(desk)
    for method in (desk.get, desk.post):
        answer = method(start_url(cast), typed(cast))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/reauthenticate/")
    assert not EmergencyReading.objects.exists()
    prove(desk, cast.administrator)
    shown = desk.get(start_url(cast)).content.decode()
    assert "A court asks." in shown
    assert "The emergency reading has not started yet" in shown
    assert not EmergencyReading.objects.exists()


@pytest.mark.parametrize("rights", [{}, {"is_staff": True}, {"is_superuser": True}])
def test_to_others_there_is_no_such_page(cast, rights):
    for user in (UserFactory(**rights), cast.officer):
        client = cast.client(user)
        assert (client.get(start_url(cast)).status_code, client.post(start_url(cast), typed(cast)).status_code) == (404, 404)
    assert Client().get(start_url(cast)).status_code == 302
    assert not EmergencyReading.objects.exists()


# --- reading ----------------------------------------------------------------------------------------------------------
def test_each_page_says_whose_records_why_and_until_when(cast, desk, ours):
    reading = started(cast, reason="The court of <Rivermouth> asks.")
    for address in (page(reading), page(reading, "objective"), page(reading, "objective", ours.pk)):
        shown = desk.get(address).content.decode()
        assert "You are reading the private records of University of Rivermouth in “Quiet gearboxes”, until:" in shown
        assert "The court of &lt;Rivermouth&gt; asks." in shown
        assert f'action="{reverse("emergency:end", args=[reading.pk])}"' in shown


def test_it_leads_from_the_kinds_to_the_records_and_what_they_say(cast, desk, ours):
    MeasureFactory(objective=ours, author=cast.officer, name="Noise in decibels")
    own(cast, "Theirs alone", party=cast.partner)
    own(cast, "Shown to all", visibility="shared")
    own(cast, "Of all", party=None, visibility="shared")
    reading = started(cast)
    first = desk.get(page(reading)).content.decode()
    assert (page(reading, "objective") in first, "Ours alone" in first) == (True, False)
    second = desk.get(page(reading, "objective")).content.decode()
    assert page(reading, "objective", ours.pk) in second
    third = desk.get(page(reading, "objective", ours.pk)).content.decode()
    assert [name in third for name in ("Ours alone", "Noise in decibels")] == [True, True]
    assert [
        name for name in ("Theirs alone", "Shown to all", "Of all") for shown in (first, second, third) if name in shown
    ] == []


def test_nothing_is_offered_but_the_end(cast, desk, ours):
    reading = started(cast)
    for address in (page(reading), page(reading, "objective"), page(reading, "objective", ours.pk)):
        shown = desk.get(address).content.decode()
        assert shown.count("<form") == 2  # the end, and signing out
        assert cast.partnership.slug not in shown
        assert "export" not in shown
        assert desk.get(f"{address}?export=csv").content.decode().count("<form") == 2
        assert [getattr(desk, method)(address).status_code for method in ("post", "put", "delete", "patch")] == [405] * 4


def test_what_is_not_opened_is_not_found(cast, desk, ours):
    reading = started(cast)
    theirs, shared = own(cast, party=cast.partner), own(cast, visibility="shared")
    joint = own(cast, party=None, visibility="shared")
    for record in (theirs, shared, joint):
        assert desk.get(page(reading, "objective", record.pk)).status_code == 404
    assert desk.get(page(reading, "risk", ours.pk)).status_code == 404
    for kind in ("measure", "respondent", "membership", "invitation", "archive", "pulse", "nothing"):
        assert desk.get(page(reading, kind)).status_code == 404


def test_nobody_else_reads_by_it(cast, ours):
    reading = started(cast)
    another = UserFactory(is_staff=True, is_superuser=True)
    addresses = (page(reading), page(reading, "objective"), page(reading, "objective", ours.pk))
    for name in (*cast.PEOPLE, "another"):
        if name in ("administrator", "anonymous"):
            continue
        client = cast.client(another if name == "another" else getattr(cast, name))
        assert {client.get(address).status_code for address in addresses} == {404}
    assert {Client().get(address).status_code for address in addresses} == {302}


def test_the_pages_end_with_it(cast, desk, ours):
    reading = started(cast)
    addresses = (page(reading), page(reading, "objective"), page(reading, "objective", ours.pk))
    assert {desk.get(address).status_code for address in addresses} == {200}
    ago(reading, minutes=59)
    assert {desk.get(address).status_code for address in addresses} == {200}
    ago(reading, minutes=1)
    assert {desk.get(address).status_code for address in addresses} == {404}


def test_a_record_that_is_shared_meanwhile_is_no_longer_what_the_party_keeps_to_itself(cast, desk, ours):
    reading = started(cast)
    share_record(ours, actor=cast.officer)
    assert desk.get(page(reading, "objective", ours.pk)).status_code == 404
    withdraw_record(ours, actor=cast.officer)
    shown = desk.get(page(reading, "objective", ours.pk)).content.decode()
    assert ("Ours alone" in shown, "shared" in shown.split("<h2")[1]) == (True, False)  # that history is the table's


def test_neither_the_record_nor_its_history_names_what_is_not_opened(cast, desk):
    joint = own(cast, "Of all parties", party=None, visibility="shared")
    risk = RiskFactory(partnership=cast.partnership, party=cast.university, visibility="private", author=cast.officer)
    save_record(risk, actor=cast.officer, related={"objectives": [joint]})
    assert "Of all parties" in cast.client(cast.officer).get(f"{risk.get_absolute_url()}?tab=history").content.decode()
    shown = desk.get(page(started(cast), "risk", risk.pk)).content.decode()
    assert (risk.title in shown, "Of all parties" in shown, "changed" in shown) == (True, False, True)


def test_a_classified_document_is_read_only_where_its_level_lets_all_have_it_and_no_file_is(cast, desk):
    place = {"partnership": cast.partnership, "party": cast.university, "visibility": "private", "author": cast.officer}
    reading, answers = started(cast), []
    for number, rank in enumerate(range(5)):
        document = DocumentFactory(title=f"Paper {number}", level=level(rank), **place)
        answers.append(desk.get(page(reading, "document", document.pk)).status_code)
        assert desk.get(document.get_absolute_url()).status_code == 404
    assert answers == [200, 200, 200, 404, 404]
    assert Document.objects.count() == 5


# --- what is noted ----------------------------------------------------------------------------------------------------
def test_without_the_entry_there_is_no_page(cast, desk, ours, monkeypatch):
    reading = started(cast)

    def lost(*_given, **_named):
        raise RuntimeError("the history cannot be written")

    monkeypatch.setattr("partnerships.administration.services.readings.write_history", lost)
    desk.raise_request_exception = False
    for address in (page(reading, "objective"), page(reading, "objective", ours.pk)):
        answer = desk.get(address)
        assert (answer.status_code, "Ours alone" in answer.content.decode()) == (500, False)


def test_without_the_page_there_is_no_entry(cast, desk, ours, monkeypatch):
    reading, before = started(cast), Event.objects.count()

    def lost(*_given):
        raise RuntimeError("the page cannot be drawn")

    monkeypatch.setattr(emergency, "section", lost)
    desk.raise_request_exception = False
    assert desk.get(page(reading, "objective", ours.pk)).status_code == 500
    assert Event.objects.count() == before


def test_the_party_finds_each_record_once_in_its_history(cast, desk, ours):
    reading = started(cast)
    for _twice in range(2):
        desk.get(page(reading))
        desk.get(page(reading, "objective"))
        desk.get(page(reading, "objective", ours.pk))
    verbs = list(Event.objects.visible_to(cast.contributor).in_order().values_list("verb", flat=True))
    assert verbs[-3:] == ["started", "listed records in", "read, in an emergency reading,"]
    history = reverse("history:list", args=[cast.partnership.slug])
    assert "read, in an emergency reading," in cast.client(cast.officer).get(history).content.decode()
    assert "emergency" not in cast.client(cast.representative).get(history).content.decode()
    assert (
        "read, in an emergency reading,"
        in cast.client(cast.officer).get(f"{ours.get_absolute_url()}?tab=history").content.decode()
    )


# --- the party's side -------------------------------------------------------------------------------------------------
def test_the_party_sees_it_and_ends_it(cast, ours, desk):
    reading = started(cast)
    of_party = reverse("emergency:party", args=[cast.partnership.slug])
    officer = cast.client(cast.officer)
    assert of_party in officer.get(reverse("people:list", args=[cast.partnership.slug])).content.decode()
    shown = officer.get(of_party).content.decode()
    end = reverse("emergency:end", args=[reading.pk])
    assert ["Ada Administrator" in shown, "A court asks." in shown, end in shown] == [True, True, True]
    reader = cast.client(cast.contributor)
    assert ["Ada Administrator" in reader.get(of_party).content.decode(), end in reader.get(of_party).content.decode()] == [
        True,
        False,
    ]
    assert reader.post(end).status_code == 403
    assert officer.post(end)["Location"] == of_party
    assert desk.get(page(reading, "objective", ours.pk)).status_code == 404
    assert end not in officer.get(of_party).content.decode()
    assert "Ended early by Olivia Officer" in officer.get(of_party).content.decode()


def test_no_other_party_sees_that_there_is_one(cast, ours):
    address = reverse("emergency:party", args=[cast.partnership.slug])
    clients = {name: cast.client(getattr(cast, name)) for name in ("representative", "partner_reader")}
    before = {name: client.get(address).content for name, client in clients.items()}
    reading = started(cast)
    for name, client in clients.items():
        shown = client.get(address).content.decode()
        assert ("Nobody has read your private records" in shown, len(shown)) == (True, len(before[name].decode()))
        assert client.post(reverse("emergency:end", args=[reading.pk])).status_code == 404


def test_the_administrator_ends_it(cast, desk):
    reading = started(cast)
    answer = desk.post(reverse("emergency:end", args=[reading.pk]))
    assert answer["Location"] == reverse("admin:partnerships_partnership_change", args=[cast.partnership.pk])
    assert desk.get(page(reading)).status_code == 404
    assert desk.post(reverse("emergency:end", args=[reading.pk])).status_code == 302
    assert Event.objects.filter(verb="ended early").count() == 1


def test_in_the_admin_it_is_looked_at_and_no_more(cast, desk):
    reading = started(cast)
    shown = desk.get(reverse("admin:administration_emergencyreading_changelist")).content.decode()
    assert "A court asks." in shown
    address = reverse("admin:administration_emergencyreading_change", args=[reading.pk])
    assert (desk.get(address).status_code, desk.post(address, {"reason": "x"}).status_code) == (200, 403)


def test_pages_of_others_ask_not_one_statement_more(cast, ours):
    client = cast.client(cast.officer)
    addresses = [reverse("objectives:objective-list", args=[cast.partnership.slug]), ours.get_absolute_url()]

    def asked():
        counts = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert client.get(address).status_code == 200
            counts.append([len(found), sum("emergencyreading" in query["sql"] for query in found.captured_queries)])
        return counts

    asked()
    before = asked()
    reading = started(cast)
    assert asked() == before
    assert {count for _all, count in before} == {0}
    end_reading(reading, actor=cast.officer)


def test_ratings_of_people_stay_where_they_are(cast, desk):
    rating = AssessmentFactory(
        holder__partnership=cast.partnership,
        holder__party=cast.university,
        holder__visibility=Visibility.PRIVATE,
        author=cast.officer,
    )
    reading = started(cast)
    shown = desk.get(page(reading, RoleHolder.record_kind, rating.holder.pk))
    assert shown.status_code == 200
    assert str(type(rating)._meta.verbose_name_plural).capitalize() not in shown.content.decode()
