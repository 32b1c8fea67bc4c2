"""The charter signed by both sides, and their coverage published and seen side by side on a telephone, as both walk it."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.urls import reverse

from partnerships.clock import today
from partnerships.models import Role
from partnerships.signoff.models import SignOffRound
from partnerships.tests.factories import MembershipFactory, PartnershipFactory, PartyFactory, UniversityFactory, UserFactory
from rmp.competence.models import BehaviourCharter
from rmp.competence.tests.worlds import Team
from ubc.tests.test_whole_way import Walker

PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def table(transactional_db):
    """Two parties with a manager each; both have rated the people who work in one role."""
    university = UniversityFactory(name="University of Rivermouth", short_name="Rivermouth")
    partner = PartyFactory(name="Adler Maschinenbau GmbH", short_name="Adler")
    here = SimpleNamespace(university=university, partner=partner)
    here.partnership = PartnershipFactory(title="Quiet gearboxes", parties=[university, partner])
    here.officer, here.representative = UserFactory(name="Olivia Officer"), UserFactory(name="Renate Representative")
    for person, party in ((here.officer, university), (here.representative, partner)):
        MembershipFactory(user=person, party=party, partnership=here.partnership, role=Role.REPRESENTATIVE)
    ours = Team(here)
    ours.join(6)
    ours.rated(3, 4, 3, 3, 2, 4)
    for holder, level in zip(Team.join(_of(ours, here), 5), (1, 1, 3, 2, 1), strict=True):
        ours.rated(level, people=[holder])
    return here


def _of(team, here):
    """The partner's people in the same role."""
    return SimpleNamespace(
        here={"partnership": here.partnership, "author": here.representative}, party=here.partner, role=team.role, people=[]
    )


def test_a_charter_signed_by_both_and_coverage_side_by_side(browse, axe, table):
    ours, theirs = Walker(browse(table.officer), axe), Walker(browse(table.representative, **PHONE), axe)

    def url(name, *args):
        return reverse(f"rmp_competence:{name}", args=[table.partnership.slug, *args])

    # One side writes the charter, the other adds to it, both sign.
    ours.go(url("behaviourcharter-create"))
    ours.fill(purpose="So that nobody has to guess.", review_on=(today() + dt.timedelta(days=200)).isoformat())
    ours.press("Save")
    charter = BehaviourCharter.objects.get()
    for walker, text in ((ours, "We tell bad news the same day"), (theirs, "We answer before we ask again")):
        walker.page.goto(url("charterstatement-create", charter.pk))
        walker.fill(text=text)
        walker.press("Save")
    ours.page.goto(url("behaviourcharter-ask", charter.pk))
    ours.page.locator("main form button[type=submit]").first.click()
    ours.page.wait_for_load_state("load")
    [round] = SignOffRound.objects.open()
    for walker in (ours, theirs):
        walker.page.goto(reverse("signoff:sign", args=[table.partnership.slug, round.pk]))
        walker.press("Sign")
    charter.refresh_from_db()
    assert charter.state == "agreed"
    assert "All parties signed this version" in theirs.go(url("behaviourcharter-detail", charter.pk))

    # Each side publishes; before, nothing of it is known to the other.
    assert "nothing published yet" in theirs.go(url("coverage"))
    assert "4 to 6 of 6" not in theirs.text()
    for walker, told in ((ours, "4 to 6 of 6"), (theirs, "0 to 1 of 5")):
        assert told in walker.go(url("publish"))
        walker.press("Publish it")
    for walker in (ours, theirs):
        seen = walker.go(url("coverage"))
        for words in ("4 to 6 of 6", "0 to 1 of 5", "We answer before we ask again"):
            assert words in seen
        assert walker.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
