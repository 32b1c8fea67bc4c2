"""A meeting as both sides walk it in the browser: agenda, invitation, who came, minutes, an objection, agreed by both."""

import datetime as dt
import re

from django.urls import reverse
from django.utils import timezone

from partnerships.models import Role
from partnerships.tests.factories import MembershipFactory, PartnershipFactory, PartyFactory, UniversityFactory, UserFactory
from rmp.governance.models import BodyMember, GovernanceBody, Meeting
from rmp.governance.tests import factories as f


def test_a_meeting_from_the_agenda_to_minutes_agreed_by_both(transactional_db, site, browse, axe):
    university = UniversityFactory(name="University of Rivermouth", short_name="Rivermouth")
    partner = PartyFactory(name="Adler Maschinenbau GmbH", short_name="Adler")
    partnership = PartnershipFactory(title="Quiet gearboxes", parties=[university, partner])
    people = []
    for name, party in (("Olivia Officer", university), ("Renate Representative", partner)):
        people.append(UserFactory(name=name))
        MembershipFactory(user=people[-1], party=party, partnership=partnership, role=Role.REPRESENTATIVE)
    body = f.GovernanceBodyFactory(partnership=partnership, author=people[0], name="Council")
    for person, party in zip(people, (university, partner), strict=True):
        f.BodyMemberFactory(body=body, seat_of=party, person=person, name=person.name, role="chair")
    ours, theirs = (browse(person) for person in people)
    seen = set()

    def url(name, *args):
        return reverse(f"rmp_governance:{name}", args=[partnership.slug, *args])

    def submit(page, **fields):
        for name, value in fields.items():
            page.fill(f"main form [name={name}]", value)
        page.locator("main form button[type=submit]").first.click()
        return look(page)

    def look(page):
        """Looks for barriers once at each kind of page in each state."""
        page.wait_for_load_state("load")
        chips = page.locator("main .chips").first
        kind = re.sub(r"[0-9a-f-]{36}", "", page.url), chips.inner_text() if chips.count() else ""
        if kind not in seen:
            seen.add(kind)
            axe(page)
        return page.locator("main").inner_text()

    def press(page, label):
        page.get_by_role("link", name=label, exact=True).first.click()
        page.wait_for_load_state("load")

    # One side plans it, writes the agenda and sends it.
    ours.goto(url("meeting-create"))
    ours.select_option("main form [name=body]", str(body.pk))
    begins = timezone.now() - dt.timedelta(hours=2)
    submit(ours, starts_at=begins.strftime("%Y-%m-%dT%H:%M"), duration="60", place="Hall 4")
    meeting = Meeting.objects.get()
    for title in ("Budget", "Second bench"):
        ours.goto(url("agendaitem-create", meeting.pk))
        submit(ours, title=title)
    ours.goto(url("meeting-detail", meeting.pk))
    press(ours, "Send the agenda")
    assert "Agenda issued" in submit(ours)

    # The other side has the agenda and the calendar file, and notes who came.
    theirs.goto(url("meeting-detail", meeting.pk))
    assert "Second bench" in look(theirs)
    with theirs.expect_download() as download:
        theirs.get_by_role("link", name="Calendar file").click()
    assert download.value.suggested_filename == "meeting.ics"
    press(theirs, "It was held")
    for name in ("Olivia Officer", "Renate Representative"):
        theirs.locator("#div_id_present").get_by_label(name).check()
    text = submit(theirs)
    assert "1 there, 1 needed" in text
    assert "no outcome yet" in text

    def write_minutes(page, budget):
        page.goto(url("meeting-detail", meeting.pk))
        press(page, "Write the minutes")
        for box, outcome in zip(
            page.locator("main textarea").all(), (budget, "Bought.", "We met in good spirits."), strict=True
        ):
            box.fill(outcome)
        assert "Minutes before the parties" in submit(page)

    def answer(page, label, **fields):
        page.goto(url("meeting-detail", meeting.pk))
        press(page, f"Minutes: {Meeting.objects.get()}")
        press(page, label)
        return submit(page, **fields)

    # Minutes that are objected to are written anew, and agreed by both.
    write_minutes(theirs, "Agreed in May.")
    answer(ours, "Decline", reason="We said June.")
    assert Meeting.objects.get().state == Meeting.State.HELD
    write_minutes(theirs, "Agreed in June.")
    answer(theirs, "Sign")
    assert Meeting.objects.get().state == Meeting.State.MINUTES_DRAFTED
    answer(ours, "Sign")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.quorate, meeting.items.get(title="Budget").outcome) == (
        "minutes_agreed",
        True,
        "Agreed in June.",
    )
    ours.goto(url("meeting-detail", meeting.pk))
    look(ours)
    assert (GovernanceBody.objects.count(), BodyMember.objects.count()) == (1, 2)
    # And on a phone, the whole of governance.
    phone = browse(people[1], viewport={"width": 360, "height": 740})
    phone.goto(url("governance"))
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
