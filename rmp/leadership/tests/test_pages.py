"""The pages: what each side sees, forms that say what is wrong, and the same number of queries for 1 and for 30 rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.clock import today
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from rmp.leadership.models import Appointment, DecisionNeed, LeaderActivity, LeaderProfile, SupportConfirmation
from rmp.leadership.tests import factories as f
from rmp.leadership.tests.conftest import again
from rmp.leadership.tests.proven import services
from rmp.leadership.tests.worlds import fill

LISTS = ("leaders", "appointment-list", "leaderprofile-list", "support", "resources", "powers", "example")
MORE_LISTS = ("decisionneed-list", "leaderactivity-list", "resourcekind-list")
TABS = ("", "supportconfirmation", "leaderresource", "leaderreview", "removal", "history")


def url(cast, name, *args, **query):
    address = reverse(f"rmp_leadership:{name}", args=[cast.partnership.slug, *args])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def page(cast, person, name, *args, **query):
    response = cast.client(getattr(cast, person)).get(url(cast, name, *args, **query))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200, address
    return len(found)


def test_pages_cost_the_same_for_one_and_for_many(cast):
    client = cast.client(cast.representative)
    fill(cast, 1)
    cost = {name: queries(client, url(cast, name)) for name in (*LISTS, *MORE_LISTS)}
    leader = Appointment.objects.live().filter(party=cast.partner).get()
    tabs = {tab: queries(client, url(cast, "appointment-detail", leader.pk, tab=tab)) for tab in TABS}
    fill(cast, 29)
    assert {name: queries(client, url(cast, name)) for name in (*LISTS, *MORE_LISTS)} == cost
    for n, (level, kind) in enumerate((one, two) for one in SupportConfirmation.Level for two in SupportConfirmation.Kind):
        if n:
            f.SupportFactory(appointment=leader, party=cast.partner, level=level, kind=kind)
            f.LeaderResourceFactory(appointment=leader)
            f.LeaderReviewFactory(appointment=leader)
    assert {tab: queries(client, url(cast, "appointment-detail", leader.pk, tab=tab)) for tab in TABS} == tabs
    assert (max(cost.values()) <= 12, max(cost[n] for n in ("appointment-list", "leaderprofile-list")) <= 8) == (True, True), (
        cost
    )
    assert max(tabs.values()) <= 12, tabs


def test_a_profile_and_its_powers_cost_the_same(cast, profile):
    client = cast.client(cast.representative)
    before = [queries(client, url(cast, "leaderprofile-detail", profile.pk, tab=tab)) for tab in ("", "power")]
    for _n in range(20):
        f.PowerFactory(profile=profile)
    assert [queries(client, url(cast, "leaderprofile-detail", profile.pk, tab=tab)) for tab in ("", "power")] == before
    assert max(before) <= 12


def test_saving_costs_little(cast, profile, django_assert_max_num_queries):
    client = cast.client(cast.officer)
    data = {"profile": profile.pk, "name": "Nils", "evidence": "Led.", "term_from": today()}
    client.post(url(cast, "appointment-create"), data)  # the partnership's history begins once
    with django_assert_max_num_queries(24):  # a private entry ends its own chain and counts in the joint one
        assert client.post(url(cast, "appointment-create"), data).status_code == 302


def test_leaders_stand_on_their_sides_and_joint_ones_in_the_middle(cast, profile):
    here = {"partnership": cast.partnership, "author": cast.officer, "leading": True}
    joint = f.LeaderProfileFactory(partnership=cast.partnership, agreed=True, filled_by="joint", title="Speaker")
    f.AppointmentFactory(**here, party=cast.university, profile=profile, name="Ursula Univ")
    f.AppointmentFactory(**here, party=cast.partner, profile=profile, name="Paula Partner")
    f.AppointmentFactory(**here, party=cast.partner, profile=joint, name="Jo Joint")
    found = {}
    for person in ("officer", "representative"):
        context = cast.client(getattr(cast, person)).get(url(cast, "leaders")).context
        found[person] = {column["key"]: [card["title"] for card in column["records"]] for column in context["columns"]}
    assert found == {
        "officer": {"ours": ["Ursula Univ"], "joint": ["Jo Joint"], "theirs": ["Paula Partner"]},
        "representative": {"ours": ["Paula Partner"], "joint": ["Jo Joint"], "theirs": ["Ursula Univ"]},
    }
    places = [(row["profile"].title, row["party"], row["filled"], row["open"]) for row in context["places"]]
    assert places == [
        ("Speaker", None, 1, 0),
        ("UBC Manager", cast.partner, 1, 0),
        ("UBC Manager", cast.university, 1, 0),
    ]


def test_the_facilitator_sees_that_a_party_is_led_and_not_by_whom(cast, leader):
    seen = page(cast, "facilitator", "leaders")
    assert (leader.name in seen, "held" in seen) == (False, True)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"name": "", "person": ""}, None, "Choose the person, or write the name."),
        ({"term_to": "2001-01-01"}, None, "The term ends before it begins."),
        ({"review_on": "2001-01-01"}, "review_on", "A review comes after the term has begun."),
        ({"evidence": ""}, "evidence", "This field is required."),
    ],
)
def test_a_nomination_says_what_is_wrong(cast, profile, change, field, said):
    data = {"profile": profile.pk, "name": "Nils", "evidence": "Led.", "term_from": today()} | change
    response = cast.client(cast.officer).post(url(cast, "appointment-create"), data)
    assert (response.status_code, Appointment.objects.count()) == (422, 0)
    assert said in response.context["form"].errors.get(field or "__all__", [])


def test_a_nomination_offers_agreed_profiles_and_the_own_partys_people(cast, profile):
    f.LeaderProfileFactory(partnership=cast.partnership, author=cast.officer, title="Draft")
    form = cast.client(cast.officer).get(url(cast, "appointment-create")).context["form"]
    assert set(form.fields["profile"].queryset) == {profile}
    assert set(form.fields["person"].queryset) == {cast.officer, cast.contributor}


def test_a_person_gives_the_name(cast, profile):
    data = {"profile": profile.pk, "person": cast.contributor.pk, "name": "X", "evidence": "Led.", "term_from": today()}
    cast.client(cast.officer).post(url(cast, "appointment-create"), data)
    made = Appointment.objects.get()
    assert (made.name, made.party, made.visibility, made.state) == (
        *(cast.contributor.name, cast.university),
        *("private", "prepared"),
    )


def test_the_reader_who_is_appointed_accepts(cast, leader):
    Appointment.objects.filter(pk=leader.pk).update(state="appointed", party=cast.partner, person=cast.partner_reader)
    client = cast.client(cast.partner_reader)
    assert "Accept" in page(cast, "partner_reader", "appointment-detail", leader.pk)
    response = client.post(url(cast, "appointment-accept", leader.pk), {"commitment": "I keep my word."})
    assert (response.status_code, again(leader).state, again(leader).commitment) == (302, "accepted", "I keep my word.")


def test_a_missing_confirmation_is_one_click_and_a_second_one_is_refused(cast, leader):
    missing = url(cast, "supportconfirmation-create", leader.pk, level="top", kind="management")
    assert missing.replace("&", "&amp;") in page(cast, "officer", "support")
    data = {"level": "top", "kind": "management", "confirmed_by": "Vera Vice", "on": today()}
    client = cast.client(cast.officer)
    assert [client.post(missing, data).status_code for _n in range(2)] == [302, 422]
    assert SupportConfirmation.objects.get().party == cast.university


def test_a_decision_goes_to_one(cast, profile, leader):
    data = {"title": "Buy", "kind": "money", "amount": "5", "unit": "euro", "profile": profile.pk, "leader": leader.pk}
    client = cast.client(cast.officer)
    assert client.post(url(cast, "decisionneed-create"), data).status_code == 422
    assert client.post(url(cast, "decisionneed-create"), data | {"leader": ""}).status_code == 302
    assert client.post(url(cast, "decisionneed-create"), data | {"leader": "", "unit": ""}).status_code == 422
    assert DecisionNeed.objects.count() == 1


def test_joint_records_name_only_who_is_appointed(cast, leader, nomination):
    nominated = services.put_forward(nomination, actor=cast.officer)
    client = cast.client(cast.officer)
    form = client.get(url(cast, "decisionneed-create")).context["form"]
    assert set(form.fields["leader"].queryset) == {leader}
    data = {"on": today(), "kind": "visit", "what": "Shift", "leaders": [nominated.pk]}
    assert client.post(url(cast, "leaderactivity-create"), data).status_code == 422
    future = data | {"leaders": [leader.pk], "on": today() + dt.timedelta(days=1)}
    assert client.post(url(cast, "leaderactivity-create"), future).status_code == 422
    assert client.post(url(cast, "leaderactivity-create"), data | {"leaders": [leader.pk]}).status_code == 302
    assert list(LeaderActivity.objects.get().leaders.all()) == [leader]


def test_other_resources_say_which(cast, leader):
    kind = f.ResourceKindFactory(partnership=cast.partnership, author=cast.officer)
    data = {"kind": "other", "required": "1", "allocated": "0", "unit": "people"}
    client = cast.client(cast.officer)
    address = url(cast, "leaderresource-create", leader.pk)
    assert client.post(address, data).status_code == 422
    assert client.post(address, data | {"kind": "time", "further": kind.pk}).status_code == 422
    assert client.post(address, data | {"further": kind.pk}).status_code == 302
    assert f"{kind}" in page(cast, "representative", "resources")


def test_the_way_past_a_lock_is_a_new_version(cast, profile):
    client = cast.client(cast.officer)
    assert client.get(url(cast, "power-create", profile.pk)).status_code == 403
    response = client.post(url(cast, "leaderprofile-revise", profile.pk))
    draft = LeaderProfile.objects.get(state="draft")
    assert (response.status_code, response.url) == (302, draft.get_absolute_url())
    assert client.get(url(cast, "power-create", draft.pk)).status_code == 200


def test_what_is_put_forward_has_no_share_and_no_take_back(cast, nomination):
    services.put_forward(nomination, actor=cast.officer)
    for step in ("share", "withdraw"):
        address = url(cast, "appointment-detail", nomination.pk) + f"{step}/"
        assert cast.client(cast.officer).get(address).status_code == 404


def test_what_is_laid_before_the_parties_can_be_read_there(cast, profile, leader, nomination):
    services.put_forward(nomination, actor=cast.officer)
    services.propose_removal(leader, actor=cast.officer, reason="Promises broken.")
    draft = services.revise_profile(profile, actor=cast.officer)
    open_round(draft, actor=cast.officer)
    client = cast.client(cast.representative)
    said = {
        "Nomination: Conrad Contributor, UBC Manager": "Led the last one.",
        "Removal of Conrad Contributor": "Promises broken.",
        "Leader profile: UBC Manager, version 2": "Ten years in both worlds.",
    }
    found = {round.title: client.get(round.get_absolute_url()).content.decode() for round in SignOffRound.objects.open()}
    assert {title: text in found[title] for title, text in said.items()} == dict.fromkeys(said, True)
    for round in SignOffRound.objects.open():
        assert client.get(reverse("signoff:sign", args=[cast.partnership.slug, round.pk])).status_code == 200
