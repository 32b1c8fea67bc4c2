"""What the pages cost, equal for 1 and 30 rows, and that no page tells of what one party keeps to itself."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.actions.tests.factories import ActionFactory
from partnerships.history.services import lock
from partnerships.models import Partnership
from partnerships.practices.registry import PRACTICES, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.reminders.registry import DUES
from partnerships.tests.cast import make_cast
from rmp.team import services
from rmp.team.models import EnabledResource, Handover, JointTeam, PartnerDevelopment, TeamMember
from rmp.team.tests import factories as f

LISTS = ("teammember-list", "enabledresource-list", "partnerdevelopment-list", "handover-list")
CANARY = "Canary"


def url(name, cast, *args, query=""):
    return reverse(f"rmp_team:{name}", args=[cast.partnership.slug, *args]) + query


def fill(cast, rows):
    """Some of everything, on each side and in the middle."""
    here = {"partnership": cast.partnership, "author": cast.officer}
    ours, theirs = ({"party": party, "visibility": "shared"} for party in (cast.university, cast.partner))
    team = f.JointTeamFactory(**here)
    leaving = f.HandoverFactory(**here, **ours, person=cast.contributor, successor=cast.officer, under_way=True)
    for _ in range(rows):
        f.TeamReviewFactory(team=team)
        deputy = f.TeamMemberFactory(**here, **ours, person=cast.officer)
        for place in (ours, theirs, {}, {"party": cast.university}):
            f.TeamMemberFactory(**here, **place, deputy=deputy if place.get("party") == cast.university else None)
            f.EnabledResourceFactory(**here, **place)
        f.TeamMemberFactory(**here, **ours, person=cast.contributor, deputy=deputy)
        f.TeamMemberFactory(**here, **theirs, person=cast.partner_contributor)
        f.PartnerDevelopmentFactory(
            **here, beneficiary=cast.partner, responsible=cast.university, assignee=cast.contributor, due_on="2030-01-01"
        )
        f.HandoverFactory(**here, **ours, person=cast.contributor, state="cancelled")
        f.ChecklistItemFactory(handover=leaving, done_by=cast.officer, done_on="2026-03-01")
        ActionFactory(**here, responsible=cast.university, assignee=cast.contributor)


@pytest.mark.xdist_group("team cost")
class TestCost:
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

    @staticmethod
    def walk(cast):
        client, found = cast.client(cast.officer), {}

        def take(name, address):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200, address
            found[name] = len(queries)

        for name in LISTS:
            take(name, url(name, cast))
            take(f"{name} table", url(name, cast, query="?view=table"))
        handover = Handover.objects.get(state="under_way")
        for tab in ("", "checklistitem", "in-hand", "history"):
            take(f"detail handover {tab}", url("handover-detail", cast, handover.pk, query=f"?tab={tab}"))
        team = JointTeam.objects.get()
        for tab in ("", "teamreview"):
            take(f"detail team {tab}", url("jointteam-detail", cast, team.pk, query=f"?tab={tab}"))
        place = TeamMember.objects.filter(person=cast.contributor).first()
        take("detail place", url("teammember-detail", cast, place.pk))
        take("detail resource", url("enabledresource-detail", cast, EnabledResource.objects.joint().first().pk))
        take("detail development", url("partnerdevelopment-detail", cast, PartnerDevelopment.objects.first().pk))
        take("form place", url("teammember-update", cast, place.pk))
        take("form hand-over", url("handover-hand-over", cast, handover.pk))
        return found

    def test_no_page_costs_more_when_there_is_more(self, costs):
        assert costs[1] == costs[30]

    def test_lists(self, costs):
        assert {name: n for name, n in costs[30].items() if "list" in name and n > 8} == {}

    def test_details(self, costs):
        assert {name: n for name, n in costs[30].items() if n > 13} == {}

    def test_saving(self, cast, django_assert_max_num_queries):
        fill(cast, 5)
        mine = TeamMember.objects.filter(person=cast.contributor).first()
        data = {"role": "lead", "person": cast.contributor.pk, "starts_on": "2026-01-01", "seen_version": 1}
        lock(cast.partnership)  # the history has begun, and
        ContentType.objects.get_for_model(TeamMember)  # what kinds there are is known
        client = cast.client(cast.officer)
        with django_assert_max_num_queries(34):
            response = client.post(url("teammember-update", cast, mine.pk), data)
        assert response.status_code == 302


class TestPages:
    @pytest.mark.parametrize("name", LISTS)
    @pytest.mark.parametrize("reader", ["officer", "partner_reader", "facilitator"])
    def test_every_page_opens_empty_and_full(self, cast, name, reader):
        client = cast.client(getattr(cast, reader))
        assert client.get(url(name, cast)).status_code == 200
        fill(cast, 1)
        for query in ("", "?view=table", "?q=a", "?export=csv", "?export=xlsx", "?sort=-state", "?page=9"):
            assert client.get(url(name, cast, query=query)).status_code == 200, query

    def test_the_handover_says_what_is_missing(self, cast):
        fill(cast, 1)
        handover = Handover.objects.get(state="under_way")
        f.ChecklistItemFactory(handover=handover)
        context = cast.client(cast.officer).get(handover.get_absolute_url()).context
        assert [(check["text"], check["done"]) for check in context["checks"]] == [
            ("All parties know", True),
            ("A successor is named", True),
            ("The checklist is done: 1 of 2", False),
            ("Left in hand: 3", False),
        ]
        assert [step["state"] for step in context["steps"]] == ["done", "current", "todo"]
        assert len(context["access"]) == 1
        page = cast.client(cast.officer).get(handover.get_absolute_url() + "?tab=in-hand").content.decode()
        offered = url("handover-hand-over", cast, handover.pk)
        assert offered in page
        assert (
            offered not in cast.client(cast.representative).get(handover.get_absolute_url() + "?tab=in-hand").content.decode()
        )


class TestLeaks:
    """The university keeps a place, a resource and a handover to itself."""

    @pytest.fixture
    def world(self, cast):
        fill(cast, 1)
        before = self.everything(cast)
        private = {"partnership": cast.partnership, "author": cast.officer, "party": cast.university}
        f.TeamMemberFactory(**private, name=CANARY, role="senior", ends_on="2030-01-01", keeps_plan=True)
        f.EnabledResourceFactory(**private, title=CANARY, category="risk", state="available", starts_on="2030-01-01")
        handover = f.HandoverFactory(**private, person=cast.officer, note=CANARY)
        f.ChecklistItemFactory(handover=handover, text=CANARY)
        ActionFactory(**private, title=CANARY, responsible=cast.university, assignee=cast.contributor, visibility="private")
        return before

    @staticmethod
    def everything(cast):
        client = cast.client(cast.representative)
        shared = Handover.objects.get(state="under_way").get_absolute_url()
        addresses = [
            url(name, cast, query=query) for name in LISTS for query in ("", "?view=table", "?q=canary", "?export=csv")
        ]
        addresses += [shared, f"{shared}?tab=in-hand", f"{shared}?tab=history"]
        pages = {address: client.get(address) for address in addresses}
        # Tokens differ from one request to the next; what is particular to a page does not.
        return {address: page.content.decode().partition("<main")[2].partition("csrf")[0] for address, page in pages.items()}

    def test_no_page_shows_it_and_no_page_changes_by_it(self, cast, world):
        after = self.everything(cast)
        assert [address for address, page in after.items() if CANARY in page] == []
        assert [address for address in world if after[address] != world[address]] == []

    def test_it_is_no_choice_and_no_address(self, cast, world):
        hidden = TeamMember.objects.get(name=CANARY)
        client = cast.client(cast.representative)
        data = {"space": "ours_shared", "role": "member", "name": "X", "starts_on": "2026-01-01", "deputy": hidden.pk}
        response = client.post(url("teammember-create", cast), data)
        assert (response.status_code, CANARY in response.content.decode()) == (422, False)
        for record in (hidden, EnabledResource.objects.get(title=CANARY), Handover.objects.get(note=CANARY)):
            assert client.get(record.get_absolute_url()).status_code == 404

    def test_neither_marks_nor_the_plan_nor_due_dates_tell_of_it(self, cast, world):
        def shown():
            practices = [practice for practice in PRACTICES.values() if practice.clause in ("5.1.2", "5.1.3.3")]
            dues = [item for due in DUES.values() if due.kind.startswith("team.") for item in due.items_of(cast.representative)]
            marks = statuses(Partnership.objects.filter(pk=cast.partnership.pk), practices)
            return marks, SECTIONS["leadership"].blocks(cast.partnership), dues

        with_it = shown()
        Handover.objects.filter(note=CANARY).delete()
        TeamMember.objects.filter(name=CANARY).delete()
        EnabledResource.objects.filter(title=CANARY).delete()
        assert shown() == with_it

    def test_what_happened_before_it_began_stays_private(self, cast, world):
        handover = Handover.objects.get(note=CANARY)
        handover.note = "Plain"
        services.plan_handover(handover, actor=cast.officer)
        services.begin_handover(Handover.objects.get(pk=handover.pk), actor=cast.officer)
        page = cast.client(cast.representative).get(handover.get_absolute_url() + "?tab=history").content.decode()
        assert (CANARY in page, "Shared" in page or "shared" in page) == (False, True)
