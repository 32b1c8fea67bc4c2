"""A partnership begun from a kind of collaboration, in the browser: the officer opens it, the partner finds the drafts and changes one."""

import pytest
from django.urls import reverse

from partnerships.models import Participation, Partnership, Role
from partnerships.tests.factories import MembershipFactory, UniversityFactory, UserFactory
from risks.models import Risk
from ubc.tests.test_whole_way import Walker


@pytest.fixture
def officer(transactional_db):
    university = UniversityFactory(name="University of Rivermouth", short_name="Rivermouth")
    return MembershipFactory(user__name="Olivia Officer", party=university, partnership=None, role=Role.OFFICER).user


def test_students_in_practice(site, browse, axe, officer):
    ours = Walker(browse(officer), axe)
    assert "What do you begin?" in ours.go(reverse("partnerships:create"))
    assert "nobody has agreed to any of them" in ours.follow("Students in practice")
    assert ours.page.locator("[name=form]").input_value() == "student_scheme"
    assert ours.page.get_by_label("Workforce development").is_checked()
    ours.fill(title="A term at Adler", partner_name="Adler Maschinenbau GmbH", partner_short_name="Adler")
    ours.press("Open the partnership")
    partnership = Partnership.objects.get()

    adler = partnership.participations.get(party__short_name="Adler")
    Participation.objects.filter(pk=adler.pk).update(state="joined")
    renate = UserFactory(name="Renate Representative")
    MembershipFactory(user=renate, party=adler.party, partnership=partnership, role=Role.REPRESENTATIVE)
    theirs = Walker(browse(renate, viewport={"width": 390, "height": 800}), axe)
    assert "A student is left alone in the company" in theirs.go(reverse("risks:risk-list", args=[partnership.slug]))
    theirs.follow("A student is left alone in the company")
    theirs.page.get_by_role("link", name="Edit").first.click()
    theirs.fill(effect="The student tells the next ones, and nobody comes.")
    assert "nobody comes" in theirs.press("Save")
    risk = Risk.objects.get(title="A student is left alone in the company")
    assert (risk.author, risk.party, risk.effect) == (officer, None, "The student tells the next ones, and nobody comes.")
    assert "Working meeting" in theirs.go(reverse("rmp_governance:governance", args=[partnership.slug]))
