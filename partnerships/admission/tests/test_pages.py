"""The pages on which somebody is proposed, read about and signed for, as each side sees them."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.actions.tests.factories import ActionFactory
from partnerships.admission.models import Admission
from partnerships.admission.services import propose_party, propose_person_end
from partnerships.admission.tests.factories import round_of, sign_all
from partnerships.clock import today
from partnerships.invitations.models import Invitation
from partnerships.invitations.pausing import pause_membership
from partnerships.models import Membership, Participation, Partnership, Party
from partnerships.tests.costs import cost
from partnerships.tests.factories import PartyFactory

WHY = "They build the test bench."
BOTH = pytest.mark.parametrize("who", ["officer", "representative"])


def url(cast, name, *args):
    return reverse(name, args=[cast.partnership.slug, *args])


def place(user):
    return Membership.objects.get(user=user)


def state():
    tables = (Admission, Participation, Membership, Invitation, Party)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def new(**more):
    return {"partner_name": "Karibu Solar Ltd", "partner_kind": "business", "reason": WHY} | more


def text_of(page):
    return " ".join(page.content.decode().split())


# --- proposing an organisation -----------------------------------------------------------------------------------------
@BOTH
def test_the_page_of_people_says_what_is_to_be_done(cast, who):
    page = text_of(cast.client(getattr(cast, who)).get(url(cast, "people:list")))
    assert ("Propose another organisation" in page, "Invite another organisation" in page) == (True, False)
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    if who == "officer":
        page = text_of(cast.client(cast.officer).get(url(cast, "people:list")))
        assert ("Propose another organisation" in page, "Invite another organisation" in page) == (False, True)


@pytest.mark.parametrize("who", ["contributor", "partner_contributor", "partner_reader", "facilitator", "auditor"])
def test_who_does_not_manage_is_offered_nothing(cast, who):
    page = text_of(cast.client(getattr(cast, who)).get(url(cast, "people:list")))
    for words in ("another organisation", "Propose to end", "Propose a person", "Pause"):
        assert words not in page


@BOTH
def test_one_party_proposes_and_nobody_comes(cast, who):
    client = cast.client(getattr(cast, who))
    answer = client.post(url(cast, "partnerships:add-party"), new(), follow=True)
    admission = Admission.objects.get()
    assert answer.redirect_chain == [(admission.get_absolute_url(), 302)]
    page = text_of(answer)
    assert "The request was sent to every party for signature." in page
    assert "Nothing changes until every party has signed." in page
    assert not Participation.objects.filter(party__name="Karibu Solar Ltd").exists()
    assert "Joins as a party: Karibu Solar Ltd" in text_of(client.get(url(cast, "people:list")))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"due_on": "soon"}, "due_on"),
        ({"partner_name": ""}, "partner"),
        ({"partner_country": "Kenya"}, "partner_country"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_is_kept(cast, wrong, field):
    before = state()
    page = cast.client(cast.officer).post(url(cast, "partnerships:add-party"), new(**wrong))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert state() == before


def test_a_refusal_of_the_service_keeps_no_organisation(cast):
    third = PartyFactory()
    Participation.objects.create(partnership=cast.sibling_partnership, party=third, side="business", state="joined")
    propose_party(cast.partnership, actor=cast.representative, party=third, reason=WHY)
    before = state()
    page = cast.client(cast.officer).post(
        url(cast, "partnerships:add-party"), {"partner": third.pk, "partner_kind": "business", "reason": WHY}
    )
    assert (page.status_code, "already" in text_of(page)) == (422, True)
    assert state() == before


def test_the_last_day_is_the_request_s(cast):
    day = today() + dt.timedelta(days=9)
    cast.client(cast.officer).post(url(cast, "partnerships:add-party"), new(due_on=day.isoformat()))
    assert round_of(Admission.objects.get()).due_on == day


def test_the_founder_invites_while_nobody_else_has_joined(cast):
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    answer = cast.client(cast.officer).post(url(cast, "partnerships:add-party"), new())
    assert answer["Location"] == url(cast, "people:invite")
    assert Participation.objects.get(party__name="Karibu Solar Ltd").state == "invited"
    assert not Admission.objects.exists()


# --- the page of a request ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "status"),
    [
        *(("officer", 200), ("contributor", 200), ("representative", 200), ("partner_reader", 200), ("auditor", 200)),
        *(("respondent", 404), ("sibling", 404), ("stranger", 404), ("administrator", 404)),
    ],
)
def test_who_reads_a_request(cast, who, status):
    ActionFactory(partnership=cast.partnership, author=cast.officer, title="Build the bench")
    admission = propose_party(cast.partnership, actor=cast.officer, party=PartyFactory(name="Karibu"), reason=WHY)
    for address in (admission.get_absolute_url(), round_of(admission).get_absolute_url()):
        page = cast.client(getattr(cast, who)).get(address)
        assert page.status_code == status
        if status == 200:
            for words in ("Karibu", WHY, "Build the bench", "What the newcomer will read", "Adler Maschinenbau"):
                assert words in text_of(page)


def test_an_empty_list_says_so(cast):
    admission = propose_party(cast.partnership, actor=cast.officer, party=PartyFactory(), reason=WHY)
    page = text_of(cast.client(cast.representative).get(admission.get_absolute_url()))
    assert "The newcomer will read none of the records that exist already." in page


def test_signed_on_its_page_by_both(cast):
    admission = propose_party(cast.partnership, actor=cast.representative, party=PartyFactory(), reason=WHY)
    round = round_of(admission)
    for who in (cast.representative, cast.officer):
        assert not Participation.objects.filter(party=admission.organisation).exists()
        assert cast.client(who).post(reverse("signoff:sign", args=[cast.partnership.slug, round.pk]), signing(round, who))
    assert Participation.objects.get(party=admission.organisation).state == "invited"
    page = text_of(cast.client(cast.officer).get(url(cast, "people:list")))
    assert admission.organisation.name in page


def signing(round, who):
    return {"slot": round.slots.get(party__memberships__user=who).pk}


def test_a_list_costs_the_same_with_ten(cast):
    client, address = cast.client(cast.officer), url(cast, "admission:admission-list")
    propose_party(cast.partnership, actor=cast.officer, party=PartyFactory(), reason=WHY)
    pages = (address, url(cast, "people:list"))
    first = [cost(client, page) for page in pages]
    for _more in range(9):
        propose_party(cast.partnership, actor=cast.officer, party=PartyFactory(), reason=WHY)
    assert [cost(client, page) for page in pages] == first


# --- neutral people ----------------------------------------------------------------------------------------------------
@BOTH
def test_nobody_ends_or_changes_the_auditor_from_the_page(cast, who):
    client, before = cast.client(getattr(cast, who)), state()
    for step in ("people:end", "people:role"):
        address = url(cast, step, place(cast.auditor).pk)
        assert (client.get(address).status_code, client.post(address, {"role": "facilitator"}).status_code) == (403, 403)
    assert state() == before


@BOTH
def test_the_end_of_the_auditor_is_proposed_and_signed(cast, who):
    client = cast.client(getattr(cast, who))
    page = text_of(client.get(url(cast, "people:list")))
    address = url(cast, "admission:person-end", place(cast.auditor).pk)
    assert f'href="{address}"' in page
    answer = client.post(address, {"reason": "The audit is over."})
    admission = Admission.objects.get()
    assert (answer["Location"], place(cast.auditor).is_current()) == (admission.get_absolute_url(), True)
    sign_all(admission)
    assert not place(cast.auditor).is_current()


def test_only_neutral_people_of_this_partnership(cast):
    for person in (cast.contributor, cast.representative, cast.sibling):
        address = url(cast, "admission:person-end", place(person).pk)
        assert cast.client(cast.officer).get(address).status_code == 404
    seat = Participation.objects.get(partnership=cast.partnership, party=cast.partner)
    assert cast.client(cast.officer).get(url(cast, "admission:party-end", seat.pk)).status_code == 404


@BOTH
def test_a_neutral_person_is_proposed(cast, who):
    client = cast.client(getattr(cast, who))
    typed = {"organisation": cast.neutral.pk, "role": "auditor", "email": "nora@example.org", "name": "Nora", "reason": WHY}
    answer = client.post(url(cast, "admission:person"), typed)
    admission = Admission.objects.get()
    assert (answer["Location"], Invitation.objects.count()) == (admission.get_absolute_url(), 0)
    sign_all(admission)
    assert Invitation.objects.get().email == "nora@example.org"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"organisation": "x"}, "organisation"),
        ({"role": "reader"}, "role"),
        ({"email": "nobody"}, "email"),
        ({"email": "aida@example.org"}, "email"),
        ({"name": ""}, "name"),
        ({"due_on": "2020-01-01"}, "due_on"),
    ],
)
def test_what_is_wrong_with_a_person(cast, wrong, field):
    typed = {"organisation": cast.neutral.pk, "role": "auditor", "email": "nora@example.org", "name": "Nora", "reason": WHY}
    before = state()
    page = cast.client(cast.officer).post(url(cast, "admission:person"), typed | wrong)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert state() == before


@BOTH
def test_the_end_of_the_neutral_party_is_proposed(cast, who):
    seat = Participation.objects.get(partnership=cast.partnership, party=cast.neutral)
    cast.client(getattr(cast, who)).post(url(cast, "admission:party-end", seat.pk), {"reason": WHY})
    assert Admission.objects.get().kind == "neutral_goes"


def test_nothing_is_proposed_while_nobody_else_has_joined_or_when_all_is_over(cast):
    addresses = [url(cast, "admission:person"), url(cast, "admission:person-end", place(cast.auditor).pk)]
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="invited")
    assert [cast.client(cast.officer).get(address).status_code for address in addresses] == [403, 403]
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="joined")
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    assert [cast.client(cast.officer).get(address).status_code for address in addresses] == [403, 403]


# --- pauses ------------------------------------------------------------------------------------------------------------
@BOTH
def test_a_pause_of_a_neutral_person_is_seen_by_all(cast, who):
    client = cast.client(getattr(cast, who))
    address = url(cast, "people:pause", place(cast.auditor).pk)
    assert "three days" in text_of(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Strange downloads."}).status_code == 302
    assert cast.client(cast.auditor).get(url(cast, "people:list")).status_code == 404
    for reader in (cast.officer, cast.representative, cast.partner_reader):
        assert "comes back by itself" in text_of(cast.client(reader).get(url(cast, "people:list")))
    assert cast.client(cast.officer).get(url(cast, "people:lift", place(cast.auditor).pk)).status_code == 403
    assert cast.client(cast.officer).post(address, {"reason": "Again."}).status_code == 404
    again = url(cast, "admission:person-end", place(cast.auditor).pk)
    assert cast.client(cast.officer).get(again).status_code == 200


def test_a_second_pause_of_a_neutral_person_is_refused_with_a_message(cast):
    pause_membership(membership=place(cast.auditor), actor=cast.officer, reason="Strange.")
    held = place(cast.auditor)
    back = {name: getattr(held, name) - dt.timedelta(hours=80) for name in ("paused_at", "paused_until")}
    Membership.objects.filter(pk=held.pk).update(**back)
    page = cast.client(cast.representative).post(url(cast, "people:pause", held.pk), {"reason": "Again."})
    assert (page.status_code, "all parties sign it" in text_of(page)) == (422, True)
    assert place(cast.auditor).is_current()


def test_an_own_person_rests_and_comes_back(cast):
    client, key = cast.client(cast.representative), place(cast.partner_contributor).pk
    client.post(url(cast, "people:pause", key), {"reason": "A lost telephone."})
    assert cast.client(cast.partner_contributor).get(url(cast, "people:list")).status_code == 404
    assert cast.client(cast.officer).get(url(cast, "people:lift", key)).status_code == 403
    assert url(cast, "people:lift", key) in text_of(client.get(url(cast, "people:list")))
    assert client.post(url(cast, "people:lift", key)).status_code == 302
    assert cast.client(cast.partner_contributor).get(url(cast, "people:list")).status_code == 200


def test_a_request_about_who_has_gone_says_what_became_of_it(cast):
    admission = sign_all(
        propose_person_end(cast.partnership, actor=cast.officer, membership=place(cast.auditor), reason="The audit is over.")
    )
    page = text_of(cast.client(cast.representative).get(admission.get_absolute_url()))
    assert ("Agreed" in page, "Nothing changes until" in page) == (True, False)
