"""The living plan and its sections: what is shown, what is missing, who writes."""

import pytest
from django.urls import reverse

from partnerships.access.policy import standing
from partnerships.models import Partnership
from partnerships.practices.sections import SECTIONS
from rmp.plan import pages
from rmp.plan.models import PlanVersion, SectionText
from rmp.plan.tests.browsing import OUTSIDE, READERS, WRITERS, everybody, url
from rmp.plan.tests.factories import frozen, in_force, write


# --- the living plan --------------------------------------------------------------------------------------------------
def test_who_reads_the_living_plan(cast):
    """Respondents read nothing joint; a facilitator reads what is joint, and so the versions, but not what parties share."""
    found = everybody(cast, lambda client: client.get(url(cast, "living")))
    assert found == dict.fromkeys(READERS, 200) | {"respondent": 403, "facilitator": 302} | OUTSIDE
    response = cast.client(cast.facilitator).get(url(cast, "living"))
    assert response.url == url(cast, "planversion-list")


def test_it_says_what_is_missing_and_leads_there(cast, alone):
    write(cast.partnership, "risks", "Fire.", cast.officer)
    context = pages.living(cast.partnership, standing(cast.officer, cast.partnership))
    missing = {section["key"]: [(item["text"], item["url"]) for item in section["missing"]] for section in context["sections"]}
    words = {key: [("Words of your own", url(cast, "section", key))] for key in SECTIONS if key != "risks"}
    update = reverse("partnerships:update", args=[cast.partnership.slug])
    words["purpose"].append(("Choose the purposes of the collaboration.", update))
    assert missing == words | {"risks": []}
    assert context["complete"] == 1


def test_a_reader_is_told_what_is_missing_without_a_way_to_write(cast):
    context = pages.living(cast.partnership, standing(cast.partner_reader, cast.partnership))
    assert {item["url"] for section in context["sections"] for item in section["missing"]} == {""}
    page = cast.client(cast.partner_reader).get(url(cast, "living")).content.decode()
    assert url(cast, "section", "risks") not in page
    assert url(cast, "planversion-create") not in page


def test_it_says_which_sections_changed_since_the_version_in_force(cast):
    write(cast.partnership, "risks", "Fire.", cast.officer)
    in_force(cast)
    write(cast.partnership, "risks", "Flood.", cast.officer)
    write(cast.partnership, "exit", "By the end of 2030.", cast.officer)
    context = pages.living(cast.partnership, standing(cast.officer, cast.partnership))
    assert [section["key"] for section in context["sections"] if section["changed"]] == ["risks", "exit"]
    assert "changed since version 1" in cast.client(cast.officer).get(url(cast, "living")).content.decode()


def test_without_a_version_in_force_nothing_has_changed(cast):
    write(cast.partnership, "risks", "Fire.", cast.officer)
    frozen(cast)
    context = pages.living(cast.partnership, standing(cast.officer, cast.partnership))
    assert [section for section in context["sections"] if section["changed"]] == []


def test_sections_without_a_room_show_what_belongs_there(cast, alone):
    context = pages.living(cast.partnership, standing(cast.officer, cast.partnership))
    guided = {section["key"]: section["guidance"].number for section in context["sections"] if section["guidance"]}
    assert guided == {key: section.principle for key, section in SECTIONS.items() if key not in ("purpose", "parties")}


def test_it_is_in_the_plans_language_whatever_the_readers(cast):
    cast.officer.language = "de"
    cast.officer.save()
    page = cast.client(cast.officer).get(url(cast, "living")).content.decode()
    assert 'class="plan-said" lang="en-gb"' in page or 'class="plan-said" lang="en"' in page


# --- a section's words ------------------------------------------------------------------------------------------------
def test_who_writes(cast):
    data = {"text": "Ours.", "seen_version": ""}
    address = url(cast, "section", "risks")
    found = {}
    for name in cast.PEOPLE:
        SectionText.objects.all().delete()
        response = cast.client(getattr(cast, name)).post(address, data)
        found[name] = (response.status_code, SectionText.objects.count())
    assert found == (
        dict.fromkeys(WRITERS, (302, 1))
        | dict.fromkeys(("partner_reader", "respondent", "facilitator", "auditor"), (403, 0))
        | {name: (status, 0) for name, status in OUTSIDE.items()}
    )


def test_after_writing_one_is_at_the_section(cast):
    response = cast.client(cast.officer).post(url(cast, "section", "risks"), {"text": "Ours.", "seen_version": ""})
    assert response.url == f"{url(cast, 'living')}#risks"


def test_two_who_write_at_once_lose_nothing(cast):
    """Both opened the page while the section was empty."""
    cast.client(cast.officer).post(url(cast, "section", "risks"), {"text": "First.", "seen_version": ""})
    client = cast.client(cast.representative)
    response = client.post(url(cast, "section", "risks"), {"text": "Second.", "seen_version": ""})
    page = response.content.decode()
    assert response.status_code == 409
    assert ("First." in page, "Second." in page, 'name="seen_version" value="1"' in page) == (True, True, True)
    assert SectionText.objects.get().text == "First."
    client.post(url(cast, "section", "risks"), {"text": "Both.", "seen_version": "1"})
    assert SectionText.objects.get().text == "Both."


def test_there_is_no_page_for_a_section_that_is_none(cast):
    assert cast.client(cast.officer).get(url(cast, "section", "weather")).status_code == 404


def test_a_closed_partnership_is_not_written_in(cast):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    client = cast.client(cast.officer)
    assert client.post(url(cast, "section", "risks"), {"text": "Late."}).status_code == 403
    assert client.post(url(cast, "planversion-create"), {"summary": "Late."}).status_code == 403
    assert (SectionText.objects.count(), PlanVersion.objects.count()) == (0, 0)


@pytest.mark.parametrize("text", ["x" * 20_001, "\x00", "null\x00byte"])
def test_words_that_cannot_be_kept_are_refused(cast, text):
    response = cast.client(cast.officer).post(url(cast, "section", "risks"), {"text": text, "seen_version": ""})
    assert (response.status_code, SectionText.objects.count()) == (422, 0)


@pytest.mark.parametrize("seen", ["-1", "x", "99999999999999999999", "7"])
def test_whatever_is_posted_as_the_version_seen(cast, seen):
    write(cast.partnership, "risks", "Fire.", cast.officer)
    response = cast.client(cast.officer).post(url(cast, "section", "risks"), {"text": "New.", "seen_version": seen})
    assert (response.status_code in (409, 422), SectionText.objects.get().text) == (True, "Fire.")
