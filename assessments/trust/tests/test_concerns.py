"""Concerns by their three ways; above all that a concern to a neutral person is unreachable for the officers of both sides."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.trust.models import Concern, ConcernStep, IndependentConcern
from assessments.trust.services import concerns
from assessments.trust.tests import factories as f
from assessments.trust.tests.test_anonymity import NOISE
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Membership, Participation, Partnership
from partnerships.practices.metrics import measured
from partnerships.practices.registry import PRACTICES, statuses
from partnerships.practices.sections import SECTIONS
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.reminders.models import Reminder
from partnerships.reminders.reading import upcoming
from partnerships.reminders.services import remind
from partnerships.tests.factories import MembershipFactory

SECRET = "marzipan"
STEPS_OF_ONE = ("assess", "act", "close", "update", "delete")
SAID = {"title": SECRET, "category": "pressure", "what": f"We were asked to hide the {SECRET}."}
BOTH_SIDES = (
    "officer",
    "representative",
    "partner_contributor",
    "partner_reader",
    "respondent",
    "auditor",
    "sibling",
    "stranger",
)


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.contributor}


def independent(cast, author=None):
    concern = IndependentConcern(partnership=cast.partnership, **SAID)
    return concerns.raise_independent(concern, actor=author or cast.contributor)


def words(cast, name):
    """What waits for the person's word, by the home page."""
    return [(str(row["title"]), row["url"]) for row in cast.client(getattr(cast, name)).get("/").context["words"]]


def test_it_waits_on_the_home_of_whose_word_is_next_and_on_nobody_else_s(cast):
    concern = independent(cast)
    theirs, ours = "A concern is put to you as the neutral person", "A word on your concern"
    address = concern.get_absolute_url()
    for name in (*BOTH_SIDES, "contributor", "administrator"):
        assert words(cast, name) == []
    assert words(cast, "facilitator") == [(theirs, address)]
    assert SECRET not in cast.client(cast.facilitator).get("/").content.decode()  # a home page is looked at in company
    concerns.step(concern, actor=cast.facilitator, text="I look into it.", state="assessed")
    assert (words(cast, "facilitator"), words(cast, "contributor")) == ([], [(ours, address)])
    concerns.step(concern, actor=cast.contributor, text="Thank you.")
    assert (words(cast, "facilitator"), words(cast, "contributor")) == ([(theirs, address)], [])
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    assert words(cast, "facilitator") == []  # nobody can answer any more
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="active")
    concerns.step(concern, actor=cast.facilitator, text="Done.", state="closed")
    assert (words(cast, "facilitator"), words(cast, "contributor")) == ([], [])


# --- to a neutral person ----------------------------------------------------------------------------------------------
def test_only_its_author_and_the_neutral_person_know_of_it(cast):
    concern = independent(cast)
    found = {name: list(IndependentConcern.objects.visible_to(getattr(cast, name))) for name in cast.PEOPLE[:-1]}
    assert {name for name, rows in found.items() if rows} == {"contributor", "facilitator"}
    assert found["contributor"] == found["facilitator"] == [concern]
    handled = {name for name in cast.PEOPLE[:-1] if IndependentConcern.objects.handled_by(getattr(cast, name)).exists()}
    assert handled == {"facilitator"}


def test_a_neutral_person_who_also_stands_for_a_side_is_not_neutral(cast):
    independent(cast)
    MembershipFactory(user=cast.facilitator, party=cast.partner, partnership=cast.partnership, role="reader")
    assert not IndependentConcern.objects.visible_to(cast.facilitator).exists()
    Membership.objects.filter(user=cast.facilitator, party=cast.partner).update(
        starts_on=dt.date(2020, 1, 1), ends_on=today() - dt.timedelta(days=1)
    )
    assert IndependentConcern.objects.visible_to(cast.facilitator).exists()
    # Whoever facilitates another partnership knows nothing of this one; and who is gone, nothing more.
    Membership.objects.filter(user=cast.facilitator).update(partnership=cast.sibling_partnership)
    Membership.objects.filter(user=cast.contributor).delete()
    for person in (cast.facilitator, cast.contributor):
        assert not IndependentConcern.objects.visible_to(person).exists()


def rows_of_everything():
    """How many rows each table has, of this room's own two and all the others."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}


def test_it_is_written_nowhere_but_in_its_own_two_tables(cast):
    """No history, no due date, no reminder, no mail, no session of anybody: there is nothing to find because nothing is there."""
    before, head = rows_of_everything(), Event.objects.count()
    concern = independent(cast)
    concerns.step(concern, actor=cast.facilitator, text=f"I read of the {SECRET}.", state="assessed")
    concerns.step(concern, actor=cast.contributor, text="Thank you.")
    remind()
    after = rows_of_everything()
    changed = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert changed == {"assessments_trust.IndependentConcern": 1, "assessments_trust.ConcernStep": 2}
    assert (Event.objects.count(), Reminder.objects.count()) == (head, 0)
    assert not {IndependentConcern, ConcernStep} & set(admin.site._registry)


ROOM = "assessments_trust"
PAGES = (
    *(
        (f"{ROOM}:trust", ""),
        (f"{ROOM}:concern-list", ""),
        (f"{ROOM}:concern-list", "?export=csv"),
        (f"{ROOM}:independent-list", ""),
    ),
    *((f"{ROOM}:concern-list", f"?q={SECRET}"), ("history:list", ""), ("partnerships:detail", "")),
)


def seen(cast, names):
    """All that the people get: pages, due lists, marks, metrics, the plan. The first of them tries every page."""
    slug, found = cast.partnership.slug, {}
    addresses = [reverse(name, args=[slug]) + tail for name, tail in PAGES]
    for place, name in enumerate(names):
        client = cast.client(getattr(cast, name))
        for address in addresses if place == 0 else addresses[2:4]:
            response = client.get(address)
            found[name, address] = response.status_code, NOISE.sub("", response.content.decode())
        found[name, "due"] = len(upcoming(getattr(cast, name)))
    here = Partnership.objects.filter(pk=cast.partnership.pk)
    found["metrics"] = measured(here)
    found["marks"] = statuses(here, [practice for practice in PRACTICES.values() if practice.principle == 7])
    found["plan"] = SECTIONS["trust"].blocks(cast.partnership)
    return found


def answers(cast, key, names):
    """What the people get from its address by every method, and from addresses of other kinds with its key."""
    slug, found = cast.partnership.slug, set()
    elsewhere = [reverse(f"{ROOM}:{name}", args=[slug, key]) for name in ("concern-detail", "concern-close", "promise-detail")]
    for name in names:
        client = cast.client(getattr(cast, name))
        detail = reverse(f"{ROOM}:independent-detail", args=[slug, key])
        found |= {getattr(client, method)(detail).status_code for method in ("get", "post", "put", "delete", "head", "options")}
        found |= {client.get(other).status_code for other in elsewhere}
    return found


def test_officers_of_both_sides_reach_it_by_no_way(cast):
    """Before and after, and with three of them: every page is the same byte for byte, every address a 404."""
    names = ("representative", "officer")
    before = seen(cast, names)
    for author in (cast.contributor, cast.respondent, cast.partner_reader):
        concern = independent(cast, author)
        concerns.step(concern, actor=cast.facilitator, text=SECRET, state="assessed")
    after = seen(cast, names)
    assert [place for place in before if before[place] != after[place]] == []
    assert answers(cast, concern.pk, (*names, "auditor")) == {404}


def test_the_author_and_the_neutral_person_see_its_course(cast):
    concern = independent(cast, cast.respondent)
    url = concern.get_absolute_url()
    neutral, author = cast.client(cast.facilitator), cast.client(cast.respondent)
    assert "Raised by" in neutral.get(url).content.decode()
    neutral.post(url, {"text": "I spoke with both.", "state": "assessed"})
    page = author.get(url).content.decode()
    assert ("I spoke with both." in page, "Assessed" in page, "Raised by" in page) == (True, True, False)
    author.post(url, {"text": "It is better.", "state": "closed"})  # the author writes, and moves nothing
    concern.refresh_from_db()
    assert (concern.state, concern.steps.count()) == ("assessed", 2)
    empty = neutral.post(url, {"text": "  "})
    assert (empty.status_code, "text" in empty.context["form"].errors) == (422, True)
    neutral.post(url, {"text": "Done.", "state": "closed"})
    assert author.post(url, {"text": "One more."}).status_code == 422
    listed = f"{ROOM}:independent-list"
    for client in (neutral, author):
        assert SECRET in client.get(reverse(listed, args=[cast.partnership.slug])).content.decode()


@pytest.mark.parametrize("name", BOTH_SIDES)
def test_nobody_else_takes_a_step(cast, name):
    concern = independent(cast)
    with pytest.raises(PermissionDenied):
        concerns.step(concern, actor=getattr(cast, name), text="I know.", state="assessed")
    assert not ConcernStep.objects.exists()


def test_steps_that_do_not_follow_are_refused(cast):
    concern = independent(cast)
    with pytest.raises(PermissionDenied):
        concerns.step(concern, actor=cast.contributor, text="x", state="assessed")
    for state in ("acted", "closed", "received", "gone"):
        with pytest.raises(Refused):
            concerns.step(concern, actor=cast.facilitator, text="x", state=state)


def test_who_stands_for_a_party_raises_one_while_a_neutral_person_is_here(cast):
    for name in ("facilitator", "auditor", "sibling", "stranger", "administrator"):
        with pytest.raises(PermissionDenied):
            independent(cast, getattr(cast, name))
    Membership.objects.filter(user=cast.facilitator).delete()
    with pytest.raises(Refused, match="No neutral person"):
        independent(cast)
    assert not IndependentConcern.objects.exists()


# --- raising ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("officer", ["own", "both", "independent"]),
        ("partner_contributor", ["own", "both", "independent"]),
        ("partner_reader", ["independent"]),
        ("respondent", ["independent"]),
    ],
)
def test_each_chooses_among_the_ways_that_are_open(cast, name, ways):
    client, url = cast.client(getattr(cast, name)), reverse("assessments_trust:raise", args=[cast.partnership.slug])
    assert [key for key, _label in client.get(url).context["form"].fields["channel"].choices] == ways
    for way in ("own", "both", "independent", "all"):
        answer = client.post(url, SAID | {"channel": way})
        assert answer.status_code == (302 if way in ways else 422), way
    rows = {(c.party, c.visibility) for c in Concern.objects.all()}
    own = {(cast.university if name == "officer" else cast.partner, "private"), (None, "shared")}
    assert (rows, IndependentConcern.objects.count()) == (own if "own" in ways else set(), 1)


# --- within the own party, and to both --------------------------------------------------------------------------------
def test_of_the_own_party_only_its_people_know(cast, here):
    concern = concerns.raise_concern(
        Concern(**here, party=cast.university, visibility="private", **SAID), actor=cast.contributor
    )
    readers = {name for name in cast.PEOPLE[:-1] if Concern.objects.visible_to(getattr(cast, name)).exists()}
    assert readers == {"officer", "contributor"}
    client = cast.client(cast.representative)
    for tail in ("", f"?q={SECRET}", "?export=csv", "?state=received"):
        page = client.get(reverse("assessments_trust:concern-list", args=[cast.partnership.slug]) + tail).content.decode()
        assert concern.title not in page.replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
    assert client.get(concern.get_absolute_url()).status_code == 404
    assert not Event.objects.visible_to(cast.representative).exists()
    assert [item.title for item in upcoming(cast.officer)] == [SECRET]
    assert upcoming(cast.representative) == []


def test_a_concern_is_assessed_acted_on_and_closed(cast, here):
    f.ConcernContactFactory(partnership=cast.partnership, party=cast.university, visibility="shared", answers_within=7)
    ours = concerns.raise_concern(Concern(**here, party=cast.university, visibility="private", **SAID), actor=cast.contributor)
    joint = concerns.raise_concern(Concern(**here, visibility="shared", **SAID), actor=cast.contributor)
    assert (ours.raised_by, joint.raised_by) == (None, cast.university)
    assert [c.due_on - today() for c in (ours, joint)] == [dt.timedelta(days=7), dt.timedelta(days=14)]
    for step, fields in ((concerns.act_on, {"action": "x"}), (concerns.close, {"outcome": "x"})):
        with pytest.raises(Refused):
            step(joint, actor=cast.officer, **fields)
    concerns.assess(joint, actor=cast.representative, assessment=" It is so. ")
    concerns.act_on(joint, actor=cast.officer, action="We spoke.")
    concerns.close(joint, actor=cast.officer, outcome="It is better.")
    joint.refresh_from_db()
    assert (joint.state, joint.assessment, joint.closed_on) == ("closed", "It is so.", today())
    with pytest.raises(Refused):
        concerns.assess(joint, actor=cast.officer, assessment="Again.")


def test_the_other_side_answers_a_concern_and_neither_rewords_nor_ends_it(cast, here):
    joint = concerns.raise_concern(Concern(**here, visibility="shared", **SAID), actor=cast.contributor)
    theirs = cast.client(cast.partner_contributor)
    page = theirs.get(joint.get_absolute_url()).content.decode()
    steps = {
        step: reverse(f"assessments_trust:concern-{step}", args=[cast.partnership.slug, joint.pk]) for step in STEPS_OF_ONE
    }
    assert {step for step, address in steps.items() if address in page} == {"assess"}
    joint.title = "Nothing at all"
    with pytest.raises(PermissionDenied):
        save_record(joint, actor=cast.representative)
    with pytest.raises(PermissionDenied):
        delete_record(joint, actor=cast.representative)
    joint = Concern.objects.get()
    concerns.assess(joint, actor=cast.partner_contributor, assessment="It was so.")
    concerns.act_on(joint, actor=cast.representative, action="We said sorry.")
    with pytest.raises(PermissionDenied):
        concerns.close(joint, actor=cast.representative, outcome="Over.")
    concerns.close(joint, actor=cast.contributor, outcome="Thank you.")
    assert Concern.objects.get().state == "closed"


def test_of_a_party_that_has_left_the_others_end_what_it_raised(cast, here):
    joint = concerns.raise_concern(Concern(**here, visibility="shared", **SAID), actor=cast.representative)
    Participation.objects.filter(partnership=cast.partnership, party=cast.partner).update(state="left")
    concerns.assess(joint, actor=cast.contributor, assessment="It was so.")
    concerns.close(joint, actor=cast.contributor, outcome="They are gone.")
    assert Concern.objects.get().state == "closed"
