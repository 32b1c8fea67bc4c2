"""A nomination in preparation is its party's alone: the others find it nowhere, and nothing they see changes by it."""

import re

import pytest

from partnerships.models import Partnership
from partnerships.practices.registry import practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.records.services import save_record
from partnerships.reminders.registry import DUES
from rmp.leadership.models import Appointment
from rmp.leadership.tests import factories as f
from rmp.leadership.tests.conftest import again
from rmp.leadership.tests.proven import services
from rmp.leadership.tests.test_pages import LISTS, MORE_LISTS, TABS, url
from rmp.leadership.tests.worlds import fill

CANARY = "Canary"


def addresses(cast, person):
    found = [url(cast, name) for name in (*LISTS, *MORE_LISTS)]
    found.append(f"/partnerships/{cast.partnership.slug}/history/")
    if person == "representative":
        found += [url(cast, "appointment-list", **q) for q in ({"q": "canary"}, {"export": "csv"}, {"sort": "name"})]
        found += [url(cast, name) for name in ("decisionneed-create", "leaderactivity-create", "appointment-create")]
        for one in Appointment.objects.disclosed().order_by("created_at")[:2]:
            found += [url(cast, "appointment-detail", one.pk, tab=tab) for tab in TABS]
    return found


def everything(cast, person):
    client = cast.client(getattr(cast, person))

    def main_of(page):
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.partition("<main")[2].partition("</main")[0])

    return {address: main_of(client.get(address).content.decode()) for address in addresses(cast, person)}


@pytest.fixture
def world(cast):
    """Some of everything, and then a private nomination with everything that can hang on it."""
    fill(cast, 1)
    profile = Appointment.objects.live().first().profile
    private = save_record(
        Appointment(
            partnership=cast.partnership,
            party=cast.university,
            profile=profile,
            name=f"{CANARY} Name",
            evidence=CANARY,
            term_from=Appointment.objects.live().first().term_from,
        ),
        actor=cast.officer,
    )
    f.SupportFactory(appointment=private, confirmed_by=CANARY)
    f.LeaderResourceFactory(appointment=private, note=CANARY)
    f.LeaderReviewFactory(appointment=private, finding=CANARY)


@pytest.mark.parametrize("person", ["representative", "auditor", "facilitator"])
def test_no_page_shows_it_and_no_page_changes_by_it(cast, world, person):
    with_it = everything(cast, person)
    assert [address for address, page in with_it.items() if CANARY in page] == []
    Appointment.objects.filter(name__startswith=CANARY).delete()
    without = everything(cast, person)
    assert [address for address in with_it if with_it[address] != without[address]] == []


def test_its_own_party_reads_it(cast, world):
    assert CANARY in cast.client(cast.contributor).get(url(cast, "leaders")).content.decode()


def test_neither_marks_nor_the_plan_nor_due_dates_tell_of_it(cast, world):
    def shown():
        here = Partnership.objects.filter(pk=cast.partnership.pk)
        return statuses(here, practices_of(4)), SECTIONS["leadership"].blocks(cast.partnership)

    with_it = shown()
    items = [item for kind, due in DUES.items() if kind.startswith("leadership.") for item in due.items()]
    assert CANARY not in str([vars(item) for item in items])
    Appointment.objects.filter(name__startswith=CANARY).delete()
    assert shown() == with_it


def test_the_partner_cannot_refer_to_it(cast, world):
    private = Appointment.objects.get(name__startswith=CANARY)
    client = cast.client(cast.representative)
    need = {"title": "x", "kind": "money", "amount": "1", "unit": "euro", "leader": private.pk}
    activity = {"on": "2026-01-01", "kind": "visit", "what": "x", "leaders": [private.pk]}
    for name, data in (("decisionneed-create", need), ("leaderactivity-create", activity)):
        response = client.post(url(cast, name), data)
        assert (response.status_code, CANARY in response.content.decode()) == (422, False)
    for step in ("detail", "update", "put-forward", "endorse", "object", "propose-removal"):
        assert client.get(url(cast, f"appointment-{step}", private.pk)).status_code == 404


def test_what_was_written_before_it_was_put_forward_stays_private_in_the_history(cast, world):
    private = Appointment.objects.get(name__startswith=CANARY)
    private.name = "Plain Name"
    save_record(private, actor=cast.officer)
    Appointment.objects.filter(pk=private.pk).update(evidence="Plain.")
    services.put_forward(again(private), actor=cast.officer)
    page = cast.client(cast.representative).get(url(cast, "appointment-detail", private.pk, tab="history")).content.decode()
    assert (f"{CANARY} Name" in page, "Plain Name" in page) == (False, True)


def test_the_facilitator_reads_no_nomination_and_no_objection(cast, nomination):
    services.put_forward(nomination, actor=cast.officer)
    services.object_to(nomination, actor=cast.representative, reason=f"{CANARY} reason")
    client = cast.client(cast.facilitator)
    assert client.get(url(cast, "appointment-detail", nomination.pk)).status_code == 404
    pages = [url(cast, name) for name in (*LISTS, *MORE_LISTS)]
    pages += [f"/partnerships/{cast.partnership.slug}/{place}/" for place in ("history", "sign-off", "plan/versions")]
    found = {page: client.get(page) for page in pages}
    assert {response.status_code for response in found.values()} == {200}
    assert [page for page, response in found.items() if CANARY in response.content.decode()] == []
    assert [page for page, response in found.items() if nomination.evidence in response.content.decode()] == []
