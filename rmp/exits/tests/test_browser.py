"""An end as both sides walk it: a missed objective fires a trigger, a joint assessment, a case to its close, the same archive for both."""

import datetime as dt
import hashlib
import io
import re
from pathlib import Path

import pytest
from django.urls import reverse

from objectives.tests.factories import ObjectiveFactory
from partnerships.archive.packing import faults
from partnerships.clock import today
from partnerships.models import Partnership, Role
from partnerships.signoff.models import SignOffRound
from partnerships.tests.factories import MembershipFactory, PartnershipFactory, PartyFactory, UniversityFactory, UserFactory
from rmp.exits.models import DisengagementCase, ExitAssessment, ExitTrigger
from rmp.exits.watch import watch
from ubc.tests.test_whole_way import Walker


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
    return partnership, people


class Guest(Walker):
    """Looks for barriers once at each kind of page: their keys differ, the page does not."""

    def __init__(self, page, axe, seen):
        super().__init__(page, axe)
        self.seen = seen

    def look(self):
        self.page.wait_for_load_state("load")
        kind = re.sub(r"[0-9a-f-]{36}", "", self.page.url)
        if kind not in self.seen and re.search("/(exit|archive|life)/", self.page.url):
            self.seen.add(kind)
            self.axe(self.page)
        return self.text()


def test_from_a_missed_objective_to_the_same_archive_for_both(site, browse, axe, table):
    partnership, (olivia, renate) = table
    seen = set()
    ours, theirs = (Guest(browse(person), axe, seen) for person in (olivia, renate))

    def url(name, *args):
        return reverse(f"rmp_exits:{name}", args=[partnership.slug, *args])

    def take(walker, act, record, **fields):
        """Take a step with a record through its page."""
        walker.page.goto(url(f"{record._meta.model_name}-{act}", record.pk))
        walker.fill(**fields)
        walker.page.locator("main form button[type=submit]").first.click()
        return walker.look()

    def both_sign():
        [round] = SignOffRound.objects.open()
        for walker in (ours, theirs):
            walker.page.goto(reverse("signoff:sign", args=[partnership.slug, round.pk]))
            walker.press("Sign")

    # A trigger that reads a figure of another room; a missed objective fires it, and both see what it opened.
    assert "Write the exit strategy first" in ours.go(url("exit"))
    ours.page.goto(url("exittrigger-create"))
    ours.fill(title="We miss what we agreed", assess_within="21", threshold="1")
    for name, value in (("category", "missed"), ("kind", "metric"), ("metric", "objectives.missed"), ("side", "at_least")):
        ours.page.locator(f"[name={name}]").select_option(value)
    assert "Armed" in ours.press("Save")
    ObjectiveFactory(partnership=partnership, author=olivia, active=True, target_on=today() - dt.timedelta(days=1))
    assert watch() == 1
    trigger, assessment = ExitTrigger.objects.get(), ExitAssessment.objects.get()
    assert "Fired" in theirs.go(trigger.get_absolute_url())
    assert "We miss what we agreed" in theirs.go(url("exit"))
    take(theirs, "start", assessment)

    # Each side says how it sees it; they conclude together.
    for walker, words in ((ours, "We asked too much."), (theirs, "The plant has moved.")):
        walker.page.goto(url("assessmentview-create", assessment.pk))
        walker.fill(seen=words)
        walker.press("Save")
    ours.page.goto(url("exitassessment-update", assessment.pk))
    ours.fill(findings="The target cannot be reached.", reason="The work is better done elsewhere.")
    ours.page.locator("[name=conclusion]").select_option("exit")
    ours.press("Save")
    take(ours, "ask", assessment)
    both_sign()
    text = theirs.go(assessment.get_absolute_url())
    assert ("We asked too much." in text, "Concluded" in text) == (True, True)
    trigger.refresh_from_db()
    assert (trigger.state, Partnership.objects.get().state) == ("confirmed", "active")

    # The case: proposed from the assessment, decided by both, told, carried out.
    theirs.page.get_by_role("link", name="Propose an end or a change").click()
    theirs.page.locator("[name=kind]").select_option("mutual_end")
    theirs.fill(reason="We go our ways.", terms="Results are kept by both.", effective_on=today().isoformat())
    theirs.press("Save")
    case = DisengagementCase.objects.get()
    assert case.assessment == assessment
    take(theirs, "assess", case)
    take(ours, "ask", case)
    both_sign()
    take(ours, "notify", case, told="Students first, then staff.")
    take(theirs, "begin", case)
    assert Partnership.objects.get().state == "exiting"
    take(ours, "clear", case)
    take(theirs, "evaluate", case)
    for walker in (ours, theirs):
        walker.page.goto(url("caseevaluation-create", case.pk))
        for name in ("objectives", "value", "trust"):
            walker.page.locator(f"[name={name}]").select_option("3")
        walker.page.locator("[name=again]").select_option("changed")
        walker.fill(lessons="Ask sooner.")
        walker.press("Save")
    ours.page.goto(url("disengagementcase-update", case.pk))
    ours.fill(outcome="One of three reached.", lessons="Ask sooner.")
    ours.press("Save")
    assert "Closed" in take(theirs, "close", case)
    assert Partnership.objects.get().state == "closed"

    # Both fetch the same bytes; nothing else is written any more.
    hashes = []
    for walker in (ours, theirs):
        assert "Ready" in walker.go(reverse("archive:list", args=[partnership.slug]))
        with walker.page.expect_download() as download:
            walker.page.get_by_role("link", name="Fetch").click()
        body = Path(download.value.path()).read_bytes()
        assert list(faults(io.BytesIO(body))) == []
        hashes.append(hashlib.sha256(body).hexdigest())
    assert len(set(hashes)) == 1
    assert ours.page.goto(url("exittrigger-create")).status == 403
    assert "Closed" in theirs.go(reverse("lifecycle:timeline", args=[partnership.slug]))
