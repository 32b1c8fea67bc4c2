"""How a party ranks its partnerships: private, its own, and side by side in one page with a fixed number of queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.home import news
from partnerships.models import Partnership
from partnerships.practices.registry import practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record
from partnerships.reminders.registry import DUES
from partnerships.tests.factories import PartnershipFactory
from rmp.relationship.models import Priority
from rmp.relationship.tests import factories as f

PORTFOLIO = "/portfolio/"
SCORES = dict.fromkeys((*Priority.BENEFIT, *Priority.EFFORT), 4)


def url(name, cast, *args):
    return reverse(f"rmp_relationship:{name}", args=[cast.partnership.slug, *args])


@pytest.fixture
def ranking(cast):
    rank = Priority(partnership=cast.partnership, party=cast.university, tier="d_occasional", reason="Canary", **SCORES)
    return save_record(rank, actor=cast.officer)


def shown_to(cast, name):
    client = cast.client(getattr(cast, name))
    pages = [PORTFOLIO, *(url(page, cast) for page in ("relationship", "priority-list"))]
    pages += [
        url("priority-list", cast) + "?export=csv",
        reverse("history:list", args=[cast.partnership.slug]),
        "/",
        "/reminders/",
    ]
    texts = [client.get(page).content.decode() for page in pages]
    return [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text.partition("<main")[2] or text) for text in texts]


@pytest.mark.deep  # the gate has the worlds of all rooms (ubc/tests/test_worlds.py)
def test_nothing_that_the_partner_sees_changes_by_it(cast):
    people = ("representative", "partner_contributor", "partner_reader", "facilitator", "auditor", "sibling", "stranger")
    before = {name: shown_to(cast, name) for name in people}
    marks = statuses(Partnership.objects.all(), practices_of(1))
    blocks = {key: section.blocks(cast.partnership) for key, section in SECTIONS.items()}
    rank = Priority(partnership=cast.partnership, party=cast.university, tier="d_occasional", reason="Canary", **SCORES)
    save_record(rank, actor=cast.officer)
    assert {name: shown_to(cast, name) for name in people} == before
    assert statuses(Partnership.objects.all(), practices_of(1)) == marks
    assert {key: section.blocks(cast.partnership) for key, section in SECTIONS.items()} == blocks
    assert "Canary" in "".join(shown_to(cast, "contributor"))
    assert news(cast.representative, rank.created_at.replace(year=2000)).count() == 0


def test_a_new_one_is_private_whatever_is_posted(cast):
    data = {"space": "joint", "visibility": "shared", "tier": "b_key", **SCORES}
    assert cast.client(cast.officer).post(url("priority-create", cast), data).status_code == 302
    made = Priority.objects.get()
    assert (made.party, made.visibility, made.benefit(), made.effort()) == (cast.university, "private", 4, 4)


def test_a_party_ranks_once(cast, ranking):
    data = {"tier": "b_key", **SCORES}
    response = cast.client(cast.contributor).post(url("priority-create", cast), data)
    assert response.context["form"].non_field_errors() == ["Your party has ranked this partnership already: change that."]
    assert cast.client(cast.representative).post(url("priority-create", cast), data).status_code == 302
    page = cast.client(cast.officer).get(url("relationship", cast))
    assert ([row["record"] for row in page.context["ranking"]["rows"]], page.context["ranking"]["create_url"]) == (
        [ranking],
        "",
    )


@pytest.mark.parametrize("score", ["", "0", "5", "x"])
def test_a_score_is_one_of_four(cast, score):
    response = cast.client(cast.officer).post(url("priority-create", cast), {"tier": "b_key", **SCORES, "fit": score})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["fit"])


def test_its_date_reaches_its_own_party_only(cast):
    f.PriorityFactory(partnership=cast.partnership, party=cast.university, review_on="2030-01-01")
    due = DUES["rmp_relationship.priority"]
    assert {name: due.items_of(getattr(cast, name)).count() for name in ("officer", "representative")} == {
        "officer": 1,
        "representative": 0,
    }


class TestPortfolio:
    def rank(self, cast, title, brings=4, takes=2, tier="b_key", **more):
        place = PartnershipFactory(title=title, parties=[cast.university, cast.partner])
        return f.PriorityFactory(partnership=place, party=cast.university, brings=brings, takes=takes, tier=tier, **more)

    def page(self, cast, person="officer", query=""):
        return cast.client(getattr(cast, person)).get(PORTFOLIO + query).context

    def names(self, context):
        return [row["cells"][0] for row in context["rows"]]

    def test_each_stands_in_its_place_with_what_follows(self, cast):
        self.rank(cast, "Alpha", 4, 4, "a_strategic")
        self.rank(cast, "Beta", 4, 1)
        self.rank(cast, "Gamma", 1, 1, "c_project")
        self.rank(cast, "Delta", 1, 4, "d_occasional")
        page = self.page(cast)
        assert [(row["cells"][0], row["cells"][4], row["cells"][5]) for row in page["rows"]] == [
            ("1 Alpha", "Collaborate closely", "Adler"),
            ("2 Beta", "Do more of it", "Adler"),
            ("3 Gamma", "Keep it simple", "Adler"),
            ("4 Delta", "Rethink it", "Adler"),
        ]
        assert [(m.point.number, m.point.across, m.point.up) for m in page["chart"].marks] == [
            *((1, 4, 4), (2, 1, 4)),
            *((3, 1, 1), (4, 4, 1)),
        ]

    def test_filtered_and_sorted(self, cast):
        self.rank(cast, "Alpha", 2)
        self.rank(cast, "Beta", 3, tier="a_strategic")
        assert self.names(self.page(cast, query="?tier=b_key")) == ["1 Alpha"]
        assert self.names(self.page(cast, query="?q=beta")) == ["1 Beta"]
        assert self.names(self.page(cast, query="?sort=benefit")) == ["1 Alpha", "2 Beta"]
        assert self.names(self.page(cast, query="?sort=-title")) == ["1 Beta", "2 Alpha"]
        for nonsense in ("?tier=x", "?sort=x", "?sort=", "?page=x", "?state=x"):
            assert cast.client(cast.officer).get(PORTFOLIO + nonsense).status_code == 200

    def test_exported(self, cast):
        self.rank(cast, "Alpha", 4, 1)
        text = cast.client(cast.officer).get(PORTFOLIO + "?export=csv").content.decode()
        assert text.splitlines()[1] == "Alpha,Key,4,1,Do more of it,Adler,Cooperative,"
        assert "Alpha" not in cast.client(cast.representative).get(PORTFOLIO + "?export=csv").content.decode()
        assert cast.client(cast.officer).get(PORTFOLIO + "?export=xlsx").status_code == 200
        assert cast.client(cast.officer).get(PORTFOLIO + "?export=exe").status_code == 404

    def test_only_ones_own_even_when_another_shared_it(self, cast, ranking):
        theirs = f.PriorityFactory(partnership=cast.partnership, author=cast.representative, party=cast.partner)
        share_record(theirs, actor=cast.representative)
        found = {name: self.names(self.page(cast, name)) for name in ("officer", "representative", "auditor", "stranger")}
        assert found == {
            "officer": ["1 Quiet gearboxes"],
            "representative": ["1 Quiet gearboxes"],
            "auditor": [],
            "stranger": [],
        }
        urls = {row["url"] for row in self.page(cast, "officer")["rows"]}
        assert urls == {ranking.get_absolute_url()}

    def test_those_not_ranked_are_offered_to_those_who_may(self, cast, ranking):
        offered = {
            name: [row["partnership"].title for row in self.page(cast, name)["unranked"]]
            for name in ("officer", "representative", "partner_reader", "auditor", "administrator", "stranger")
        }
        assert offered == {
            "officer": ["Cold chains"],
            "representative": ["Quiet gearboxes"],
            "partner_reader": [],
            "auditor": [],
            "administrator": [],
            "stranger": ["Tidal power"],
        }

    def test_it_costs_the_same_for_one_and_for_thirty(self, cast):
        client, costs = cast.client(cast.officer), []
        for rows in (1, 29):
            for n in range(rows):
                self.rank(cast, f"Ranked {rows} {n}")
                PartnershipFactory(title=f"Open {rows} {n}", parties=[cast.university, cast.partner])
            with CaptureQueriesContext(connection) as queries:
                assert client.get(PORTFOLIO).status_code == 200
            costs.append(len(queries))
        assert costs[0] == costs[1] <= 8

    def test_the_list_of_partnerships_leads_here(self, cast):
        tabs = cast.client(cast.officer).get("/partnerships/").context["pages"]
        assert [(tab["url"], tab["active"]) for tab in tabs] == [
            ("/partnerships/", True),
            (PORTFOLIO, False),
            ("/assessments/", False),
        ]
