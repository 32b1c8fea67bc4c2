"""The pages of this room: what they show, what they cost, and that nothing posted breaks them."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.reminders.registry import DUES
from partnerships.tests.cast import make_cast
from rmp.relationship.models import Appraisal, BenchmarkNote, InterestedParty, RelationshipLink
from rmp.relationship.tests import factories as f
from rmp.relationship.tests.worlds import fill

LISTS = (
    *("interestedparty-list", "map", "contextfactor-list", "advantage-list", "appraisal-list", "sustainability-list"),
    *("relationshiplink-list", "priority-list", "benchmarknote-list", "engagementprocess-list", "communicationline-list"),
    *("relationship", "engagement", "party"),
)
# What a page may cost, by its name; every other list costs at most 8.
DEAR = {"relationship": 12, "engagement": 9}


def url(name, cast, *args, **query):
    address = reverse(f"rmp_relationship:{name}", args=[cast.partnership.slug, *args])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


@pytest.mark.parametrize("name", LISTS)
def test_every_page_opens_while_it_is_empty(cast, name):
    assert cast.client(cast.officer).get(url(name, cast)).status_code == 200


@pytest.mark.xdist_group("relationship cost")
class TestCost:
    """Pinned, and equal for 1 and 30 rows."""

    @pytest.fixture(scope="class")
    @classmethod
    def costs(cls, django_db_setup, django_db_blocker):
        """{rows: {page: queries}}"""
        found = {}
        with django_db_blocker.unblock():
            for rows in (1, 30):
                with transaction.atomic():
                    cast = make_cast()
                    fill(cast, rows)
                    found[rows] = cls.walk(cast)
                    transaction.set_rollback(True)
        return found

    @classmethod
    def walk(cls, cast):
        client, found = cast.client(cast.officer), {}

        def cost(name, address):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200, address
            found[name] = len(queries)

        for name in LISTS:
            cost(name, url(name, cast))
        for name in ("interestedparty-list", "contextfactor-list"):
            cost(f"{name} table", url(name, cast, view="table"))
        party = InterestedParty.objects.joint().placed().first()
        appraisal = Appraisal.objects.joint().first()
        link = RelationshipLink.objects.filter(partnership=cast.partnership).first()
        cost("interested", url("interestedparty-detail", cast, party.pk))
        cost("interested expectations", url("interestedparty-detail", cast, party.pk, tab="expectation"))
        cost("appraisal", url("appraisal-detail", cast, appraisal.pk))
        cost("appraisal outcomes", url("appraisal-detail", cast, appraisal.pk, tab="expectedoutcome"))
        cost("link", url("relationshiplink-detail", cast, link.pk))
        return found

    def test_no_page_costs_more_when_there_is_more(self, costs):
        assert costs[1] == costs[30]

    def test_lists(self, costs):
        assert {name: costs[30][name] for name in LISTS if costs[30][name] > DEAR.get(name, 8)} == {}

    def test_details(self, costs):
        assert {name: n for name, n in costs[30].items() if n > 12} == {}

    def test_saving(self, cast, django_assert_max_num_queries):
        fill(cast, 3)
        party = InterestedParty.objects.joint().placed().first()
        data = {"name": "Other", "category": party.category_id, "influence": 1, "interest": 1, "seen_version": 1}
        client = cast.client(cast.officer)
        # The first change in a partnership costs once what is remembered then.
        client.post(url("interestedparty-update", cast, party.pk), data | {"name": "First"})
        with django_assert_max_num_queries(25):
            again = data | {"seen_version": 2}
            assert client.post(url("interestedparty-update", cast, party.pk), again).status_code == 302


class TestMap:
    @pytest.fixture
    def parties(self, cast):
        here = {"partnership": cast.partnership}
        f.InterestedPartyFactory(**here, name="Students", influence=2, interest=4)
        f.InterestedPartyFactory(**here, name="Funder", influence=4, interest=4, party=cast.university)
        f.InterestedPartyFactory(**here, name="Customers", influence=4, interest=1, party=cast.partner, visibility="shared")
        f.InterestedPartyFactory(**here, name="Media")

    def test_each_reader_has_a_map_of_what_he_or_she_may_see(self, cast, parties):
        found = {}
        for name in ("officer", "representative", "facilitator"):
            page = cast.client(getattr(cast, name)).get(url("map", cast)).context
            found[name] = [(mark.point.title, mark.point.kind) for mark in page["chart"].marks]
            assert [party.name for party in page["unplaced"]] == ["Media"]
        assert found == {
            "officer": [("Funder", "ours_private"), ("Customers", "theirs"), ("Students", "joint")],
            "representative": [("Customers", "ours_shared"), ("Students", "joint")],
            "facilitator": [("Students", "joint")],
        }

    def test_the_table_says_what_the_map_shows(self, cast, parties):
        rows = cast.client(cast.officer).get(url("map", cast)).context["rows"]
        assert [row["cells"] for row in rows] == [
            ["1 Funder", "Students", "4 high", "4 high", "Work closely with it"],
            ["2 Customers", "Students", "4 high", "1 low", "Keep it content"],
            ["3 Students", "Students", "2 rather low", "4 high", "Keep it informed"],
        ]


class TestForms:
    @pytest.mark.parametrize(
        ("name", "data", "fields"),
        [
            ("interestedparty-create", {"space": "nowhere", "name": "x" * 300, "category": "x"}, {"space", "name", "category"}),
            ("contextfactor-create", {"space": "joint", "title": "x", "origin": "moon", "review_on": "31/31"}, None),
            ("appraisal-create", {"space": "joint", "on": "2026-02-01", "next_on": "2026-02-01", "horizon": "current",
                                  "findings": "x", "mode": "integrated"}, {"__all__"}),
            ("appraisal-create", {"space": "joint", "horizon": "past"}, None),
            ("sustainability-create", {"space": "joint", "where": ""}, {"where"}),
            ("relationshiplink-create", {"space": "joint", "kind": "grew_from", "other": "x"}, {"other"}),
            ("communicationline-create", {"who_party": "x", "whom_party": "x"}, None),
            ("priority-create", {"tier": "z"}, None),
            ("party", {"university_type": "zoo", "country": "XYZ"}, {"name", "short_name", "university_type", "country"}),
        ],
    )  # fmt: skip
    def test_nonsense_is_refused_at_the_field(self, cast, name, data, fields):
        response = cast.client(cast.officer).post(url(name, cast), data)
        assert response.status_code == 422
        errors = set(response.context["form"].errors)
        assert errors == fields if fields else errors

    def test_influence_and_interest_come_together(self, cast):
        category = f.InterestedPartyFactory(partnership=cast.partnership).category_id
        data = {"space": "joint", "name": "Town", "category": category, "influence": 3}
        response = cast.client(cast.officer).post(url("interestedparty-create", cast), data)
        assert response.context["form"].non_field_errors() == ["Give both, influence and interest, or neither yet."]

    def test_there_is_one_process(self, cast):
        data = {"management_mode": "together"}
        client = cast.client(cast.representative)
        assert client.post(url("engagementprocess-create", cast), data).status_code == 302
        response = client.post(url("engagementprocess-create", cast), data)
        assert response.context["form"].non_field_errors() == ["There is one process already: change that one."]

    def test_a_part_with_a_period_that_runs_backwards(self, cast):
        appraisal = f.AppraisalFactory(partnership=cast.partnership)
        data = {"starts_on": "2026-02-01", "ends_on": "2026-01-01", "outcome": "x"}
        response = cast.client(cast.officer).post(url("expectedoutcome-create", cast, appraisal.pk), data)
        assert response.context["form"].non_field_errors() == ["The period ends before it begins."]

    def test_a_party_says_what_it_is(self, cast):
        client = cast.client(cast.officer)
        page = client.get(url("party", cast)).context["form"]
        called, place = ["name", "short_name"], ["country", "city", "time_zone", "website", "about"]
        assert list(page.fields) == [*called, "university_type", "relation_basis", *place]
        data = {
            "name": "University of the River",
            "short_name": "River",
            "university_type": "applied",
            "website": "river.example",
        }
        assert client.post(url("party", cast), data).url == url("relationship", cast)
        cast.university.refresh_from_db()
        assert {name: getattr(cast.university, name) for name in data} == data | {"website": "https://river.example"}
        theirs = cast.client(cast.representative).get(url("party", cast)).context["form"]
        assert list(theirs.fields) == [*called, "business_type", "relation_basis", *place]

    def test_a_good_practice_is_tried_and_adopted(self, cast):
        note = f.BenchmarkNoteFactory(partnership=cast.partnership, change="")
        client = cast.client(cast.officer)
        assert client.post(url("benchmarknote-try", cast, note.pk), {}).status_code == 422
        BenchmarkNote.objects.update(change="A shorter meeting")
        assert client.post(url("benchmarknote-try", cast, note.pk), {}).status_code == 302
        assert client.post(url("benchmarknote-adopt", cast, note.pk), {"outcome": "It holds."}).status_code == 302
        note.refresh_from_db()
        assert (note.state, note.outcome) == ("adopted", "It holds.")


class TestDues:
    @pytest.mark.parametrize(
        ("place", "told"),
        [
            ({}, {"officer", "representative"}),
            ({"answers": "partner"}, {"representative"}),
            ({"party": "university", "visibility": "shared", "answers": "partner"}, {"representative"}),
            ({"party": "university", "visibility": "private", "answers": "partner"}, {"officer"}),
            ({"party": "university", "visibility": "private"}, {"officer"}),
        ],
    )
    @pytest.mark.parametrize(
        ("kind", "factory"), [("contextfactor", f.ContextFactorFactory), ("sustainability", f.SustainabilityFactory)]
    )
    def test_a_date_concerns_who_answers_and_of_what_is_private_its_owner(self, cast, kind, factory, place, told):
        parties = {name: getattr(cast, value) for name, value in place.items() if name != "visibility"}
        factory(partnership=cast.partnership, review_on="2030-01-01", **place | parties)
        due = DUES[f"rmp_relationship.{kind}"]
        assert {name for name in ("officer", "representative", "stranger") if due.items_of(getattr(cast, name))} == told

    def test_of_appraisals_the_newest_of_each_side_counts(self, cast):
        for party in (None, cast.university):
            for day in ("2025-01-01", "2026-01-01"):
                f.AppraisalFactory(partnership=cast.partnership, party=party, on=day, next_on="2030-01-01")
        f.AppraisalFactory(partnership=cast.partnership, horizon="future", on="2025-01-01", next_on="2030-01-01")
        items = DUES["rmp_relationship.appraisal"].items()
        assert sorted((str(i.party or ""), i.horizon, str(i.on)) for i in items) == [
            ("", "current", "2026-01-01"),
            ("", "future", "2025-01-01"),
            (str(cast.university), "current", "2026-01-01"),
        ]
