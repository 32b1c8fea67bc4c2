"""A cycle as both sides walk it: by a link on a phone, to the results, the agreed score and an action in the plan."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.models import Cycle, Improvement, Questionnaire
from assessments.services import cycles
from assessments.tests.worlds import World
from partnerships.actions.models import Action
from partnerships.clock import today
from partnerships.models import Role
from partnerships.signoff.models import SignOffRound
from partnerships.tests.factories import MembershipFactory, PartnershipFactory, PartyFactory, UniversityFactory, UserFactory
from ubc.tests.test_whole_way import Walker

PHONE = {"viewport": {"width": 360, "height": 740}}


class Table:
    """A partnership with a signatory on each side."""

    def __init__(self):
        self.university = UniversityFactory(name="University of Rivermouth", short_name="Rivermouth")
        self.partner = PartyFactory(name="Adler Maschinenbau GmbH", short_name="Adler")
        self.partnership = PartnershipFactory(title="Quiet gearboxes", parties=[self.university, self.partner])
        self.officer, self.representative = (UserFactory(name=name) for name in ("Olivia Officer", "Renate Representative"))
        for user, party in ((self.officer, self.university), (self.representative, self.partner)):
            MembershipFactory(user=user, party=party, partnership=self.partnership, role=Role.REPRESENTATIVE)


@pytest.fixture
def table(transactional_db):
    return Table()


def test_from_a_link_on_a_phone_to_an_action_in_the_plan(site, browse, axe, table):
    world = World(table)
    cycle = world.open(ours=("Ann", "Bob", "Cid"), theirs=("Xia", "Yan", "Zoe"))
    ours, theirs = (Walker(browse(user), axe) for user in (table.officer, table.representative))
    slug = table.partnership.slug

    # Ann has only the link, and a phone: a choice is kept at once, and is there when she comes back.
    ann = Walker(browse(None, **PHONE), axe)
    link = world.questionnaire(cycle, "Ann").link
    ann.go(link)
    ann.follow("Begin")
    with ann.page.expect_response(lambda response: response.request.method == "POST" and response.status == 204):
        ann.page.locator("input[value='5']").first.check()
    ann.go(link)
    assert "1 of 4 answered" in ann.text()
    ann.follow("Go on")
    assert ann.page.locator("input[value='5']").first.is_checked()
    assert ann.page.evaluate("document.documentElement.scrollWidth") <= 360
    ann.press("Keep and go on")
    ann.page.locator("input[value='4']").first.check()
    ann.press("Keep and finish")
    assert "Thank you" in ann.press("Hand in my answers")
    world.answer(cycle, Bob=5, Cid=4, Xia=2, Yan=2, Zoe=3)

    # Blind until both have closed and it is released.
    def take(walker, act, **fields):
        walker.page.goto(reverse(f"assessments:cycle-{act}", args=[slug, cycle.pk]))
        walker.fill(**fields)
        walker.page.locator("main form button[type=submit]").first.click()
        walker.page.wait_for_load_state("load")
        return walker.text()

    assert "3 of 3 answered" in take(ours, "close-side")
    results = Cycle.objects.get().results_url()
    assert "Significant gap" not in theirs.go(results)
    take(theirs, "close-side")
    take(theirs, "release")
    assert "Blind spot of Rivermouth" in theirs.go(results)
    assert "Blind spot of Rivermouth" in ours.go(results)
    take(ours, "workshop")
    ours.go(reverse("assessments:consensus-create", args=[slug, cycle.pk]))
    ours.page.locator("[name=dimension]").select_option(index=1)
    ours.fill(score="3", rationale="We did not know.", dissent="One of us sees it otherwise.")
    ours.press("Save")
    take(ours, "ask")
    [round] = SignOffRound.objects.open()
    for walker in (ours, theirs):
        walker.page.goto(reverse("signoff:sign", args=[slug, round.pk]))
        walker.press("Sign")
    assert Cycle.objects.get().state == Cycle.State.CONSENSUS
    theirs.go(results)
    theirs.follow("Propose an improvement")
    theirs.fill(
        title="Decide within a week", expected="No decision waits.", due_on=(today() + dt.timedelta(days=60)).isoformat()
    )
    theirs.press("Save")
    take(theirs, "agree-actions")
    assert Action.objects.for_source(Improvement.objects.get()).count() == 2
    assert "Decide within a week" in ours.go(reverse("rmp_plan:living", args=[slug]))
    assert Questionnaire.objects.filter(response__isnull=False).count() == 0
    assert cycles.participation(cycle)[0]["answered"] == 3
