"""A joint risk as both sides walk it: both read it, they lie apart, they agree; exposure moves with consent and not before."""

import pytest
from django.urls import reverse

from partnerships.models import Role
from partnerships.signoff.models import SignOffRound
from partnerships.tests.factories import MembershipFactory, PartnershipFactory, PartyFactory, UniversityFactory, UserFactory
from risks.models import Risk, Treatment


@pytest.fixture
def table(transactional_db):
    """A partnership with a signatory on each side."""
    university = UniversityFactory(name="University of Rivermouth", short_name="Rivermouth")
    partner = PartyFactory(name="Adler Maschinenbau GmbH", short_name="Adler")
    partnership = PartnershipFactory(title="Quiet gearboxes", parties=[university, partner])
    people = []
    for name, party in (("Olivia Officer", university), ("Renate Representative", partner)):
        people.append(UserFactory(name=name))
        MembershipFactory(user=people[-1], party=party, partnership=partnership, role=Role.REPRESENTATIVE)
    return partnership, partner, people


def test_two_readings_a_consensus_and_a_treatment_with_consent(site, browse, axe, table):
    partnership, partner, people = table
    ours, theirs = (browse(person) for person in people)

    def url(name, *args):
        return reverse(f"risks:{name}", args=[partnership.slug, *args])

    def send(page, address, choices=None, **texts):
        page.goto(address)
        for name, value in (choices or {}).items():
            page.locator(f"[name={name}]").select_option(value)
        for name, value in texts.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state("load")
        return page.locator("main").inner_text()

    ours.goto(url("risk-create") + "?space=joint")
    ours.locator("[name=space][value=joint]").check()
    ours.locator("[name=title]").fill("The press stands still")
    ours.locator("main form button[type=submit]").first.click()
    ours.wait_for_load_state("load")
    risk = Risk.objects.get()
    assert risk.is_joint

    # Each reads it alone; two steps apart is told, on the risk and on the map, to both.
    send(ours, url("riskrating-create", risk.pk), {"phase": "current", "likelihood": "2", "impact": "3"})
    send(theirs, url("riskrating-create", risk.pk), {"phase": "current", "likelihood": "4", "impact": "5"})
    for page in (ours, theirs):
        page.goto(url("risk-detail", risk.pk))
        assert "2 steps apart" in page.locator("main").inner_text()
    ours.goto(url("map"))
    assert ours.locator(".heat-mark[href]").count() == 2
    assert "1 risk read differently" in ours.locator("main").inner_text()
    axe(ours)
    ours.set_viewport_size({"width": 360, "height": 800})
    assert ours.evaluate("document.documentElement.scrollWidth <= 360")
    ours.set_viewport_size({"width": 1280, "height": 900})

    # What does not fit leads to where it is mended: a consensus, which the other side signs.
    ours.goto(url("consistency"))
    axe(ours)
    ours.locator("main a[href*='propose-consensus']").click()
    ours.wait_for_load_state("load")
    send(ours, ours.url, {"likelihood": "3", "impact": "4"}, reason="We looked at it together.")
    [round] = SignOffRound.objects.open()
    theirs.goto(reverse("signoff:sign", args=[partnership.slug, round.pk]))
    theirs.locator("main form button[type=submit]").first.click()
    theirs.wait_for_load_state("load")
    theirs.goto(url("risk-detail", risk.pk))
    text = theirs.locator("main").inner_text()
    assert ("steps apart" in text, "3 × 4" in text) == (False, True)
    axe(theirs)

    # A treatment that moves exposure is no action before the party consents that takes it on.
    choices = {"strategy": "transfer", "responsible": str(partner.pk), "moves_to": str(partner.pk)}
    text = send(ours, url("treatment-create", risk.pk), choices, what="Adler keeps a spare part")
    treatment = Treatment.objects.get()
    assert ("Waiting for consent" in text, treatment.action) == (True, None)
    theirs.goto(url("consistency"))
    theirs.locator("main a[href*='/consent/']").click()
    theirs.wait_for_load_state("load")
    theirs.locator("main form button[type=submit]").first.click()
    theirs.wait_for_load_state("load")
    treatment.refresh_from_db()
    assert (treatment.consent, treatment.action.title) == ("given", "Adler keeps a spare part")
    theirs.goto(url("risk-detail", risk.pk) + "?tab=bowtie")
    assert "Adler keeps a spare part" in theirs.locator("main").inner_text()
    axe(theirs)
