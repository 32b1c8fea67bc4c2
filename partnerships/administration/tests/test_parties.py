"""What an administrator writes about an organisation: in the history of each of its partnerships, told to its own people."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.administration.services import people
from partnerships.administration.tests.administering import save_party
from partnerships.history.models import Event
from partnerships.journal import in_words
from partnerships.models import Party, PartyUnit
from partnerships.outbox.models import Mail
from partnerships.parties import PartyIdentifier
from partnerships.records.presentation import event_row
from partnerships.records.refusals import Refused


def named(party, name):
    party = Party.objects.get(pk=party.pk)
    party.name = name
    return party


def test_another_name_stands_in_each_of_its_partnerships_and_is_told(cast, journal, letters):
    save_party(named(cast.partner, "Falke GmbH"), actor=cast.administrator)
    changes = {"name": ["Adler Maschinenbau GmbH", "Falke GmbH"]}
    found = Event.objects.order_by("partnership__title").values_list("partnership__title", "verb", "actor_name", "changes")
    assert list(found) == [
        ("Quiet gearboxes", "changed", "Ada Administrator", changes),
        ("Tidal power", "changed", "Ada Administrator", changes),
    ]
    assert journal() == [("Ada Administrator", "Falke GmbH", "Name: “Adler Maschinenbau GmbH” became “Falke GmbH”.")]
    sent = letters()
    assert list(sent) == ["renate@example.org"]  # who looks after it, once
    [(kind, text)] = sent["renate@example.org"]
    assert kind == "administration.party"
    assert "“Adler Maschinenbau GmbH” became “Falke GmbH”" in text


def test_an_officer_of_several_partnerships_gets_one_letter(cast, kinds):
    save_party(cast.university, actor=cast.administrator, parts=[PartyUnit(name="Faculty of Letters")])
    assert kinds() == [("olivia@example.org", "administration.party")]
    assert Event.objects.count() == 2


def test_units_and_identifiers_are_facts_like_the_others(cast):
    unit = PartyUnit.objects.create(party=cast.partner, name="Gears")
    number = PartyIdentifier.objects.create(party=cast.partner, scheme="LEI", value="1")
    unit.name = "Gear works"
    save_party(named(cast.partner, "Adler"), actor=cast.administrator, parts=[unit], gone=[number])
    assert Event.objects.first().changes == {
        "name": ["Adler Maschinenbau GmbH", "Adler"],
        "units": [[["Gears"]], [["Gear works"]]],
        "identifiers": [[["LEI", "1"]], []],
    }
    assert "Identifiers: “LEI · 1” became “”." in in_words(cast.partner, Event.objects.first().changes).splitlines()


def test_a_choice_is_kept_by_its_code_and_shown_by_its_label(cast, journal, letters):
    changed = Party.objects.get(pk=cast.partner.pk)
    changed.business_type = "sme"
    save_party(changed, actor=cast.administrator)
    told = Event.objects.first()
    assert told.changes == {"business_type": ["", "sme"]}
    said = "Type of business partner: “” became “Small or medium-sized company”."
    assert [text for _who, _on, text in journal()] == [said]
    assert said in letters()["renate@example.org"][0][1]
    assert event_row(told)["changes"] == [
        {"label": "Type of business partner", "before": "", "after": "Small or medium-sized company"}
    ]


def test_whether_it_is_neutral_where_it_takes_part_its_parties_signed(cast):
    changed = Party.objects.get(pk=cast.partner.pk)
    changed.kind = "neutral"
    with pytest.raises(Refused, match="whether it is neutral there"):
        save_party(changed, actor=cast.administrator)
    assert Party.objects.get(pk=cast.partner.pk).kind == "business"


def test_the_history_shows_it(cast):
    unit = PartyUnit(name="Gears")
    save_party(named(cast.partner, "Adler"), actor=cast.administrator, parts=[unit])
    people.describe_person(cast.partner_reader, actor=cast.administrator, name="Rita Rich")
    page = cast.client(cast.contributor).get(reverse("history:list", args=[cast.partnership.slug])).content.decode()
    words = ("Adler Maschinenbau GmbH", "Gears", "Rita Reader", "Rita Rich", "person renamed", "Ada Administrator")
    assert [word in page for word in words] == [True] * 6


def test_what_is_gone_is_the_partys_own(cast):
    number = PartyIdentifier.objects.create(party=cast.university, scheme="ROR", value="1")
    save_party(named(cast.partner, "Adler"), actor=cast.administrator, gone=[number])
    assert list(PartyIdentifier.objects.all()) == [number]


def test_saving_without_a_change_writes_nothing(cast, journal):
    save_party(Party.objects.get(pk=cast.partner.pk), actor=cast.administrator)
    assert (Event.objects.count(), Mail.objects.count(), journal()) == (0, 0, [])


def test_what_an_organisation_with_officers_says_of_itself_is_theirs_to_change(cast, desk, journal):
    with pytest.raises(Refused, match="officers of its own"):
        save_party(named(cast.university, "University of the River"), actor=cast.administrator)
    data = {"name": "Other", "short_name": "Other", "kind": "university"}
    data |= {f"{rows}-{count}_FORMS": 0 for rows in ("units", "identifiers") for count in ("TOTAL", "INITIAL")}
    page = desk.post(reverse("admin:partnerships_party_change", args=[cast.university.pk]), data, follow=True)
    assert "officers of its own" in page.content.decode()
    assert Party.objects.get(pk=cast.university.pk).name == "University of Rivermouth"
    assert (Event.objects.count(), journal()) == (0, [])
    domain = PartyIdentifier(scheme="Domain", value="@Rivermouth.Example")
    save_party(Party.objects.get(pk=cast.university.pk), actor=cast.administrator, parts=[domain])
    assert str(PartyIdentifier.objects.get()) == "domain rivermouth.example"


@pytest.mark.parametrize("who", ["officer", "representative", "contributor"])
def test_nobody_of_a_party_does_it(cast, who):
    with pytest.raises(PermissionDenied):
        save_party(named(cast.partner, "Falke GmbH"), actor=getattr(cast, who))
    assert Party.objects.get(pk=cast.partner.pk).name == "Adler Maschinenbau GmbH"


def test_by_the_form_and_never_away(cast, desk):
    unit = PartyUnit.objects.create(party=cast.partner, name="Gears")
    data = {"name": "Falke", "short_name": "Falke", "kind": "business"}
    data |= {"units-TOTAL_FORMS": 2, "units-INITIAL_FORMS": 1, "identifiers-TOTAL_FORMS": 0, "identifiers-INITIAL_FORMS": 0}
    data |= {"units-0-id": unit.pk, "units-0-party": cast.partner.pk, "units-0-name": "Gears", "units-0-DELETE": "on"}
    data |= {"units-1-party": cast.partner.pk, "units-1-name": "Shafts"}
    assert desk.post(reverse("admin:partnerships_party_change", args=[cast.partner.pk]), data).status_code == 302
    assert Party.objects.get(pk=cast.partner.pk).name == "Falke"
    assert sorted(PartyUnit.objects.values_list("name", flat=True)) == ["Gears", "Shafts"]
    assert desk.post(reverse("admin:partnerships_party_delete", args=[cast.partner.pk]), {"post": "yes"}).status_code == 403
    desk.post(
        reverse("admin:partnerships_party_changelist"),
        {"action": "delete_selected", "_selected_action": [cast.partner.pk], "post": "yes"},
    )
    assert Party.objects.filter(pk=cast.partner.pk).exists()


def test_a_new_one_by_the_form(cast, desk, journal):
    data = {"name": "Falke", "short_name": "Falke", "kind": "business"}
    data |= {"units-TOTAL_FORMS": 1, "units-INITIAL_FORMS": 0, "identifiers-TOTAL_FORMS": 1, "identifiers-INITIAL_FORMS": 0}
    data |= {"units-0-name": "Shafts", "identifiers-0-scheme": "LEI", "identifiers-0-value": "7"}
    assert desk.post(reverse("admin:partnerships_party_add"), data).status_code == 302
    made = Party.objects.get(name="Falke")
    assert ([str(unit) for unit in made.units.all()], [str(one) for one in made.identifiers.all()]) == (["Shafts"], ["LEI 7"])
    assert journal() == [("Ada Administrator", "Falke", "Added.")]
