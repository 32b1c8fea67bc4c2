"""Other pages of the plan, the summary and the comparison, and what all of them cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Membership
from partnerships.tests.costs import cost
from partnerships.tests.factories import UserFactory
from rmp.plan import services
from rmp.plan.models import PlanVersion, SectionReview
from rmp.plan.tests.browsing import OUTSIDE, READERS, everybody, url
from rmp.plan.tests.factories import draft, frozen, in_force, write, write_all

State, Verdict = PlanVersion.State, SectionReview.Verdict


# --- one page in plain words ------------------------------------------------------------------------------------------
def test_the_summary_page(cast):
    version = in_force(cast, summary="We make gears **quiet**.")
    page = cast.client(cast.facilitator).get(url(cast, "summary", version.pk)).content.decode()
    assert "We make gears <strong>quiet</strong>." in page
    assert ("Olivia Officer, University of Rivermouth" in page, "Renate Representative, Adler Maschinenbau GmbH" in page) == (
        True,
        True,
    )


def test_of_a_draft_who_reads_no_shared_records_gets_no_document(cast):
    version = draft(cast)
    for name in ("summary", "pdf", "docx"):
        found = everybody(cast, lambda client, name=name: client.get(url(cast, name, version.pk)))
        assert found == dict.fromkeys(READERS, 200) | {"respondent": 404, "facilitator": 404} | OUTSIDE


# --- compare ----------------------------------------------------------------------------------------------------------
def test_comparing_starts_with_the_plan_in_force_and_the_present(cast):
    write(cast.partnership, "risks", "We watch it monthly.", cast.officer)
    in_force(cast)
    write(cast.partnership, "risks", "We watch it weekly.", cast.officer)
    response = cast.client(cast.officer).get(url(cast, "compare"))
    page = response.content.decode()
    assert [section.key for section in response.context["differing"]] == ["risks"]
    assert (response.context["left"], response.context["right"]) == ("Plan, version 1, In force", "The plan as it stands now")
    assert ("removed: </span>monthly</del>" in page, "added: </span>weekly</ins>" in page) == (True, True)


def test_a_facilitator_compares_versions_and_not_the_present(cast):
    first = in_force(cast)
    second = frozen(cast)
    client = cast.client(cast.facilitator)
    assert client.get(url(cast, "compare"), {"left": first.pk, "right": second.pk}).context["differing"] == []
    response = client.get(url(cast, "compare"), {"left": first.pk, "right": "now"})
    assert ("right" in response.context["form"].errors, "differing" in response.context) == (True, False)


@pytest.mark.parametrize("left", ["", "x", "now", "00000000-0000-0000-0000-000000000000", "'"])
def test_whatever_is_asked_to_be_compared(cast, left):
    in_force(cast)
    assert cast.client(cast.officer).get(url(cast, "compare"), {"left": left, "right": "now"}).status_code == 200


def test_another_partnerships_version_is_no_choice(cast):
    version = services.start_version(PlanVersion(partnership=cast.sibling_partnership), actor=cast.officer)
    services.freeze(version, actor=cast.officer)
    response = cast.client(cast.officer).get(url(cast, "compare"), {"left": version.pk, "right": "now"})
    assert "left" in response.context["form"].errors


def test_who_compares(cast):
    in_force(cast)
    found = everybody(cast, lambda client: client.get(url(cast, "compare")))
    assert found == dict.fromkeys((*READERS, "facilitator"), 200) | {"respondent": 403} | OUTSIDE


# --- what pages cost --------------------------------------------------------------------------------------------------
def test_pages_cost_the_same_with_one_and_with_thirty_rows(cast):
    """At a second visit; the first after a change assembles the plan, which costs some queries for each room."""
    write(cast.partnership, "risks", "Fire.", cast.officer)
    version = in_force(cast)
    client = cast.client(cast.officer)
    names = ["planversion-detail", "summary", "pdf", "docx"]
    addresses = {name: url(cast, name, version.pk) for name in names} | {
        name: url(cast, name) for name in ("living", "planversion-list", "compare")
    }
    addresses["section"] = url(cast, "section", "risks")
    few = {name: cost(client, address) for name, address in addresses.items()}
    write_all(cast)
    PlanVersion.objects.bulk_create(
        PlanVersion(
            partnership=cast.partnership,
            visibility="shared",
            author=cast.officer,
            number=number,
            state=State.SUPERSEDED,
            content=version.content,
            digest=version.digest,
        )
        for number in range(2, 31)
    )
    for _n in range(29):
        Membership.objects.create(user=UserFactory(), party=cast.partner, partnership=cast.partnership, role="representative")
    many = {name: cost(client, address) for name, address in addresses.items()}
    assert (few, many) == (COSTS, COSTS)


COSTS = {
    "living": 7,
    "planversion-list": 7,
    "planversion-detail": 10,
    "compare": 7,
    "summary": 10,
    "pdf": 8,
    "docx": 8,
    "section": 6,
}


@pytest.mark.parametrize(
    ("step", "make", "data", "most"),
    [
        ("review", frozen, {"section": "risks", "verdict": "accepted"}, 32),
        ("accept", frozen, {}, 29),
        ("unfreeze", frozen, {"reason": "Because."}, 31),
        ("withdraw", frozen, {"reason": "Because."}, 32),
    ],
)
def test_what_a_step_costs(cast, step, make, data, most):
    version = make(cast)
    client = cast.client(cast.officer)
    client.get(version.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url(cast, f"planversion-{step}", version.pk), data).status_code == 302
    assert len(queries) <= most
