"""From an idea to a benefit that its beneficiary attests, as both sides walk it; at the width of a phone and without barriers."""

import datetime as dt

import pytest
from django.urls import reverse

from objectives.value.models import Benefit, ValueIdea
from partnerships.clock import today
from partnerships.models import Role
from partnerships.signoff.models import SignOffRound
from partnerships.tests.factories import MembershipFactory, PartnershipFactory, PartyFactory, UniversityFactory, UserFactory

PHONE = {"viewport": {"width": 360, "height": 740}}


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
    return partnership, *people


def test_an_idea_becomes_a_benefit_that_only_its_beneficiary_verifies(browse, axe, table):
    partnership, olivia, renate = table
    ours, theirs = browse(olivia, **PHONE), browse(renate, **PHONE)

    def url(name, *args):
        return reverse(f"objectives_value:{name}", args=[partnership.slug, *args])

    def take(page, address, **fields):
        """Fill in the page's form and send it; returns what the next page says."""
        page.goto(address)
        for name, value in fields.items():
            field = page.locator(f"main [name={name}]")
            if field.first.get_attribute("type") == "radio":
                page.locator(f"main [name={name}][value={value}]").check()
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        page.locator("main form[method=post] button[type=submit]").first.click()
        page.wait_for_load_state("load")
        return page.locator("main").inner_text()

    def fits(page):
        """Nothing is wider than the phone, and axe finds no barrier."""
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
        axe(page)

    # The university captures an idea; both score it; both approve it.
    take(ours, url("valueidea-create"), space="joint", title="Night shift on the bench", kind="Efficiency")
    idea = ValueIdea.objects.get()
    take(ours, url("valueidea-screen", idea.pk))
    take(ours, url("ideascore-create", idea.pk), desirability="5", feasibility="4", benefit="4")
    assert "Not scored yet by: Adler" in take(ours, url("valueidea-assess", idea.pk))
    theirs.goto(url("funnel"))
    fits(theirs)
    theirs.get_by_role("link", name="Score it").click()
    take(theirs, theirs.url, desirability="2", feasibility="4", benefit="4")
    theirs.goto(url("valueidea-detail", idea.pk))
    assert "two steps apart" in theirs.locator("main").inner_text()
    fits(theirs)
    take(ours, url("valueidea-assess", idea.pk))
    take(ours, url("valueidea-ask", idea.pk))
    round = SignOffRound.objects.open().get()
    for page in (ours, theirs):
        take(page, reverse("signoff:sign", args=[partnership.slug, round.pk]))
    idea.refresh_from_db()
    assert idea.state == "approved"

    # A benefit of it for the partner, brought about by the university: measured, and said to be realised.
    benefit_page = f"{url('benefit-create')}?idea={idea.pk}&space=joint"
    take(
        ours,
        benefit_page,
        title="Benches in use at night",
        kind="A problem solved",
        beneficiary="party",
        beneficiary_party="Adler Maschinenbau GmbH",
        giver="University of Rivermouth",
        target="10",
        unit="hours",
    )
    benefit = Benefit.objects.get()
    take(ours, url("benefit-emerge", benefit.pk))
    on = (today() - dt.timedelta(days=1)).isoformat()
    take(ours, url("benefitmeasurement-create", benefit.pk), on=on, value="10", evidence="Log of the bench")
    said = take(ours, url("benefit-realise", benefit.pk))
    assert "It counts as verified when Adler attests it, and nobody else." in said
    assert (
        ours.get_by_role("link", name="Attest", exact=True).count(),
        ours.get_by_role("link", name="Dispute", exact=True).count(),
    ) == (0, 0)
    assert ours.goto(url("benefit-attest", benefit.pk)).status == 403
    benefit.refresh_from_db()
    assert benefit.state == "realised"

    # Only the partner's word verifies it, and then it stands in the balance.
    theirs.goto(url("benefit-detail", benefit.pk))
    fits(theirs)
    theirs.get_by_role("link", name="Attest", exact=True).click()
    assert "Attested" in take(theirs, theirs.url, statement="We heard them all night.", worth="12")
    benefit.refresh_from_db()
    assert (benefit.state, benefit.shares.get().realised) == ("verified", 12)
    for page in (ours, theirs):
        page.goto(url("balance"))
        assert "12" in page.get_by_role("row", name="Gains, verified").inner_text()
    fits(ours)
