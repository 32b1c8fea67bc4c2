"""A revision as people write it and follow it, and the locks as they meet them on the pages."""

from objectives.models import Objective, Revision
from objectives.tests import factories as f
from objectives.tests.test_views import url
from partnerships.clock import today
from partnerships.signoff.endings import snapshot_of
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import sign
from partnerships.tests.cast import seat_newcomer

State = Revision.State


class TestPages:
    def test_the_form_shows_the_present_values_and_keeps_what_differs(self, cast, objective, condition, rule):
        client = cast.client(cast.officer)
        measure = objective.measures.get()
        page = client.get(url("revision-create", cast, objective=objective.pk))
        form = page.context["form"]
        slots = {slot.name: slot.value for slot in form.slots}
        assert slots[f"objective-{objective.pk}-title"] == "Quiet gears"
        data = {name: "" if value is None else getattr(value, "pk", value) for name, value in slots.items()}
        data |= {
            f"measure-{measure.pk}-target": "55.000",
            "objective": objective.pk,
            "values_of": objective.pk,
            "condition": condition.pk,
            "reason": "The market moved.",
            "effective_on": today(),
        }
        response = client.post(url("revision-create", cast), data)
        assert response.status_code == 302
        revision = Revision.objects.get()
        assert revision.changes == {f"measure-{measure.pk}-target": ["60", "55"]}
        shown = client.get(response.url).content.decode()
        assert "<del>60</del>" in shown
        assert "<ins>55</ins>" in shown
        again = client.get(url("revision-update", cast, revision.pk)).context["form"]
        assert again[f"measure-{measure.pk}-target"].value() == "55"
        assert again[f"measure-{measure.pk}-target"].help_text == "Now: 60"

    def test_without_an_objective_it_is_chosen_first(self, cast, objective, condition):
        client = cast.client(cast.officer)
        assert client.get(url("revision-create", cast)).context["form"].slots == []
        data = {"objective": objective.pk, "condition": condition.pk, "reason": ".", "effective_on": today()}
        client.post(url("revision-create", cast), data)
        revision = Revision.objects.get()
        assert revision.changes == {}
        assert len(client.get(url("revision-update", cast, revision.pk)).context["form"].slots) == 12

    def test_values_of_another_objective_are_not_taken(self, cast, objective, condition):
        other = f.ObjectiveFactory(partnership=cast.partnership, agreed=True)
        data = {"objective": objective.pk, "values_of": other.pk, "condition": condition.pk, "reason": "."}
        response = cast.client(cast.officer).post(url("revision-create", cast), data | {"effective_on": today()})
        assert response.status_code == 422
        assert Revision.objects.count() == 0

    def test_impossible_values_come_back_as_typed(self, cast, objective, condition):
        measure = objective.measures.get()
        form = cast.client(cast.officer).get(url("revision-create", cast, objective=objective.pk)).context["form"]
        data = {s.name: "" if s.value is None else getattr(s.value, "pk", s.value) for s in form.slots}
        data |= {f"measure-{measure.pk}-target": "70", "objective": objective.pk, "values_of": objective.pk}
        data |= {"condition": condition.pk, "reason": ".", "effective_on": today()}
        response = cast.client(cast.officer).post(url("revision-create", cast), data)
        assert response.status_code == 422
        assert "nothing would change" in response.content.decode()
        assert response.context["form"][f"measure-{measure.pk}-target"].value() == "70"

    def test_only_agreed_common_objectives_are_offered(self, cast, objective):
        f.ObjectiveFactory(partnership=cast.partnership)
        f.ObjectiveFactory(partnership=cast.partnership, party=cast.university, agreed=True)
        f.ObjectiveFactory(partnership=cast.sibling_partnership, agreed=True)
        form = cast.client(cast.officer).get(url("revision-create", cast)).context["form"]
        assert list(form.fields["objective"].queryset) == [objective]

    def test_the_whole_way_by_the_pages(self, cast, revision, objective):
        officer, representative = cast.client(cast.officer), cast.client(cast.representative)

        def step(client, name, data=None):
            assert client.post(url(f"revision-{name}", cast, revision.pk), data or {}).status_code == 302
            revision.refresh_from_db()
            return revision.state

        assert step(officer, "submit") == State.SUBMITTED
        assert step(representative, "note-impact", {"impact_note": "A longer test."}) == State.IMPACT_NOTED
        assert step(officer, "ask", {"due_on": ""}) == State.JOINT_DECISION
        round = SignOffRound.objects.open().get()
        sign(round, actor=cast.officer)
        sign(round, actor=cast.representative)
        assert step(representative, "apply") == State.APPLIED
        told = {"audience": "All", "channel": "Mail", "on": today()}
        assert step(officer, "communicate", told) == State.COMMUNICATED
        objective.refresh_from_db()
        assert objective.title == "Silent gears"
        assert officer.get(url("revision-detail", cast, revision.pk)).status_code == 200

    def test_the_locks_hold_on_the_form_and_at_the_direct_address(self, cast, objective):
        client = cast.client(cast.officer)
        form = client.get(url("objective-update", cast, objective.pk)).context["form"]
        assert {name for name, field in form.fields.items() if field.disabled} == set(Objective.FIXED)
        data = {"title": "Mine", "term": "long", "description": "Mine", "feasibility": "Yes", "seen_version": "2"}
        client.post(url("objective-update", cast, objective.pk), data)
        objective.refresh_from_db()
        assert (objective.title, objective.term, objective.description, objective.feasibility) == (
            "Quiet gears",
            "medium",
            "",
            "Yes",
        )
        measure, milestone = objective.measures.get(), objective.milestones.get()
        client.post(url("measure-update", cast, measure.pk), {"name": "Mine", "target": "1", "seen_version": "1"})
        client.post(url("milestone-update", cast, milestone.pk), {"title": "Mine", "due_on": "2030-01-01", "seen_version": "1"})
        refused = {
            "add": client.post(url("measure-create", cast, objective.pk), {"name": "More", "target": "1"}).status_code,
            "remove a measure": client.post(url("measure-delete", cast, measure.pk)).status_code,
            "remove a milestone": client.post(url("milestone-delete", cast, milestone.pk)).status_code,
            "remove it": client.post(url("objective-delete", cast, objective.pk)).status_code,
        }
        assert refused == {"add": 403, "remove a measure": 422, "remove a milestone": 422, "remove it": 422}
        assert Objective.objects.get(pk=objective.pk).snapshot() == objective.snapshot()
        assert (objective.measures.get().name, objective.milestones.get().title) == ("Noise", "Bench")
        for name in ("drop", "adopt"):
            client.post(url(f"objective-{name}", cast, objective.pk), {"reason": "Mine"})
        objective.refresh_from_db()
        assert objective.state == Objective.State.AGREED


class TestNewcomer:
    """It reads a revision that is younger than itself, of an objective that is older."""

    def test_neither_form_nor_what_is_signed_says_what_the_objective_says(self, cast, objective, condition):
        change = {f"measure-{objective.measures.get().pk}-target": ["60", "55"]}
        newcomer = cast.client(seat_newcomer(cast)[1])
        revision = f.RevisionFactory(
            partnership=cast.partnership, author=cast.officer, objective=objective, condition=condition, changes=change
        )
        address, forms = url("revision-update", cast, revision.pk), {}
        for name, client in (("officer", cast.client(cast.officer)), ("newcomer", newcomer)):
            page = client.get(address)
            forms[name] = len(page.context["form"].slots), "Quiet gears" in page.content.decode()
        assert forms == {"officer": (12, True), "newcomer": (0, False)}
        signed = snapshot_of(revision)[0]
        assert (signed["objective"], "Quiet gears" in repr(signed)) == ("a private record", False)

    def test_what_it_does_not_see_it_keeps(self, cast, objective, condition):
        change = {f"measure-{objective.measures.get().pk}-target": ["60", "55"]}
        newcomer = cast.client(seat_newcomer(cast)[1])
        revision = f.RevisionFactory(
            partnership=cast.partnership, author=cast.officer, objective=objective, condition=condition, changes=change
        )
        data = {"objective": objective.pk, "condition": condition.pk, "reason": "Agreed in May.", "effective_on": today()}
        answer = newcomer.post(url("revision-update", cast, revision.pk), data | {"version": revision.version})
        revision.refresh_from_db()
        assert (answer.status_code, revision.reason, revision.changes) == (302, "Agreed in May.", change)
