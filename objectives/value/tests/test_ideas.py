"""An idea through the funnel, out of it, and what each step asks for."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from objectives.value import services
from objectives.value.models import IdeaScore, Lesson, ValueIdea
from objectives.value.tests import factories as f
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.records.sharing import withdraw_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round
from partnerships.signoff.tests.signing import sign

State = ValueIdea.State
TOMORROW = today() + dt.timedelta(days=1)


@pytest.fixture
def idea(here):
    return f.ValueIdeaFactory(**here)


def score(cast, idea, *people, **values):
    for person in people:
        user = getattr(cast, person)
        party = cast.university if person in ("officer", "contributor") else cast.partner
        given = {"desirability": 4, "feasibility": 3, "benefit": 5} | values
        save_record(IdeaScore(idea=idea, party=party, **given), actor=user)


def approved(cast, idea):
    """By the signatures of both."""
    services.screen_idea(idea, actor=cast.officer)
    score(cast, idea, "officer", "representative")
    services.assess_idea(idea, actor=cast.officer)
    round = open_round(idea, actor=cast.officer)
    for person in (cast.officer, cast.representative):
        sign(round, actor=person)
    idea.refresh_from_db()
    return idea


def test_the_whole_way_from_captured_to_closed(cast, here):
    idea = ValueIdea(partnership=cast.partnership, visibility="shared", title="Night shift on the line", kind="efficiency")
    services.capture_idea(idea, actor=cast.representative)
    approved(cast, idea)
    assert (idea.state, idea.approved_on, idea.raised_by) == (State.APPROVED, today(), cast.partner)
    services.pilot_idea(idea, actor=cast.officer, review_on=TOMORROW)
    services.scale_idea(idea, actor=cast.officer)
    assert idea.review_on is None
    with pytest.raises(Refused, match="which benefit comes of it"):
        services.realise_idea(idea, actor=cast.officer)
    benefit = f.BenefitFactory(**here, idea=idea)
    services.realise_idea(idea, actor=cast.officer)
    with pytest.raises(Refused, match=f"Not measured yet: {benefit}"):
        services.measure_idea(idea, actor=cast.officer)
    f.BenefitMeasurementFactory(benefit=benefit)
    services.measure_idea(idea, actor=cast.officer)
    services.close_idea(idea, actor=cast.officer)
    idea.refresh_from_db()
    assert idea.state == State.CLOSED
    verbs = Event.objects.filter(subject_key=idea.pk).in_order().values_list("verb", flat=True)
    assert list(verbs) == ["created", *(state for state in ValueIdea.WAY[1:])]


def test_only_the_steps_of_the_machine_are_open(cast, here):
    acts = {
        services.screen_idea: ({}, {State.CAPTURED}),
        services.pilot_idea: ({"review_on": TOMORROW}, {State.APPROVED}),
        services.scale_idea: ({}, {State.PILOTING}),
        services.close_idea: ({}, {State.MEASURED}),
        services.take_up_idea: ({}, {State.PARKED}),
        services.park_idea: ({"learning": "Later"}, {*ValueIdea.UNDECIDED, State.APPROVED, State.PILOTING}),
        services.reject_idea: ({"learning": "No"}, {*ValueIdea.UNDECIDED, State.PARKED}),
        services.stop_idea: ({"learning": "No"}, {State.APPROVED, State.PILOTING, State.SCALING, State.REALISED}),
    }
    for act, (values, allowed) in acts.items():
        found = set()
        for state in State:
            idea = f.ValueIdeaFactory(**here, state=state)
            try:
                act(idea, actor=cast.officer, **values)
            except Refused:
                continue
            found.add(state)
        assert found == allowed, act.__name__


def test_it_is_assessed_when_every_party_has_scored_what_all_can_read(cast, here, idea):
    services.screen_idea(idea, actor=cast.officer)
    score(cast, idea, "contributor")
    with pytest.raises(Refused, match="Not scored yet by: Adler"):
        services.assess_idea(idea, actor=cast.officer)
    score(cast, idea, "partner_contributor")
    assert services.assess_idea(idea, actor=cast.officer).state == State.ASSESSED
    private = f.ValueIdeaFactory(**here, party=cast.university, state=State.SCREENED)
    with pytest.raises(Refused, match="Share it first"):
        services.assess_idea(private, actor=cast.officer)


def test_a_score_is_ones_own_partys_until_the_decision(cast, idea):
    with pytest.raises(PermissionDenied):
        save_record(IdeaScore(idea=idea, party=cast.partner, desirability=1, feasibility=1, benefit=1), actor=cast.officer)
    approved(cast, idea)
    mine = idea.scores.get(party=cast.university)
    mine.benefit = 1
    with pytest.raises(Refused, match="Fixed"):
        save_record(mine, actor=cast.officer)
    with pytest.raises(ValidationError):
        IdeaScore(idea=idea, party=cast.partner, author=cast.officer, desirability=6, feasibility=0, benefit=3).full_clean()


def test_a_changed_score_or_a_change_of_mind_takes_the_idea_from_the_table(cast, here):
    def changed_score(idea):
        mine = idea.scores.get(party=cast.university)
        mine.benefit = 1
        save_record(mine, actor=cast.officer)

    for change in (changed_score, lambda idea: services.park_idea(idea, actor=cast.officer, learning="Wait")):
        idea = f.ValueIdeaFactory(**here, state=State.SCREENED)
        score(cast, idea, "officer", "representative")
        services.assess_idea(idea, actor=cast.officer)
        round = open_round(idea, actor=cast.officer)
        change(idea)
        round.refresh_from_db()
        assert round.state == SignOffRound.State.VOIDED


def test_what_was_approved_is_fixed_and_not_taken_back(cast, here):
    shared = f.ValueIdeaFactory(**here, party=cast.university, visibility="shared")
    approved(cast, shared)
    shared.title = "Another"
    with pytest.raises(Refused, match="Fixed by a joint decision"):
        save_record(shared, actor=cast.officer)
    with pytest.raises(Refused, match="joint decision"):
        withdraw_record(shared, actor=cast.officer)


def test_a_parked_idea_loses_its_approval_and_comes_back_to_the_beginning(cast, idea):
    approved(cast, idea)
    services.park_idea(idea, actor=cast.officer, learning="No budget this year", review_on=TOMORROW)
    assert (idea.approved_on, idea.review_on, idea.locked_fields()) == (None, TOMORROW, frozenset())
    services.take_up_idea(idea, actor=cast.representative)
    assert (idea.state, idea.review_on) == (State.CAPTURED, None)


@pytest.mark.parametrize("act", [services.pilot_idea, services.park_idea])
def test_a_day_to_look_again_lies_ahead(cast, here, act):
    values = {"learning": "Later"} if act is services.park_idea else {}
    for days, refused in ((-1, True), (0, False)):
        idea = f.ValueIdeaFactory(**here, approved=True)
        day = today() + dt.timedelta(days=days)
        if refused:
            with pytest.raises(Refused, match="has passed"):
                act(idea, actor=cast.officer, review_on=day, **values)
        else:
            assert act(idea, actor=cast.officer, review_on=day, **values).review_on == day


def test_what_is_stopped_leaves_the_draft_of_a_lesson_where_the_idea_lies(cast, here):
    for place in ({}, {"party": cast.university, "visibility": "shared"}):
        idea = f.ValueIdeaFactory(**here, **place, approved=True)
        lesson = services.stop_idea(idea, actor=cast.officer, learning=" Drying takes too much heat. ")
        assert (idea.state, idea.learning) == (State.STOPPED, "Drying takes too much heat.")
        assert (lesson.state, lesson.happened, lesson.idea) == (Lesson.State.DRAFT, idea.learning, idea)
        assert (lesson.party, lesson.visibility) == (idea.party, "shared")


def test_nothing_is_let_go_without_a_word(cast, here):
    for act, state in ((services.reject_idea, State.CAPTURED), (services.stop_idea, State.PILOTING)):
        with pytest.raises(Refused, match="Say why"):
            act(f.ValueIdeaFactory(**here, state=state), actor=cast.officer, learning="  ")
    assert Lesson.objects.count() == 0


def test_a_private_benefit_does_not_make_an_idea_realised(cast, here):
    idea = f.ValueIdeaFactory(**here, state=State.PILOTING)
    own = f.BenefitFactory(**here, party=cast.university, idea=idea)
    with pytest.raises(Refused):
        services.realise_idea(idea, actor=cast.officer)
    own.delete()
    benefit = f.BenefitFactory(**here, idea=idea)
    f.BenefitMeasurementFactory(benefit=benefit)
    services.realise_idea(idea, actor=cast.officer)
    f.BenefitFactory(**here, party=cast.university, idea=idea)  # never measured, and nobody else's business
    assert services.measure_idea(idea, actor=cast.officer).state == State.MEASURED
