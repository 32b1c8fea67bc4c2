"""The pages of this room: what they cost, and that nothing posted breaks them."""

import datetime as dt
import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from objectives.models import Alignment, Measure, Objective, Revision
from objectives.tests import factories as f
from objectives.tests.worlds import fill, retitled
from partnerships.actions.models import Action
from partnerships.tests.cast import make_cast
from partnerships.tests.costs import cost


def url(name, cast, *args, **query):
    address = reverse(f"objectives:{name}", args=[cast.partnership.slug, *args])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


LISTS = (
    *("objective-list", "alignment", "pool", "driver-list", "valuecase-list", "differencenote-list", "mechanism-list"),
    *("summary-list", "revising", "revisioncondition-list", "initiatorrule-list", "revisionstep-list", "revision-list"),
)
TABS = (
    *("measure", "milestone", "resourcecommitment", "capabilitycheck", "progresscheck", "alignment", "restatement"),
    *("communication", "actions", "history"),
)
# What a page may cost, by its name; every other list costs at most 8.
DEAR = {"revising": 10}


class TestPages:
    @pytest.mark.parametrize("name", LISTS)
    def test_every_page_opens_while_it_is_empty(self, cast, name):
        assert cast.client(cast.officer).get(url(name, cast)).status_code == 200

    def test_the_objectives_stand_in_three_columns(self, cast):
        fill(cast, 1)
        columns = cast.client(cast.representative).get(url("objective-list", cast)).context["columns"]
        assert [(column["key"], column["total"]) for column in columns] == [("ours", 1), ("joint", 1), ("theirs", 1)]

    @pytest.mark.parametrize("query", ["view=table", "export=csv", "export=xlsx", "q=objective&state=active&term=medium"])
    def test_the_list_in_other_forms(self, cast, query):
        fill(cast, 1)
        assert cast.client(cast.auditor).get(url("objective-list", cast) + "?" + query).status_code == 200

    def test_a_common_objective_has_no_restatements_and_no_alignment(self, cast):
        common = f.ObjectiveFactory(partnership=cast.partnership)
        tabs = [t["url"] for t in cast.client(cast.officer).get(url("objective-detail", cast, common.pk)).context["tabs"]]
        assert not {"?tab=restatement", "?tab=alignment"} & set(tabs)
        for part in ("restatement", "alignment"):
            assert cast.client(cast.officer).get(url(f"{part}-create", cast, common.pk)).status_code == 403

    def test_the_way_to_a_revision_is_shown_where_something_is_fixed(self, cast):
        agreed = f.ObjectiveFactory(partnership=cast.partnership, agreed=True)
        proposed = f.ObjectiveFactory(partnership=cast.partnership)
        address = f"{url('revision-create', cast)}?objective="
        client = cast.client(cast.officer)
        assert address + str(agreed.pk) in client.get(url("objective-detail", cast, agreed.pk)).content.decode()
        assert address not in client.get(url("objective-detail", cast, proposed.pk)).content.decode()
        reader = cast.client(cast.partner_reader).get(url("objective-detail", cast, agreed.pk))
        assert address not in reader.content.decode()


@pytest.mark.xdist_group("objectives cost")
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
                    cls.add_to_one(Revision.objects.order_by("created_at").first(), rows)
                    found[rows] = cls.walk(cast)
                    transaction.set_rollback(True)
        return found

    @staticmethod
    def add_to_one(revision, rows):
        """Phases, measures and revisions of a single objective."""
        common, here = revision.objective, {"partnership": revision.partnership, "author": revision.author}
        for _ in range(rows):
            f.ObjectiveFactory(**here, parent=common)
            f.ReadingFactory(measure=f.MeasureFactory(objective=common))
            f.RevisionFactory(**here, objective=common, condition=revision.condition, changes=retitled(common, "Other"))

    @classmethod
    def walk(cls, cast):
        client = cast.client(cast.officer)
        found = {name: cost(client, url(name, cast)) for name in LISTS}
        found |= {name: cost(client, url(name, cast, view="table")) for name in ("objective-list", "driver-list")}
        theirs = Objective.objects.owned_by(cast.partner).first()
        revision = Revision.objects.order_by("created_at").first()
        common = revision.objective
        for objective in (theirs, common):
            side = "common" if objective.is_common else "own"
            found[f"{side}"] = cost(client, url("objective-detail", cast, objective.pk))
            for tab in TABS:
                found[f"{side} {tab}"] = cost(client, url("objective-detail", cast, objective.pk, tab=tab))
        found["revision"] = cost(client, url("revision-detail", cast, revision.pk))
        found["revision form"] = cost(client, url("revision-update", cast, revision.pk))
        return found

    def test_no_page_costs_more_when_there_is_more(self, costs):
        assert costs[1] == costs[30]

    def test_lists(self, costs):
        assert {name: costs[30][name] for name in LISTS if costs[30][name] > DEAR.get(name, 8)} == {}

    def test_details(self, costs):
        assert {name: n for name, n in costs[30].items() if n > 12 and "form" not in name} == {}

    def test_saving(self, cast, django_assert_max_num_queries):
        fill(cast, 30)
        ours = Objective.objects.owned_by(cast.university).filter(visibility="shared").first()
        client = cast.client(cast.officer)
        # The first change in a partnership costs once what is remembered then.
        client.post(url("objective-update", cast, ours.pk), objective_data(title="First", seen_version=1))
        with django_assert_max_num_queries(29):
            response = client.post(url("objective-update", cast, ours.pk), objective_data(title="Other", seen_version=2))
        assert response.status_code == 302


def shared(record):
    record.visibility = "shared"
    record.save()
    return record


def objective_data(**changes):
    return {"space": "joint", "title": "Quieter gears", "term": "medium", "seen_version": "", **changes}


class TestForms:
    def test_a_phase_is_added_from_its_objective(self, cast):
        larger = f.ObjectiveFactory(partnership=cast.partnership, party=cast.university, title="Larger")
        client = cast.client(cast.officer)
        address = client.get(url("objective-detail", cast, larger.pk)).context["phase_url"]
        assert address == url("objective-create", cast, space="ours_private", parent=larger.pk)
        data = objective_data(space="ours_private", parent=larger.pk, phase=1)
        client.post(address, data)
        page = client.get(url("objective-detail", cast, larger.pk))
        assert [row["cells"][0] for row in page.context["phases"]["rows"]] == ["Quieter gears"]
        assert "phase_url" not in cast.client(cast.auditor).get(url("objective-detail", cast, shared(larger).pk)).context

    def test_what_was_typed_stays_when_it_is_refused(self, cast):
        data = objective_data(starts_on="2027-01-01", target_on="2026-01-01")
        response = cast.client(cast.officer).post(url("objective-create", cast), data)
        assert response.status_code == 422
        assert "The target date is before the start." in response.content.decode()
        assert 'value="Quieter gears"' in response.content.decode()
        assert Objective.objects.count() == 0

    def test_an_own_objective_answers_for_itself(self, cast):
        data = objective_data(space="ours_shared", responsible=cast.partner.pk)
        cast.client(cast.officer).post(url("objective-create", cast), data)
        objective = Objective.objects.get()
        assert (objective.party, objective.responsible, objective.answers_for_it) == (cast.university, None, cast.university)

    def test_a_phase_belongs_to_whom_the_larger_objective_belongs_to(self, cast):
        common = f.ObjectiveFactory(partnership=cast.partnership)
        data = objective_data(space="ours_private", parent=common.pk)
        response = cast.client(cast.officer).post(url("objective-create", cast), data)
        assert response.context["form"].errors == {"parent": ["A phase belongs to whom the larger objective belongs to."]}

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("objective-create", {"space": "theirs", "title": "x" * 300, "term": "ever", "work_area": "x", "parent": "x"}),
            ("objective-create", {"drivers": ["x", uuid.uuid4()], "phase": "-1", "target_on": "31/31/31"}),
            ("driver-create", {"space": "nowhere"}),
            ("valuecase-create", {"space": "joint", "reason": "x"}),
            ("summary-create", {"period_from": "2026-02-01", "period_to": "2026-01-01", "due_on": "2026-01-01"}),
            ("initiatorrule-create", {"kind": "named"}),
            ("revisionstep-create", {"order": "99999999999", "name": "x"}),
            ("revision-create", {"objective": "x", "values_of": "x", "effective_on": ""}),
            ("revision-create", {"objective": uuid.uuid4(), "values_of": uuid.uuid4()}),
        ],
    )
    def test_nonsense_is_refused_as_a_form(self, cast, name, data):
        response = cast.client(cast.officer).post(url(name, cast), data)
        assert response.status_code == 422
        assert response.context["form"].errors

    def test_the_presets_of_the_address_are_no_way_to_an_error(self, cast):
        for preset in ("space=nowhere", "objective=x", f"objective={uuid.uuid4()}", "parent=x&drivers=x"):
            for name in ("objective-create", "revision-create"):
                assert cast.client(cast.officer).get(url(name, cast) + "?" + preset).status_code == 200

    def test_a_measure_that_goes_nowhere(self, cast):
        objective = f.ObjectiveFactory(partnership=cast.partnership)
        data = {"name": "Noise", "baseline": "5", "target": "5"}
        response = cast.client(cast.officer).post(url("measure-create", cast, objective.pk), data)
        assert response.context["form"].non_field_errors() == ["The target is where it starts: nothing would change."]
        assert Measure.objects.count() == 0

    def test_a_second_value_case_is_refused(self, cast):
        f.ValueCaseFactory(partnership=cast.partnership, party=cast.university)
        data = {"space": "ours_private", "reason": "Once more"}
        response = cast.client(cast.officer).post(url("valuecase-create", cast), data)
        assert response.context["form"].non_field_errors() == ["Your party has its value case already: change that one."]

    def test_a_progress_check_gives_the_objective_its_health(self, cast):
        objective = f.ObjectiveFactory(partnership=cast.partnership, active=True)
        data = {"on": dt.date(2026, 5, 1), "health": "at_risk", "finding": "The bench is late."}
        cast.client(cast.representative).post(url("progresscheck-create", cast, objective.pk), data)
        objective.refresh_from_db()
        assert objective.health == "at_risk"

    def test_an_action_for_an_objective_lies_where_it_lies(self, cast):
        private = f.ObjectiveFactory(partnership=cast.partnership, party=cast.university)
        data = {"title": "Ask the dean", "responsible": cast.university.pk}
        client = cast.client(cast.officer)
        assert client.post(url("objective-add-action", cast, private.pk), data).status_code == 302
        rows = client.get(url("objective-detail", cast, private.pk, tab="actions")).context["part"]["rows"]
        assert [row["cells"][0] for row in rows] == ["Ask the dean"]
        assert [action.is_private for action in Action.objects.all()] == [True]


class TestCells:
    """The matrix is edited in its place, and without scripts on a page."""

    @pytest.fixture
    def pair(self, cast):
        own = f.ObjectiveFactory(partnership=cast.partnership, party=cast.university, visibility="shared")
        return own, f.ObjectiveFactory(partnership=cast.partnership)

    def test_on_a_page(self, cast, pair):
        own, common = pair
        client, address = cast.client(cast.officer), url("cell", cast, own.pk, common.pk)
        assert client.get(address).status_code == 200
        response = client.post(address, {"value": "conflict", "reason": "Other markets", "handling": ""})
        assert response.url == f"{url('alignment', cast)}#cell-{own.pk}-{common.pk}"
        cell = Alignment.objects.get()
        assert (cell.objective, cell.common, cell.value, cell.needs_handling) == (own, common, "conflict", True)

    def test_in_its_place(self, cast, pair):
        own, common = pair
        client, address = cast.client(cast.officer), url("cell", cast, own.pk, common.pk)
        htmx = {"HX-Request": "true"}
        form = client.get(address, headers=htmx).content.decode()
        assert ("<html" in form, "<form" in form) == (False, True)
        saved = client.post(address, {"value": "supports"}, headers=htmx)
        assert (saved.status_code, "Supports" in saved.content.decode()) == (200, True)
        refused = client.post(address, {"value": "loves", "seen_version": "1"}, headers=htmx)
        assert (refused.status_code, "<form" in refused.content.decode()) == (200, True)
        back = client.get(address + "?cancel", headers=htmx).content.decode()
        assert ("<form" in back, "Supports" in back, "autofocus" in back) == (False, True, True)

    def test_two_people_at_one_cell(self, cast, pair):
        own, common = pair
        client, address = cast.client(cast.officer), url("cell", cast, own.pk, common.pk)
        client.post(address, {"value": "supports"})
        cast.client(cast.contributor).post(address, {"value": "neutral", "seen_version": "1"})
        response = client.post(address, {"value": "tension", "seen_version": "1"})
        assert response.status_code == 409
        assert Alignment.objects.get().value == "neutral"

    def test_only_the_owner_writes_and_the_wrong_way_round_is_not_found(self, cast, pair):
        own, common = pair
        answers = {
            (cast.representative, own, common): 403,
            (cast.auditor, own, common): 403,
            (cast.facilitator, own, common): 404,
            (cast.stranger, own, common): 404,
            (cast.officer, common, own): 404,
            (cast.officer, common, common): 404,
        }
        found = {
            key: cast.client(key[0]).post(url("cell", cast, key[1].pk, key[2].pk), {"value": "neutral"}).status_code
            for key in answers
        }
        assert found == answers
        assert Alignment.objects.count() == 0
