"""An administrator reads in an emergency, and the party ends it: in a browser, on a desk and on a phone."""

import pytest
from django.urls import reverse

from objectives.tests.factories import MeasureFactory
from partnerships.administration.tests.reading import own


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_start_to_the_end(transactional_db, cast, browse, axe, fits, width):
    ours = own(cast, "Find a second supplier before the partner learns of it")
    MeasureFactory(objective=ours, author=cast.officer, name="Offers received")
    screen = {"viewport": {"width": width, "height": 800}}
    page = browse(cast.administrator, **screen)
    page.goto(reverse("admin:partnerships_partnership_change", args=[cast.partnership.pk]))
    page.get_by_role("link", name="Emergency reading", exact=True).click()
    axe(page)
    page.get_by_label("Party whose private records you need to read").select_option("University of Rivermouth")
    page.get_by_label("4 hours", exact=True).check()
    page.get_by_label("Reason").fill("A court asks for all that was known of the supplier.")
    page.get_by_role("button", name="Start the emergency reading").click()
    page.get_by_text("You are reading the private records of University of Rivermouth").wait_for()
    axe(page)
    page.get_by_role("link", name="Objectives").click()
    page.get_by_role("link", name="Find a second supplier").click()
    page.get_by_text("Offers received").wait_for()
    axe(page)
    fits(page)

    party = browse(cast.officer, **screen)
    party.goto(reverse("people:list", args=[cast.partnership.slug]))
    party.get_by_role("link", name="Emergency readings of your private records").click()
    party.get_by_text("A court asks for all that was known of the supplier.").wait_for()
    axe(party)
    fits(party)
    party.get_by_role("button", name="End it now").click()
    party.get_by_text("Ended early by Olivia Officer").wait_for()

    assert page.reload().status == 404
