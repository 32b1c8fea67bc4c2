"""A leader's way as both sides walk it: profile, nomination, objection, a second nomination, appointment and commitment."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from partnerships.clock import today
from partnerships.models import Role
from partnerships.signoff.models import SignOffRound
from partnerships.tests.factories import MembershipFactory, PartnershipFactory, PartyFactory, UniversityFactory, UserFactory
from rmp.leadership.models import Appointment, LeaderProfile
from ubc.tests.test_whole_way import Walker


@pytest.fixture
def table(transactional_db):
    """A partnership with a signatory on each side, and somebody of the university's who is to lead."""
    university = UniversityFactory(name="University of Rivermouth", short_name="Rivermouth")
    partner = PartyFactory(name="Adler Maschinenbau GmbH", short_name="Adler")
    partnership = PartnershipFactory(title="Quiet gearboxes", parties=[university, partner])
    people = {}
    for name, party, role in (
        ("Olivia Officer", university, Role.REPRESENTATIVE),
        ("Lena Leader", university, Role.READER),
        ("Renate Representative", partner, Role.REPRESENTATIVE),
    ):
        people[name.split()[0]] = UserFactory(name=name)
        MembershipFactory(user=people[name.split()[0]], party=party, partnership=partnership, role=role)
    return partnership, people


class Guest(Walker):
    """Looks for barriers once at each kind of page of this room in each state: their keys differ, the page does not."""

    def __init__(self, page, axe, seen):
        super().__init__(page, axe)
        self.seen = seen

    def look(self):
        self.page.wait_for_load_state("load")
        state = self.page.locator(".chips").first
        kind = re.sub(r"[0-9a-f-]{36}", "", self.page.url), state.inner_text() if state.count() else ""
        if kind not in self.seen and "/leadership/" in self.page.url:
            self.seen.add(kind)
            self.axe(self.page)
        return self.text()


def test_from_a_profile_to_a_leader_who_has_committed_herself(site, browse, axe, table):
    partnership, people = table
    seen = set()
    ours, theirs, hers = (Guest(browse(people[name]), axe, seen) for name in ("Olivia", "Renate", "Lena"))

    def url(name, *args):
        return reverse(f"rmp_leadership:{name}", args=[partnership.slug, *args])

    def take(walker, act, record, **fields):
        """Take a step with a record through its page."""
        walker.page.goto(url(f"{record._meta.model_name}-{act}", record.pk))
        walker.fill(**fields)
        walker.page.locator("main form button[type=submit]").first.click()
        return walker.look()

    # A profile with a power, written by one side and signed by both.
    assert "Agree a profile first" in ours.go(url("leaders"))
    ours.follow("Write a profile")
    ours.fill(title="UBC Manager", requirements="Knows both worlds.", responsibilities="That promises are kept.")
    ours.press("Save")
    profile = LeaderProfile.objects.get()
    ours.go(url("power-create", profile.pk))
    ours.page.locator("[name=kind]").select_option("money")
    ours.fill(what="Spend", limit="25000", unit="euro")
    ours.press("Save")
    take(ours, "ask", profile)
    [round] = SignOffRound.objects.open()
    for walker in (ours, theirs):
        walker.page.goto(reverse("signoff:sign", args=[partnership.slug, round.pk]))
        walker.press("Sign")
    profile.refresh_from_db()
    assert profile.state == "agreed"

    # A first nomination: private until it is put forward, then objected to with a reason, and given up.
    def nominate(**fields):
        ours.page.goto(url("appointment-create"))
        ours.page.locator("[name=profile]").select_option(label="UBC Manager")
        if person := fields.pop("person", None):
            ours.page.locator("[name=person]").select_option(label=person)
        ours.fill(evidence="Led the last one.", term_from=today().isoformat(), **fields)
        ours.press("Save")
        return Appointment.objects.latest("created_at")

    first = nominate(name="Nils Newcomer")
    assert "Nils Newcomer" not in theirs.go(url("leaders"))
    take(ours, "put-forward", first)
    assert "Nils Newcomer" in theirs.go(url("leaders"))
    assert "Objected to" in take(theirs, "object", first, reason="He has never been to our plant.")
    assert "He has never been to our plant." in ours.go(url("appointment-detail", first.pk))
    take(ours, "give-up", first, reason="We nominate somebody else.")

    # A second one is endorsed, appointed, and accepted by herself with what she commits to.
    second = nominate(person="Lena Leader", term_to=(today() + dt.timedelta(days=400)).isoformat())
    take(ours, "put-forward", second)
    assert "Endorsed by all" in take(theirs, "endorse", second)
    take(ours, "appoint", second, reference="Dnr 2026/114")
    assert "I answer within a day." in take(hers, "accept", second, commitment="I answer within a day.")
    take(ours, "start", second)
    seen = theirs.go(url("leaders"))
    assert ("Lena Leader" in seen, "I answer within a day." in seen, "Nobody leads for this party yet." in seen) == (
        True,
        True,
        True,
    )
    second.refresh_from_db()
    assert (second.state, second.party.short_name) == ("active", "Rivermouth")
