"""What one party keeps to itself is found nowhere by the other: list, page, search, export, count, history, choice, due date."""

import pytest
from django.urls import reverse

from partnerships.clock import today
from partnerships.documents.models import DocumentVersion
from partnerships.documents.services import attach
from partnerships.documents.tests.factories import level, upload
from partnerships.history.models import Event
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record
from partnerships.reminders.reading import upcoming
from partnerships.reminders.services import remind
from rmp.knowledge import models
from rmp.knowledge.services.keeping import report_incident

SECRET = "marzipan"


def fields(cast):
    own, there = cast.university, cast.partner
    return {
        "infocategory": (
            models.InfoCategory,
            {"name": SECRET, "owner": own, "sharing": "can", "level": level(), "review_on": today()},
        ),
        "disclosureevent": (models.DisclosureEvent, {"what": SECRET, "basis": "law", "ground": SECRET}),
        "iprecord": (models.IPRecord, {"title": SECRET, "kind": "background", "next_step": SECRET, "next_on": today()}),
        "publicationreview": (models.PublicationReview, {"title": SECRET, "authors": SECRET, "abstract": SECRET}),
        "communicationline": (
            models.CommunicationLine,
            {
                "addressees": SECRET,
                "message": SECRET,
                "channel": "mail",
                "frequency": "once",
                "speaker": own,
                "next_on": today(),
            },
        ),
        "knowledgeasset": (
            models.KnowledgeAsset,
            {"title": SECRET, "form": "tacit", "holding": own, "place": SECRET, "review_on": today()},
        ),
        "datasharing": (
            models.DataSharing,
            {"title": SECRET, "giver": own, "recipient": there, "purpose": SECRET, "retention": SECRET, "delete_by": today()},
        ),
        "infoincident": (models.InfoIncident, {"title": SECRET, "kind": "leak", "facts": SECRET, "notify_by": today()}),
    }


def written(cast):
    """One private record of the university's of each kind, each with a document where it can have one."""
    found = {}
    for name, (model, values) in fields(cast).items():
        record = model(partnership=cast.partnership, party=cast.university, visibility="private", **values)
        save = report_incident if name == "infoincident" else save_record
        found[name] = save(record, actor=cast.officer)
    return found


def told(cast, person, records):
    """Where the person comes upon the records: pages that show one, and the answers of their own pages."""
    client, slug = cast.client(getattr(cast, person)), cast.partnership.slug
    addresses = [reverse(n, args=[slug]) for n in ("rmp_knowledge:map", "rmp_plan:living", "records:sharing", "history:list")]
    for name in records:
        listed = reverse(f"rmp_knowledge:{name}-list", args=[slug])
        addresses += [listed, f"{listed}?q={SECRET[:5]}", f"{listed}?export=csv"]
    # Where records are chosen.
    addresses += [reverse(f"rmp_knowledge:{name}-create", args=[slug]) for name in ("disclosurerequest", "infoincident")]
    words = {SECRET, *(str(record.pk) for record in records.values())}
    pages = {address: client.get(address).content.decode() for address in addresses}
    found = [address for address, page in pages.items() if any(word in page for word in words)]
    return found, {client.get(record.get_absolute_url()).status_code for record in records.values()}


@pytest.mark.deep  # the gate has the worlds of all rooms (ubc/tests/test_worlds.py)
def test_private_records_are_found_nowhere_by_the_others(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    records = written(cast)
    attach(records["infocategory"], actor=cast.officer, file=upload(), level=level(), title=SECRET)
    assert told(cast, "representative", records) == ([], {404})
    auditor = cast.client(cast.auditor)
    assert {auditor.get(record.get_absolute_url()).status_code for record in records.values()} == {404}
    found, answers = told(cast, "officer", records)
    assert (len(found) >= 3 * len(records) + 3, answers) == (True, {200})
    assert not Event.objects.visible_to(cast.representative).exists()
    assert not DocumentVersion.objects.visible_to(cast.representative).exists()
    page = cast.client(cast.representative).get(reverse("rmp_knowledge:map", args=[cast.partnership.slug]))
    assert [figure["count"] for figure in page.context["figures"]] == [0, 0, 0, 0]
    assert all(side["is_empty"] for side in page.context["sides"])
    # Due dates are told to the party's own keepers, and what is in preparation has none.
    remind()
    assert [SECRET in item.title for item in upcoming(cast.officer)] == [True] * 5
    for person in (cast.representative, cast.partner_contributor, cast.contributor):
        assert upcoming(person) == []


def test_shared_they_are_found(cast):
    records = written(cast)
    for record in records.values():
        share_record(record, actor=cast.officer)
    found, answers = told(cast, "representative", records)
    assert (len(found) >= 3 * len(records) + 3, answers) == (True, {200})
    # Of an incident all read, each party is asked to confirm that it knows.
    remind()
    assert [item.title for item in upcoming(cast.representative)] == [SECRET]
