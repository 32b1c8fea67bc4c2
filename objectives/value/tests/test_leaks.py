"""Two worlds that differ only in what the university keeps to itself look the same to everybody else, on every page and in every figure."""

import datetime as dt
import re

import pytest
from django.db import transaction
from django.urls import reverse

from objectives.models import Objective
from objectives.tests.factories import ObjectiveFactory
from objectives.value import services
from objectives.value.balance import balance
from objectives.value.models import (
    Benefit,
    BenefitMeasurement,
    BenefitShare,
    Contribution,
    IdeaScore,
    ImprovementTarget,
    Lesson,
    LessonApplication,
    Output,
    TargetReading,
    ValueDefinition,
    ValueIdea,
)
from objectives.value.tests.worlds import fill
from partnerships.actions.services import add_action
from partnerships.clock import today
from partnerships.models import Partnership, Term
from partnerships.practices.metrics import METRICS, measured
from partnerships.practices.registry import practices_of, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.records.sharing import share_record
from partnerships.reminders.reading import upcoming
from partnerships.reminders.services import remind
from partnerships.tests.cast import make_cast

CANARY = "Canary"
YESTERDAY = today() - dt.timedelta(days=1)
OTHERS = ("representative", "facilitator")
ROOM = "objectives_value"
LISTS = ("valueidea", "valuedefinition", "benefit", "contribution", "output", "lesson", "improvementtarget", "balanceterms")
TABS = {
    "valueidea": ("ideascore", "actions"),
    "benefit": ("benefitmeasurement", "benefitshare", "benefitattestation", "actions"),
    "contribution": ("contributionreceipt",),
    "lesson": ("lessonapplication",),
    "improvementtarget": ("targetreading", "actions"),
}
QUERIES = {
    "valueidea": ("q=can", "state=stopped"),
    "benefit": ("q=can", "state=planned&beneficiary=joint"),
    "contribution": ("q=can",),
}
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("value leaks")]


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


def hide(cast):
    """The university writes some of everything for itself, around what all can see. Returns what it wrote."""
    idea, objective = ValueIdea.objects.joint().first(), Objective.objects.common().first()
    kind = Term.objects.get(taxonomy="benefit", code="talent")
    resource = Term.objects.get(taxonomy="resource", code="funding")

    def own(model, **fields):
        record = model(partnership=cast.partnership, party=cast.university, visibility="private", **fields)
        return save_record(record, actor=cast.officer)

    def part(model, **fields):
        return save_record(model(**fields), actor=cast.officer)

    mine = own(ValueIdea, title=f"{CANARY} idea", kind="talent", objective=objective, raised_by=cast.university)
    part(IdeaScore, idea=mine, party=cast.university, desirability=5, feasibility=1, benefit=1)
    parked = own(ValueIdea, title=f"{CANARY} parked", kind="talent")
    services.park_idea(parked, actor=cast.officer, learning=CANARY, review_on=today())
    refused = own(ValueIdea, title=f"{CANARY} refused", kind="innovation")
    services.reject_idea(refused, actor=cast.officer, learning=CANARY)
    own(ValueDefinition, statement=f"{CANARY} meaning")
    found = {"unit": "people", "target": 5, "kind": kind, "idea": idea, "objective": objective, "due_on": YESTERDAY}
    late = own(Benefit, title=f"{CANARY} late", measure_on=YESTERDAY, giver=cast.partner, **found)
    part(BenefitShare, benefit=late, party=cast.university, expected=500, realised=400)
    services.miss_benefit(own(Benefit, title=f"{CANARY} missed", **found), actor=cast.officer, learning=CANARY)
    theirs = {"beneficiary": "party", "beneficiary_party": cast.partner}
    came = own(Benefit, title=f"{CANARY} came", **found | theirs)
    services.measure_benefit(BenefitMeasurement(benefit=came, value=9, evidence=CANARY), actor=cast.officer)
    services.emerge_benefit(came, actor=cast.officer)
    services.realise_benefit(came, actor=cast.officer)
    gift = own(Contribution, resource=resource, description=f"{CANARY} gift", planned=5, delivered=5, unit=CANARY)
    gift.valuation_by_giver = 900
    save_record(gift, actor=cast.officer)
    own(Output, title=f"{CANARY} output", kind="patent", idea=idea)
    lesson = own(Lesson, title=f"{CANARY} lesson", category="money", happened=CANARY, idea=idea)
    services.adopt_lesson(lesson, actor=cast.officer)
    services.apply_lesson(LessonApplication(lesson=lesson, where=CANARY), actor=cast.officer)
    aim = {"area": "cost", "baseline": 9, "target": 1, "unit": CANARY, "due_on": YESTERDAY}
    target = own(ImprovementTarget, title=f"{CANARY} target", **aim)
    part(TargetReading, target=target, value=4)
    for source in (mine, late, target):
        add_action(source, actor=cast.officer, title=f"{CANARY} action", responsible=cast.university, due_on=YESTERDAY)
    return [mine, parked, refused, late, came, gift, lesson, target]


@pytest.fixture(scope="module")
def worlds(cast):
    """What each of the others sees before and after, and what was hidden."""
    fill(cast, 1)
    ObjectiveFactory(partnership=cast.partnership, author=cast.officer, active=True)
    remind()
    before = {name: everything(cast, name) for name in OTHERS}
    told = figures(cast)
    hidden = hide(cast)
    remind()
    return before, told, hidden


def address(cast, name, *args):
    return reverse(f"{ROOM}:{name}", args=[cast.partnership.slug, *args])


def addresses(cast, whole):
    """Pages of every kind about what all can see; of those who only read, the pages that are put together from many records."""
    slug = cast.partnership.slug
    found = [address(cast, "funnel"), address(cast, "balance"), reverse("history:list", args=[slug])]
    if not whole:
        return [*found, *(address(cast, f"{name}-list") for name in LISTS)]
    found.append(f"{address(cast, 'balance')}?since=2020-01-01&until=2030-01-01")
    for name in LISTS:
        listed = address(cast, f"{name}-list")
        found += [f"{listed}?{query}" for query in ("", "export=csv", *QUERIES.get(name, ()))]
    found += [address(cast, f"{name}-create") for name in ("benefit", "output", "lesson")]  # those that offer other records
    names = ("records:sharing", "rmp_plan:living", "scorecards:evidence", "actions:action-list", "partnerships:detail")
    found += [reverse(name, args=[slug]) for name in names]
    found += [reverse("partnerships:guidance", args=[slug, 8]), reverse("home"), reverse("reminders:list")]
    for model in (ValueIdea, Benefit, Contribution, Lesson, ImprovementTarget, Output):
        name = model._meta.model_name
        record = model.objects.disclosed().filter(partnership=cast.partnership).order_by("party", "created_at").first()
        tabs = (*TABS.get(name, ()), "history")
        found += [record.get_absolute_url(), *(f"{record.get_absolute_url()}?tab={tab}" for tab in tabs)]
        if model in (ValueIdea, Benefit):
            found += [address(cast, f"{name}-{act}", record.pk) for act in ("update", "delete")]
    return found


def everything(cast, name):
    """What the pages say, whole, but for the tokens that differ from one request to the next."""
    client = cast.client(getattr(cast, name))
    pages = {}
    for page in addresses(cast, whole=name == "representative"):
        answer = client.get(page)
        text = re.sub(r"""(csrfmiddlewaretoken" value=|"X-CSRFToken": ?)"\w+\"""", "", answer.content.decode())
        pages[page] = (answer.status_code, re.sub(r'nonce="[^"]+"', "", text))
    return pages


def figures(cast):
    """What is computed for all: marks, metrics, the section of the plan, the balance."""
    here = Partnership.objects.filter(pk=cast.partnership.pk)
    weighed = balance(cast.partnership, user=cast.representative)
    return (
        statuses(here, practices_of(8)),
        measured(here, [key for key in METRICS if key.startswith("value.")]),
        SECTIONS["value"].blocks(cast.partnership),
        weighed.gap,
        [(side.planned, side.delivered, side.expected, side.realised, side.states) for side in weighed.sides],
    )


@pytest.mark.deep  # the gate has the worlds of all rooms (ubc/tests/test_worlds.py)
def test_every_page_is_the_same_byte_by_byte(cast, worlds):
    for name in OTHERS:
        before, after = worlds[0][name], everything(cast, name)
        assert before.keys() == after.keys()
        assert [page for page, (status, _text) in after.items() if status != 200] == [], name
        assert [page for page in before if before[page] != after[page]] == [], name
        assert [page for page, (_status, text) in after.items() if CANARY in text] == [], name


def test_what_is_computed_for_all_is_the_same(cast, worlds):
    assert figures(cast) == worlds[1]
    assert CANARY not in str(figures(cast))


def test_its_own_people_see_it(cast, worlds):
    client = cast.client(cast.officer)
    for name in LISTS[:-1]:
        assert CANARY in client.get(f"{address(cast, f'{name}-list')}?view=table").content.decode(), name
    assert balance(cast.partnership, user=cast.officer).side_of(cast.university).delivered > 900


def test_the_others_cannot_reach_or_name_it(cast, worlds):
    client = cast.client(cast.representative)
    hidden = worlds[2]
    assert {client.get(record.get_absolute_url()).status_code for record in hidden} == {404}
    idea = next(record for record in hidden if isinstance(record, ValueIdea))
    data = {"space": "joint", "title": "x", "kind": "patent", "idea": idea.pk, "category": "money", "happened": "x"}
    for name in ("output", "lesson", "benefit"):
        answer = client.post(address(cast, f"{name}-create"), data)
        assert (answer.status_code, CANARY in answer.content.decode()) == (422, False), name
        listed = client.get(f"{address(cast, f'{name}-list')}?idea={idea.pk}&q=can").content.decode()
        assert CANARY not in listed


def test_what_falls_due_of_it_is_told_to_its_own_people_only(cast, worlds):
    def told(person):
        return {item.title for item in upcoming(person) if CANARY in item.title}

    assert told(cast.officer) >= {f"{CANARY} late", f"{CANARY} parked", f"{CANARY} target"}
    for name in ("representative", "partner_contributor", "partner_reader"):
        assert told(getattr(cast, name)) == set(), name


def test_a_private_reference_does_not_hold_back_what_it_names(cast, worlds):
    """What is joint can be removed as if nobody had thought of it in private."""
    with transaction.atomic():
        idea = ValueIdea.objects.joint().get(lessons__title=f"{CANARY} lesson")
        Benefit.objects.disclosed().filter(idea=idea).update(idea=None)
        delete_record(idea, actor=cast.representative)
        assert Benefit.objects.get(title=f"{CANARY} late").idea is None
        transaction.set_rollback(True)


def test_what_names_something_private_is_not_shared(cast, worlds):
    private = next(record for record in worlds[2] if isinstance(record, ValueIdea))
    with transaction.atomic():
        benefit = Benefit.objects.get(title=f"{CANARY} late")
        benefit.idea = private
        save_record(benefit, actor=cast.officer)
        with pytest.raises(Refused, match="refers to what they may not read"):
            share_record(benefit, actor=cast.officer)
        transaction.set_rollback(True)
