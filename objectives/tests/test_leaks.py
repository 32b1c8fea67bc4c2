"""What the university keeps private is nowhere to be found by the partner, and changes nothing that the partner sees."""

import re

import pytest
from django.db import transaction

from objectives.models import Objective, RevisionCondition
from objectives.tests import factories as f
from objectives.tests.test_views import LISTS, TABS, url
from objectives.tests.worlds import fill, retitled
from partnerships.actions.services import add_action
from partnerships.models import Partnership
from partnerships.practices.registry import practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.records.services import save_record
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.reminders.registry import DUES
from partnerships.tests.cast import make_cast

CANARY = "Canary"

# One worker for all of them: the world is built once, and each test undoes its own.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("objectives leaks")]


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(cast):
    """Some of everything, and then a private objective that touches all that others see."""
    fill(cast, 1)
    before = everything(cast)
    common = Objective.objects.common().get()
    private = save_record(
        Objective(partnership=cast.partnership, party=cast.university, title=f"{CANARY} objective", term="short"),
        actor=cast.officer,
    )
    f.ObjectiveFactory(partnership=cast.partnership, party=cast.university, title=f"{CANARY} phase", parent=private, phase=1)
    driver = f.DriverFactory(partnership=cast.partnership, party=cast.university, title=f"{CANARY} driver")
    private.drivers.set([driver])
    f.ReadingFactory(measure=f.MeasureFactory(objective=private, name=f"{CANARY} measure"), note=f"{CANARY} note")
    f.MilestoneFactory(objective=private, title=f"{CANARY} milestone")
    f.ProgressCheckFactory(objective=private, finding=f"{CANARY} finding")
    f.CommunicationFactory(objective=private, audience=f"{CANARY} audience")
    f.ResourceCommitmentFactory(objective=private, party=cast.university, unit=f"{CANARY} unit", description=CANARY)
    f.CapabilityCheckFactory(objective=private, party=cast.university, factors=CANARY)
    f.AlignmentFactory(objective=private, common=common, value="conflict", reason=CANARY)
    add_action(private, actor=cast.officer, title=f"{CANARY} action", responsible=cast.university)
    return before


def pages(cast):
    """The addresses of all pages about what the partner may see."""
    addresses = [url(name, cast) for name in LISTS]
    addresses += [url("objective-list", cast, **q) for q in ({"view": "table"}, {"export": "csv"}, {"q": "canary"})]
    addresses += [url("objective-create", cast), url("revision-create", cast), url("driver-list", cast, export="csv")]
    for objective in Objective.objects.disclosed().order_by("created_at"):
        addresses += [url("objective-detail", cast, objective.pk, tab=tab) for tab in ("", *TABS)]
        if objective.party_id != cast.university.pk:
            addresses.append(url("objective-update", cast, objective.pk))
        if objective.party_id == cast.partner.pk:
            addresses.append(url("alignment-create", cast, objective.pk))
        if objective.is_fixed:
            addresses.append(url("revision-create", cast, objective=objective.pk))
    return addresses


def main_of(page):
    """What is particular to a page, without the tokens that differ from one request to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.partition("<main")[2].partition("</main")[0])


def everything(cast):
    client = cast.client(cast.representative)
    return {address: main_of(client.get(address).content.decode()) for address in pages(cast)}


@pytest.mark.deep  # the gate has the worlds of all rooms (ubc/tests/test_worlds.py)
def test_no_page_shows_it_and_no_page_changes_by_it(cast, world):
    after = everything(cast)
    assert [address for address, page in after.items() if CANARY in page] == []
    assert [address for address in world if after[address] != world[address]] == []


def test_the_partner_cannot_refer_to_it(cast, world):
    private = Objective.objects.get(title=f"{CANARY} objective")
    client = cast.client(cast.representative)
    data = {"space": "joint", "title": "x", "term": "short", "parent": private.pk}
    for address in (url("objective-create", cast), url("revision-create", cast)):
        response = client.post(address, data | {"objective": private.pk, "values_of": private.pk})
        assert response.status_code == 422
        assert CANARY not in response.content.decode()
    theirs = Objective.objects.owned_by(cast.partner).first()
    response = client.post(url("alignment-create", cast, theirs.pk), {"common": private.pk, "value": "supports"})
    assert (response.status_code, CANARY in response.content.decode()) == (422, False)
    assert client.get(url("cell", cast, private.pk, Objective.objects.common().get().pk)).status_code == 404


def test_neither_marks_nor_the_plan_tell_of_it(cast, world):
    def shown():
        here = Partnership.objects.filter(pk=cast.partnership.pk)
        blocks = {key: section.blocks(cast.partnership) for key, section in SECTIONS.items()}
        return statuses(here, practices_of(3)), blocks

    with_it = shown()
    Objective.objects.filter(title=f"{CANARY} phase").delete()
    Objective.objects.filter(title__startswith=CANARY).delete()
    assert shown() == with_it
    assert CANARY not in str(with_it)


def test_no_due_date_of_it_reaches_the_partner(cast, world):
    found = {}
    for kind in ("objectives.milestone", "objectives.progress_check"):
        items = DUES[kind].items_of
        found[kind] = {
            name: any(CANARY in str(vars(i)) for i in items(getattr(cast, name))) for name in ("officer", "representative")
        }
    assert found == {
        "objectives.milestone": {"officer": True, "representative": False},
        "objectives.progress_check": {"officer": False, "representative": False},
    }


def test_history_from_before_the_sharing_stays_private(cast, world):
    private = Objective.objects.get(title=f"{CANARY} objective")
    private.title = "A plain objective"
    save_record(private, actor=cast.officer)
    private.drivers.clear()
    share_record(private, actor=cast.officer)
    page = cast.client(cast.representative).get(url("objective-detail", cast, private.pk, tab="history")).content.decode()
    assert (CANARY in page, "A plain objective" in page) == (False, True)


def test_an_objective_that_names_something_private_is_not_shared(cast, world):
    from partnerships.records.refusals import Refused

    private = Objective.objects.get(title=f"{CANARY} objective")
    with pytest.raises(Refused, match="refers to what they may not read"):
        share_record(private, actor=cast.officer)


def test_what_was_taken_back_is_private_again(cast):
    own = f.ObjectiveFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, visibility="shared")
    withdraw_record(own, actor=cast.officer)
    f.MeasureFactory(objective=own, name=f"{CANARY} measure")
    assert cast.client(cast.representative).get(url("objective-detail", cast, own.pk)).status_code == 404


def test_a_revision_compares_with_nothing_private(cast, world):
    """Slots are of the objective, its measures and milestones: a key of something else is not looked up."""
    agreed = f.ObjectiveFactory(partnership=cast.partnership, agreed=True)
    private = f.ObjectiveFactory(partnership=cast.partnership, party=cast.university, title=CANARY)
    condition = RevisionCondition.objects.first()
    revision = f.RevisionFactory(
        partnership=cast.partnership, objective=agreed, condition=condition, changes=retitled(private, "x")
    )
    assert revision.compared() == []
