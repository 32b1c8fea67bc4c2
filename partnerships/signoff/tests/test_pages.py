"""The pages: what they show, who gets them, and that nothing posted to them breaks or slips through."""

import datetime as dt
import html
import uuid

import pytest
from django.urls import reverse

from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from partnerships.models import Partnership
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round, withdraw_round
from partnerships.signoff.tests.pages import ACTS, STEPS, STRANGERS, paper, slot_of, state, url
from partnerships.signoff.tests.signing import decline, delegate, sign, sign_elsewhere
from partnerships.tests.factories import ParticipationFactory, PartyFactory


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


# --- reading ----------------------------------------------------------------------------------------------------------
def test_the_page_shows_what_is_signed_by_whom_and_the_hash(cast, round):
    sign(round, actor=cast.representative, reservation="Not the annex.")
    page = cast.client(cast.officer).get(url(round))
    text = html.unescape(page.content.decode())
    for words in (
        "What is to be done",
        "Charter",
        "University of Rivermouth",
        "Renate Representative",
        "Not the annex.",
        round.digest,
    ):
        assert words in text
    assert [act["label"] for act in page.context["acts"]] == [
        "Sign",
        "Sign with a reservation",
        "Decline",
        "Delegate",
        "Signed elsewhere",
        "Withdraw",
    ]


def test_everybody_is_offered_what_he_or_she_may_do(cast, round):
    found = {}
    for name in ACTS:
        page = cast.client(getattr(cast, name)).get(url(round))
        found[name] = [str(act["url"]).rstrip("/").rpartition("/")[2] for act in page.context["acts"]]
    assert found == ACTS


def expected_status(name, page):
    if name == "anonymous":
        return 302
    if name in STRANGERS:
        return 404
    if name == "respondent":
        return 403 if page == "list" else 404
    if page in ("list", "detail", "compare"):
        return 200
    return 200 if page in ACTS[name] else 403


@pytest.mark.parametrize("which", ["list", "detail", "compare", *STEPS])
def test_who_gets_which_page(cast, round, which):
    address = reverse("signoff:list", args=[cast.partnership.slug]) if which == "list" else url(round, which)
    found = {name: cast.client(getattr(cast, name)).get(address).status_code for name in cast.PEOPLE}
    assert found == {name: expected_status(name, which) for name in cast.PEOPLE}


@pytest.mark.parametrize("which", STEPS)
def test_who_is_denied_changes_nothing(cast, round, which):
    before = state()
    data = {
        "slot": slot_of(round, cast.university).pk,
        "reservation": "But.",
        "reason": "No.",
        "to": cast.contributor.pk,
        "signed_by": "X",
        "signed_on": today(),
    }
    found = {}
    for name in cast.PEOPLE:
        if which in ACTS.get(name, ()):
            continue
        found[name] = cast.client(getattr(cast, name)).post(url(round, which), data | {"file": paper()}).status_code
    assert found == {name: expected_status(name, which) for name in found}
    assert state() == before


def test_a_foreign_round_and_a_missing_one_get_the_same_answer(cast, round):
    foreign = ActionFactory(partnership=cast.sibling_partnership, author=cast.officer)
    other = open_round(foreign, actor=cast.officer)
    client = cast.client(cast.contributor)
    for page in ("detail", "compare", *STEPS):
        statuses = set()
        for key in (other.pk, uuid.uuid4()):
            address = reverse(f"signoff:{page}", args=[cast.partnership.slug, key])
            statuses |= {client.get(address).status_code, client.post(address).status_code if page in STEPS else 404}
        assert statuses == {404}
    # Not even by somebody who may read it where it lies.
    assert cast.client(cast.officer).get(reverse("signoff:detail", args=[cast.partnership.slug, other.pk])).status_code == 404


# --- deciding ---------------------------------------------------------------------------------------------------------
def test_signing_on_the_page(cast, round):
    response = cast.client(cast.representative).post(url(round, "sign"), {"slot": slot_of(round, cast.partner).pk}, follow=True)
    assert response.redirect_chain == [(url(round), 302)]
    assert slot_of(round, cast.partner).decision == "signed"


def test_reserving_asks_for_words(cast, round):
    client, slot = cast.client(cast.representative), slot_of(round, cast.partner)
    assert client.post(url(round, "reserve"), {"slot": slot.pk, "reservation": " "}).status_code == 422
    assert client.post(url(round, "reserve"), {"slot": slot.pk, "reservation": "Annex."}).status_code == 302
    assert slot_of(round, cast.partner).statement == "Annex."


def test_declining_asks_for_a_reason(cast, round):
    client, slot = cast.client(cast.representative), slot_of(round, cast.partner)
    assert client.post(url(round, "decline"), {"slot": slot.pk}).status_code == 422
    assert client.post(url(round, "decline"), {"slot": slot.pk, "reason": "Early."}).status_code == 302
    assert SignOffRound.objects.get().state == "declined"


def test_delegating_offers_the_people_of_the_own_party(cast, round):
    client, slot = cast.client(cast.officer), slot_of(round, cast.university)
    offered = client.get(url(round, "delegate")).context["form"].fields["to"].queryset
    assert set(offered) == {cast.officer, cast.contributor}
    assert client.post(url(round, "delegate"), {"slot": slot.pk, "to": cast.partner_contributor.pk}).status_code == 422
    assert client.post(url(round, "delegate"), {"slot": slot.pk, "to": cast.contributor.pk}).status_code == 302
    assert slot_of(round, cast.university).delegate == cast.contributor


def test_withdrawing(cast, round):
    assert cast.client(cast.officer).post(url(round, "withdraw"), {"reason": "A typo."}).status_code == 302
    assert (SignOffRound.objects.get().state, SignOffRound.objects.get().closing_note) == ("withdrawn", "A typo.")


def test_a_page_sent_twice_acts_once(cast, round):
    client, data = cast.client(cast.representative), {"slot": slot_of(round, cast.partner).pk}
    client.post(url(round, "sign"), data)
    before = state()
    response = client.post(url(round, "sign"), data, follow=True)
    assert "may have been taken already" in response.content.decode()
    assert state() == before


def test_the_slot_on_the_page_is_the_one_that_is_signed(cast, round):
    """Somebody who stands for both parties and sends the page of the first twice does not sign for the second."""
    from partnerships.tests.factories import MembershipFactory

    MembershipFactory(user=cast.officer, party=cast.partner, partnership=cast.partnership, role="representative")
    client, data = cast.client(cast.officer), {"slot": slot_of(round, cast.partner).pk}
    client.post(url(round, "sign"), data)
    client.post(url(round, "sign"), data)
    assert (slot_of(round, cast.partner).decision, slot_of(round, cast.university).decision) == ("signed", "waiting")


@pytest.mark.parametrize(
    "slot", ["", "x", "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d", "00000000-0000-0000-0000-000000000000", "'; drop", "\x00"]
)
@pytest.mark.parametrize("which", ["sign", "decline", "delegate", "elsewhere"])
def test_a_slot_that_is_not_ones_own_is_not_acted_on(cast, round, which, slot):
    before = state()
    response = cast.client(cast.representative).post(url(round, which), {"slot": slot, "reason": "No.", "to": "\x00"})
    assert response.status_code in (302, 422)
    assert state() == before


def test_the_other_partys_slot_is_not_acted_on(cast, round):
    before = state()
    cast.client(cast.representative).post(url(round, "sign"), {"slot": slot_of(round, cast.university).pk})
    assert state() == before


def test_signing_what_has_changed_meanwhile_says_so(cast, subject, round):
    type(subject).objects.filter(pk=subject.pk).update(title="Quietly")
    data = {"slot": slot_of(round, cast.partner).pk}
    response = cast.client(cast.representative).post(url(round, "sign"), data, follow=True)
    text = html.unescape(response.content.decode())
    assert "It has changed since it was laid before the parties" in text
    assert "Changed since: What is to be done." in text
    assert slot_of(round, cast.partner).decision == "waiting"


def test_the_steps_of_a_round_that_ended_lead_back_to_it(cast, round):
    withdraw_round(round, actor=cast.officer)
    before = state()
    for page in STEPS:
        for response in (cast.client(cast.officer).get(url(round, page)), cast.client(cast.officer).post(url(round, page))):
            assert (response.status_code, response.url) == (302, url(round))
    assert state() == before
    assert cast.client(cast.officer).get(url(round)).context["acts"] == []


def test_no_step_in_a_closed_partnership(cast, round):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    assert {cast.client(cast.officer).get(url(round, page)).status_code for page in STEPS} == {403}
    page = cast.client(cast.officer).get(url(round))
    assert (page.status_code, page.context["acts"]) == (200, [])


# --- comparing --------------------------------------------------------------------------------------------------------
def test_a_void_round_is_compared_with_now(cast, subject, round, change):
    change(subject, title="Charter of trust", due_on=dt.date(2030, 2, 3))
    page = cast.client(cast.representative).get(url(round, "compare"))
    assert page.context["rows"] == [
        {"label": "What is to be done", "before": "Charter", "after": "Charter of trust"},
        {"label": "Due", "before": "", "after": "3 Feb 2030"},
    ]


def test_what_became_private_is_not_compared(cast, change):
    from partnerships.records.sharing import share_record, withdraw_record

    record = ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, title="Ours")
    share_record(record, actor=cast.officer)
    round = open_round(record, actor=cast.officer)
    withdraw_record(record, actor=cast.officer)
    change(record, actor=cast.officer, title="A secret plan")
    for page in ("compare", "detail"):
        theirs = cast.client(cast.representative).get(url(round, page)).content.decode()
        assert "secret" not in theirs
        assert record.get_absolute_url() not in theirs
    assert "A secret plan" in cast.client(cast.officer).get(url(round, "compare")).content.decode()


def test_a_removed_subject_leaves_the_page_standing(cast, subject, round):
    from partnerships.records.services import delete_record

    delete_record(subject, actor=cast.officer)
    for page in ("detail", "compare"):
        assert cast.client(cast.representative).get(url(round, page)).status_code == 200


# --- lists and costs --------------------------------------------------------------------------------------------------
def many(cast, count):
    for _n in range(count):
        open_round(ActionFactory(partnership=cast.partnership, author=cast.officer), actor=cast.officer)


def test_what_waits_for_the_reader_comes_first(cast, subject, round):
    other = open_round(
        ActionFactory(partnership=cast.partnership, author=cast.officer, title="Soon"), actor=cast.officer, due_on=today()
    )
    sign(other, actor=cast.officer)
    ended = open_round(ActionFactory(partnership=cast.partnership, author=cast.officer, title="Over"), actor=cast.officer)
    decline(ended, actor=cast.officer, reason="No.")
    address = reverse("signoff:list", args=[cast.partnership.slug])
    rows = cast.client(cast.officer).get(address).context["rows"]
    assert [(row["cells"][0], row["cells"][3], bool(row["badges"])) for row in rows] == [
        ("Charter", "Adler, Rivermouth", True),
        ("Soon", "Adler", False),
        ("Over", "", False),
    ]
    rows = cast.client(cast.representative).get(address).context["rows"]
    assert [row["cells"][0] for row in rows] == ["Soon", "Charter", "Over"]
    filtered = cast.client(cast.officer).get(address, {"state": "declined"}).context["rows"]
    assert [row["cells"][0] for row in filtered] == ["Over"]


@pytest.mark.parametrize(
    "query", [{"state": "nonsense"}, {"page": "x"}, {"page": "-1"}, {"q": "\x00"}, {"state": ["open", "x"]}]
)
def test_nothing_in_the_address_breaks_the_list(cast, round, query):
    page = cast.client(cast.officer).get(reverse("signoff:list", args=[cast.partnership.slug]), query)
    assert page.status_code == 200


def test_the_list_costs_the_same_with_one_and_with_thirty(cast, round, django_assert_max_num_queries):
    client, address = cast.client(cast.officer), reverse("signoff:list", args=[cast.partnership.slug])
    client.get(address)
    with django_assert_max_num_queries(8) as one:
        client.get(address)
    many(cast, 29)
    with django_assert_max_num_queries(8) as thirty:
        assert len(client.get(address).context["rows"]) == 25
    assert len(one) == len(thirty)


def test_the_page_of_a_round_costs_the_same_with_two_and_with_nine_parties(cast, round, subject, django_assert_max_num_queries):
    client = cast.client(cast.officer)
    client.get(url(round))
    with django_assert_max_num_queries(12) as two:
        client.get(url(round))
    withdraw_round(round, actor=cast.officer)
    for _n in range(7):
        ParticipationFactory(partnership=cast.partnership, party=PartyFactory())
    many_sided = open_round(subject, actor=cast.officer)
    delegate(many_sided, actor=cast.officer, to=cast.contributor)
    with django_assert_max_num_queries(12) as nine:
        client.get(url(many_sided))
    assert len(nine) == len(two)


def test_signing_costs_a_bounded_number_of_queries(cast, round, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        sign(round, actor=cast.representative)


def test_the_panel_on_the_records_page(cast, subject, round, django_assert_num_queries):
    sign_elsewhere(round, actor=cast.representative, file=paper(), signed_by="Dr Petra Direktor", signed_on=today())
    page = html.unescape(cast.client(cast.officer).get(subject.get_absolute_url()).content.decode())
    assert "Dr Petra Direktor" in page
    assert url(round) in page
    from django.template import Context, Template

    from partnerships.access.policy import standing

    context = Context({"standing": standing(cast.officer, cast.partnership), "object": subject})
    with django_assert_num_queries(2):
        assert "Dr Petra Direktor" in Template("{% load signoff %}{% signoff_panel object %}").render(context)
    respondent = Context({"standing": standing(cast.respondent, cast.partnership), "object": subject})
    assert Template("{% load signoff %}{% signoff_panel object %}").render(respondent).strip() == ""
