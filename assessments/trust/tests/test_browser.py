"""In a browser as both sides: a promise's way to kept, and a pulse answered on phones, closed, shown as two lines with a flag."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.trust.models import Promise, TrustIndicator, TrustPulse
from assessments.trust.services import indicators, pulses
from assessments.trust.tests import factories as f
from partnerships.clock import today
from partnerships.models import Role
from partnerships.tests.factories import MembershipFactory, PartnershipFactory, PartyFactory, UniversityFactory, UserFactory

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SIDES = {"Rivermouth": ("Olivia", "Oskar", "Ottilie"), "Adler": ("Renate", "Rita", "Rolf")}


@pytest.fixture
def table(transactional_db):
    """A partnership with a signatory on each side, and two more of each who are asked."""
    parties = [UniversityFactory(name="Rivermouth", short_name="Rivermouth"), PartyFactory(name="Adler", short_name="Adler")]
    partnership = PartnershipFactory(title="Quiet gearboxes", parties=parties)
    people = {}
    for party in parties:
        for place, name in enumerate(SIDES[party.name]):
            people[name] = UserFactory(name=f"{name} of {party.name}")
            role = Role.RESPONDENT if place else Role.REPRESENTATIVE
            MembershipFactory(user=people[name], party=party, partnership=partnership, role=role)
    return partnership, people


def test_a_promise_and_a_pulse_as_both_sides(site, browse, axe, table):
    partnership, people = table
    ours, theirs = browse(people["Olivia"]), browse(people["Renate"])

    def url(name, *args):
        return reverse(f"assessments_trust:{name}", args=[partnership.slug, *args])

    def press(page):
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state("load")

    # We promise, and report it as kept; we have no button to confirm it. They confirm it.
    ours.goto(url("promise-create"))
    ours.locator("[name=by]").select_option(label="Rivermouth")
    ours.locator("[name=text]").fill("Send the data of run 7")
    ours.locator("[name=due_on]").fill((today() + dt.timedelta(days=9)).isoformat())
    press(ours)
    promise = Promise.objects.get()
    ours.get_by_role("link", name="Report as kept").click()
    ours.locator("[name=shows]").fill("On the shared drive.")
    press(ours)
    assert (ours.get_by_role("link", name="Confirm that it was kept").count(), promise.state) == (0, "open")
    theirs.goto(url("promise-detail", promise.pk))
    axe(theirs)
    theirs.get_by_role("link", name="Confirm that it was kept").click()
    press(theirs)
    promise.refresh_from_db()
    assert (promise.state, promise.confirmed_for.name) == ("kept", "Adler")
    Promise.objects.update(due_on=today())
    ours.goto(url("promise-list"))
    axe(ours)
    assert "100 % kept in time" in ours.locator("main").inner_text()

    # A pulse of the last quarter, in which all was well; and one that is open now.
    former = f.TrustPulseFactory(partnership=partnership, author=people["Olivia"], closed=True, closes_on=today() - 90 * f.DAY)
    for party in partnership.parties.all():
        f.PulseSideFactory(pulse=former, party=party, mean=4)
    pulse = f.TrustPulseFactory(partnership=partnership, author=people["Olivia"], opened=True)
    f.TrustIndicatorFactory(partnership=partnership, author=people["Olivia"], metric="trust.pulse_fall", threshold=1)
    for side, values in (("Rivermouth", "221"), ("Adler", "443")):
        for name, value in zip(SIDES[side], values, strict=True):
            if name not in ("Ottilie", "Renate"):  # two of them answer on their phones, and the others as they did
                answers = dict.fromkeys(
                    ("ability", "benevolence", "integrity", "predictability", "openness", "commitment"), int(value)
                )
                pulses.answer_pulse(pulse, actor=people[name], values=answers)
    for name, value in (("Ottilie", "1"), ("Renate", "4")):
        phone = browse(people[name], **PHONE)
        phone.goto(url("pulse-answer", pulse.pk))
        if name == "Ottilie":
            axe(phone)
        press(phone)
        assert "Please answer each of the six statements." in phone.locator("main").inner_text()
        for choice in phone.locator(f"main input[type=radio][value='{value}']").all():
            choice.check()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        press(phone)
        assert "You have answered." in phone.locator("main").inner_text()

    # Closed by the clock, both see two lines, what fell, and the flag.
    pulses.close_pulse(pulse, actor=None)
    indicators.read_all()
    for page in (ours, theirs):
        page.goto(url("trustpulse-detail", pulse.pk))
        assert page.locator(".trust-chart path.trust-chart-line").count() == 4  # two lines, and two keys
        assert "one side fell by" in page.locator(".trust-flags").inner_text()
    axe(theirs)
    theirs.goto(url("trust"))
    axe(theirs)
    assert theirs.locator(".trust-indicator-flagged").count() == 1
    assert theirs.locator(".trust-chart path.trust-chart-line").count() == 4
    assert (TrustPulse.objects.get(pk=pulse.pk).state, TrustIndicator.objects.get().flagged_since) == ("closed", today())
