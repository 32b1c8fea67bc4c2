"""What the plan is assembled from, and that it is the same whoever asks and wherever it is stored."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from partnerships.canonical import digest
from partnerships.models import Membership, Participation, PartyUnit, Term
from partnerships.practices.registry import PRACTICES
from partnerships.practices.sections import SECTIONS
from partnerships.tests.factories import PartyFactory
from rmp.plan.content import assemble, by_key, filled_columns, fingerprint
from rmp.plan.tests.factories import draft, in_force, write, write_all


def blocks(content, section):
    return {block["heading"]: block for block in by_key(content)[section]["blocks"]}


# --- what is in it ----------------------------------------------------------------------------------------------------
def test_every_section_is_there_in_the_order_of_the_house(cast):
    content = assemble(cast.partnership)
    assert [section["key"] for section in content["sections"]] == list(SECTIONS)
    assert [principle["number"] for principle in content["principles"]] == list(range(1, 13))


def test_every_need_is_a_known_practice():
    assert {need for section in SECTIONS.values() for need in section.needs} - set(PRACTICES) == set()


def test_purpose(cast):
    partnership = cast.partnership
    partnership.summary, partnership.starts_on = "Quiet **gears**.", dt.date(2026, 3, 1)
    partnership.save()
    partnership.purposes.add(*Term.objects.filter(taxonomy="purpose", code__in=["innovation", "knowledge"]))
    found = blocks(assemble(partnership), "purpose")
    assert found["In plain words"]["body"] == "Quiet **gears**."
    assert found["The collaboration"]["rows"] == [
        ["Purposes", ", ".join(str(term) for term in Term.objects.filter(pk__in=partnership.purposes.all()))],
        ["Form", "Bilateral"],
        ["Mode of collaboration", "Cooperative"],
        ["Starts on", "1 Mar 2026"],
    ]


def test_parties_and_who_represents_them(cast):
    unit = PartyUnit.objects.create(party=cast.university, name="Institute of Acoustics")
    Participation.objects.filter(party=cast.university, partnership=cast.partnership).update(unit=unit)
    cast.representative.job_title = "Managing Director"
    cast.representative.save()
    found = blocks(assemble(cast.partnership), "parties")
    assert found["Parties"]["rows"] == [
        ["Adler Maschinenbau GmbH", "Business", "", "", ""],
        ["Bridge Facilitation", "Neutral", "", "", ""],
        ["University of Rivermouth", "University", "", "Institute of Acoustics", ""],
    ]
    assert found["Representatives"]["rows"] == [
        ["Renate Representative", "Managing Director", "Adler Maschinenbau GmbH", "Representative"],
        ["Olivia Officer", "", "University of Rivermouth", "Officer"],
    ]


def test_somebody_with_two_roles_stands_once_with_the_nearer_one(cast):
    Membership.objects.create(user=cast.officer, party=cast.university, partnership=cast.partnership, role="representative")
    rows = blocks(assemble(cast.partnership), "parties")["Representatives"]["rows"]
    assert [row for row in rows if row[0] == "Olivia Officer"] == [
        ["Olivia Officer", "", "University of Rivermouth", "Representative"]
    ]


def test_who_left_is_not_named(cast):
    Membership.objects.filter(user=cast.representative).update(ends_on=dt.date(2020, 1, 1), starts_on=dt.date(2019, 1, 1))
    rows = blocks(assemble(cast.partnership), "parties")["Representatives"]["rows"]
    assert [row[0] for row in rows] == ["Olivia Officer"]


def test_only_parties_that_sign_are_on_the_cover(cast):
    assert [party["short_name"] for party in assemble(cast.partnership)["parties"]] == ["Adler", "Rivermouth"]


def test_a_section_is_complete_with_words_and_all_it_needs(cast, alone):
    write(cast.partnership, "purpose", "Quiet gears.", cast.officer)
    section = by_key(assemble(cast.partnership))["purpose"]
    assert (section["complete"], [need["status"] for need in section["needs"]]) == (False, ["not_yet"])
    cast.partnership.purposes.add(Term.objects.filter(taxonomy="purpose").first())
    assert by_key(assemble(cast.partnership))["purpose"]["complete"] is True
    write(cast.partnership, "purpose", " ", cast.officer)
    assert by_key(assemble(cast.partnership))["purpose"]["complete"] is False


def test_another_partnerships_words_are_not_in_it(cast):
    before = assemble(cast.partnership)
    write(cast.sibling_partnership, "risks", "Something else.", cast.officer)
    cast.sibling_partnership.purposes.add(Term.objects.filter(taxonomy="purpose").first())
    assert assemble(cast.partnership) == before


# --- one language, one hash -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en-gb", "de", "fr"])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_the_readers_language_and_time_zone_change_nothing(cast, language, zone):
    write_all(cast)
    cast.partnership.starts_on = dt.date(2026, 3, 1)
    cast.partnership.save()
    before = assemble(cast.partnership)
    with translation.override(language), timezone.override(zone):
        assert digest(assemble(cast.partnership)) == digest(before)


def test_the_installations_language_is_the_plans(cast, settings):
    settings.LANGUAGE_CODE = "de"
    assert assemble(cast.partnership)["language"] == "de"


def test_the_order_of_rows_is_decided_here_and_by_no_database(cast):
    """Databases sort capitals and accents differently: a plan must hash the same on both."""
    for name in ("ärzte", "Zebra", "apfel", "Äpfel"):
        party = PartyFactory(name=name)
        Participation.objects.create(partnership=cast.partnership, party=party, side="business", state="joined")
    content = assemble(cast.partnership)
    names = ["Adler Maschinenbau GmbH", "apfel", "University of Rivermouth", "Zebra", "Äpfel", "ärzte"]
    assert [party["name"] for party in content["parties"]] == names
    rows = [row[0] for row in blocks(content, "parties")["Parties"]["rows"]]
    assert rows == ["Adler Maschinenbau GmbH", "apfel", "Bridge Facilitation", *names[2:]]


def test_what_is_stored_is_what_was_hashed(cast):
    version = in_force(cast)
    version.refresh_from_db()
    assert digest(version.content) == version.digest
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM rmp_plan_planversion")
        assert cursor.fetchone() == (version.digest,)


def test_a_version_brings_number_summary_and_review(cast):
    content = assemble(cast.partnership, draft(cast, summary=" Plain.\r\nWords. "))
    assert (content["number"], content["summary"], content["review_on"]) == (1, "Plain.\nWords.", "2100-03-01")
    assert assemble(cast.partnership)["number"] is None


def test_the_fingerprint_is_of_what_is_said_only(cast):
    write(cast.partnership, "risks", "Fire.", cast.officer)
    section = by_key(assemble(cast.partnership))["risks"]
    assert fingerprint(section | {"title": "Andere", "complete": True, "needs": []}) == fingerprint(section)
    assert fingerprint(section | {"text": "Fire!"}) != fingerprint(section)


def test_columns_in_which_nothing_stands_are_not_drawn():
    block = {"columns": ["A", "B", "C"], "rows": [["1", "", "3"], ["", "", "6"]]}
    assert filled_columns(block) == {"columns": ["A", "C"], "rows": [["1", "3"], ["", "6"]]}


def test_assembling_costs_the_same_however_much_there_is(cast, alone):
    with CaptureQueriesContext(connection) as few:
        assemble(cast.partnership)
    write_all(cast)
    for n in range(30):
        unit = PartyFactory(name=f"Partner {n}")
        Participation.objects.create(partnership=cast.partnership, party=unit, side="business", state="joined")
    with CaptureQueriesContext(connection) as many:
        assemble(cast.partnership)
    assert len(many) == len(few)
