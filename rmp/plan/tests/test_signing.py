"""From the request for signatures to the plan in force, and what comes in between."""

import datetime as dt

import pytest

from objectives.tests.factories import ObjectiveFactory
from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.practices import sections
from partnerships.records.refusals import Refused
from partnerships.signoff.endings import Voided
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.reasons import how_it_ended
from partnerships.signoff.services import expire_rounds, withdraw_round
from partnerships.signoff.tests.signing import decline, sign
from rmp.plan import services
from rmp.plan.models import PlanVersion, SectionReview
from rmp.plan.tests.factories import accepted, frozen, in_force, waiting, write, write_all
from rmp.plan.tests.states import in_state, state_of, verbs

State, Verdict = PlanVersion.State, SectionReview.Verdict


# --- signatures -------------------------------------------------------------------------------------------------------
def test_a_whole_and_accepted_plan_needs_no_reason(cast, alone):
    write_all(cast)
    version = accepted(cast)
    services.request_signatures(version, actor=cast.officer)
    version.refresh_from_db()
    assert (version.state, version.open_points, version.reason) == (State.AWAITING_SIGNATURES, "", "")


def test_what_is_missing_is_told_and_refused(cast, alone):
    write_all(cast)
    write(cast.partnership, "exit", "", cast.officer)
    cast.partnership.purposes.clear()
    version = frozen(cast)
    with pytest.raises(Refused) as refusal:
        services.request_signatures(version, actor=cast.officer)
    assert refusal.value.messages == [
        "Not all is ready. Complete it, or say why it is to be signed all the same.",
        "Purpose and scope: The collaboration says what it is for.",
        "Exit strategy: no words of the parties.",
    ]
    assert state_of(version) == State.JOINT_REVIEW
    assert not SignOffRound.objects.exists()


def test_a_request_for_changes_stands_against_signing(cast, alone):
    write_all(cast)
    version = in_state(cast, State.CHANGES_REQUESTED)
    with pytest.raises(Refused) as refusal:
        services.request_signatures(version, actor=cast.officer)
    assert refusal.value.messages[1:] == ["Adler Maschinenbau GmbH asks to change “Risk”."]
    services.request_signatures(version, actor=cast.officer, reason="Fire is in the annex.")
    version.refresh_from_db()
    assert (version.state, version.reason) == (State.AWAITING_SIGNATURES, "Fire is in the annex.")


def test_who_has_not_accepted_is_kept(cast, alone):
    write_all(cast)
    version = frozen(cast)
    services.accept_all(version, actor=cast.officer)
    for section in set(sections.SECTIONS) - {"risks", "exit"}:
        services.review_section(version, actor=cast.representative, section=section, verdict=Verdict.ACCEPTED)
    services.request_signatures(version, actor=cast.officer)
    version.refresh_from_db()
    assert version.open_points == "Adler Maschinenbau GmbH has not accepted: Risk, Exit strategy."


def test_the_round_signs_the_hash_of_the_version(cast):
    version, round = waiting(cast)
    assert (round.digest, round.snapshot) == (version.digest, version.content)


def test_signed_by_both_it_is_in_force(cast):
    version = in_force(cast)
    assert (version.state, version.in_force_on) == (State.IN_FORCE, services.today())
    assert Partnership.objects.get(pk=cast.partnership.pk).next_review_on == dt.date(2100, 3, 1)
    assert verbs(version)[-2:] == ["laid out for signature", "brought into force"]


def test_one_signature_is_not_enough(cast):
    version, round = waiting(cast)
    sign(round, actor=cast.representative)
    assert state_of(version) == State.AWAITING_SIGNATURES


def test_the_version_before_is_superseded(cast):
    first = in_force(cast)
    second = in_force(cast)
    first.refresh_from_db()
    assert (first.state, first.superseded_on) == (State.SUPERSEDED, services.today())
    assert (second.state, second.number) == (State.IN_FORCE, 2)


def test_what_is_agreed_with_it_is_so_in_the_same_transaction(cast, monkeypatch):
    heard, objective = [], ObjectiveFactory(partnership=cast.partnership)
    agree = lambda record, actor: heard.append((record, actor, state_of(version)))  # noqa: E731
    monkeypatch.setattr(services, "WITH_THE_PLAN", [(lambda partnership: [objective], agree)])
    version, round = waiting(cast)
    sign(round, actor=cast.officer)
    assert heard == []
    sign(round, actor=cast.representative)
    assert heard == [(objective, cast.representative, State.IN_FORCE)]


def test_when_a_room_refuses_nothing_is_signed(cast, monkeypatch):
    def refuse(record, actor):
        raise Refused("Not while a risk is open.")

    objective = ObjectiveFactory(partnership=cast.partnership)
    monkeypatch.setattr(services, "WITH_THE_PLAN", [(lambda partnership: [objective], refuse)])
    first_review = cast.partnership.next_review_on
    version, round = waiting(cast)
    sign(round, actor=cast.officer)
    with pytest.raises(Refused):
        sign(round, actor=cast.representative)
    round.refresh_from_db()
    assert (state_of(version), round.state) == (State.AWAITING_SIGNATURES, SignOffRound.State.OPEN)
    assert Partnership.objects.get(pk=cast.partnership.pk).next_review_on == first_review


def test_declined_it_is_in_review_again_with_the_reason(cast):
    version, round = waiting(cast)
    sign(round, actor=cast.officer)
    decline(round, actor=cast.representative, reason="The budget is wrong.")
    assert state_of(version) == State.JOINT_REVIEW
    event = Event.objects.get(subject_key=version.pk, verb="returned to review")
    assert "The budget is wrong." in event.note


def test_a_round_taken_back_returns_to_review(cast):
    version, round = waiting(cast)
    withdraw_round(round, actor=cast.officer, reason="Too early.")
    assert state_of(version) == State.JOINT_REVIEW


def test_a_round_out_of_time_returns_to_review(cast, time_machine):
    version = accepted(cast)
    services.request_signatures(version, actor=cast.officer, reason="Small.", due_on=services.today())
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    assert expire_rounds() == 1
    assert state_of(version) == State.JOINT_REVIEW


def test_declined_and_asked_again_it_can_be_signed(cast):
    version, round = waiting(cast)
    decline(round, actor=cast.representative, reason="Not today.")
    version.refresh_from_db()
    again = services.request_signatures(version, actor=cast.officer, reason="Now.")
    sign(again, actor=cast.officer)
    sign(again, actor=cast.representative)
    assert state_of(version) == State.IN_FORCE


# --- content that changes before the last signature -------------------------------------------------------------------
def test_taken_back_to_draft_the_signatures_given_fall(cast):
    version, round = waiting(cast)
    sign(round, actor=cast.officer)
    services.unfreeze(version, actor=cast.representative, reason="One more risk.")
    round.refresh_from_db()
    assert (state_of(version), round.state) == (State.DRAFT, SignOffRound.State.VOIDED)
    assert "Olivia Officer" in how_it_ended(round)
    with pytest.raises(Refused):
        sign(round, actor=cast.representative)
    assert state_of(version) == State.DRAFT


def test_content_changed_behind_the_house_is_noticed_at_the_last_signature(cast):
    version, round = waiting(cast)
    sign(round, actor=cast.officer)
    PlanVersion.objects.filter(pk=version.pk).update(content=version.content | {"summary": "Another plan."})
    with pytest.raises(Voided):
        sign(round, actor=cast.representative)
    round.refresh_from_db()
    assert (state_of(version), round.state) == (State.JOINT_REVIEW, SignOffRound.State.VOIDED)


def test_the_living_plan_may_change_while_signatures_are_given(cast):
    version, round = waiting(cast)
    sign(round, actor=cast.officer)
    write(cast.partnership, "risks", "For the next version.", cast.officer)
    sign(round, actor=cast.representative)
    assert state_of(version) == State.IN_FORCE


@pytest.mark.parametrize("state", [s for s in State.values if s != State.DRAFT])
def test_a_frozen_version_is_not_edited(cast, state):
    version = in_state(cast, state)
    version.refresh_from_db()
    version.summary = "Another plan."
    with pytest.raises(Refused):
        services.save_record(version, actor=cast.officer)
    assert PlanVersion.objects.get(pk=version.pk).summary == "We make gearboxes quiet."
