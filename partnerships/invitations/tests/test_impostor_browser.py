"""Who tries to act as another organisation, as a person meets it: the one who tries, and the one whose organisation it is."""

import re

import pytest
from django.core import mail as post
from django.urls import reverse

from partnerships.invitations.models import Invitation
from partnerships.models import Membership, Partnership, Party
from partnerships.outbox.services import send_due

PHONE = {"width": 360, "height": 740}
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SECOND = "second@olivia-private.example"


def look(page, axe, script):
    if script:
        assert page.evaluate(FITS)
        axe(page)
    return page.locator("body").inner_text()


def mailed_to(address):
    send_due()
    return [letter.body for letter in post.outbox if letter.to == [address]]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_naming_a_company_and_inviting_oneself(transactional_db, cast, browse, axe, script):
    # The officer opens a partnership that names the partner, and invites an address of his own in its name.
    ours = browse(cast.officer, viewport=PHONE, java_script_enabled=script)
    ours.goto(reverse("partnerships:create"))
    ours.locator("[name=title]").fill("Grabbed")
    ours.locator("[name=summary]").fill("Mine.")
    ours.locator("[name=partner]").select_option(label="Adler Maschinenbau GmbH")
    ours.get_by_label("Innovation").check()
    ours.get_by_role("button", name="Open the partnership").click()
    ours.wait_for_url("**/people/invite/**")
    ours.get_by_label(re.compile("Party and role")).select_option(label="Adler: Representative")
    ours.locator("[name=email]").fill(SECOND)
    ours.get_by_role("button", name="Send the invitation").click()
    ours.wait_for_url("**/people/")
    said = look(ours, axe, script)
    assert "Nothing is sent to second@olivia-private.example before one of the people of Adler" in said
    assert ours.get_by_role("button", name="Show the link").count() == 0

    # No mail reaches him; and even with the link in his hands nobody lets him in.
    assert mailed_to(SECOND) == []
    invitation = Invitation.objects.get()
    him = browse(viewport=PHONE, java_script_enabled=script)
    him.goto(reverse("invitations:view", args=[invitation.token]))
    for name, typed in {"name": "Second", "password": "long grey seals asleep", "password2": "long grey seals asleep"}.items():
        him.locator(f"[name={name}]").fill(typed)
    him.get_by_role("button", name="Accept and make the account").click()
    assert "one of them must confirm this invitation first" in look(him, axe, script)

    # The partner's representative is told, and says no.
    [told] = mailed_to(cast.representative.email)
    theirs = browse(cast.representative, viewport=PHONE, java_script_enabled=script)
    theirs.goto(re.search(r"http://\S+/people/waiting/", told)[0])
    said = look(theirs, axe, script)
    assert [word in said for word in (SECOND, "Olivia Officer", "Grabbed")] == [True] * 3
    theirs.get_by_role("button", name="Reject").click()
    assert "Nothing to confirm" in look(theirs, axe, script)

    him.goto(reverse("invitations:view", args=[invitation.token]))
    assert "cannot be used" in him.locator("h1").inner_text()
    grabbed = Partnership.objects.get(title="Grabbed")
    assert not Membership.objects.filter(partnership=grabbed, party=cast.partner).exists()
    assert Party.objects.get(pk=cast.partner.pk).name == "Adler Maschinenbau GmbH"


def test_whose_word_it_is_stands_beside_the_name(transactional_db, cast, browse, axe, newcomer):
    Party.objects.filter(pk=newcomer.pk).update(
        vouched_by="Olivia Officer (University of Rivermouth)", vouched_at=cast.officer.date_joined
    )
    page = browse(cast.representative, viewport=PHONE)
    for address in ("people:list", "partnerships:detail", "rmp_relationship:relationship"):
        page.goto(reverse(address, args=[cast.partnership.slug]))
        assert "Identity vouched for by Olivia Officer (University of Rivermouth)" in look(page, axe, True)
