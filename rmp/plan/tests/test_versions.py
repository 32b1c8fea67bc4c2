"""The pages of a version: what they show, and the steps each person can take."""

import pytest

from partnerships.access.policy import standing
from partnerships.history.models import Event
from partnerships.tests.deep import one_in
from rmp.plan import pages, services
from rmp.plan.models import PlanVersion, SectionReview
from rmp.plan.tests.browsing import WRITERS, url
from rmp.plan.tests.factories import accepted, draft, frozen, in_force, waiting, write

State, Verdict = PlanVersion.State, SectionReview.Verdict


# --- versions ---------------------------------------------------------------------------------------------------------
def test_a_version_is_started_from_the_page(cast):
    data = {"summary": "We make gears quiet.", "review_on": "2100-03-01"}
    response = cast.client(cast.contributor).post(url(cast, "planversion-create"), data)
    version = PlanVersion.objects.get()
    assert (response.url, version.number, version.summary) == (version.get_absolute_url(), 1, "We make gears quiet.")


def test_a_second_one_is_refused_with_a_reason(cast):
    draft(cast)
    response = cast.client(cast.officer).post(url(cast, "planversion-create"), {"summary": "Another."})
    assert response.status_code == 422
    assert "A version is on the way already" in response.content.decode()
    assert PlanVersion.objects.count() == 1


BUTTONS = {
    State.DRAFT: {"freeze", "withdraw", "update"},
    State.JOINT_REVIEW: {"request-signatures", "accept", "unfreeze", "withdraw"},
    State.AWAITING_SIGNATURES: {"unfreeze", "withdraw"},
    State.IN_FORCE: set(),
}
MAKERS = {
    State.DRAFT: draft,
    State.JOINT_REVIEW: frozen,
    State.AWAITING_SIGNATURES: lambda cast: waiting(cast)[0],
    State.IN_FORCE: in_force,
}
SIGNERS_ONLY = {"request-signatures", "withdraw"}


@pytest.mark.parametrize("state", BUTTONS)
@pytest.mark.parametrize("who", ["officer", "contributor", "partner_reader", "facilitator"])
def test_each_person_sees_the_steps_he_or_she_can_take(cast, state, who):
    version = MAKERS[state](cast)
    page = cast.client(getattr(cast, who)).get(version.get_absolute_url()).content.decode()
    steps = ["freeze", "request-signatures", "accept", "unfreeze", "withdraw", "update"]
    found = {step for step in steps if f'href="{url(cast, f"planversion-{step}", version.pk)}' in page}
    expected = {"officer": BUTTONS[state], "contributor": BUTTONS[state] - SIGNERS_ONLY}
    assert found == expected.get(who, set())


def test_the_page_shows_content_hash_and_reviews(cast):
    write(cast.partnership, "risks", "A supplier may fail.", cast.officer)
    version = frozen(cast)
    services.review_section(
        version, actor=cast.representative, section="risks", verdict=Verdict.CHANGES_REQUESTED, note="Add fire."
    )
    page = cast.client(cast.officer).get(version.get_absolute_url()).content.decode()
    assert ("A supplier may fail." in page, "Add fire." in page, version.digest in page) == (True, True, True)
    context = pages.review(PlanVersion.objects.get(pk=version.pk), standing(cast.officer, cast.partnership))
    said = next(section for section in context["sections"] if section["key"] == "risks")["reviews"]
    assert [(one["party"].short_name, one["review"] and one["review"].verdict) for one in said] == [
        ("Rivermouth", None),
        ("Adler", Verdict.CHANGES_REQUESTED),
    ]


def test_a_verdict_is_given_on_the_page(cast):
    version = frozen(cast)
    data = {"section": "risks", "verdict": "changes_requested", "note": "Add fire."}
    response = cast.client(cast.partner_contributor).post(url(cast, "planversion-review", version.pk), data)
    assert response.url == f"{version.get_absolute_url()}#risks"
    review = SectionReview.objects.get()
    assert (review.party, review.verdict, review.note) == (cast.partner, "changes_requested", "Add fire.")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"section": "weather", "verdict": "accepted"},
        {"section": "risks", "verdict": "maybe"},
        {"section": "risks", "verdict": "changes_requested", "note": ""},
        {"section": "risks", "verdict": "accepted", "note": "x" * 2001},
    ],
)
def test_a_verdict_that_is_none_is_refused(cast, data):
    version = frozen(cast)
    response = cast.client(cast.officer).post(url(cast, "planversion-review", version.pk), data)
    assert (response.status_code, SectionReview.objects.count()) == (422, 0)


def test_asking_for_signatures_tells_what_is_missing(cast):
    version = accepted(cast)
    client = cast.client(cast.officer)
    address = url(cast, "planversion-request-signatures", version.pk)
    response = client.post(address, {"reason": ""})
    assert response.status_code == 422
    assert "Exit strategy: no words of the parties" in response.content.decode()
    assert client.post(address, {"reason": "We start small.", "due_on": "2100-01-01"}).status_code == 302
    version.refresh_from_db()
    assert (version.state, version.reason) == (State.AWAITING_SIGNATURES, "We start small.")


@pytest.mark.parametrize("due", ["2001-01-01", "soon", "0000-00-00"])
def test_a_last_day_in_the_past_is_refused(cast, due):
    version = accepted(cast)
    data = {"reason": "Small.", "due_on": due}
    response = cast.client(cast.officer).post(url(cast, "planversion-request-signatures", version.pk), data)
    assert response.status_code == 422
    version.refresh_from_db()
    assert version.state == State.JOINT_REVIEW


STEPS = {
    "freeze": (draft, {}, WRITERS),
    "accept": (frozen, {}, WRITERS),
    "review": (frozen, {"section": "risks", "verdict": "accepted"}, WRITERS),
    "unfreeze": (frozen, {"reason": "Because."}, WRITERS),
    "request-signatures": (frozen, {"reason": "Because."}, ("officer", "representative")),
    "withdraw": (frozen, {"reason": "Because."}, ("officer", "representative")),
}


@pytest.mark.parametrize("step", one_in(3, STEPS))
@pytest.mark.parametrize(
    "who", ["contributor", "representative", "partner_reader", "respondent", "auditor", "stranger", "anonymous"]
)
def test_each_step_by_each_person(cast, step, who):
    make, data, allowed = STEPS[step]
    version = make(cast)
    before = (Event.objects.count(), SectionReview.objects.count(), PlanVersion.objects.values_list("state", "version").get())
    response = cast.client(getattr(cast, who)).post(url(cast, f"planversion-{step}", version.pk), data)
    after = (Event.objects.count(), SectionReview.objects.count(), PlanVersion.objects.values_list("state", "version").get())
    refusals = {"respondent": 404, "stranger": 404, "anonymous": 302}
    assert response.status_code == (302 if who in allowed else refusals.get(who, 403))
    assert (after != before) == (who in allowed)


def test_a_step_taken_twice_says_so_and_does_nothing(cast):
    version = frozen(cast)
    response = cast.client(cast.officer).post(url(cast, "planversion-freeze", version.pk), follow=True)
    assert "That step is not open now" in response.content.decode()


def test_a_version_of_another_partnership_is_not_found_here(cast):
    version = services.start_version(PlanVersion(partnership=cast.sibling_partnership), actor=cast.officer)
    client = cast.client(cast.officer)
    names = ["planversion-detail", "planversion-freeze", "summary", "pdf", "docx"]
    assert {client.get(url(cast, name, version.pk)).status_code for name in names} == {404}


def test_the_signing_page_shows_the_content(cast):
    write(cast.partnership, "risks", "A supplier may fail.", cast.officer)
    _version, round = waiting(cast)
    page = cast.client(cast.representative).get(round.get_absolute_url()).content.decode()
    assert ("A supplier may fail." in page, "We make gearboxes quiet." in page) == (True, True)
