"""Who tries to act as another organisation, as a person meets it: the one who tries, and the one whose organisation it is."""

import re

import pytest
from django.core import mail as post
from django.urls import reverse

from objectives.tests.factories import ObjectiveFactory
from partnerships.invitations.models import Invitation
from partnerships.models import Membership, Partnership, Party
from partnerships.outbox.services import send_due
from partnerships.signoff.services import open_round

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


@pytest.mark.parametrize("script", [True, pytest.param(False, marks=pytest.mark.deep)], ids=["with JavaScript", "without"])
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


def test_an_administrator_who_was_deceived(transactional_db, cast, browse, axe, newcomer):
    """The impostor gets the mail, opens it and comes in: whose word it is stands beside the name, and he acts as nobody else."""
    vouched = "Identity vouched for by Olivia Officer (University of Rivermouth)"
    ours = browse(cast.officer, viewport=PHONE)
    ours.goto(reverse("people:invite", args=[cast.partnership.slug]) + f"?party={newcomer.pk}")
    ours.get_by_label(re.compile("Party and role")).select_option(label="Karibu: Representative")
    ours.locator("[name=email]").fill(SECOND)
    ours.get_by_role("button", name="Send the invitation").click()
    ours.wait_for_url("**/people/")
    assert "To be confirmed by an administrator" in look(ours, axe, True)
    assert mailed_to(SECOND) == []

    # The administrator believes the officer.
    [asked] = mailed_to(cast.administrator.email)
    desk = browse(cast.administrator)
    desk.goto(re.search(r"http://\S+/invitation/", asked)[0])
    desk.locator("[name=_selected_action]").check()
    desk.locator("[name=action]").select_option("confirm")
    desk.locator("[name=reason]").fill("The officer says so.")
    desk.get_by_role("button", name="Go").click()
    desk.get_by_text("Done for 1").wait_for()

    # The mail goes out, and he comes in by its link.
    [letter] = mailed_to(SECOND)
    him = browse(viewport=PHONE)
    him.goto(re.search(r"http://\S+/invitation\S+", letter)[0])
    look(him, axe, True)
    for name, typed in {"name": "Second", "password": "long grey seals asleep", "password2": "long grey seals asleep"}.items():
        him.locator(f"[name={name}]").fill(typed)
    him.get_by_role("button", name="Accept and make the account").click()
    him.wait_for_url(f"**{cast.partnership.get_absolute_url()}")

    # He signs, and it is no signature without the mark.
    round = open_round(ObjectiveFactory(partnership=cast.partnership, author=cast.officer), actor=cast.officer)
    him.goto(round.get_absolute_url())
    him.get_by_role("link", name="Sign", exact=True).click()
    him.get_by_label("Password").fill("long grey seals asleep")
    him.get_by_role("button", name="Confirm").click()
    him.get_by_role("button", name="Sign", exact=True).click()
    him.wait_for_url(f"**{round.get_absolute_url()}")
    theirs = browse(cast.representative, viewport=PHONE)
    pages = ("people:list", "partnerships:detail", "rmp_relationship:relationship", "history:list", "signoff:list")
    addresses = [reverse(page, args=[cast.partnership.slug]) for page in pages]
    for page in (ours, theirs, him):
        for address in (*addresses, round.get_absolute_url()):
            page.goto(address)
            assert vouched in look(page, axe, page is him), address
        signature = page.locator(".signature", has_text="Karibu Solar Ltd")
        assert [word in signature.inner_text() for word in (vouched, "Second", "Signed")] == [True] * 3

    # What the organisation is called is not his to say.
    assert him.goto(reverse("rmp_relationship:party", args=[cast.partnership.slug])).status == 403
    assert Party.objects.get(pk=newcomer.pk).name == "Karibu Solar Ltd"


@pytest.mark.parametrize("whose", ["a party", "a neutral organisation"])
def test_whose_word_it_is_stands_beside_the_name(transactional_db, cast, browse, axe, newcomer, whose):
    party = newcomer if whose == "a party" else cast.neutral
    Party.objects.filter(pk=party.pk).update(
        vouched_by="Olivia Officer (University of Rivermouth)", vouched_at=cast.officer.date_joined
    )
    page = browse(cast.representative, viewport=PHONE)
    for address in ("people:list", "partnerships:detail", "rmp_relationship:relationship"):
        page.goto(reverse(address, args=[cast.partnership.slug]))
        assert "Identity vouched for by Olivia Officer (University of Rivermouth)" in look(page, axe, True)
