"""A document as both sides see it: attached by one, renewed, fetched by the other; and refused where more people read than may have it."""

import pytest
from django.urls import reverse

from partnerships.documents.models import DocumentVersion
from partnerships.documents.tests.factories import PDF, png
from rmp.knowledge.tests import factories as f


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def hand_in(page, name, content, kind, **choices):
    """Fill the form that asks for a file, and send it."""
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    for field, label in choices.items():
        page.locator(f"[name={field}]").select_option(label=label)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")


def test_a_document_is_attached_renewed_fetched_and_one_above_its_level_refused(transactional_db, cast, browse, axe):
    category = f.CategoryFactory(
        partnership=cast.partnership, author=cast.officer, party=cast.university, visibility="shared", name="Bench data"
    )
    tab = f"{category.get_absolute_url()}?tab=documents"
    ours, theirs = browse(cast.officer), browse(cast.representative, viewport={"width": 360, "height": 740})

    # Above the level of a shared record: a clear message, nothing kept, what was typed stays.
    ours.goto(tab)
    ours.locator("main").get_by_role("link", name="Attach a document").last.click()
    hand_in(ours, "offer.pdf", PDF, "application/pdf", level="Own party (The own party only)")
    said = ours.locator("main").inner_text()
    assert "“Own party” is above what this place allows: it is read by all parties (Adler, Rivermouth)." in said
    axe(ours)
    # What pretends to be something else is refused, whatever the browser calls it.
    hand_in(ours, "plan.pdf", b"<html><script>alert(1)</script></html>", "application/pdf")
    assert "Files of this kind are not taken" in ours.locator("main").inner_text()
    assert DocumentVersion.objects.count() == 0

    hand_in(ours, "plan.pdf", PDF, "application/pdf", level="Parties (All parties of the partnership)")
    ours.goto(tab)
    axe(ours)
    ours.get_by_role("link", name="plan.pdf", exact=True).click()
    ours.get_by_role("link", name="New version").click()
    hand_in(ours, "plan.png", png(), "image/png")
    assert "plan.png" in ours.locator("main").inner_text()
    axe(ours)

    theirs.goto(tab)
    axe(theirs)
    with theirs.expect_download() as download:
        theirs.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "plan.png"
    assert download.value.path().read_bytes() == png()
    theirs.goto(reverse("rmp_knowledge:map", args=[cast.partnership.slug]))
    assert "Bench data" in theirs.locator("main").inner_text()
    axe(theirs)
    theirs.goto(f"{category.get_absolute_url()}?tab=history")
    assert "document got a new version" in theirs.locator("main").inner_text()
