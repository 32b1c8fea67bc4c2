"""The course of a version: what each step does, and what it refuses."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.history.models import Event
from partnerships.records.refusals import Refused
from partnerships.records.services import Stale
from partnerships.signoff.models import SignOffRound
from rmp.plan import services
from rmp.plan.models import PlanVersion, SectionReview, SectionText
from rmp.plan.tests.factories import draft, frozen, waiting, write
from rmp.plan.tests.states import in_state, state_of, verbs

State, Verdict = PlanVersion.State, SectionReview.Verdict


# --- words ------------------------------------------------------------------------------------------------------------
def test_both_sides_write_the_same_text(cast):
    write(cast.partnership, "risks", "Ours.\r\n\r\nYours.  ", cast.officer)
    text = write(cast.partnership, "risks", "Ours and yours.", cast.partner_contributor)
    assert SectionText.objects.count() == 1
    assert (text.text, text.version, text.author, text.party) == ("Ours and yours.", 2, cast.officer, None)


def test_line_ends_are_kept_in_one_way(cast):
    assert write(cast.partnership, "risks", " One.\r\nTwo.\r ", cast.officer).text == "One.\nTwo."


def test_nobody_overwrites_what_he_has_not_seen(cast):
    services.write_section(cast.partnership, "risks", actor=cast.officer, text="First.", seen_version=0)
    with pytest.raises(Stale):
        services.write_section(cast.partnership, "risks", actor=cast.representative, text="Second.", seen_version=0)
    assert SectionText.objects.get().text == "First."


@pytest.mark.parametrize(
    "who", ["partner_reader", "respondent", "facilitator", "auditor", "sibling", "stranger", "administrator"]
)
def test_others_write_nothing(cast, who):
    with pytest.raises(PermissionDenied):
        services.write_section(cast.partnership, "risks", actor=getattr(cast, who), text="Mine.", seen_version=0)
    assert not SectionText.objects.exists()


# --- a version --------------------------------------------------------------------------------------------------------
def test_versions_are_numbered_in_each_partnership(cast):
    first = draft(cast)
    services.withdraw_version(first, actor=cast.officer, reason="Too early.")
    second = draft(cast)
    there = PlanVersion(partnership=cast.sibling_partnership)
    services.start_version(there, actor=cast.officer)
    assert [first.number, second.number, there.number] == [1, 2, 1]


def test_one_version_is_on_the_way_at_a_time(cast):
    draft(cast)
    with pytest.raises(Refused):
        draft(cast)
    assert PlanVersion.objects.count() == 1


def test_freezing_keeps_content_and_hash(cast):
    write(cast.partnership, "risks", "A supplier may fail.", cast.officer)
    version = frozen(cast)
    version.refresh_from_db()
    assert version.state == State.JOINT_REVIEW
    assert {s["key"]: s["text"] for s in version.content["sections"]}["risks"] == "A supplier may fail."
    assert version.digest == services.digest(version.content)
    assert verbs(version) == ["created", "frozen for review"]


def test_the_frozen_text_itself_is_not_in_the_history(cast):
    """Its hash is: it stands for the text."""
    version = frozen(cast)
    changes = Event.objects.get(subject_key=version.pk, verb="frozen for review").changes
    assert changes["digest"] == ["", version.digest]
    assert set(changes) == {"state", "digest", "frozen_at"}


def test_what_is_frozen_does_not_follow_the_living_plan(cast):
    write(cast.partnership, "risks", "Before.", cast.officer)
    version = frozen(cast)
    before = version.digest
    write(cast.partnership, "risks", "After.", cast.officer)
    version.refresh_from_db()
    assert version.digest == before == services.digest(version.content)


def test_back_to_draft_forgets_the_content_and_says_why(cast):
    version = frozen(cast)
    services.unfreeze(version, actor=cast.representative, reason="The risks are missing.")
    version.refresh_from_db()
    assert (version.state, version.content, version.digest, version.frozen_at) == (State.DRAFT, {}, "", None)
    event = Event.objects.get(subject_key=version.pk, verb="taken back to draft")
    assert (event.note, event.actor_name) == ("The risks are missing.", "Renate Representative")


ONE_STEP = {
    State.DRAFT: {"freeze", "withdraw_version"},
    State.JOINT_REVIEW: {"unfreeze", "withdraw_version", "request_signatures"},
    State.CHANGES_REQUESTED: {"unfreeze", "withdraw_version", "request_signatures"},
    State.AWAITING_SIGNATURES: {"unfreeze", "withdraw_version"},
    State.IN_FORCE: set(),
    State.SUPERSEDED: set(),
    State.WITHDRAWN: set(),
}
STEPS = {
    "freeze": {},
    "unfreeze": {"reason": "Because."},
    "withdraw_version": {"reason": "Because."},
    "request_signatures": {"reason": "Because."},
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("step", STEPS)
def test_steps_from_every_state(cast, state, step):
    version = in_state(cast, state)
    assert state_of(version) == state
    fresh = PlanVersion.objects.get(pk=version.pk)
    if step in ONE_STEP[state]:
        getattr(services, step)(fresh, actor=cast.officer, **STEPS[step])
        assert state_of(version) != state
    else:
        with pytest.raises(Refused):
            getattr(services, step)(fresh, actor=cast.officer, **STEPS[step])
        assert state_of(version) == state


def test_a_withdrawn_version_makes_room(cast):
    version, round = waiting(cast)
    services.withdraw_version(version, actor=cast.officer, reason="The company was sold.")
    round.refresh_from_db()
    assert (state_of(version), round.state) == (State.WITHDRAWN, SignOffRound.State.VOIDED)
    assert draft(cast).number == 2
