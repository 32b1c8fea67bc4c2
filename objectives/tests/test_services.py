"""Every transition, those that are forbidden, and what else the services do."""

import datetime as dt

import pytest
from django.utils import timezone

from objectives import services
from objectives.models import Milestone, Objective, ProgressCheck, Restatement
from objectives.tests import factories as f
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import withdraw_record
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import decline, sign, sign_by_all
from rmp.plan.tests import factories as plan

State = Objective.State


def in_state(state, **fields):
    agreed_at = None if state in (State.PROPOSED, State.WITHDRAWN) else timezone.now()
    return f.ObjectiveFactory(state=state, agreed_at=agreed_at, **fields)


def verbs(subject):
    return list(Event.objects.filter(subject_key=subject.pk).in_order().values_list("verb", flat=True))


class TestObjective:
    STEPS = {
        "adopt": lambda o, actor: services.adopt_objective(o, actor=actor),
        "start": lambda o, actor: services.start_objective(o, actor=actor),
        "conclude": lambda o, actor: services.conclude_objective(o, actor=actor, result="achieved", outcome="Done."),
        "drop": lambda o, actor: services.drop_objective(o, actor=actor, reason="No longer needed."),
    }
    WAYS = {
        ("adopt", State.PROPOSED): State.AGREED,
        ("start", State.AGREED): State.ACTIVE,
        ("conclude", State.ACTIVE): State.ACHIEVED,
        ("drop", State.PROPOSED): State.WITHDRAWN,
        ("drop", State.AGREED): State.WITHDRAWN,
        ("drop", State.ACTIVE): State.WITHDRAWN,
    }

    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("state", State.values)
    def test_an_own_objective_goes_its_way_and_no_other(self, cast, state, step):
        objective = in_state(state, partnership=cast.partnership, author=cast.officer, party=cast.university)
        if (step, state) in self.WAYS:
            self.STEPS[step](objective, cast.officer)
        else:
            with pytest.raises(Refused):
                self.STEPS[step](objective, cast.officer)
        objective.refresh_from_db()
        assert objective.state == self.WAYS.get((step, state), state)

    @pytest.mark.parametrize("result", Objective.OUTCOMES)
    def test_what_came_of_it(self, cast, result):
        objective = in_state(State.ACTIVE, partnership=cast.partnership, responsible=cast.university)
        services.conclude_objective(objective, actor=cast.officer, result=result, outcome="See the report.")
        objective.refresh_from_db()
        assert (objective.state, objective.outcome) == (result, "See the report.")

    def test_what_all_agreed_another_party_does_not_end_as_not_achieved(self, cast):
        here, said = {"partnership": cast.partnership}, {"actor": cast.officer, "outcome": "We let it be."}
        for responsible in (cast.partner, None):
            objective = in_state(State.ACTIVE, **here, responsible=responsible)
            with pytest.raises(Refused, match="only its"):
                services.conclude_objective(objective, result=State.NOT_ACHIEVED, **said)
            services.conclude_objective(objective, result=State.ACHIEVED, **said)
        services.conclude_objective(in_state(State.ACTIVE, **here, party=cast.university), result=State.NOT_ACHIEVED, **said)

    def test_it_is_not_concluded_by_withdrawing_it(self, cast):
        objective = in_state(State.ACTIVE, partnership=cast.partnership)
        with pytest.raises(Refused):
            services.conclude_objective(objective, actor=cast.officer, result="withdrawn", outcome="")

    def test_one_party_does_not_adopt_a_common_objective(self, cast, common):
        with pytest.raises(Refused, match="agreed by all parties"):
            services.adopt_objective(common, actor=cast.officer)

    @pytest.mark.parametrize("state", [State.AGREED, State.ACTIVE])
    def test_one_party_does_not_give_up_what_all_agreed(self, cast, state):
        objective = in_state(state, partnership=cast.partnership)
        with pytest.raises(Refused, match="only a revision"):
            services.drop_objective(objective, actor=cast.officer, reason="We changed our mind.")
        objective.refresh_from_db()
        assert objective.state == state


class TestAgreement:
    def test_all_sign_and_it_is_agreed(self, cast, common):
        round = open_round(common, actor=cast.officer)
        sign(round, actor=cast.officer)
        common.refresh_from_db()
        assert (common.state, common.agreed_at) == (State.PROPOSED, None)
        sign(round, actor=cast.representative)
        common.refresh_from_db()
        assert common.state == State.AGREED
        assert common.is_fixed
        assert verbs(common) == ["agreed"]

    def test_one_declines_and_it_stays_proposed(self, cast, common):
        round = open_round(common, actor=cast.officer)
        decline(round, actor=cast.representative, reason="Too early.")
        common.refresh_from_db()
        assert (common.state, common.is_fixed) == (State.PROPOSED, False)

    def test_what_is_signed_is_what_will_be_fixed(self, cast, common):
        f.MeasureFactory(objective=common, name="Noise", unit="dB", baseline=70, target=60)
        f.MilestoneFactory(objective=common, title="Bench", due_on=dt.date(2027, 1, 31))
        f.ProgressCheckFactory(objective=common)
        assert common.snapshot() == {
            "title": common.title,
            "description": "",
            "direction": "",
            "term": "medium",
            "target_on": None,
            "responsible": None,
            "measures": [{"name": "Noise", "unit": "dB", "baseline": "70", "target": "60"}],
            "milestones": [{"title": "Bench", "due_on": "2027-01-31"}],
        }

    def test_a_change_of_that_voids_the_signatures_and_other_changes_do_not(self, cast, common):
        measure = f.MeasureFactory(objective=common)
        round = open_round(common, actor=cast.officer)
        sign(round, actor=cast.officer)
        services.check_progress(ProgressCheck(objective=common, finding="Fine", health="on_track"), actor=cast.officer)
        round.refresh_from_db()
        assert round.state == "open"
        measure.target = 20
        save_record(measure, actor=cast.representative)
        round.refresh_from_db()
        assert round.state == "voided"

    def test_the_plan_in_force_agrees_the_common_objectives_that_were_in_it(self, cast, common, own):
        changed = f.ObjectiveFactory(partnership=cast.partnership)
        elsewhere = f.ObjectiveFactory(partnership=cast.sibling_partnership)
        dropped = f.ObjectiveFactory(partnership=cast.partnership, state=State.WITHDRAWN)
        _version, round = plan.waiting(cast)
        f.MeasureFactory(objective=changed)
        late = f.ObjectiveFactory(partnership=cast.partnership)
        sign_by_all(round)
        states = {o.pk: o.state for o in Objective.objects.all()}
        assert states == {
            common.pk: State.AGREED,
            own.pk: State.PROPOSED,
            changed.pk: State.PROPOSED,
            late.pk: State.PROPOSED,
            elsewhere.pk: State.PROPOSED,
            dropped.pk: State.WITHDRAWN,
        }


class TestLocks:
    def test_what_was_agreed_while_a_part_was_written_takes_none(self, cast, common):
        held = Objective.objects.get(pk=common.pk)
        Objective.objects.filter(pk=common.pk).update(state=State.AGREED, agreed_at=timezone.now())
        with pytest.raises(Refused, match="nothing is added"):
            save_record(f.MeasureFactory.build(objective=held, author=cast.officer), actor=cast.officer)

    """What all agreed changes through no service; test_revision shows the one way."""

    @pytest.fixture
    def agreed(self, cast, common):
        self.measure = f.MeasureFactory(objective=common)
        self.milestone = f.MilestoneFactory(objective=common)
        services.agree_objective(common, actor=None)
        self.measure.refresh_from_db()
        self.milestone.refresh_from_db()
        return common

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("title", "Other"),
            ("description", "Other"),
            ("direction", "Other"),
            ("term", "long"),
            ("target_on", dt.date(2030, 1, 1)),
        ],
    )
    def test_no_fixed_field_is_saved(self, cast, agreed, name, value):
        setattr(agreed, name, value)
        with pytest.raises(Refused, match="Fixed by a joint decision"):
            save_record(agreed, actor=cast.officer)

    def test_nor_another_party_of_the_same_name(self, cast, agreed):
        from partnerships.tests.factories import PartyFactory

        Objective.objects.filter(pk=agreed.pk).update(responsible=cast.partner)
        agreed.refresh_from_db()
        agreed.responsible = PartyFactory(name=cast.partner.name)
        with pytest.raises(Refused, match="Fixed by a joint decision"):
            save_record(agreed, actor=cast.officer)

    def test_other_fields_are(self, cast, agreed):
        agreed.feasibility = "We have the bench."
        save_record(agreed, actor=cast.representative)
        agreed.refresh_from_db()
        assert agreed.feasibility == "We have the bench."

    def test_its_measures_are_neither_changed_nor_added_nor_removed(self, cast, agreed):
        self.measure.target = 99
        with pytest.raises(Refused, match="Fixed by a joint decision"):
            save_record(self.measure, actor=cast.officer)
        with pytest.raises(Refused, match="nothing is added"):
            save_record(f.MeasureFactory.build(objective=agreed, author=None), actor=cast.officer)
        with pytest.raises(Refused):
            delete_record(self.measure, actor=cast.officer)
        self.measure.refresh_from_db()
        self.measure.due_on = dt.date(2030, 1, 1)
        save_record(self.measure, actor=cast.officer)

    def test_its_agreed_milestones_keep_their_day_and_stay(self, cast, agreed):
        self.milestone.due_on = dt.date(2040, 1, 1)
        with pytest.raises(Refused, match="Fixed by a joint decision"):
            save_record(self.milestone, actor=cast.officer)
        with pytest.raises(Refused):
            delete_record(self.milestone, actor=cast.officer)
        with pytest.raises(Refused, match="only a revision"):
            services.drop_milestone(self.milestone, actor=cast.officer, reason="Late")

    def test_working_milestones_come_and_go(self, cast, agreed):
        working = save_record(Milestone(objective=agreed, title="Draft", due_on=dt.date(2027, 1, 1)), actor=cast.officer)
        delete_record(working, actor=cast.officer)
        assert agreed.milestones.count() == 1

    def test_readings_go_on(self, cast, agreed):
        reading = save_record(f.ReadingFactory.build(measure=self.measure, author=None), actor=cast.officer)
        delete_record(reading, actor=cast.officer)

    def test_it_is_not_removed(self, cast, agreed):
        with pytest.raises(Refused):
            delete_record(agreed, actor=cast.officer)
        assert Objective.objects.filter(pk=agreed.pk).exists()


class TestMilestone:
    STEPS = {
        "reach": lambda m, actor: services.reach_milestone(m, actor=actor, reached_on=today()),
        "miss": lambda m, actor: services.miss_milestone(m, actor=actor, reason="The bench is late."),
        "drop": lambda m, actor: services.drop_milestone(m, actor=actor, reason="Not needed."),
    }
    WAYS = {
        ("reach", "planned"): "reached",
        ("reach", "missed"): "reached",
        ("miss", "planned"): "missed",
        ("drop", "planned"): "dropped",
        ("drop", "missed"): "dropped",
    }

    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("state", Milestone.State.values)
    def test_ways(self, cast, common, state, step):
        milestone = f.MilestoneFactory(objective=common, state=state)
        if (step, state) in self.WAYS:
            self.STEPS[step](milestone, cast.officer)
        else:
            with pytest.raises(Refused):
                self.STEPS[step](milestone, cast.officer)
        milestone.refresh_from_db()
        assert milestone.state == self.WAYS.get((step, state), state)

    def test_not_reached_on_a_day_to_come(self, cast, common):
        milestone = f.MilestoneFactory(objective=common)
        with pytest.raises(Refused, match="not come yet"):
            services.reach_milestone(milestone, actor=cast.officer, reached_on=today() + dt.timedelta(days=1))


class TestRestatement:
    STEPS = {
        "confirm": lambda r, actor: services.confirm_restatement(r, actor=actor),
        "correct": lambda r, actor: services.correct_restatement(r, actor=actor, correction="Not cheaper: quieter."),
        "restate": lambda r, actor: services.restate(r, actor=actor, text="You want it quieter."),
    }
    BY = {"confirm": "officer", "correct": "officer", "restate": "representative"}
    WAYS = {("confirm", "stated"): "confirmed", ("correct", "stated"): "corrected", ("restate", "corrected"): "stated"}

    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("state", Restatement.State.values)
    def test_ways(self, cast, own, state, step):
        own.visibility = "shared"
        own.save()
        restatement = f.RestatementFactory(objective=own, party=cast.partner, state=state)
        person = getattr(cast, self.BY[step])
        if (step, state) in self.WAYS:
            self.STEPS[step](restatement, person)
        else:
            with pytest.raises(Refused):
                self.STEPS[step](restatement, person)
        restatement.refresh_from_db()
        assert restatement.state == self.WAYS.get((step, state), state)

    def test_what_was_answered_is_not_rewritten(self, cast, own):
        own.visibility = "shared"
        own.save()
        restatement = f.RestatementFactory(objective=own, party=cast.partner, state="confirmed")
        restatement.text = "Something else"
        with pytest.raises(Refused):
            save_record(restatement, actor=cast.representative)


class TestProgress:
    def test_the_newest_check_gives_the_health(self, cast, common):
        def check(day, health):
            services.check_progress(
                ProgressCheck(objective=common, on=dt.date(2026, 1, day), finding=".", health=health), actor=cast.officer
            )
            return Objective.objects.get(pk=common.pk).health

        assert [check(2, "on_track"), check(5, "off_track"), check(3, "at_risk")] == ["on_track", "off_track", "off_track"]

    def test_a_corrected_check_corrects_the_health(self, cast, common):
        check = services.check_progress(ProgressCheck(objective=common, finding=".", health="on_track"), actor=cast.officer)
        check.health = "at_risk"
        services.check_progress(check, actor=cast.officer)
        common.refresh_from_db()
        assert common.health == "at_risk"
        assert verbs(common) == ["changed", "changed"]


def test_a_shared_objective_that_is_taken_back_takes_its_cells_with_it(cast, own, common):
    own.visibility = "shared"
    own.save()
    cell = f.AlignmentFactory(objective=own, common=common)
    seen = type(cell).objects.visible_to
    assert list(seen(cast.representative)) == [cell]
    withdraw_record(own, actor=cast.officer)
    assert (list(seen(cast.representative)), list(seen(cast.officer))) == ([], [cell])


def test_what_one_keeps_private_does_not_hold_back_what_all_may_remove(cast, own, common):
    f.AlignmentFactory(objective=own, common=common)
    delete_record(common, actor=cast.representative)
    assert list(Objective.objects.all()) == [own]


def test_what_is_in_use_is_not_removed_and_named_only_to_those_who_may_read_it(cast):
    revision = f.RevisionFactory(partnership=cast.partnership)
    with pytest.raises(Refused, match="It is still in use: Revision of “Objective"):
        delete_record(revision.condition, actor=cast.officer)
    private = f.ObjectiveFactory(
        partnership=cast.partnership, party=cast.partner, parent=f.ObjectiveFactory(partnership=cast.partnership)
    )
    with pytest.raises(Refused, match="It is still in use: by another party"):
        delete_record(private.parent, actor=cast.officer)
