"""The pages about a lost address in a real browser: read on a phone, without barriers, and answered."""

from partnerships.administration.models import AddressChange
from partnerships.administration.tests.lost import DONE, agree, officer_of, report, stands

PHONE = {"width": 375, "height": 800}


def test_the_new_address_and_an_officer_say_yes_on_a_phone(transactional_db, cast, browse, axe, fits):
    second = officer_of(cast.university)
    change = report(cast)
    agree(change, second)
    page = browse(None, viewport=PHONE)
    page.goto(change.link("new"))
    axe(page)
    fits(page)
    page.get_by_role("button", name="Yes, change the address").click()
    assert "You need not do anything more" in page.locator("main").inner_text()

    page = browse(cast.officer, viewport=PHONE)
    page.goto("/")
    page.get_by_role("link", name="Lost address: Conrad Contributor").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Agree to the new address").click()
    page.get_by_text("The account goes by new@example.org now.").wait_for()
    assert stands(AddressChange.objects.get()) == DONE
