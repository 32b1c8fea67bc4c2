"""What each party says of each section of a frozen version."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.history.proving import faults
from partnerships.practices import sections
from partnerships.records.refusals import Refused
from rmp.plan import services
from rmp.plan.models import PlanVersion, SectionReview
from rmp.plan.tests.factories import accepted, frozen, write
from rmp.plan.tests.states import in_state, state_of

State, Verdict = PlanVersion.State, SectionReview.Verdict


# --- review -----------------------------------------------------------------------------------------------------------
def test_one_request_for_changes_is_seen_in_the_state_until_it_is_taken_back(cast):
    version = frozen(cast)
    ask = {"actor": cast.representative}
    services.review_section(version, section="risks", verdict=Verdict.CHANGES_REQUESTED, note="Add fire.", **ask)
    assert state_of(version) == State.CHANGES_REQUESTED
    services.review_section(version, section="risks", verdict=Verdict.ACCEPTED, **ask)
    assert state_of(version) == State.JOINT_REVIEW
    assert SectionReview.objects.get().verdict == Verdict.ACCEPTED


def test_a_request_for_changes_says_what(cast):
    version = frozen(cast)
    with pytest.raises(Refused):
        services.review_section(
            version, actor=cast.representative, section="risks", verdict=Verdict.CHANGES_REQUESTED, note=" "
        )
    assert not SectionReview.objects.exists()


def test_each_party_speaks_for_itself(cast):
    version = frozen(cast)
    for person in (cast.contributor, cast.partner_contributor):
        services.review_section(version, actor=person, section="risks", verdict=Verdict.ACCEPTED)
    assert set(SectionReview.objects.values_list("party", flat=True)) == {cast.university.pk, cast.partner.pk}


@pytest.mark.parametrize(
    "who", ["partner_reader", "respondent", "facilitator", "auditor", "sibling", "stranger", "administrator"]
)
def test_others_review_nothing(cast, who):
    version, person = frozen(cast), getattr(cast, who)
    with pytest.raises(PermissionDenied):
        services.review_section(version, actor=person, section="risks", verdict=Verdict.ACCEPTED)
    with pytest.raises(PermissionDenied):
        services.accept_all(version, actor=person)
    assert not SectionReview.objects.exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.AWAITING_SIGNATURES, State.IN_FORCE, State.SUPERSEDED, State.WITHDRAWN])
def test_only_what_is_in_review_is_reviewed(cast, state):
    version = in_state(cast, state)
    before = SectionReview.objects.count()
    with pytest.raises(Refused):
        services.review_section(version, actor=cast.officer, section="risks", verdict=Verdict.ACCEPTED)
    with pytest.raises(Refused):
        services.accept_all(version, actor=cast.officer)
    assert SectionReview.objects.count() == before


def test_accepting_all_leaves_what_was_asked(cast):
    version = frozen(cast)
    ask = {"actor": cast.representative}
    services.review_section(version, section="risks", verdict=Verdict.CHANGES_REQUESTED, note="Add fire.", **ask)
    services.accept_all(version, **ask)
    verdicts = dict(SectionReview.objects.filter(party=cast.partner).values_list("section", "verdict"))
    assert verdicts == dict.fromkeys(sections.SECTIONS, Verdict.ACCEPTED) | {"risks": Verdict.CHANGES_REQUESTED}
    assert state_of(version) == State.CHANGES_REQUESTED


def test_an_acceptance_holds_while_the_section_says_the_same(cast):
    """Frozen anew, a version needs new words only on what changed."""
    version = accepted(cast)
    services.unfreeze(version, actor=cast.officer, reason="One more risk.")
    write(cast.partnership, "risks", "Fire.", cast.officer)
    services.freeze(version, actor=cast.officer)
    held = {(r.party, r.section) for r in services.reviews_in_force(version)}
    assert held == {(p, key) for p in (cast.university, cast.partner) for key in sections.SECTIONS if key != "risks"}
    services.accept_all(version, actor=cast.officer)
    assert len(services.reviews_in_force(version)) == len(held) + 1
    assert [fault for fault in faults(cast.partnership) if "section-review" in fault] == []


def test_a_request_that_was_met_does_not_come_back(cast):
    version = in_state(cast, State.CHANGES_REQUESTED)
    services.unfreeze(version, actor=cast.officer, reason="As asked.")
    write(cast.partnership, "risks", "Fire.", cast.officer)
    services.freeze(version, actor=cast.officer)
    assert state_of(version) == State.JOINT_REVIEW


def test_a_request_that_was_not_met_does(cast):
    version = in_state(cast, State.CHANGES_REQUESTED)
    services.unfreeze(version, actor=cast.officer, reason="Something else.")
    services.freeze(version, actor=cast.officer)
    assert state_of(version) == State.CHANGES_REQUESTED
