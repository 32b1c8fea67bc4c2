"""Every step of this room, and those that are refused."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions.models import Action
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.models import Disclosure
from partnerships.records.refusals import Refused
from partnerships.records.services import Stale, delete_record, save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import decline, sign
from risks.models import (
    Acceptance,
    Consensus,
    ImpactDimension,
    Indicator,
    IndicatorReading,
    PartyStance,
    Risk,
    RiskCriteria,
    RiskLink,
    RiskOwner,
    RiskRating,
    RiskReview,
    Treatment,
)
from risks.tests import factories as f
from risks.tests.conftest import again, risk_of
from risks.tests.proven import services

State, DAY = Risk.State, dt.timedelta(days=1)


def open_round_of(record):
    return SignOffRound.objects.open().get(subject_key=record.pk)


def rating(cast, risk, party="university", **fields):
    values = {"likelihood": 3, "impact": 3} | fields
    return RiskRating(risk=risk, party=getattr(cast, party), **values)


def treatment(risk, party, **fields):
    return Treatment(risk=risk, what="Insure it", responsible=party, **({"strategy": "transfer"} | fields))


# --- criteria and appetite --------------------------------------------------------------------------------------------
def test_criteria_are_written_signed_and_superseded(cast):
    first = services.start_criteria(RiskCriteria(partnership=cast.partnership), actor=cast.officer)
    assert (first.number, first.dimensions.count()) == (1, 5)
    with pytest.raises(Refused):
        services.start_criteria(RiskCriteria(partnership=cast.partnership), actor=cast.representative)
    save_record(ImpactDimension(criteria=first, name="Safety"), actor=cast.representative)
    from partnerships.signoff.services import open_round

    round = open_round(first, actor=cast.officer)
    for person in (cast.officer, cast.representative):
        sign(round, actor=person)
    first = again(first)
    assert (first.state, first.in_force_on) == ("in_force", today())
    with pytest.raises(Refused):
        save_record(ImpactDimension(criteria=first, name="Late"), actor=cast.officer)
    second = services.start_criteria(RiskCriteria(partnership=cast.partnership), actor=cast.representative)
    assert (second.number, second.dimensions.count()) == (2, 6)
    services.put_criteria_in_force(second, actor=None)
    assert [one.state for one in RiskCriteria.objects.order_by("number")] == ["superseded", "in_force"]
    with pytest.raises(Refused):
        services.put_criteria_in_force(again(first), actor=None)


@pytest.mark.parametrize(
    ("field", "value"),
    [("matrix", "1" * 24), ("matrix", "5" * 25), ("matrix", "2" + "1" * 24), ("likelihoods", "one\ntwo")],
)
def test_criteria_that_make_no_sense_are_refused_at_the_field(cast, field, value):
    with pytest.raises(ValidationError) as refusal:
        RiskCriteria(**{field: value}).clean()
    assert list(refusal.value.error_dict) == [field]


def test_a_count_is_allowed_by_who_may_share_what_is_shared(cast):
    stance = f.PartyStanceFactory(partnership=cast.partnership, author=cast.officer, party=cast.university)
    with pytest.raises(Refused):
        services.allow_count(stance, actor=cast.officer)
    share_record(stance, actor=cast.officer)
    for person in (cast.contributor, cast.representative):
        with pytest.raises(PermissionDenied):
            services.allow_count(stance, actor=person)
    services.allow_count(stance, actor=cast.officer)
    with pytest.raises(Refused):
        services.allow_count(stance, actor=cast.officer)
    assert PartyStance.objects.get().count_shown
    services.stop_count(stance, actor=cast.officer)
    assert [event.verb for event in Event.objects.filter(subject_key=stance.pk)][:2] == ["count stopped", "count allowed"]


# --- readings ---------------------------------------------------------------------------------------------------------
def test_the_first_reading_of_those_who_answer_for_it_makes_it_assessed(cast, joint, shared):
    services.rate(rating(cast, joint, phase="target"), actor=cast.officer)
    services.rate(rating(cast, shared, "partner"), actor=cast.representative)
    assert (again(joint).state, again(shared).state) == (State.IDENTIFIED, State.IDENTIFIED)
    services.rate(rating(cast, joint, "partner"), actor=cast.partner_contributor)
    services.rate(rating(cast, shared), actor=cast.contributor)
    assert (again(joint).state, again(shared).state) == (State.ASSESSED, State.ASSESSED)


def test_nobody_reads_for_another_party_or_what_he_may_not_see(cast, joint, private):
    for person, risk, party in ((cast.officer, joint, "partner"), (cast.representative, private, "partner")):
        with pytest.raises(PermissionDenied):
            services.rate(rating(cast, risk, party), actor=person)
    assert not RiskRating.objects.exists()


def test_a_consensus_is_what_all_have_signed(cast, joint):
    proposal = services.propose_consensus(joint, actor=cast.officer, phase="current", likelihood=4, impact=5)
    with pytest.raises(Refused):
        services.propose_consensus(joint, actor=cast.representative, phase="current", likelihood=1, impact=1)
    signed = {slot.party: slot.is_signed for slot in open_round_of(proposal).slots.all()}
    assert signed == {cast.university: True, cast.partner: False}
    with pytest.raises(Refused):
        save_record(again_with(proposal, impact=1), actor=cast.officer)
    sign(open_round_of(proposal), actor=cast.representative)
    proposal = again(proposal)
    assert (proposal.state, proposal.agreed_at is not None, again(joint).state) == ("agreed", True, State.ASSESSED)
    with pytest.raises(Refused):
        services.drop_consensus(proposal, actor=None)


def test_one_that_is_declined_or_voided_is_dropped(cast, joint, shared):
    first = services.propose_consensus(joint, actor=cast.contributor, phase="target", likelihood=1, impact=1)
    round = open_round_of(first)
    assert [slot.is_signed for slot in round.slots.all()] == [False, False]  # a contributor does not sign
    decline(round, actor=cast.representative, reason="Too low")
    second = services.propose_consensus(joint, actor=cast.officer, phase="target", likelihood=2, impact=1)
    save_record(again_with(joint, title="Something else"), actor=cast.officer)
    assert [one.state for one in (again(first), again(second))] == ["dropped", "dropped"]
    with pytest.raises(Refused):
        services.propose_consensus(shared, actor=cast.officer, phase="current", likelihood=1, impact=1)
    with pytest.raises(ValidationError):
        services.propose_consensus(again(joint), actor=cast.officer, phase="current", likelihood=6, impact=1)
    assert Consensus.objects.count() == 2


def again_with(record, **values):
    found = again(record)
    for name, value in values.items():
        setattr(found, name, value)
    return found


# --- treatments -------------------------------------------------------------------------------------------------------
def test_a_treatment_becomes_an_action_where_the_risk_lies(cast, joint, private):
    for risk, actor in ((joint, cast.representative), (private, cast.contributor)):
        made = services.plan_treatment(treatment(risk, cast.university, strategy="reduce", due_on=today()), actor=actor)
        action = made.action
        assert (action.party, action.visibility, action.title) == (risk.party, risk.visibility, "Insure it")
        assert (action.source, action.due_on, made.consent) == (risk, today(), "not_needed")
        assert risk_of(made).state == State.TREATMENT_PLANNED
    with pytest.raises(Refused):
        services.take_up(made, actor=cast.contributor)
    action.delete()
    assert services.take_up(again(made), actor=cast.contributor).action is not None


def test_exposure_moves_with_consent_and_not_before(cast, joint, shared):
    for risk in (joint, shared):
        asked = services.plan_treatment(treatment(risk, cast.partner, moves_to=cast.partner), actor=cast.officer)
        assert (asked.consent, asked.action, asked.asked_by) == ("asked", None, cast.university)
        for person in (cast.officer, cast.partner_contributor, cast.sibling):
            with pytest.raises(PermissionDenied):
                services.consent(asked, actor=person)
        with pytest.raises(Refused):
            services.take_up(asked, actor=cast.officer)
        given = services.consent(asked, actor=cast.representative, note="Until June")
        assert (given.consent, given.action.title, given.consent_by) == ("given", "Insure it", cast.representative)
        with pytest.raises(Refused):
            services.refuse_consent(again(asked), actor=cast.representative, reason="Late")
        with pytest.raises(Refused):  # what was consented to stays
            services.plan_treatment(again_with(asked, cost=900), actor=cast.officer)
        with pytest.raises(Refused):
            delete_record(again(asked), actor=cast.officer)


def test_who_takes_it_on_itself_is_not_asked(cast, joint):
    made = services.plan_treatment(treatment(joint, cast.partner, moves_to=cast.partner), actor=cast.representative)
    assert (made.consent, made.action is None) == ("not_needed", False)


def test_a_refusal_says_why_and_a_change_asks_again(cast, joint):
    asked = services.plan_treatment(treatment(joint, cast.partner, moves_to=cast.partner), actor=cast.officer)
    with pytest.raises(Refused):
        services.refuse_consent(asked, actor=cast.representative, reason="  ")
    services.refuse_consent(asked, actor=cast.representative, reason="Not at that price")
    changed = services.plan_treatment(again_with(asked, cost=5000), actor=cast.officer)
    assert (changed.consent, changed.consent_note, changed.consent_by) == ("asked", "", None)
    with pytest.raises(Stale):
        services.plan_treatment(again_with(asked, cost=1), actor=cast.officer, seen_version=1)
    freed = services.plan_treatment(again_with(asked, moves_to=None), actor=cast.officer)
    assert (freed.consent, freed.asked_on, freed.action is None) == ("not_needed", None, False)
    with pytest.raises(Refused):
        services.plan_treatment(again_with(asked, moves_to=cast.partner), actor=cast.officer)


def test_the_action_is_left_to_the_owner_when_who_planned_it_has_gone(cast, shared):
    asked = services.plan_treatment(treatment(shared, cast.partner, moves_to=cast.partner), actor=cast.contributor)
    type(cast.contributor).objects.filter(pk=cast.contributor.pk).update(is_active=False)
    given = services.consent(asked, actor=cast.representative)
    assert (given.consent, given.action) == ("given", None)
    assert services.take_up(again(given), actor=cast.officer).action.party == cast.university


@pytest.mark.parametrize("field", ["responsible", "cost_bearer", "moves_to"])
def test_others_have_no_part_in_what_is_private(cast, private, field):
    planned = treatment(private, cast.university)
    setattr(planned, field, cast.partner)
    with pytest.raises(ValidationError) as refusal:
        planned.clean()
    assert list(refusal.value.error_dict) == [field]


def test_strategies_fit_the_kind_of_risk(cast, joint):
    joint.kind = "opportunity"
    with pytest.raises(ValidationError):
        treatment(joint, cast.partner, strategy="avoid").clean()
    treatment(joint, cast.partner, strategy="exploit").clean()


def test_the_actions_go_where_the_risk_goes(cast, private):
    made = services.plan_treatment(treatment(private, cast.university, strategy="reduce"), actor=cast.officer)
    with pytest.raises(Refused):
        share_record(Action.objects.get(), actor=cast.officer)
    share_record(again(private), actor=cast.officer)
    assert set(Action.objects.visible_to(cast.representative)) == {made.action}
    withdraw_record(again(private), actor=cast.officer)
    assert not Action.objects.visible_to(cast.representative).exists()


# --- links ------------------------------------------------------------------------------------------------------------
def test_what_all_may_read_is_linked_with_what_all_may_read(cast, joint, private):
    with pytest.raises(Refused):
        save_record(RiskLink(risk=joint, kind="feeds", target=private), actor=cast.officer)
    save_record(RiskLink(risk=private, kind="fed_by", target=joint), actor=cast.officer)
    assert (RiskLink.objects.visible_to(cast.representative).count(), RiskLink.objects.visible_to(cast.officer).count()) == (
        0,
        1,
    )


def test_a_risk_is_not_shared_with_a_link_to_a_private_one(cast, shared, private):
    withdraw_record(shared, actor=cast.officer)
    save_record(RiskLink(risk=shared, kind="feeds", target=private), actor=cast.officer)
    with pytest.raises(Refused, match="We run out of money"):
        share_record(again(shared), actor=cast.officer)
    share_record(private, actor=cast.officer)
    share_record(again(shared), actor=cast.officer)
    assert RiskLink.objects.visible_to(cast.representative).count() == 1
    with pytest.raises(Refused):
        withdraw_record(again(private), actor=cast.officer)
    assert "money" not in str([one.content for one in Disclosure.objects.filter(kind="withdrawn")])


def test_an_owner_answers_for_joint_risks_and_for_ones_own(cast, joint, shared):
    for risk, party, person, allowed in (
        (joint, cast.partner, cast.representative, True),
        (shared, cast.university, cast.officer, True),
        (shared, cast.partner, cast.representative, False),
    ):
        owner = RiskOwner(risk=risk, party=party, person=person)
        if allowed:
            save_record(owner, actor=person)
        else:
            with pytest.raises(PermissionDenied):
                save_record(owner, actor=person)


# --- acceptance -------------------------------------------------------------------------------------------------------
def accept(risk, actor, **fields):
    return services.propose_acceptance(risk, actor=actor, **({"reason": "Small.", "expires_on": today() + 90 * DAY} | fields))


def test_one_accepts_ones_own_and_all_accept_what_is_joint(cast, joint, shared):
    for risk in (joint, shared):
        services.rate(rating(cast, risk, likelihood=4, impact=5), actor=cast.officer)
    own = accept(shared, cast.officer)
    assert (own.state, own.level, again(shared).state) == ("in_force", 4, State.ACCEPTED)
    asked = accept(joint, cast.officer)
    assert (asked.state, again(joint).state) == ("asked", State.ASSESSED)
    with pytest.raises(Refused):
        accept(joint, cast.representative)
    sign(open_round_of(asked), actor=cast.representative)
    assert (again(asked).state, again(asked).decided_on, again(joint).state) == ("in_force", today(), State.ACCEPTED)
    renewed = accept(again(shared), cast.officer, expires_on=today() + 200 * DAY)
    assert [again(one).state for one in (own, renewed)] == ["ended", "in_force"]
    services.reopen(again(shared), actor=cast.officer, reason="It grew")
    assert (again(renewed).state, again(shared).state) == ("ended", State.ASSESSED)


def test_it_is_not_accepted_by_whom_when_and_as_what_it_must_not(cast, joint, shared):
    with pytest.raises(Refused):  # nobody has read it
        accept(shared, cast.officer)
    services.rate(rating(cast, shared), actor=cast.officer)
    for person in (cast.contributor, cast.representative):
        with pytest.raises(PermissionDenied):
            accept(shared, person)
    with pytest.raises(Refused):
        accept(shared, cast.officer, expires_on=today())
    services.rate(rating(cast, joint), actor=cast.officer)
    asked = accept(joint, cast.officer)
    decline(open_round_of(asked), actor=cast.representative, reason="No")
    assert (again(asked).state, again(joint).state) == ("declined", State.ASSESSED)
    assert not Acceptance.objects.in_force().exists()


# --- the course of a risk ---------------------------------------------------------------------------------------------
STEPS = {
    "treat": (services.treat, {}, State.TREATING),
    "monitor": (services.monitor, {}, State.MONITORED),
    "escalate": (services.escalate, {"reason": "Too large for us"}, State.ESCALATED),
    "occur": (services.occur, {"on": today(), "outcome": "It broke."}, State.OCCURRED),
    "close": (services.close, {"reason": "Gone"}, State.CLOSED),
    "reopen": (services.reopen, {"reason": "Back"}, State.ASSESSED),
}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_state(cast, joint, step):
    service, values, to = STEPS[step]
    for state in State.values:
        Risk.objects.filter(pk=joint.pk).update(state=state, occurred_on=today())
        if to in Risk.TRANSITIONS[state]:
            service(again(joint), actor=cast.officer, **values)
            assert again(joint).state == to
        else:
            with pytest.raises(Refused):
                service(again(joint), actor=cast.officer, **values)
            assert again(joint).state == state


def test_what_occurred_becomes_an_issue_once(cast, joint, private, desk):
    for risk in (joint, private):
        with pytest.raises(Refused):
            services.raise_issue(risk, actor=cast.officer)
        services.occur(risk, actor=cast.officer, on=today(), outcome="It broke on Monday.")
    issue = services.raise_issue(again(joint), actor=cast.officer)
    assert (issue.title, issue.description, again(joint).issue) == (joint.title, "It broke on Monday.", issue)
    for risk in (joint, private):  # handed on already; its owner shares it first
        with pytest.raises(Refused):
            services.raise_issue(again(risk), actor=cast.officer)
    with pytest.raises(Refused):
        services.occur(again(joint), actor=cast.officer, on=today() + DAY, outcome="Tomorrow")


def test_without_a_desk_nothing_is_handed_on(cast, joint, monkeypatch):
    from partnerships import referrals

    monkeypatch.setattr(referrals, "DESKS", {})
    services.occur(joint, actor=cast.officer, on=today(), outcome="It broke.")
    with pytest.raises(Refused):
        services.raise_issue(again(joint), actor=cast.officer)
    assert again(joint).issue_key is None


# --- watching ---------------------------------------------------------------------------------------------------------
def test_the_newest_review_says_when_one_looks_again(cast, joint):
    next_on = today() + 30 * DAY
    services.add_review(RiskReview(risk=joint, result="unchanged", next_on=next_on), actor=cast.officer)
    earlier = RiskReview(risk=again(joint), on=today() - 9 * DAY, result="grown", next_on=today())
    services.add_review(earlier, actor=cast.officer)
    assert again(joint).review_on == next_on


def test_a_reading_sets_the_day_of_the_next(cast, joint):
    indicator = save_record(
        Indicator(risk=joint, name="Days without the press", watch_at=2, act_at=5, rhythm=30, next_on=today()),
        actor=cast.officer,
    )
    found = []
    for value in (1, 2, 5):
        services.read_indicator(IndicatorReading(indicator=indicator, value=value), actor=cast.partner_contributor)
        indicator = again(indicator)
        found.append(str(indicator.status))
    assert (found, indicator.next_on) == (["calm", "watch", "over"], today() + 30 * DAY)
    low = Indicator(risk=joint, name="Stock", watch_at=5, act_at=2, sense="below")
    save_record(low, actor=cast.officer)
    services.read_indicator(IndicatorReading(indicator=low, value=3), actor=cast.officer)
    assert (again(low).status, str(again(low).newest_text())) == ("watch", "3")
