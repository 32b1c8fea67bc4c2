"""A third company, as both sides meet it on a telephone: one alone brings in nobody, all together do."""

import pytest

from partnerships.admission.models import Admission
from partnerships.admission.tests.factories import round_of
from partnerships.models import Participation

PHONE = {"width": 360, "height": 740}
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
THIRD = "Karibu Solar Ltd"


def joined():
    return Participation.objects.filter(party__name=THIRD).values_list("state", flat=True).first()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("first", ["representative", "officer"])
def test_a_third_company(transactional_db, cast, browse, axe, script, first):
    second = {"representative": "officer", "officer": "representative"}[first]

    def look(page):
        if script:
            assert page.evaluate(FITS)
            axe(page)

    page = browse(getattr(cast, first), viewport=PHONE, java_script_enabled=script)
    page.goto(f"/partnerships/{cast.partnership.slug}/people/")
    look(page)
    page.get_by_role("link", name="Propose another organisation").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Propose another organisation"
    look(page)
    page.get_by_label("Name of the new organisation").fill(THIRD)
    page.get_by_label("Reason").fill("They build the test bench.")
    page.get_by_role("button", name="Send to all parties").click()
    main = page.locator("main")
    assert f"Joins as a party: {THIRD}" in main.inner_text()
    assert "Nothing changes until every party has signed." in main.inner_text()
    look(page)
    round = round_of(Admission.objects.get())

    def sign(page):
        page.goto(round.get_absolute_url())
        look(page)
        page.get_by_role("link", name="Sign", exact=True).click()
        page.get_by_role("button", name="Sign", exact=True).click()
        page.wait_for_url(f"**{round.get_absolute_url()}")

    sign(page)
    assert joined() is None  # one party alone: the company is not there, and the page offers no other way
    page.goto(f"/partnerships/{cast.partnership.slug}/people/")
    assert page.get_by_role("heading", name=THIRD, exact=True).count() == 0
    assert page.get_by_role("link", name="Invite another organisation").count() == 0

    other = browse(getattr(cast, second), viewport=PHONE, java_script_enabled=script)
    other.goto(f"/partnerships/{cast.partnership.slug}/people/")
    other.get_by_role("link", name=f"Joins as a party: {THIRD}").click()
    assert "What the newcomer will read" in other.locator("main").inner_text()
    sign(other)
    assert joined() == "invited"
    other.goto(f"/partnerships/{cast.partnership.slug}/people/")
    assert THIRD in other.locator("main").inner_text()
    look(other)
