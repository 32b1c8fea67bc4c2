"""What was written while a third company came: two propose and sign it on a telephone, and then the third reads it."""

from django.urls import reverse

from partnerships.actions.tests.factories import ActionFactory
from partnerships.admission.models import Admission
from partnerships.admission.tests.factories import round_of
from partnerships.models import Participation
from partnerships.tests.cast import seat_newcomer

PHONE = {"width": 360, "height": 740}
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def test_a_newcomer_reads_more(transactional_db, cast, browse, axe):
    where = {"partnership": cast.partnership, "author": cast.officer, "responsible": cast.university}
    for title in ("Test bench in hall 4", "Minutes of the steering committee in June"):
        ActionFactory(**where, title=title)
    party, newcomer = seat_newcomer(cast)
    seat = Participation.objects.get(partnership=cast.partnership, party=party)

    def look(page):
        assert page.evaluate(FITS)
        axe(page)

    page = browse(cast.officer, viewport=PHONE)
    page.goto(reverse("records:sharing", args=[cast.partnership.slug]))
    page.get_by_role("link", name=f"what {party.short_name} does not read of yours").click()
    look(page)
    page.get_by_role("link", name="Propose that it reads more of what is joint").click()
    assert page.url.endswith(reverse("admission:reading", args=[cast.partnership.slug, seat.pk]))
    look(page)
    page.get_by_label("Reason").fill("Written while we signed that they join.")
    page.get_by_label("Test bench in hall 4").check()
    page.get_by_role("button", name="Send for signature").click()
    look(page)
    round = round_of(Admission.objects.get())
    for person in (cast.officer, cast.representative):
        page = browse(person, viewport=PHONE)
        page.goto(round.get_absolute_url())
        assert "Test bench in hall 4" in page.locator("main").inner_text()
        page.get_by_role("link", name="Sign", exact=True).click()
        page.get_by_role("button", name="Sign", exact=True).click()
        page.wait_for_url(f"**{round.get_absolute_url()}")
    look(page)
    page = browse(newcomer, viewport=PHONE)
    page.goto(reverse("actions:action-list", args=[cast.partnership.slug]))
    words = page.locator("main").inner_text()
    assert ("Test bench in hall 4" in words, "Minutes of the steering committee" in words) == (True, False)
