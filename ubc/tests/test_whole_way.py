"""The whole way through the first issue, as both sides walk it: from a new partnership to a plan signed by both."""

import io
import re
import time

import pytest
from django.urls import reverse
from pypdf import PdfReader

from partnerships.administration.tests.administering import save_party
from partnerships.models import Partnership, Party, Role
from partnerships.parties import PartyIdentifier
from partnerships.reminders.tasks import remind
from partnerships.tests.factories import PASSWORD, MembershipFactory, UniversityFactory, UserFactory
from rmp.plan.models import PlanVersion

PARTNER = "renate@adler.example"
PARTNER_PASSWORD = "quiet gears at midnight"


@pytest.fixture
def officer(transactional_db):
    university = UniversityFactory(name="University of Rivermouth", short_name="Rivermouth")
    officer = UserFactory(name="Olivia Officer", email="olivia@rivermouth.example")
    MembershipFactory(user=officer, party=university, partnership=None, role=Role.OFFICER)
    return officer


class Walker:
    """A person at a browser: does what one does, and looks at every page on the way."""

    def __init__(self, page, axe):
        self.page, self.axe = page, axe

    def go(self, path):
        self.page.goto(path)
        return self.look()

    def look(self):
        self.page.wait_for_load_state("load")
        self.axe(self.page)
        return self.text()

    def text(self):
        return self.page.locator("body").inner_text()

    def follow(self, name):
        self.page.get_by_role("link", name=name).first.click()
        return self.look()

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.locator(f"[name={name}]").fill(value)

    def choose(self, name, value):
        self.page.locator(f"input[name={name}][value='{value}']").check()

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()
        return self.look()


def test_from_a_new_partnership_to_a_plan_in_force(live_worker, smtp_sink, site, browse, axe, officer):
    ours = Walker(browse(), axe)

    # The officer signs in and opens a partnership.
    ours.go("/account/login/")
    ours.fill(login=officer.email, password=PASSWORD)
    assert "Good day, Olivia Officer" in ours.press("Sign in")
    ours.go("/partnerships/")
    ours.page.get_by_role("link", name="New partnership").click()
    ours.look()
    ours.fill(title="Quiet gearboxes", summary="We make gearboxes quieter.", partner_name="Adler Maschinenbau GmbH")
    ours.fill(partner_short_name="Adler")
    ours.page.get_by_label("Innovation").check()
    ours.press("Open the partnership")
    partnership = Partnership.objects.get()

    # Nobody of the new organisation is here: an administrator records its domain, so that mail alone reaches its people.
    administrator = UserFactory(is_staff=True, is_superuser=True)
    domain = PartyIdentifier(scheme=PartyIdentifier.DOMAIN, value="adler.example")
    save_party(Party.objects.get(short_name="Adler"), actor=administrator, parts=[domain])

    # One action invites the partner's representative; the mail arrives through a real worker.
    assert ours.page.url == site + reverse("people:invite", args=[partnership.slug])
    ours.page.get_by_label(re.compile("Party and role")).select_option(label="Adler: Representative")
    ours.fill(email=PARTNER, name="Renate Representative")
    ours.page.locator("main form button[type=submit]").click()
    ours.look()
    [mail] = smtp_sink.wait_for(1)
    assert mail["To"] == PARTNER
    link = re.search(rf"{site}/invitations/\S+", mail.get_body(("plain",)).get_content())[0]

    # The representative opens it on a browser of her own and accepts.
    theirs = Walker(browse(), axe)
    assert "Quiet gearboxes" in theirs.go(link)
    theirs.fill(password=PARTNER_PASSWORD, password2=PARTNER_PASSWORD)
    theirs.press("Accept and make the account")
    assert theirs.page.url == site + partnership.get_absolute_url()

    # She writes a private and a shared objective; the officer sees the shared one only.
    new = reverse("objectives:objective-create", args=[partnership.slug])
    for title, space in (("Fewer complaints", "ours_private"), ("Gearboxes below 60 dB", "ours_shared")):
        theirs.go(new)
        theirs.choose("space", space)
        theirs.fill(title=title, description="As our customers ask.")
        theirs.page.locator("[name=term]").select_option("medium")
        assert "Saved" in theirs.press("Save")
    seen = ours.go(reverse("objectives:objective-list", args=[partnership.slug]))
    assert ("Gearboxes below 60 dB" in seen, "Fewer complaints" in seen) == (True, False)

    # The officer adds the university's own and a common objective, and she says how hers fits.
    for title, space in (("Papers on tooth contact", "ours_shared"), ("A quiet demonstrator", "joint")):
        ours.go(new)
        ours.choose("space", space)
        ours.fill(title=title, description="Measured on the bench.")
        ours.page.locator("[name=term]").select_option("short")
        assert "Saved" in ours.press("Save")
    theirs.go(reverse("objectives:alignment", args=[partnership.slug]))
    theirs.page.locator("a.matrix-edit", has_text="Gearboxes below 60 dB").first.click()
    theirs.page.locator("[name=value]").first.wait_for()
    theirs.look()
    theirs.page.locator("select[name=value]").select_option("supports")
    theirs.page.get_by_role("button", name="Save").click()
    theirs.page.locator("a.matrix-edit", has_text="Change").first.wait_for()
    assert "Supports" in ours.go(reverse("objectives:alignment", args=[partnership.slug]))

    # The plan assembles itself; a version is frozen and accepted by both.
    assert "A quiet demonstrator" in ours.go(reverse("rmp_plan:living", args=[partnership.slug]))
    ours.follow("Start a version")
    ours.fill(summary="We make gearboxes quieter, together.")
    ours.press("Save")
    version = PlanVersion.objects.get()
    for act in ("freeze", "accept"):
        step(ours, version, act)
    step(theirs, version, "accept")
    ours.go(reverse("rmp_plan:planversion-request-signatures", args=[partnership.slug, version.pk]))
    ours.fill(reason="The other rooms follow next month.")
    ours.press("Ask for signatures")
    [waiting] = version_rounds(version)

    # A waiting signature is mailed to her through the sweep and the worker.
    before = len(smtp_sink.messages)
    remind.delay()
    told = wait_for_mail(smtp_sink, before, PARTNER)
    assert waiting.title in told.get_body(("plain",)).get_content()

    # Both sign, and it is in force. The officer has just signed in; the link that let the other in
    # showed only that her mail reaches her.
    page = reverse("signoff:sign", args=[partnership.slug, waiting.pk])
    ours.go(page)
    assert "Show who you are" in theirs.go(page)
    theirs.fill(password=PARTNER_PASSWORD)
    theirs.press("Confirm")
    for walker in (ours, theirs):
        walker.press("Sign")
    version.refresh_from_db()
    assert version.state == PlanVersion.State.IN_FORCE
    assert "Nothing waits for your signature." in theirs.go("/")

    # The PDF has both names and the hash.
    pdf = ours.page.request.get(reverse("rmp_plan:pdf", args=[partnership.slug, version.pk]))
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.body())).pages)
    packed = re.sub(r"\s", "", printed)
    assert ("Olivia Officer" in printed, "Renate Representative" in printed, waiting.digest in packed) == (True, True, True)

    # What was agreed is fixed, and what changes later needs a new version.
    ours.go(reverse("rmp_plan:section", args=[partnership.slug, "purpose"]))
    ours.fill(text="Quieter still.")
    ours.press("Save")
    assert "changed since version 1" in ours.go(reverse("rmp_plan:living", args=[partnership.slug])).lower()
    common = partnership.objectives_objective_set.get(title="A quiet demonstrator")
    ours.go(reverse("objectives:objective-update", args=[partnership.slug, common.pk]))
    assert ours.page.locator("[name=title]").is_disabled()
    assert ours.page.request.get(reverse("rmp_plan:planversion-create", args=[partnership.slug])).status == 200


def step(walker, version, act):
    """Take a step with the plan version through its page."""
    walker.go(reverse(f"rmp_plan:planversion-{act}", args=[version.partnership.slug, version.pk]))
    walker.page.locator("main form button[type=submit]").first.click()
    walker.look()


def version_rounds(version):
    from partnerships.signoff.models import SignOffRound

    return SignOffRound.objects.filter(subject_key=version.pk)


def wait_for_mail(sink, before, to, timeout=30):
    deadline = time.monotonic() + timeout
    while True:
        found = [mail for mail in sink.messages[before:] if mail["To"] == to]
        if found:
            return found[-1]
        assert time.monotonic() < deadline, [mail["To"] for mail in sink.messages]
        time.sleep(0.2)
