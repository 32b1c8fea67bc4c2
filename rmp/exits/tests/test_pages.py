"""The pages: what they show to whom, what they refuse, and what they ask of the database."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from objectives.tests.factories import ObjectiveFactory
from partnerships.clock import today
from partnerships.records.actors import acting
from partnerships.records.refusals import Refused
from partnerships.referrals import refer
from partnerships.tests.costs import cost
from rmp.exits.models import ExitAssessment, ExitStrategy, ExitTrigger
from rmp.exits.tests import factories as f


def url(cast, name, *args):
    return reverse(f"rmp_exits:{name}", args=[cast.partnership.slug, *args])


def fill(cast, count):
    """A bit of everything."""
    here = {"partnership": cast.partnership, "author": cast.officer}
    for _ in range(count):
        trigger = f.ExitTriggerFactory(**here, figure="objectives.missed")
        f.ExitAssessmentFactory(**here, of=trigger)
        item = f.ExitPlanItemFactory(**here, responsible=cast.partner)
        f.ItemOwnerFactory(item=item, of=cast.partner, name="", person=cast.representative)
        case = f.DisengagementCaseFactory(**here)
        f.ContinuityMeasureFactory(case=case, responsible=cast.partner)
        f.DispositionFactory(case=case, holder=cast.partner)
        f.SurvivingObligationFactory(**here, holder=cast.university, case=case)
        f.FutureOpportunityFactory(**here)
        f.ExitRehearsalFactory(**here)
        f.ExitStrategyFactory(**here, state="superseded")
    return trigger, case, item


LISTS = (
    *("exit", "leaving", "exitstrategy-list", "exittrigger-list", "exitassessment-list", "exitplanitem-list"),
    *("exitrehearsal-list", "disengagementcase-list", "survivingobligation-list", "futureopportunity-list"),
)


def test_what_pages_ask_does_not_grow(cast):
    client = cast.client(cast.officer)
    trigger, case, item = fill(cast, 1)
    details = [
        case.get_absolute_url(),
        *(f"{case.get_absolute_url()}?tab={tab}" for tab in ("continuitymeasure", "disposition")),
    ]
    details += [trigger.get_absolute_url(), item.get_absolute_url()]
    # Every page costs eight of the frame; the two that put a whole room together, more.
    addresses = [url(cast, name) for name in LISTS] + details
    before = {address: cost(client, address) for address in addresses}
    fill(cast, 29)
    for _ in range(29):
        f.DispositionFactory(case=case, holder=cast.partner)
        f.ContinuityMeasureFactory(case=case, responsible=cast.partner)
    assert {address: cost(client, address) for address in addresses} == before
    plain = [before[url(cast, name)] for name in LISTS[2:]]
    assert max(plain) <= 8
    assert max(before[address] for address in details) <= 12


def test_readiness_is_a_figure_and_says_what_it_lacks(cast):
    client = cast.client(cast.representative)
    page = client.get(url(cast, "exit"))
    assert (page.context["readiness"], len(page.context["lacking"])) == (None, 4)
    here = {"partnership": cast.partnership, "author": cast.officer}
    f.ExitStrategyFactory(**here, agreed=True)
    f.ExitTriggerFactory(**here)
    ready = f.ExitPlanItemFactory(**here, weight=4, state="ready", responsible=cast.partner, area="ip")
    f.ExitPlanItemFactory(**here, accepted=True, responsible=cast.partner)
    f.ExitRehearsalFactory(**here)
    page = client.get(url(cast, "exit"))
    assert (page.context["readiness"], [lack["text"] for lack in page.context["lacking"]]) == (
        1.0,
        ["Items without an owner of each party: 1."],
    )
    for party in (cast.university, cast.partner):
        f.ItemOwnerFactory(item=ready, of=party)
    f.ExitPlanItemFactory(**here, weight=2, accepted=False, responsible=cast.partner)
    page = client.get(url(cast, "exit"))
    assert round(page.context["readiness"], 3) == 0.714
    assert [lack["text"] for lack in page.context["lacking"]] == [
        "Less than 80 % of the exit plan are ready.",
        "Items without an owner of each party: 1.",
    ]
    areas = {str(row["label"]): (row["count"], row["ready"], row["accepted"]) for row in page.context["areas"] if row["count"]}
    assert areas == {"Data": (2, 1, 1), "Intellectual property and licences": (1, 4, 0)}


@pytest.mark.deep  # the gate has the worlds of all rooms (ubc/tests/test_worlds.py)
def test_what_a_party_keeps_to_itself_changes_no_page_of_the_other(cast):
    client = cast.client(cast.representative)
    pages = [url(cast, name) for name in (*LISTS, "exitposition-list", "exittrigger-create")]

    def seen():
        return [re.sub(r'(value|X-CSRFToken)[="\': ]+[A-Za-z0-9]{64}', "", client.get(page).content.decode()) for page in pages]

    before = seen()
    own = {"partnership": cast.partnership, "author": cast.officer, "party": cast.university}
    f.ExitPositionFactory(**own, must_keep="Secret")
    f.FutureOpportunityFactory(**own, title="Secret idea")
    assert seen() == before


def test_what_leaving_would_take_along(cast):
    own = {"partnership": cast.partnership, "author": cast.officer, "party": cast.university}
    f.FutureOpportunityFactory(**own)
    f.ExitPositionFactory(**own, visibility="shared")
    here = {"partnership": cast.partnership, "author": cast.officer}
    f.SurvivingObligationFactory(**here, holder=cast.university, beneficiary=cast.partner, title="Silence")
    f.ExitPlanItemFactory(**here, responsible=cast.university, title="Badges")
    ours = cast.client(cast.officer).get(url(cast, "leaving")).context
    theirs = cast.client(cast.representative).get(url(cast, "leaving")).context
    assert [(kind["title"], kind["count"], kind["shared"]) for kind in ours["kinds"]] == [
        ("Positions on an end", 1, 1),
        ("Opportunities", 1, 0),
    ]
    assert (theirs["kinds"], [o["ours"] for o in ours["obligations"]], [o["ours"] for o in theirs["obligations"]]) == (
        [],
        [True],
        [False],
    )
    assert ([i["title"] for i in ours["items"]], theirs["items"], ours["staying"]) == (["Badges"], [], [cast.partner.name])


BAD = [
    ({"kind": "metric"}, {"metric", "side", "threshold"}),
    ({"kind": "metric", "metric": "no.such", "side": "at_least", "threshold": "1"}, {"metric"}),
    ({"kind": "metric", "metric": "exits.fired", "side": "at_least", "threshold": "2", "warn_at": "3"}, {"warn_at"}),
    ({"kind": "metric", "metric": "exits.fired", "side": "at_most", "threshold": "1" * 30}, {"threshold"}),
    ({"kind": "date"}, {"on_date"}),
    ({"kind": "date", "on_date": "2030-02-31"}, {"on_date"}),
    ({"kind": "date", "on_date": "2030-02-01", "warn_days": "-1"}, {"warn_days"}),
    ({"kind": "event"}, {"reading"}),
    ({"kind": "event", "reading": "x", "assess_within": "0"}, {"assess_within"}),
    ({"kind": "event", "reading": "x", "title": "x" * 201}, {"title"}),
]


@pytest.mark.parametrize(("values", "fields"), BAD)
def test_a_wrong_trigger_is_refused_at_the_field(cast, values, fields):
    data = {"title": "T", "category": "missed", "assess_within": "30"} | values
    page = cast.client(cast.officer).post(url(cast, "exittrigger-create"), data)
    assert (page.status_code, set(page.context["form"].errors), ExitTrigger.objects.count()) == (422, fields, 0)


def test_a_trigger_without_its_room_says_so_and_is_kept(cast):
    trigger = f.ExitTriggerFactory(partnership=cast.partnership, author=cast.officer, figure="no.room")
    client = cast.client(cast.officer)
    assert "No room of this installation counts this figure" in client.get(trigger.get_absolute_url()).content.decode()
    address = url(cast, "exittrigger-update", trigger.pk)
    page = client.get(address)
    values = {name: page.context["form"].initial.get(name) or "" for name in page.context["form"].fields}
    values |= {"title": "Another word", "seen_version": 1}
    client.post(address, values)
    trigger.refresh_from_db()
    assert trigger.metric == "no.room"


def test_a_strategy_is_written_once_and_a_second_draft_refused(cast):
    client = cast.client(cast.officer)
    data = {"extent": "All of it", "cause_days": "30"}
    assert client.post(url(cast, "exitstrategy-create"), data).status_code == 302
    assert client.post(url(cast, "exitstrategy-create"), data).status_code == 422
    assert ExitStrategy.objects.get().number == 1


def test_another_room_refers_to_the_desk(cast):
    place = {"partnership": cast.partnership, "author": cast.officer}
    shared, private = ObjectiveFactory(**place, title="Lost"), ObjectiveFactory(**place, party=cast.university)
    with pytest.raises(
        PermissionDenied
    ):  # what is referred follows from a step; nobody comes to the desk by himself or herself
        refer(shared, "exits.assessment", actor=cast.officer, title="Objective lost", facts="Twice.")
    with acting(cast.officer, cast.partnership):
        made = refer(shared, "exits.assessment", actor=cast.officer, title="Objective lost", facts="Twice.")
    assert (made.source, made.party, made.due_on) == (shared, None, today() + dt.timedelta(days=30))
    assert refer(shared, "exits.assessment", actor=None, title="Again") == made
    assert "Lost" in cast.client(cast.representative).get(made.get_absolute_url()).content.decode()
    with pytest.raises(Refused):
        refer(private, "exits.assessment", actor=cast.officer, title="x")
    by_system = refer(ObjectiveFactory(**place), "exits.assessment", actor=None, title="By itself")
    assert (by_system.author, ExitAssessment.objects.count()) == (cast.officer, 2)
