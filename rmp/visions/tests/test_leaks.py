"""What one party keeps to itself is found nowhere by the other: list, table, page, search, export, count, history, choice, due date."""

import pytest
from django.urls import reverse

from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record
from partnerships.reminders.reading import upcoming
from partnerships.reminders.services import remind
from partnerships.tests.cast import seat_newcomer
from rmp.visions.models import (
    AreaHandling,
    AreaRating,
    CompatibilityAssessment,
    EthicsCheck,
    EthicsScreening,
    PartyProfile,
    ValueCheck,
)
from rmp.visions.tests import factories as f

SECRET = "marzipan"
RECORDS = {
    "partyprofile": (PartyProfile, {"vision": SECRET, "values": SECRET}),
    "arearating": (AreaRating, {"area": "ethics", "value": 1, "note": SECRET}),
    "compatibilityassessment": (CompatibilityAssessment, {"fits": SECRET, "verdict": "compatible"}),
    "ethicscheck": (EthicsCheck, {"clash": SECRET, "kind": "use", "due_on": today()}),
    "ethicsscreening": (EthicsScreening, {"findings": SECRET}),
    "valuecheck": (ValueCheck, {"value": SECRET, "verdict": "lived", "evidence": SECRET}),
}
PAGES = ("visions", "alignment", "focus", "practice")


def own(cast, name):
    model, fields = RECORDS[name]
    record = model(partnership=cast.partnership, party=cast.university, visibility="private", **fields)
    return save_record(record, actor=cast.officer)


def told(cast, person, records):
    """Where the person comes upon the records: pages that show one, and the answers of their own pages."""
    client, slug = cast.client(getattr(cast, person)), cast.partnership.slug
    addresses = [reverse(f"rmp_visions:{page}", args=[slug]) for page in PAGES]
    addresses += [reverse(name, args=[slug]) for name in ("rmp_plan:living", "records:sharing", "history:list")]
    for name in records:
        listed = reverse(f"rmp_visions:{name}-list", args=[slug])
        addresses += [listed, f"{listed}?q={SECRET[:5]}", f"{listed}?export=csv"]
    words = {SECRET, *(str(record.pk) for record in records.values())}
    pages = {address: client.get(address).content.decode() for address in addresses}
    found = [address for address, page in pages.items() if any(word in page for word in words)]
    return found, {client.get(record.get_absolute_url()).status_code for record in records.values()}


@pytest.mark.deep  # the gate has the worlds of all rooms (ubc/tests/test_worlds.py)
def test_private_records_are_found_nowhere_by_the_others(cast):
    records = {name: own(cast, name) for name in RECORDS}
    for person in ("representative", "auditor"):
        assert told(cast, person, records) == ([], {404}), person
    found, answers = told(cast, "officer", records)
    assert (len(found) >= 3 * len(RECORDS), answers) == (True, {200})
    assert not Event.objects.visible_to(cast.representative).exists()


def test_shared_they_are_found(cast):
    records = {name: own(cast, name) for name in RECORDS}
    for record in records.values():
        share_record(record, actor=cast.officer)
    found, answers = told(cast, "representative", records)
    assert (len(found) >= 3 * len(RECORDS), answers) == (True, {200})


def test_counts_do_not_tell(cast):
    for name in RECORDS:
        own(cast, name)
    client, slug = cast.client(cast.representative), cast.partnership.slug
    for name in RECORDS:
        columns = client.get(reverse(f"rmp_visions:{name}-list", args=[slug])).context["columns"]
        assert [column["total"] for column in columns] == [0, 0, 0], name
    areas = client.get(reverse("rmp_visions:alignment", args=[slug])).context
    assert (areas["differing"], areas["unhandled"]) == (0, 0)


def test_due_dates_of_a_party_are_told_to_its_people_only(cast):
    own(cast, "ethicscheck")
    remind()
    assert [item.title for item in upcoming(cast.officer)] == [SECRET]
    for person in (cast.representative, cast.partner_contributor, cast.contributor):
        assert upcoming(person) == []


def test_a_handling_that_a_party_which_has_joined_does_not_read_handles_nothing(cast):
    here = {"partnership": cast.partnership, "author": cast.officer}
    f.AreaHandlingFactory(**here)
    seat_newcomer(cast)
    rating = f.AreaRatingFactory(**here, party=cast.university, visibility="shared", value=AreaRating.Fit.CONFLICT)
    assert list(AreaRating.objects.unhandled()) == [rating]
    everybody = sum(seat.bit for seat in cast.partnership.participations.all())
    AreaHandling.objects.update(audience=everybody)
    assert list(AreaRating.objects.unhandled()) == []
