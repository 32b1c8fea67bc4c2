"""A third company, as both sides meet it on a telephone: one alone brings in nobody, all together do."""

import pytest
from django.urls import reverse

from objectives.tests.factories import ObjectiveFactory
from partnerships.admission.models import Admission
from partnerships.admission.tests.factories import round_of
from partnerships.invitations.services import accept_as_new
from partnerships.invitations.tests.seating import confirm, invite
from partnerships.models import Membership, Participation, Party, Role

PHONE = {"width": 360, "height": 740}
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
THIRD = "Karibu Solar Ltd"


def first_person_of(cast, party):
    made = invite(
        actor=cast.officer, partnership=cast.partnership, party=party, role=Role.REPRESENTATIVE, email="amina@karibu.example"
    )
    confirm(invitation=made, actor=cast.administrator, reason="I have rung her up.")
    return accept_as_new(invitation=made, name="Amina", password="long grey seals asleep")


def joined():
    return Participation.objects.filter(party__name=THIRD).values_list("state", flat=True).first()


@pytest.mark.parametrize(
    ("script", "first"),
    [
        pytest.param(True, "officer", id="with JavaScript"),
        pytest.param(False, "representative", id="without", marks=pytest.mark.deep),
        pytest.param(True, "representative", id="with JavaScript, the other first", marks=pytest.mark.deep),
        pytest.param(False, "officer", id="without, the other first", marks=pytest.mark.deep),
    ],
)
def test_a_third_company(transactional_db, cast, browse, axe, script, first):
    second = {"representative": "officer", "officer": "representative"}[first]
    here = {"partnership": cast.partnership, "author": cast.officer}
    joint, shared = ObjectiveFactory(**here), ObjectiveFactory(**here, party=cast.university, visibility="shared")

    def look(page):
        if script:
            assert page.evaluate(FITS)
            axe(page)

    page = browse(getattr(cast, first), viewport=PHONE, java_script_enabled=script)
    page.goto(f"/partnerships/{cast.partnership.slug}/people/")
    look(page)
    page.get_by_role("link", name="Propose another organisation").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Propose another organisation"
    look(page)
    page.get_by_label("Name of the new organisation").fill(THIRD)
    page.get_by_label("Reason").fill("They build the test bench.")
    page.get_by_role("button", name="Send to all parties").click()
    main = page.locator("main")
    assert f"Joins as a party: {THIRD}" in main.inner_text()
    assert "Nothing changes until every party has signed." in main.inner_text()
    look(page)
    round = round_of(Admission.objects.get())

    def sign(page):
        page.goto(round.get_absolute_url())
        look(page)
        page.get_by_role("link", name="Sign", exact=True).click()
        page.get_by_role("button", name="Sign", exact=True).click()
        page.wait_for_url(f"**{round.get_absolute_url()}")

    sign(page)
    assert joined() is None  # one party alone: the company is not there, and the page offers no other way
    page.goto(f"/partnerships/{cast.partnership.slug}/people/")
    assert page.get_by_role("heading", name=THIRD, exact=True).count() == 0
    assert page.get_by_role("link", name="Invite another organisation").count() == 0
    page.goto(reverse("people:invite", args=[cast.partnership.slug]))
    offered = page.get_by_label("Party and role").locator("option:not([value=''])").all_inner_texts()
    own = {"representative": "Adler", "officer": "Rivermouth"}[first]
    assert {option.split(":")[0] for option in offered} == {own}

    other = browse(getattr(cast, second), viewport=PHONE, java_script_enabled=script)
    other.goto(f"/partnerships/{cast.partnership.slug}/people/")
    other.get_by_role("link", name=f"Joins as a party: {THIRD}").click()
    assert "What the newcomer will read" in other.locator("main").inner_text()
    sign(other)
    assert joined() == "invited"
    other.goto(f"/partnerships/{cast.partnership.slug}/people/")
    assert THIRD in other.locator("main").inner_text()
    look(other)

    # Who comes in its name opens what all have signed that it reads, nothing that one party had shared, and nobody else's people.
    person = first_person_of(cast, Party.objects.get(name=THIRD))
    theirs = browse(person, viewport=PHONE, java_script_enabled=script)
    other_person = Membership.objects.get(user=cast.contributor)
    addresses = {
        "listed": joint.get_absolute_url(),
        "shared": shared.get_absolute_url(),
        **{step: reverse(f"people:{step}", args=[cast.partnership.slug, other_person.pk]) for step in ("role", "end", "pause")},
    }
    assert {what: theirs.goto(address).status for what, address in addresses.items()} == {
        "listed": 200,
        "shared": 404,
        "role": 403,
        "end": 403,
        "pause": 403,
    }
    theirs.goto(reverse("people:invite", args=[cast.partnership.slug]))
    offered = theirs.get_by_label("Party and role").locator("option:not([value=''])").all_inner_texts()
    assert {option.split(":")[0] for option in offered} == {THIRD}
