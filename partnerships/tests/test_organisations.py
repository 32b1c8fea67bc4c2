"""One organisation is here once, however its name is written; and what is recorded as its own is no other's."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.models import Partnership, Party
from partnerships.parties import TAKEN_NAME, TAKEN_SHORT_NAME, PartyIdentifier, domain_of, folded
from partnerships.tests.factories import PartyFactory

SAME = ["Adler Maschinenbau GmbH", "ADLER MASCHINENBAU GMBH", " Ádler-Maschinenbau, GmbH. ", "Ａｄｌｅｒ Maschinenbau GmbH"]


@pytest.mark.parametrize("name", SAME)
def test_the_same_name_however_written(name):
    assert folded(name) == folded(SAME[0])


@pytest.mark.parametrize("name", ["Adler Maschinenbau AG", "Adler", "", "アドラー", "अडलर", "अडलरि"])
def test_another_name_is_another(name):
    assert folded(name) != folded(SAME[0])


def test_a_vowel_sign_tells_names_apart():
    assert folded("अडलर") != folded("अडलरि")


def test_a_long_name_folds_to_what_can_be_kept(db):
    PartyFactory(name="ﷺ" * 200)


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("Somebody@Example.ORG", "example.org"),
        ("@example.org", "example.org"),
        ("example.org.", "example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("localhost", ""),
        ("a b.example", ""),
        ("-a.example", ""),
        ("", ""),
        ("." * 300, ""),
        ("x" * 70 + ".example", ""),
    ],
)
def test_a_domain(typed, domain):
    assert domain_of(typed) == domain


@pytest.mark.parametrize("name", [*SAME, "Ádler"])
def test_a_second_one_of_the_name_is_refused_at_the_field(cast, name):
    before = Party.objects.count()
    with pytest.raises(ValidationError) as refusal:
        Party(name=name, short_name="A", kind="business").full_clean()
    assert list(refusal.value.message_dict) == ["name"]
    client = cast.client(cast.officer)
    for page in (reverse("partnerships:create"), reverse("partnerships:add-party", args=[cast.partnership.slug])):
        answer = client.post(page, {"partner_name": name, "partner_kind": "business", "title": "T", "summary": "S"})
        assert answer.status_code == 422
        assert answer.context["form"].errors["partner_name"] == [str(TAKEN_NAME)]
        assert "partner" not in answer.context["form"].errors
    data = {"name": name, "short_name": "A", "kind": "business"}
    data |= {f"{rows}-{count}_FORMS": 0 for rows in ("units", "identifiers") for count in ("TOTAL", "INITIAL")}
    answer = cast.client(cast.administrator).post(reverse("admin:partnerships_party_add"), data)
    assert "is here already" in str(answer.context["errors"])
    assert (Party.objects.count(), Partnership.objects.count()) == (before, 3)


@pytest.mark.parametrize("short", ["Adler", "ÁDLER.", "Adler Maschinenbau GmbH"])
def test_a_second_one_of_the_short_name_is_refused_at_the_field(cast, short):
    before = Party.objects.count()
    with pytest.raises(ValidationError) as refusal:
        Party(name="Falke", short_name=short, kind="business").full_clean()
    assert list(refusal.value.message_dict) == ["short_name"]
    client = cast.client(cast.officer)
    for page in (reverse("partnerships:create"), reverse("partnerships:add-party", args=[cast.partnership.slug])):
        typed = {"partner_name": "Falke", "partner_short_name": short, "partner_kind": "business", "title": "T", "summary": "S"}
        answer = client.post(page, typed)
        assert answer.status_code == 422
        assert answer.context["form"].errors["partner_short_name"] == [TAKEN_SHORT_NAME]
    data = {"name": "Falke", "short_name": short, "kind": "business"}
    data |= {f"{rows}-{count}_FORMS": 0 for rows in ("units", "identifiers") for count in ("TOTAL", "INITIAL")}
    answer = cast.client(cast.administrator).post(reverse("admin:partnerships_party_add"), data)
    assert str(TAKEN_SHORT_NAME) in str(answer.context["errors"])
    assert (Party.objects.count(), Partnership.objects.count()) == (before, 3)


def test_without_a_short_name_the_name_is_checked_as_one(cast):
    PartyFactory(name="Falke", short_name=("Institute of " * 5)[:40])
    typed = {"partner_name": "Institute of " * 5, "partner_kind": "business", "title": "T", "summary": "S"}
    answer = cast.client(cast.officer).post(reverse("partnerships:create"), typed)
    assert answer.context["form"].errors["partner_short_name"] == [str(TAKEN_SHORT_NAME)]


def test_two_of_one_short_name_from_before_stay_until_it_is_changed(cast):
    twin = PartyFactory(name="Falke", short_name="adler")
    twin.city = "Ulm"
    twin.full_clean()
    twin.short_name = "Rivermouth"
    with pytest.raises(ValidationError):
        twin.full_clean()
    twin.short_name = "Falke"
    twin.full_clean()


def test_it_keeps_its_own_name(cast):
    cast.partner.name = "Adler - Maschinenbau GmbH"
    cast.partner.full_clean()
    cast.partner.save(update_fields=["name"])
    cast.partner.refresh_from_db()
    cast.partner.full_clean()
    assert cast.partner.folded_name == folded(SAME[0])


@pytest.mark.parametrize(
    ("scheme", "value", "word"),
    [
        ("domain", "adler.example", "Another organisation"),
        ("Domain", "someone@ADLER.example", "Another organisation"),
        ("lei", "one ", "Another organisation"),
        ("domain", "gmail.com", "belongs to no organisation"),
        ("domain", "nothing", "no domain"),
    ],
)
def test_what_is_recorded_of_one_is_not_recorded_of_another(cast, scheme, value, word):
    PartyIdentifier.objects.create(party=cast.partner, scheme="domain", value="adler.example")
    PartyIdentifier.objects.create(party=cast.partner, scheme="LEI", value="ONE")
    with pytest.raises(ValidationError, match=word) as refusal:
        PartyIdentifier(party=cast.university, scheme=scheme, value=value).full_clean()
    assert list(refusal.value.message_dict) == ["value"]
    data = {"name": "Other", "short_name": "Other", "kind": "business", "units-TOTAL_FORMS": 0, "units-INITIAL_FORMS": 0}
    data |= {"identifiers-TOTAL_FORMS": 1, "identifiers-INITIAL_FORMS": 0}
    data |= {"identifiers-0-scheme": scheme, "identifiers-0-value": value}
    answer = cast.client(cast.administrator).post(reverse("admin:partnerships_party_add"), data)
    assert word in str(answer.context["errors"])
    assert (PartyIdentifier.objects.count(), Party.objects.filter(name="Other").exists()) == (2, False)


def test_its_own_may_be_written_again(cast):
    own = PartyIdentifier.objects.create(party=cast.partner, scheme="domain", value="adler.example")
    own.full_clean()
    PartyIdentifier(party=cast.partner, scheme="domain", value="adler.test").full_clean()
