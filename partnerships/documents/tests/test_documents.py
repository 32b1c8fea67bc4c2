"""Documents of records: attached, renewed, reclassified; where they lie, who may have them, and that they follow their record."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.actions.models import Action
from partnerships.actions.tests.factories import ActionFactory
from partnerships.documents.levels import ClassificationLevel, ClassificationScheme, load_house_scheme
from partnerships.documents.models import Document, DocumentVersion
from partnerships.documents.services import add_version, attach, describe_document, keep, reclassify
from partnerships.documents.tests.factories import PDF, TAKEN, level, upload
from partnerships.history.models import Event
from partnerships.models import Membership, Participation, Role
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.tests.cast import seat_newcomer
from partnerships.tests.factories import PartyFactory, UserFactory

PUBLIC, PARTIES, NAMED, OWN, PERSONS = range(5)


def record(cast, **place):
    return ActionFactory(partnership=cast.partnership, author=cast.officer, **place)


def private(cast):
    return record(cast, party=cast.university)


def joint(cast):
    return record(cast)


def add(cast, source, rank=PARTIES, actor=None, **fields):
    return attach(source, actor=actor or cast.officer, file=upload(), level=level(rank), **fields)


def own(cast, rank, visibility="private", **fields):
    """A document of the university's that hangs on nothing."""
    document = Document(
        partnership=cast.partnership, party=cast.university, visibility=visibility, title="Plan", level=level(rank)
    )
    return keep(document, actor=cast.officer, file=upload(), **fields)


def stored(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def readers(cast, document):
    names = ("officer", "contributor", "representative", "partner_reader", "facilitator", "auditor", "sibling", "stranger")
    return [name for name in names if Document.objects.visible_to(getattr(cast, name)).filter(pk=document.pk).exists()]


# --- attached ---------------------------------------------------------------------------------------------------------
def test_a_document_lies_where_its_record_lies(cast, folder):
    document = add(cast, private(cast), note="The draft")
    version = DocumentVersion.objects.get()
    assert (document.party, document.visibility, document.title) == (cast.university, "private", "plan.pdf")
    assert (version.number, version.name, version.kind, version.size) == (1, "plan.pdf", "pdf", len(PDF))
    assert version.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (len(stored(folder)), "plan" in version.file.name) == (1, False)
    assert readers(cast, document) == ["officer", "contributor"]
    assert readers(cast, add(cast, joint(cast))) == [
        *("officer", "contributor", "representative", "partner_reader", "facilitator", "auditor")
    ]


def test_a_new_file_is_a_new_version_and_the_old_ones_stay(cast, folder):
    document = add(cast, joint(cast), title="Plan")
    name, content = TAKEN["docx"]
    add_version(document, actor=cast.representative, file=upload(content, name), remark="Costs added")
    found = list(DocumentVersion.objects.order_by("number").values_list("number", "name", "kind", "remark", "author__name"))
    assert found == [
        (1, "plan.pdf", "pdf", "", "Olivia Officer"),
        (2, "minutes.docx", "docx", "Costs added", "Renate Representative"),
    ]
    document.refresh_from_db()
    assert (document.number, document.kind, document.title, len(stored(folder))) == (2, "docx", "Plan", 2)
    with pytest.raises(ValidationError):
        DocumentVersion.objects.get(number=1).clean()


def test_the_history_of_the_record_tells_of_it(cast):
    source = joint(cast)
    document = add(cast, source, title="Plan")
    add_version(document, actor=cast.officer, file=upload())
    told = list(Event.objects.filter(subject_key=source.pk).in_order().values_list("verb", "note"))
    digest = hashlib.sha256(PDF).hexdigest()
    assert told == [
        ("document attached", f"Plan, version 1 · plan.pdf · SHA-256 {digest}"),
        ("document got a new version", f"Plan, version 2 · plan.pdf · SHA-256 {digest}"),
    ]


def test_who_may_not_write_the_record_attaches_nothing_and_leaves_no_file(cast, folder):
    shared = record(cast, party=cast.university, visibility="shared")
    for person in ("representative", "partner_reader", "auditor", "stranger"):
        with pytest.raises(PermissionDenied):
            add(cast, shared, actor=getattr(cast, person))
    with pytest.raises(ValidationError):
        attach(shared, actor=cast.officer, file=upload(b"<html>"), level=level())
    assert (Document.objects.count(), Event.objects.count(), stored(folder)) == (0, 0, [])


def test_it_goes_with_its_record_and_its_files_go_too(cast, folder, django_capture_on_commit_callbacks):
    source = joint(cast)
    add(cast, source)
    with django_capture_on_commit_callbacks(execute=True):
        delete_record(source, actor=cast.officer)
    assert (Document.objects.count(), DocumentVersion.objects.count(), stored(folder)) == (0, 0, [])


# --- levels -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rank", [NAMED, OWN, PERSONS])
def test_a_shared_record_refuses_what_its_readers_may_not_have(cast, folder, rank):
    more = {"people": [cast.officer]} if rank == PERSONS else {"named": [cast.university]} if rank == NAMED else {}
    for source in (joint(cast), record(cast, party=cast.university, visibility="shared")):
        with pytest.raises(Refused) as refusal:
            add(cast, source, rank, **more)
        # Of one's own to itself alone: to whom, then?
        assert set(refusal.value.message_dict) == {"named" if rank == NAMED and source.party else "level"}
    assert (Document.objects.count(), stored(folder)) == (0, [])


def test_the_refusal_says_who_reads_it_and_what_to_do(cast):
    with pytest.raises(Refused) as refusal:
        add(cast, joint(cast), OWN)
    [message] = refusal.value.messages
    assert message.startswith("“Own party” is above what this place allows: it is read by all parties (Adler, Rivermouth).")


@pytest.mark.parametrize(("rank", "taken"), [(PUBLIC, True), (PARTIES, True), (NAMED, True), (OWN, True), (PERSONS, True)])
def test_a_private_record_takes_every_level(cast, rank, taken):
    more = {"people": [cast.contributor]} if rank == PERSONS else {"named": [cast.partner]} if rank == NAMED else {}
    assert bool(add(cast, private(cast), rank, **more)) == taken


def test_a_record_is_not_shared_while_its_document_may_not_be(cast):
    source = private(cast)
    document = add(cast, source, OWN, title="Offer")
    with pytest.raises(Refused, match="“Offer” is classified “Own party”"):
        share_record(source, actor=cast.officer)
    source.refresh_from_db()
    assert (source.visibility, readers(cast, document)) == ("private", ["officer", "contributor"])
    reclassify(document, actor=cast.officer, level=level(PARTIES), reason="The offer was accepted.")
    share_record(source, actor=cast.officer)
    document.refresh_from_db()
    assert (document.visibility, "representative" in readers(cast, document)) == ("shared", True)
    withdraw_record(source, actor=cast.officer)
    assert readers(cast, document) == ["officer", "contributor"]


def test_restricted_to_persons_the_rest_of_the_party_does_not_learn_of_it(cast):
    source = private(cast)
    third = UserFactory(name="Theo Third")
    Membership.objects.create(user=third, party=cast.university, partnership=cast.partnership, role=Role.READER)
    document = add(cast, source, PERSONS, title="Layoffs", people=[third])
    found = {name: Document.objects.visible_to(p).exists() for name, p in (("third", third), ("contributor", cast.contributor))}
    assert (found, Document.objects.visible_to(cast.officer).exists()) == ({"third": True, "contributor": False}, True)
    add_version(document, actor=cast.officer, file=upload(name="layoffs.pdf"))
    assert [e for e in Event.objects.all() if "ayoffs" in f"{e.subject_label} {e.note} {e.changes}"] == []
    with pytest.raises(Refused, match="Not of your party"):
        add(cast, source, PERSONS, people=[cast.representative])
    with pytest.raises(Refused, match="Name the persons"):
        add(cast, source, PERSONS)


def test_named_parties_have_it_and_a_third_does_not(cast):
    third, person = PartyFactory(name="Third GmbH", short_name="Third"), UserFactory()
    Participation.objects.create(partnership=cast.partnership, party=third, side="business", state="joined")
    Membership.objects.create(user=person, party=third, partnership=cast.partnership, role=Role.REPRESENTATIVE)
    document = own(cast, NAMED, "shared", named=[cast.partner])
    assert readers(cast, document) == ["officer", "contributor", "representative", "partner_reader"]
    assert not Document.objects.visible_to(person).exists()
    assert (Event.objects.visible_to(person).count(), Event.objects.visible_to(cast.representative).count()) == (0, 2)
    assert Document.objects.disclosed().count() == 0
    with pytest.raises(Refused, match="Name the parties"):
        own(cast, NAMED, "shared")
    # What hangs on a record that all read, its history tells to those who may have it.
    source = record(cast, party=cast.university, visibility="shared")
    add(cast, source, NAMED, title="Secret", named=[cast.partner])
    told = Event.objects.filter(subject_key=source.pk, note__startswith="Secret, version 1 · plan.pdf")
    people = {"third": person, "representative": cast.representative, "officer": cast.officer}
    found = {name: told.visible_to(one).exists() for name, one in people.items()}
    assert found == {"third": False, "representative": True, "officer": True}
    # On a joint record, it would have it.
    with pytest.raises(Refused):
        add(cast, joint(cast), NAMED, named=[cast.partner])
    assert add(cast, joint(cast), NAMED, named=[cast.university, cast.partner, third])


def test_by_itself_it_is_shared_only_as_far_as_its_level_goes(cast):
    document = own(cast, OWN)
    with pytest.raises(Refused, match="above what this place allows"):
        share_record(document, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        reclassify(document, actor=cast.contributor, level=level(PARTIES), reason="x")
    reclassify(document, actor=cast.officer, level=level(PARTIES), reason="Known by now.")
    assert not Event.objects.visible_to(cast.representative).exists()
    share_record(document, actor=cast.officer)
    assert "partner_reader" in readers(cast, document)
    with pytest.raises(Refused):
        reclassify(document, actor=cast.officer, level=level(OWN), reason="Better not.")


def test_another_name_stands_in_the_history(cast):
    document = add(cast, joint(cast), title="Plan")
    document.title = "Plan 2031"
    describe_document(document, actor=cast.representative)
    event = Event.objects.get(verb="described anew")
    assert (event.changes, event.subject_label) == ({"title": ["Plan", "Plan 2031"]}, "Plan 2031")


# --- schemes ----------------------------------------------------------------------------------------------------------
def test_the_house_scheme_is_there_once_and_stays_as_it_was_made(cast):
    from django.apps import apps

    ClassificationLevel.objects.filter(rank=1).update(name="Amber")
    load_house_scheme(apps)
    levels = ClassificationLevel.objects.filter(scheme__code="house").order_by("rank")
    assert [(one.name, one.audience) for one in levels] == [
        *(("Public", 0), ("Amber", 1), ("Named parties", 2), ("Own party", 3), ("Restricted persons", 4))
    ]


def test_a_higher_rank_never_has_a_wider_audience(db):
    scheme = ClassificationScheme.objects.create(code="tlp", name="TLP")
    ClassificationLevel.objects.create(scheme=scheme, rank=2, name="Amber", audience=1)
    for rank, audience in ((3, 0), (1, 2)):
        with pytest.raises(ValidationError, match="wider audience"):
            ClassificationLevel(scheme=scheme, rank=rank, name="x", audience=audience).full_clean()
    ClassificationLevel(scheme=scheme, rank=3, name="Red", audience=4).full_clean()


def test_the_action_it_hangs_on_knows_it(cast):
    source = joint(cast)
    document = Document.objects.get(pk=add(cast, source).pk)
    assert (document.source, document.belongs_to(), type(source)) == (source, "Action", Action)


def test_what_is_joint_is_shown_to_nobody_more_by_another_level(cast):
    """One party's word would show to a newcomer what all parties sign for."""
    document = Document(partnership=cast.partnership, party=None, visibility="shared", title="Plan", level=level(PARTIES))
    keep(document, actor=cast.officer, file=upload())
    party, newcomer = seat_newcomer(cast)
    named = [cast.university, cast.partner, party]
    with pytest.raises(Refused, match="above what this place allows"):
        reclassify(document, actor=cast.representative, level=level(NAMED), reason="x", named=named)
    reclassify(document, actor=cast.representative, level=level(PUBLIC), reason="It is known.", named=named)
    assert not Document.objects.visible_to(newcomer).exists()
