"""The one way past the locks: by the rules, step by step, and exactly what was approved."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from objectives import amendments, services
from objectives.models import Communication, InitiatorRule, Objective, Revision
from objectives.tests import factories as f
from objectives.tests.worlds import retitled
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.refusals import Refused
from partnerships.records.services import amend_record, save_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import withdraw_round
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.cast import seat_newcomer

State = Revision.State


def again(record):
    return type(record).objects.get(pk=record.pk)


def approve(revision, cast):
    """From a draft to the approval of all parties."""
    services.submit_revision(revision, actor=cast.officer)
    services.note_impact(revision, actor=cast.representative, impact_note="A longer test.")
    services.put_to_decision(revision, actor=cast.officer)
    round = SignOffRound.objects.open().get()
    sign(round, actor=cast.officer)
    sign(round, actor=cast.representative)
    revision.refresh_from_db()
    return revision


class TestTheWholeWay:
    def test_from_a_draft_to_those_concerned(self, cast, objective, revision):
        services.submit_revision(revision, actor=cast.officer)
        assert (revision.initiator, revision.initiator_party) == (cast.officer, cast.university)
        approve_rest = ("impact_noted", "joint_decision", "approved")
        services.note_impact(revision, actor=cast.representative, impact_note="A longer test.")
        services.put_to_decision(revision, actor=cast.officer, due_on=today())
        round = SignOffRound.objects.open().get()
        assert round.due_on == today()
        sign(round, actor=cast.officer)
        sign(round, actor=cast.representative)
        services.apply_revision(revision, actor=cast.contributor)
        objective.refresh_from_db()
        assert (objective.title, objective.version) == ("Silent gears", 3)
        services.communicate_revision(revision, actor=cast.officer, audience="The team", channel="Mail", on=today())
        revision.refresh_from_db()
        assert (revision.state, revision.applied_on) == (State.COMMUNICATED, today())
        assert [(c.objective, c.audience) for c in Communication.objects.all()] == [(objective, "The team")]
        told = list(Event.objects.filter(subject_key=revision.pk).in_order().values_list("verb", flat=True))
        assert told == ["submitted", *approve_rest, "applied", "communicated"]
        revised = Event.objects.get(subject_key=objective.pk, verb="revised")
        assert revised.changes == {"title": ["Quiet gears", "Silent gears"]}
        assert revised.note == "Revision of “Silent gears”"

    def test_measures_and_milestones(self, cast, objective, revision):
        measure, milestone = objective.measures.get(), objective.milestones.get()
        slot = "measure-{}-target".format
        revision.changes = {
            slot(measure.pk): ["60", "55"],
            f"milestone-{milestone.pk}-due_on": ["2027-01-31", "2027-06-30"],
            f"objective-{objective.pk}-responsible": [str(cast.partner.pk), str(cast.university.pk)],
        }
        assert revision.compared() == [
            {"label": "Responsible party", "before": cast.partner.name, "after": cast.university.name},
            {"label": "Noise: Target", "before": "60", "after": "55"},
            {"label": "Bench: Due", "before": "31 Jan 2027", "after": "30 Jun 2027"},
        ]
        revision.save()
        services.apply_revision(approve(revision, cast), actor=cast.officer)
        for record in (objective, measure, milestone):
            record.refresh_from_db()
        assert (objective.responsible, measure.target, milestone.due_on) == (cast.university, 55, dt.date(2027, 6, 30))

    def test_giving_it_up(self, cast, objective, revision):
        revision.changes, revision.gives_up = {}, True
        revision.save()
        services.apply_revision(approve(revision, cast), actor=cast.officer)
        objective.refresh_from_db()
        assert objective.state == Objective.State.WITHDRAWN


class TestSteps:
    STEPS = {
        "submit": lambda r, c: services.submit_revision(r, actor=c.officer),
        "note": lambda r, c: services.note_impact(r, actor=c.officer, impact_note="."),
        "put": lambda r, c: services.put_to_decision(r, actor=c.officer),
        "apply": lambda r, c: services.apply_revision(r, actor=c.officer),
        "communicate": lambda r, c: services.communicate_revision(
            r, actor=c.officer, audience="All", channel="Mail", on=today()
        ),
        "withdraw": lambda r, c: services.withdraw_revision(r, actor=c.officer, reason="Not needed."),
    }
    WAYS = {
        ("submit", State.DRAFTED): State.SUBMITTED,
        ("submit", State.RETURNED): State.SUBMITTED,
        ("note", State.SUBMITTED): State.IMPACT_NOTED,
        ("put", State.IMPACT_NOTED): State.JOINT_DECISION,
        ("put", State.DEFERRED): State.JOINT_DECISION,
        ("apply", State.APPROVED): State.APPLIED,
        ("communicate", State.APPLIED): State.COMMUNICATED,
        **{
            ("withdraw", state): State.WITHDRAWN
            for state in (
                *(State.DRAFTED, State.SUBMITTED, State.RETURNED, State.IMPACT_NOTED, State.DEFERRED, State.APPROVED),
            )
        },
    }

    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("state", State.values)
    def test_ways(self, cast, revision, objective, state, step):
        Revision.objects.filter(pk=revision.pk).update(state=state)
        revision.refresh_from_db()
        if (step, state) in self.WAYS:
            self.STEPS[step](revision, cast)
        else:
            with pytest.raises(Refused):
                self.STEPS[step](revision, cast)
        revision.refresh_from_db()
        objective.refresh_from_db()
        assert revision.state == self.WAYS.get((step, state), state)
        assert objective.title == ("Silent gears" if (step, state) == ("apply", State.APPROVED) else "Quiet gears")
        assert (Communication.objects.count(), SignOffRound.objects.count()) == (
            int(revision.state == State.COMMUNICATED and step == "communicate" and state == State.APPLIED),
            int(step == "put" and (step, state) in self.WAYS),
        )

    def test_a_refusal_rejects_it_and_a_withdrawn_question_defers_it(self, cast, revision):
        services.submit_revision(revision, actor=cast.officer)
        services.note_impact(revision, actor=cast.officer, impact_note=".")
        services.put_to_decision(revision, actor=cast.officer)
        withdraw_round(SignOffRound.objects.open().get(), actor=cast.officer, reason="After the board.")
        revision.refresh_from_db()
        assert (revision.state, revision.answer) == (State.DEFERRED, "After the board.")
        services.put_to_decision(revision, actor=cast.officer)
        decline(SignOffRound.objects.open().get(), actor=cast.representative, reason="Not now.")
        revision.refresh_from_db()
        assert (revision.state, revision.answer) == (State.REJECTED, "Not now.")

    def test_what_was_submitted_does_not_change(self, cast, revision):
        services.submit_revision(revision, actor=cast.officer)
        for name, value in {"reason": "Other", "changes": {}, "gives_up": True}.items():
            revision.refresh_from_db()
            setattr(revision, name, value)
            with pytest.raises(Refused):
                save_record(revision, actor=cast.officer)

    def test_one_at_a_time(self, cast, revision, objective):
        services.submit_revision(revision, actor=cast.officer)
        second = f.RevisionFactory(
            partnership=cast.partnership,
            objective=objective,
            condition=revision.condition,
            changes=retitled(objective, "Other gears"),
        )
        with pytest.raises(Refused, match="under another revision"):
            services.submit_revision(second, actor=cast.officer)
        services.withdraw_revision(revision, actor=cast.officer, reason=".")
        services.submit_revision(second, actor=cast.officer)
        assert second.state == State.SUBMITTED

    def test_nothing_to_change_is_not_submitted(self, cast, revision):
        revision.changes = {}
        with pytest.raises(Refused, match="changes nothing yet"):
            services.submit_revision(revision, actor=cast.officer)

    def test_an_objective_that_has_ended_is_not_revised(self, cast, revision):
        Objective.objects.filter(pk=revision.objective_id).update(state=Objective.State.ACHIEVED)
        with pytest.raises(Refused, match="that goes on"):
            services.submit_revision(revision, actor=cast.officer)


class TestWhoMayStart:
    def outcome(self, revision, actor):
        services.submit_revision(revision, actor=actor)
        revision.refresh_from_db()
        return revision.state

    def test_without_a_rule_nobody(self, cast, revision, rule):
        rule.delete()
        with pytest.raises(Refused, match="First agree who may start"):
            services.submit_revision(revision, actor=cast.officer)

    @pytest.mark.parametrize(
        ("kind", "may"),
        [
            ("senior", {"officer", "representative"}),
            ("officer", {"officer"}),
            ("responsible", {"representative", "partner_contributor"}),
            ("named", {"officer", "contributor"}),
        ],
    )
    @pytest.mark.parametrize("name", ["officer", "contributor", "representative", "partner_contributor"])
    def test_by_the_rule(self, cast, revision, rule, kind, may, name):
        rule.kind, rule.named_party = kind, cast.university if kind == "named" else None
        rule.save()
        expected = State.SUBMITTED if name in may else State.RETURNED
        assert self.outcome(revision, getattr(cast, name)) == expected

    def test_a_rule_for_other_conditions_does_not_count(self, cast, revision, rule):
        other = f.RevisionConditionFactory(partnership=cast.partnership, kind="mistake")
        rule.conditions.set([other])
        with pytest.raises(Refused, match="First agree who may start"):
            services.submit_revision(revision, actor=cast.officer)
        rule.conditions.add(revision.condition)
        assert self.outcome(revision, cast.officer) == State.SUBMITTED

    def test_a_rule_of_another_partnership_does_not_count(self, cast, revision, rule):
        InitiatorRule.objects.update(partnership=cast.sibling_partnership)
        with pytest.raises(Refused, match="First agree who may start"):
            services.submit_revision(revision, actor=cast.officer)

    def test_returned_says_why_and_another_person_may_submit_it(self, cast, revision):
        assert self.outcome(revision, cast.contributor) == State.RETURNED
        assert revision.answer == "By the rules of this partnership it is not for you to start this revision."
        assert self.outcome(revision, cast.representative) == State.SUBMITTED
        assert (revision.initiator, revision.initiator_party, revision.answer) == (cast.representative, cast.partner, "")


class TestApplying:
    def test_not_over_the_head_of_who_came_to_read_it(self, cast, revision, objective):
        """Approved by those who read the objective then; who signs gives it up, and it is written anew for all."""
        approve(revision, cast)
        seat_newcomer(cast)
        everybody = sum(seat.bit for seat in cast.partnership.participations.all())
        type(objective).objects.filter(pk=objective.pk).update(audience=everybody)
        Revision.objects.filter(pk=revision.pk).update(audience=everybody)
        with pytest.raises(Refused, match="Another party that signs here reads this by now"):
            services.apply_revision(again(revision), actor=cast.officer)
        with pytest.raises(PermissionDenied):
            services.withdraw_revision(again(revision), actor=cast.contributor, reason="Anew.")
        services.withdraw_revision(again(revision), actor=cast.representative, reason="Anew.")
        assert (again(revision).state, again(objective).title) == (State.WITHDRAWN, "Quiet gears")

    def test_not_before_its_day(self, cast, revision, objective):
        revision.effective_on = today() + dt.timedelta(days=1)
        revision.save()
        approve(revision, cast)
        with pytest.raises(Refused, match="not in effect yet"):
            services.apply_revision(revision, actor=cast.officer)
        with pytest.raises(Refused, match="No joint decision"):
            amend_record(objective, {"title": "Silent gears"}, actor=cast.officer, authority=revision)

    @pytest.mark.parametrize("values", [{"title": "Loud gears"}, {"title": "Silent gears", "direction": "Away"}, {}])
    def test_nothing_but_what_was_approved(self, cast, revision, objective, values):
        approve(revision, cast)
        with pytest.raises(Refused, match="No joint decision"):
            amend_record(objective, values, actor=cast.officer, authority=revision)
        objective.refresh_from_db()
        assert objective.title == "Quiet gears"

    def test_nothing_of_another_objective(self, cast, revision):
        approve(revision, cast)
        other = f.ObjectiveFactory(partnership=cast.partnership, agreed=True)
        with pytest.raises(Refused, match="No joint decision"):
            amend_record(other, {"title": "Silent gears"}, actor=cast.officer, authority=revision)

    @pytest.mark.parametrize("state", [state for state in State.values if state != State.APPROVED])
    def test_by_no_revision_that_is_not_approved(self, cast, revision, objective, state):
        Revision.objects.filter(pk=revision.pk).update(state=state)
        revision.state = State.APPROVED  # what one holds in the hand does not count
        with pytest.raises(Refused, match="No joint decision"):
            amend_record(objective, {"title": "Silent gears"}, actor=cast.officer, authority=revision)

    def test_a_record_that_decides_nothing_allows_nothing(self, cast, objective):
        with pytest.raises(Refused, match="No joint decision"):
            amend_record(objective, {"title": "Mine"}, actor=cast.officer, authority=objective)

    def test_not_onto_something_else_than_was_submitted(self, cast, revision, objective):
        approve(revision, cast)
        Objective.objects.filter(pk=objective.pk).update(title="Renamed behind everybody's back")
        with pytest.raises(Refused, match="not what it was"):
            services.apply_revision(revision, actor=cast.officer)
        revision.refresh_from_db()
        assert revision.state == State.APPROVED

    def test_impossible_values_are_refused_when_they_are_written(self, cast, revision, objective):
        measure = objective.measures.get()
        with pytest.raises(ValidationError, match="nothing would change"):
            services.write_revision(revision, actor=cast.officer, changes={f"measure-{measure.pk}-target": ["60", "70"]})

    def test_slots_that_are_not_there_fall_out(self, cast, revision, objective):
        other = f.ObjectiveFactory(partnership=cast.partnership, agreed=True)
        changes = (
            retitled(objective, "Quiet gears") | retitled(other, "Stolen") | {f"objective-{objective.pk}-state": ["a", "b"]}
        )
        assert amendments.rebased(objective, changes) == {}
