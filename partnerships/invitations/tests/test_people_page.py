"""The page of the people: who is listed, for whom, and what is missing."""

import pytest
from django.urls import reverse

from partnerships.invitations.services import accept_as_new, decline
from partnerships.invitations.tests.seating import invite
from partnerships.models import Membership, Participation, Role
from partnerships.outbox.models import Mail
from partnerships.tests.factories import MembershipFactory


def url(cast):
    return reverse("people:list", args=[cast.partnership.slug])


def groups(cast, who):
    context = cast.client(getattr(cast, who)).get(url(cast)).context
    return {g["party"].short_name: [m.user.name.split()[0] for m in g["people"]] for g in context["groups"]}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302),
        ("officer", 200),
        ("contributor", 200),
        ("representative", 200),
        ("partner_contributor", 200),
        ("partner_reader", 200),
        ("respondent", 403),
        ("facilitator", 200),
        ("auditor", 200),
        ("sibling", 404),
        ("stranger", 404),
        ("administrator", 404),
    ],
)
def test_who_may_open_it(cast, who, status):
    assert cast.client(getattr(cast, who)).get(url(cast)).status_code == status


def test_own_people_first_then_the_others_then_the_neutral(cast):
    listed = {
        "Rivermouth": ["Conrad", "Olivia"],
        "Adler": ["Paul", "Renate", "Rita", "Ruth"],
        "Bridge": ["Aida", "Felix"],
    }
    assert list(groups(cast, "officer").items()) == list(listed.items())
    assert list(groups(cast, "representative")) == ["Adler", "Rivermouth", "Bridge"]
    assert groups(cast, "auditor") == listed


def test_nobody_of_another_partnership_and_nobody_whose_time_is_over(cast):
    Membership.objects.filter(user=cast.partner_reader).update(starts_on="2020-01-01", ends_on="2020-12-31")
    cast.respondent.is_active = False
    cast.respondent.save()
    MembershipFactory(party=cast.partner, partnership=cast.other_partnership)
    assert groups(cast, "officer")["Adler"] == ["Paul", "Renate"]


def test_a_party_that_left_is_not_listed_and_an_invited_one_is_empty(cast, newcomer):
    MembershipFactory(party=newcomer, partnership=None, role=Role.OFFICER)  # it works elsewhere and was not asked yet
    Participation.objects.filter(party=cast.neutral).update(state=Participation.State.LEFT)
    found = groups(cast, "officer")
    assert (list(found), found["Karibu"]) == (["Rivermouth", "Adler", "Karibu"], [])


@pytest.mark.parametrize(
    ("who", "own", "first"),
    [("officer", True, True), ("contributor", False, False), ("representative", False, True), ("auditor", False, False)],
)
def test_whose_invitations_one_sees(cast, invitation, first_invitation, who, own, first):
    page = cast.client(getattr(cast, who)).get(url(cast)).content.decode()
    assert ("petra@example.org" in page, "amina@karibu.example" in page) == (own, first)


def test_invitations_of_another_partnership_stay_there(cast):
    invite(
        actor=cast.officer,
        partnership=cast.sibling_partnership,
        party=cast.university,
        role=Role.READER,
        email="elsewhere@example.org",
    )
    assert "elsewhere@example.org" not in cast.client(cast.officer).get(url(cast)).content.decode()


def test_the_answered_ones_go_and_the_declined_are_seen(cast, invitation, first_invitation):
    decline(invitation=invitation)
    accept_as_new(invitation=first_invitation, name="Amina", password="irrelevant here")
    context = cast.client(cast.officer).get(url(cast)).context
    assert [[row.invitation.state for row in g["invited"]] for g in context["groups"]] == [["declined"], [], [], []]


def test_the_link_stands_on_no_page_unasked(cast, invitation):
    assert invitation.token not in cast.client(cast.officer).get(url(cast)).content.decode()


def checks(cast):
    return [(c["text"], c["done"]) for c in cast.client(cast.officer).get(url(cast)).context["checks"]]


def test_what_is_missing(cast, newcomer):
    both = [("University of Rivermouth is represented", True), ("Adler Maschinenbau GmbH is represented", True)]
    waiting = [*both, ("Karibu Solar Ltd is represented", False)]
    assert checks(cast) == [*waiting, ("The invitation to Karibu Solar Ltd went out", False)]
    made = invite(
        actor=cast.officer, partnership=cast.partnership, party=newcomer, role=Role.REPRESENTATIVE, email="amina@karibu.example"
    )
    assert checks(cast)[-1] == ("The invitation to Karibu Solar Ltd went out", False)
    Mail.objects.update(state=Mail.State.SENT)
    assert checks(cast)[-1] == ("The invitation to Karibu Solar Ltd went out", True)
    accept_as_new(invitation=made, name="Amina", password="irrelevant here")
    assert checks(cast) == [*both, ("Karibu Solar Ltd is represented", True)]


@pytest.mark.parametrize("who", ["contributor", "partner_reader", "auditor"])
def test_only_those_who_can_do_something_about_it_see_what_is_missing(cast, newcomer, who):
    assert cast.client(getattr(cast, who)).get(url(cast)).context["checks"] == []


@pytest.mark.parametrize("who", ["officer", "partner_reader"])
def test_it_costs_the_same_for_one_and_for_thirty(
    cast, newcomer, who, django_assert_num_queries, django_assert_max_num_queries
):
    def add(count, start):
        for n in range(start, start + count):
            MembershipFactory(party=cast.partner, partnership=cast.partnership)
            for party, role in ((cast.university, "reader"), (newcomer, "representative")):
                place = {"partnership": cast.partnership, "party": party, "role": role}
                invite(actor=cast.administrator, email=f"{role}{n}@example.org", **place)

    client = cast.client(getattr(cast, who))
    add(1, 0)
    client.get(url(cast))
    with django_assert_max_num_queries(12) as first:
        client.get(url(cast))
    add(15, 1)
    with django_assert_num_queries(len(first)):
        client.get(url(cast))
