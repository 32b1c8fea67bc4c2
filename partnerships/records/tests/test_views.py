"""The pages every record has, walked with actions: who gets what, what is kept when it fails, and what it costs."""

import csv
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from partnerships.access.spaces import Visibility
from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.actions.views import ActionViews
from partnerships.models import Partnership
from partnerships.tests.factories import PartnershipFactory


def url(action, cast, record=None, **query):
    args = [cast.partnership.slug] + ([record.pk] if record else [])
    found = reverse(f"actions:action-{action}", args=args)
    return found + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def typed(cast, **changes):
    return {"space": "joint", "title": "Book the bench", "responsible": str(cast.partner.pk), "seen_version": "", **changes}


@pytest.fixture
def joint(cast):
    return ActionFactory(partnership=cast.partnership, author=cast.officer, responsible=cast.partner, title="Joint one")


@pytest.fixture
def private(cast):
    return ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, title="Canary")


class TestList:
    def test_it_shows_what_the_reader_may_see(self, cast, joint, private):
        for name, titles in {"officer": ["Canary", "Joint one"], "partner_reader": ["Joint one"]}.items():
            response = cast.client(getattr(cast, name)).get(url("list", cast))
            assert sorted(row["cells"][0] for row in response.context["rows"]) == titles

    @pytest.mark.parametrize(
        "query", ["?q=canary", "?q=Canary&export=csv", "?space=theirs", "?export=csv", "?sort=title&state=open"]
    )
    def test_no_filter_search_or_export_shows_what_is_private_to_another(self, cast, joint, private, query):
        response = cast.client(cast.representative).get(url("list", cast) + query)
        assert response.status_code == 200
        assert b"Canary" not in response.content

    @pytest.mark.parametrize(
        "query", ["?page=-1", "?page=x", "?page=99999", "?sort=party__name", "?sort=-", "?state=nothing", "?space=1"]
    )
    def test_a_strange_address_is_no_error(self, cast, joint, query):
        assert cast.client(cast.officer).get(url("list", cast) + query).status_code == 200

    def test_an_export_tells_neither_kind_nor_key_of_what_it_came_of(self, cast, private):
        joint = ActionFactory(partnership=cast.partnership, author=cast.officer, responsible=cast.partner, source=private)
        text = cast.client(cast.officer).get(url("list", cast, export="csv")).content.decode()
        assert (joint.title in text, str(private.pk) in text, "source" in text.lower()) == (True, False, False)

    def test_an_unknown_export_is_not_found(self, cast):
        assert cast.client(cast.officer).get(url("list", cast, export="exe")).status_code == 404

    def test_exports_hold_every_row_and_field(self, cast, joint, private):
        client = cast.client(cast.officer)
        table = list(csv.reader(io.StringIO(client.get(url("list", cast, export="csv")).content.decode("utf-8-sig"))))
        book = load_workbook(io.BytesIO(client.get(url("list", cast, export="xlsx")).content))
        sheet = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]
        assert table == sheet
        assert [row[0] for row in table[1:]] == ["Canary", "Joint one"]
        assert table[0][:5] == ["What is to be done", "Responsible party", "Person", "Due", "State"]
        assert table[0][-3:] == ["Space", "Party", "Changed"]

    @pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
    def test_a_spreadsheet_takes_no_text_for_a_formula(self, cast, title):
        ActionFactory(partnership=cast.partnership, title=title)
        table = cast.client(cast.officer).get(url("list", cast, export="csv")).content.decode("utf-8-sig")
        assert next(csv.reader(io.StringIO(table.splitlines()[1])))[0].startswith("'")

    def test_it_sorts_by_its_columns(self, cast):
        for title in ("B", "A", "C"):
            ActionFactory(partnership=cast.partnership, title=title)
        rows = cast.client(cast.officer).get(url("list", cast, sort="-title")).context["rows"]
        assert [row["cells"][0] for row in rows] == ["C", "B", "A"]


class TestCreate:
    @pytest.mark.parametrize(
        ("space", "party", "visibility"),
        [("joint", None, "shared"), ("ours_private", "partner", "private"), ("ours_shared", "partner", "shared")],
    )
    def test_it_goes_to_the_space_that_was_chosen(self, cast, space, party, visibility):
        response = cast.client(cast.representative).post(url("create", cast), typed(cast, space=space))
        action = Action.objects.get()
        assert response.url == action.get_absolute_url()
        assert (action.party, action.visibility) == (party and getattr(cast, party), visibility)

    def test_a_contributor_does_not_share(self, cast):
        client = cast.client(cast.partner_contributor)
        spaces = client.get(url("create", cast)).context["form"].fields["space"].choices
        assert [key for key, _label in spaces] == ["ours_private", "joint"]
        assert client.post(url("create", cast), typed(cast, space="ours_shared")).status_code == 422
        assert not Action.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": ""}, "title"),
            ({"title": "x" * 201}, "title"),
            ({"responsible": "not-a-key"}, "responsible"),
            ({"due_on": "31.02.2026"}, "due_on"),
            ({"space": "theirs"}, "space"),
            ({"starts_on": "2026-05-02", "due_on": "2026-05-01"}, "__all__"),
            ({"title": "nul\x00"}, "title"),
        ],
    )
    def test_bad_input_is_told_at_the_field_and_kept(self, cast, changes, field):
        response = cast.client(cast.officer).post(url("create", cast), typed(cast, description="Long thoughts", **changes))
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert "Long thoughts" in response.content.decode()
        assert not Action.objects.exists()

    def test_only_people_and_parties_of_this_partnership_can_be_chosen(self, cast):
        form = cast.client(cast.officer).get(url("create", cast)).context["form"]
        assert {p.short_name for p in form.fields["responsible"].queryset} == {"Rivermouth", "Adler"}
        people = {user.name.split()[0] for user in form.fields["assignee"].queryset}
        assert people == {"Olivia", "Conrad", "Renate", "Paul", "Rita", "Ruth", "Felix", "Aida"}
        outside = typed(cast, responsible=str(cast.other_university.pk), assignee=str(cast.stranger.pk))
        response = cast.client(cast.officer).post(url("create", cast), outside)
        assert sorted(response.context["form"].errors) == ["assignee", "responsible"]


class TestUpdate:
    def test_what_was_typed_survives_a_conflict(self, cast, joint):
        client = cast.client(cast.officer)
        page = client.get(url("update", cast, joint))
        data = typed(
            cast, title="Mine", description="My thoughts", seen_version=page.context["form"].initial.get("seen_version", 1)
        )
        cast.client(cast.representative).post(url("update", cast, joint), typed(cast, title="Theirs", seen_version=1))
        refused = client.post(url("update", cast, joint), data)
        assert refused.status_code == 409
        text = refused.content.decode()
        assert [("Theirs" in text), ("Mine" in text), ("My thoughts" in text)] == [True, True, True]
        joint.refresh_from_db()
        assert (joint.title, joint.version) == ("Theirs", 2)
        again = client.post(
            url("update", cast, joint), data | {"seen_version": refused.context["form"]["seen_version"].value()}
        )
        joint.refresh_from_db()
        assert (again.status_code, joint.title, joint.version) == (302, "Mine", 3)

    def test_the_space_of_a_record_is_not_changed_by_the_form(self, cast, private):
        cast.client(cast.officer).post(
            url("update", cast, private), typed(cast, space="joint", responsible=str(cast.university.pk))
        )
        private.refresh_from_db()
        assert (private.party, private.visibility, private.title) == (cast.university, Visibility.PRIVATE, "Book the bench")


def same(content, record):
    """A page without what differs at each request: the key asked for and the form tokens."""
    text = content.decode().replace(str(record.pk), "")
    return re.sub(r"(csrfmiddlewaretoken\" value=\"|X-CSRFToken\": \")\w+", "", text)


class TestDoors:
    """404 to those who may not know, 403 to those who may not do; a foreign key and one that never was get the same answer."""

    ACTIONS = ("detail", "update", "delete", "share", "withdraw", "start", "finish", "cancel", "reopen")

    @pytest.mark.parametrize("action", ACTIONS)
    def test_what_is_private_to_another_does_not_exist(self, cast, private, action):
        client, ghost = cast.client(cast.representative), Action()
        answers = {
            (r.status_code, same(r.content, p))
            for p in (private, ghost)
            for r in (client.get(url(action, cast, p)), client.post(url(action, cast, p)))
        }
        assert len({content for _status, content in answers}) == 1
        assert {status for status, _content in answers} == {404}

    @pytest.mark.parametrize("action", [a for a in ACTIONS if a != "detail"])
    def test_a_reader_is_told_that_he_may_not(self, cast, joint, action):
        client = cast.client(cast.partner_reader)
        assert {client.get(url(action, cast, joint)).status_code, client.post(url(action, cast, joint)).status_code} == {403}

    def test_a_record_is_found_only_under_its_own_partnership(self, cast, joint):
        elsewhere = reverse("actions:action-detail", args=[cast.sibling_partnership.slug, joint.pk])
        assert cast.client(cast.officer).get(elsewhere).status_code == 404

    def test_a_closed_partnership_is_read_and_not_written(self, cast, joint):
        Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
        client = cast.client(cast.officer)
        found = {action: client.get(url(action, cast, joint)).status_code for action in ("detail", "update", "delete", "start")}
        assert found == {"detail": 200, "update": 403, "delete": 403, "start": 403}


class TestActs:
    def test_a_step_is_confirmed_taken_and_told(self, cast, joint):
        client = cast.client(cast.representative)
        assert client.get(url("finish", cast, joint)).status_code == 200
        response = client.post(url("finish", cast, joint), {"outcome": "Booked for May"}, follow=True)
        joint.refresh_from_db()
        assert (joint.state, joint.outcome) == ("done", "Booked for May")
        assert "Booked for May" in response.content.decode()

    def test_a_step_that_was_taken_already_leads_back(self, cast, joint):
        Action.objects.filter(pk=joint.pk).update(state="done")
        response = cast.client(cast.officer).post(url("start", cast, joint))
        assert response.url == joint.get_absolute_url()
        assert Action.objects.get().state == "done"

    def test_only_open_steps_are_offered(self, cast, joint):
        acts = cast.client(cast.officer).get(url("detail", cast, joint)).context["acts"]
        assert [str(act["label"]) for act in acts] == ["Start", "Finish", "Cancel"]
        assert cast.client(cast.partner_reader).get(url("detail", cast, joint)).context["acts"] == []


class TestWhoCanSeeThis:
    def test_the_panel_names_exactly_those_who_can(self, cast, joint, private):
        Action.objects.filter(pk=private.pk).update(visibility="private")
        shared = ActionFactory(partnership=cast.partnership, party=cast.university, visibility=Visibility.SHARED)
        for record in (joint, private, shared):
            people = cast.client(cast.officer).get(url("detail", cast, record)).context["people"]
            named = {person["name"] for person in people}
            able = {
                user.name
                for name in cast.PEOPLE
                if (user := getattr(cast, name)) and Action.objects.visible_to(user).filter(pk=record.pk).exists()
            }
            assert named == able


class TestCost:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_list_detail_and_save(self, cast, rows, django_assert_num_queries):
        for _ in range(rows):
            ActionFactory(partnership=cast.partnership, assignee=cast.representative)
            PartnershipFactory(parties=[cast.university])
        record, client = Action.objects.first(), cast.client(cast.officer)
        with django_assert_num_queries(6):
            client.get(url("list", cast))
        with django_assert_num_queries(7):
            client.get(url("detail", cast, record))
        client.post(url("start", cast, record))  # the partnership's first entry begins its chain
        with django_assert_num_queries(25):
            client.post(url("update", cast, record), typed(cast, title="Other", seen_version=2))


def test_a_list_shows_what_its_declaration_asks_of_the_database(cast, monkeypatch):
    for title in ("Book the bench", "Ask the dean"):
        ActionFactory(partnership=cast.partnership, author=cast.officer, responsible=cast.partner, title=title)
    monkeypatch.setattr(ActionViews, "listed", classmethod(lambda cls, queryset: queryset.filter(title__startswith="Book")))
    page = cast.client(cast.officer).get(reverse("actions:action-list", args=[cast.partnership.slug])).content.decode()
    assert ("Book the bench" in page, "Ask the dean" in page) == (True, False)
