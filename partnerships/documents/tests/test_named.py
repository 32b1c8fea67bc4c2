"""A document for named parties is read by those who are named, wherever its record goes: nobody else comes to read it with that."""

import pytest
from django.urls import reverse

from partnerships.actions.tests.factories import ActionFactory
from partnerships.admission.services import propose_party, propose_reading
from partnerships.admission.tests.factories import sign_all
from partnerships.documents.models import Document
from partnerships.documents.services import attach, reclassify
from partnerships.documents.tests.factories import level, upload
from partnerships.history.models import Event
from partnerships.history.proving import chain_faults, row_faults, take_stock
from partnerships.models import Participation, Role
from partnerships.records.refusals import Refused
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.tests.cast import seat
from partnerships.tests.factories import MembershipFactory, NeutralFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db

PARTIES, NAMED = 1, 2


@pytest.fixture
def cobalt(cast):
    return seat(cast, "Cobalt Werke", ("Cora Cobalt", Role.REPRESENTATIVE))


@pytest.fixture
def dorn(cast):
    return seat(cast, "Dorn AG", ("Dora Dorn", Role.REPRESENTATIVE))


def record(cast, **place):
    return ActionFactory(partnership=cast.partnership, author=cast.officer, title="Bench", **place)


def add(cast, source, *named, rank=NAMED):
    return attach(source, actor=cast.officer, file=upload(), level=level(rank), title="Offer", named=named)


def reads(person, thing):
    return type(thing).objects.visible_to(person).filter(pk=thing.pk).exists()


def read(thing, *people):
    return [reads(person, thing) for person in people]


def faults(cast):
    return [*chain_faults(cast.partnership), *row_faults(cast.partnership)]


# --- taken back and shared again ----------------------------------------------------------------------------------------
def test_taken_back_and_shared_again_it_waits_for_names(cast, cobalt, dorn):
    [cora] = cobalt[1]
    source = record(cast, party=cast.university)
    share_record(source, actor=cast.officer, parties=[cast.partner, cobalt[0]])
    document = add(cast, source, cast.partner)
    take_stock(cast.partnership)
    people = cast.officer, cast.representative, cora
    assert read(document, *people) == [True, True, False]
    withdraw_record(source, actor=cast.officer)
    assert read(document, *people) == [True, False, False]
    share_record(source, actor=cast.officer, parties=[cast.partner, cobalt[0]])
    assert read(document, *people) == [True, False, False]
    assert read(source, *people) == [True, True, True]
    document.refresh_from_db()
    page = cast.client(cast.officer).get(document.get_absolute_url()).content.decode()
    assert "nobody is named that may have it" in page
    share_record(source, actor=cast.officer)  # nor with more
    assert read(document, *people, dorn[1][0]) == [True, False, False, False]
    reclassify(document, actor=cast.officer, level=level(NAMED), reason="Adler again", named=[cast.partner])
    assert read(document, *people, dorn[1][0]) == [True, True, False, False]
    page = cast.client(cast.officer).get(document.get_absolute_url()).content.decode()
    assert "nobody is named" not in page
    assert faults(cast) == []
    assert "Offer" not in "".join(f"{one.subject_label} {one.note} {one.changes}" for one in Event.objects.visible_to(cora))


def test_whoever_is_named_again_reads_the_record(cast, cobalt):
    source = record(cast, party=cast.university)
    document = add(cast, source)
    share_record(source, actor=cast.officer, parties=[cast.partner])
    with pytest.raises(Refused, match="Name the parties"):
        reclassify(Document.objects.get(), actor=cast.officer, level=level(NAMED), reason="x", named=[cobalt[0]])
    assert read(document, cast.representative, cobalt[1][0]) == [False, False]


def test_shared_for_the_first_time_it_waits_for_names_and_by_another_level_it_follows(cast, cobalt):
    source = record(cast, party=cast.university)
    document = add(cast, source, cast.partner)
    take_stock(cast.partnership)
    share_record(source, actor=cast.officer)
    people = cast.representative, cobalt[1][0]
    assert read(document, *people) == [False, False]
    client, address = (
        cast.client(cast.officer),
        reverse("documents:document-reclassify", args=[cast.partnership.slug, document.pk]),
    )
    form = client.get(address).context["form"]
    assert ("people" in form.fields, cobalt[0] in form.fields["named"].queryset) == (False, True)
    client.post(address, {"level": level(PARTIES).pk, "reason": "All may have it"})
    assert read(document, *people) == [True, True]
    assert faults(cast) == []


def test_what_is_put_before_all_takes_no_document_along_that_names_nobody(cast, cobalt):
    source = record(cast, party=cast.university)
    document = add(cast, source, cast.partner)
    source.put_before_all()
    with pytest.raises(Refused, match="“Offer” is classified “Named parties”"):
        save_record(source, actor=cast.officer)
    assert read(document, cast.representative, cobalt[1][0]) == [False, False]


# --- somebody new comes -----------------------------------------------------------------------------------------------
def nora_of(cast, party):
    user = UserFactory(name="Nora Newcomer")
    return MembershipFactory(user=user, party=party, partnership=cast.partnership, role=Role.REPRESENTATIVE).user


def told(cast, person, document, source):
    """What the pages of the record and of the document say to the person, and the history: whether the document is named or known of."""
    client = cast.client(person)
    pages = [client.get(f"{source.get_absolute_url()}{tab}") for tab in ("", "?tab=documents", "?tab=history")]
    pages.append(client.get(reverse("documents:document-list", args=[cast.partnership.slug])))
    assert [page.status_code for page in pages] == [200] * 4
    said = "".join(page.content.decode() for page in pages)
    events = Event.objects.visible_to(person)
    said += "".join(f"{one.subject_label} {one.note} {one.changes} {one.digests}" for one in events)
    return "Offer" in said or str(document.pk) in said, client.get(document.get_absolute_url()).status_code


def test_an_organisation_that_joins_reads_the_record_and_not_the_document(cast, cobalt):
    source = record(cast)
    document = add(cast, source, cast.university, cast.partner, cobalt[0])
    nordwind = PartyFactory(name="Nordwind Energie", short_name="Nordwind")
    take_stock(cast.partnership)
    request = propose_party(cast.partnership, actor=cast.officer, party=nordwind, reason="They join", items=[source])
    sign_all(request)
    request.refresh_from_db()
    Participation.objects.filter(party=nordwind).update(state="joined")
    nora = nora_of(cast, nordwind)
    people = cast.officer, cast.representative, cobalt[1][0], nora
    assert (request.state, read(source, *people), read(document, *people)) == ("agreed", [True] * 4, [True] * 3 + [False])
    assert told(cast, nora, document, source) == (False, 404)


def test_nor_is_it_shown_to_a_newcomer_by_one_partys_word(cast, cobalt):
    """What is joint is named to others by nobody alone; among those who read it a level may say that all do."""
    source = record(cast)
    document = add(cast, source, cast.university, cast.partner, cobalt[0])
    nordwind, [nora] = seat(cast, "Nordwind Energie", ("Nora Newcomer", Role.REPRESENTATIVE))
    take_stock(cast.partnership)
    sign_all(propose_reading(cast.partnership, actor=cast.officer, party=nordwind, records=[source], reason="They ask"))
    assert (read(source, nora), read(document, nora)) == ([True], [False])
    everybody = [cast.university, cast.partner, cobalt[0], nordwind]
    with pytest.raises(Refused, match="above what this place allows"):
        reclassify(document, actor=cast.representative, level=level(NAMED), reason="x", named=everybody)
    reclassify(document, actor=cast.representative, level=level(PARTIES), reason="It is known.")
    assert read(document, cast.officer, cobalt[1][0], nora) == [True, True, False]


def test_nor_is_a_neutral_party_that_comes_told_of_it(cast):
    house = cast.partnership.participations.get(party=cast.neutral)
    house.state = "left"
    house.save()
    source = record(cast)
    named, plain = add(cast, source, cast.university, cast.partner), add(cast, source, rank=PARTIES)
    assert list(Document.objects.disclosed().order_by("pk")) == sorted([named, plain], key=lambda one: one.pk.hex)
    take_stock(cast.partnership)
    mediators = NeutralFactory(name="Fair Bridge", short_name="Fair")
    sign_all(propose_party(cast.partnership, actor=cast.officer, party=mediators, reason="They help", side="neutral"))
    Participation.objects.filter(party=mediators).update(state="joined")
    helper = UserFactory(name="Nele Neutral")
    MembershipFactory(user=helper, party=mediators, partnership=cast.partnership, role=Role.FACILITATOR)
    assert (read(source, helper), read(plain, helper), read(named, helper)) == ([True], [True], [False])


def test_nor_does_a_party_that_is_shown_it_later(cast, cobalt):
    source = record(cast)
    document, plain = add(cast, source, cast.university, cast.partner, cobalt[0]), add(cast, source, rank=PARTIES)
    Document.objects.filter(pk=plain.pk).update(title="Minutes")
    nordwind, [nora] = seat(cast, "Nordwind Energie", ("Nora Newcomer", Role.REPRESENTATIVE))
    take_stock(cast.partnership)
    request = propose_reading(cast.partnership, actor=cast.officer, party=nordwind, records=[source], reason="They ask")
    sign_all(request)
    request.refresh_from_db()
    assert (request.state, read(source, nora), read(document, nora), read(plain, nora)) == ("agreed", [True], [False], [True])
    assert told(cast, nora, document, source) == (False, 404)
    assert faults(cast) == []


def test_of_what_one_party_shares_the_document_stays_with_those_named(cast, cobalt):
    source = record(cast, party=cast.university)
    share_record(source, actor=cast.officer, parties=[cast.partner])
    document = add(cast, source, cast.partner)
    share_record(source, actor=cast.officer, parties=[cobalt[0]])
    assert (read(source, cobalt[1][0]), read(document, cast.representative, cobalt[1][0])) == ([True], [True, False])
