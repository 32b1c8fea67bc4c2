"""The course of a promise: every step, by whom, and those that are refused; and what it does to reliability."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.trust.models import Promise
from assessments.trust.reliability import reliability
from assessments.trust.services import promises
from assessments.trust.tests import factories as f
from partnerships.access.policy import standing
from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Partnership
from partnerships.practices.metrics import measured
from partnerships.records.refusals import Refused
from partnerships.records.services import delete_record, save_record
from partnerships.referrals import refer
from partnerships.tests.cast import seat_newcomer
from partnerships.tests.factories import MembershipFactory

DAY = dt.timedelta(days=1)
GIVERS, RECEIVERS = ("officer", "contributor"), ("representative", "partner_contributor")
OTHERS = ("partner_reader", "respondent", "facilitator", "auditor", "sibling", "stranger", "administrator")


@pytest.fixture
def here(cast):
    return {"partnership": cast.partnership, "author": cast.officer, "by": cast.university, "to": cast.partner}


@pytest.fixture
def promise(here):
    return f.PromiseFactory(**here)


def unsaved(cast, **fields):
    given = {"by": cast.university, "to": cast.partner, "text": "Send the data", "due_on": today() + 9 * DAY}
    return Promise(partnership=cast.partnership, **given | fields)


def now(promise):
    return Promise.objects.get(pk=promise.pk)


# --- written into the ledger ------------------------------------------------------------------------------------------
def test_what_the_giver_notes_is_given_and_what_the_receiver_notes_waits(cast):
    ours = promises.note_promise(unsaved(cast), actor=cast.contributor)
    theirs = promises.note_promise(unsaved(cast, text="Come early"), actor=cast.representative)
    assert [(p.state, p.given_on, p.party, p.visibility) for p in (ours, theirs)] == [
        ("open", today(), None, "shared"),
        ("noted", None, None, "shared"),
    ]
    with pytest.raises(PermissionDenied):
        promises.give(theirs, actor=cast.representative)
    promises.give(theirs, actor=cast.officer)
    assert (now(theirs).state, now(theirs).given_on) == ("open", today())
    denied = promises.note_promise(unsaved(cast, text="Pay all"), actor=cast.representative)
    promises.decline(denied, actor=cast.officer, reason="Never said so.")
    assert now(denied).state == "declined"
    assert Promise.objects.counted().count() == 0


def test_only_parties_that_take_part_promise(cast):
    for field in ("by", "to"):
        with pytest.raises(Refused, match="does not take part"):
            promises.note_promise(unsaved(cast, **{field: cast.sibling_partner}), actor=cast.officer)
    with pytest.raises(ValidationError):
        unsaved(cast, due_on=today() - DAY).full_clean(exclude=["author"])


@pytest.mark.parametrize("name", OTHERS)
def test_who_may_not_write_notes_nothing(cast, name):
    with pytest.raises(PermissionDenied):
        promises.note_promise(unsaved(cast), actor=getattr(cast, name))
    assert not Promise.objects.exists()


def test_what_was_given_is_not_rewritten_by_one_side(cast, promise):
    for actor in (cast.officer, cast.representative):
        promise = now(promise)
        promise.text = "Something smaller"
        with pytest.raises(Refused):
            save_record(promise, actor=actor)
        with pytest.raises(Refused):
            delete_record(now(promise), actor=actor)


def test_another_room_can_hand_a_promise_on(cast):
    action = ActionFactory(partnership=cast.partnership, author=cast.officer)
    made = refer(action, "trust.promise", actor=cast.representative, title="Bring the bench", facts="As agreed")
    assert (made.by, made.state, made.source) == (cast.partner, "open", action)


# --- to kept ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "state"), [(-1, "kept"), (0, "kept"), (1, "late")])
def test_kept_is_what_the_receiver_confirms(cast, here, days, state):
    promise = f.PromiseFactory(**here, due_on=today() - 2 * DAY)
    promises.report(promise, actor=cast.contributor, on=promise.due_on, shows="It is on your desk.")
    assert now(promise).state == "reported"
    promises.confirm(promise, actor=cast.partner_contributor, on=promise.due_on + days * DAY)
    found = now(promise)
    assert (found.state, found.confirmed_for, found.settled_on) == (state, cast.partner, today())
    assert set(Event.objects.values_list("verb", flat=True)) == {"reported as kept", "confirmed as kept"}


def test_the_giver_never_confirms_not_even_from_the_other_chair(cast, promise):
    """Neither the giver's own people, nor somebody who stands for both sides."""
    MembershipFactory(user=cast.partner_contributor, party=cast.university, partnership=cast.partnership, role="reader")
    promises.report(promise, actor=cast.officer, on=today())
    for name in (*GIVERS, "partner_contributor", *OTHERS):
        for step, fields in (
            (promises.confirm, {"on": today()}),
            (promises.release, {"reason": "x"}),
            (promises.dispute, {"reason": "x"}),
        ):
            with pytest.raises(PermissionDenied):
                step(promise, actor=getattr(cast, name), **fields)
    assert now(promise).state == "reported"
    promises.dispute(promise, actor=cast.representative, reason="Half of it is missing.")
    found = now(promise)
    assert (found.state, found.reported_on, found.report) == ("open", None, "")


def test_to_all_the_others_any_of_them_confirms_and_never_the_giver(cast, here):
    promise = f.PromiseFactory(**here | {"to": None})
    with pytest.raises(PermissionDenied):
        promises.confirm(promise, actor=cast.officer, on=today())
    promises.confirm(promise, actor=cast.representative, on=today())
    assert (now(promise).state, now(promise).confirmed_for) == ("kept", cast.partner)


def test_what_is_promised_to_all_the_others_is_promised_to_each(cast):
    """No receiver says for another that it was kept, or lets the giver off."""
    party, newcomer = seat_newcomer(cast)
    first = promises.note_promise(unsaved(cast, to=None), actor=cast.contributor)
    assert first == Promise.objects.get(to=first.to)
    found = {promise.to: promise for promise in Promise.objects.all()}
    assert found.keys() == {cast.partner, party}
    assert {(one.text, one.state, one.given_on, one.by) for one in found.values()} == {
        ("Send the data", "open", today(), cast.university)
    }
    for person, other in ((cast.representative, party), (newcomer, cast.partner)):
        with pytest.raises(PermissionDenied):
            promises.confirm(found[other], actor=person, on=today())
    promises.confirm(found[party], actor=newcomer, on=today())
    assert [now(found[one]).state for one in (party, cast.partner)] == ["kept", "open"]


def by_receiver():
    """The ledger: {the receiver: the promise}."""
    return {promise.to: promise for promise in Promise.objects.all()}


SAME = ("by", "text", "due_on", "state", "given_on", "reported_on", "asked_by", "asked_due_on", "author", "audience")


@pytest.mark.parametrize("name", ["confirm", "make_good", "release", "dispute", "call_broken", "ask", "agree", "refuse"])
def test_of_what_is_not_divided_yet_each_receiver_settles_its_own_alone(cast, here, name):
    party, newcomer = seat_newcomer(cast)
    late, asked = today() - DAY, {"state": "moving", "asked_by": cast.university, "asked_due_on": today() + 30 * DAY}
    before, step, said, after = {
        "confirm": ({}, promises.confirm, {"on": today()}, "kept"),
        "make_good": ({"state": "broken"}, promises.confirm, {"on": today()}, "late"),
        "release": ({}, promises.release, {"reason": "x"}, "released"),
        "dispute": ({"state": "reported", "reported_on": late}, promises.dispute, {"reason": "x"}, "open"),
        "call_broken": ({"due_on": late}, promises.call_broken, {"reason": "x"}, "broken"),
        "ask": ({}, promises.ask_to_move, {"due_on": today() + 30 * DAY, "reason": "x"}, "moving"),
        "agree": (asked, promises.agree_to_move, {}, "open"),
        "refuse": (asked, promises.refuse_to_move, {"reason": "x"}, "open"),
    }[name]
    promise = f.PromiseFactory(**here | {"to": None, "text": "Send the data"} | before)
    was = [getattr(promise, field) for field in SAME]
    assert step(promise, actor=newcomer, **said) == promise
    found = by_receiver()
    assert (found.keys(), found[party], found[party].state) == ({cast.partner, party}, promise, after)
    assert [getattr(found[cast.partner], field) for field in SAME] == was
    made, divided, taken = Event.objects.in_order()
    assert [(one.verb, one.subject_key) for one in (made, divided)] == [
        ("created", found[cast.partner].pk),
        ("divided", promise.pk),
    ]
    assert (taken.subject_key, taken.audience) == (promise.pk, promise.audience)
    with pytest.raises(PermissionDenied):  # there is nothing left for one to say for another
        promises.confirm(found[cast.partner], actor=newcomer, on=today())


def test_what_the_giver_says_of_what_is_not_divided_yet_is_said_to_each(cast, here):
    party, _newcomer = seat_newcomer(cast)
    first = f.PromiseFactory(**here | {"to": None, "state": "noted", "given_on": None})
    promises.give(first, actor=cast.contributor)
    assert {(one.to, one.state, one.given_on) for one in Promise.objects.all()} == {
        (cast.partner, "open", today()),
        (party, "open", today()),
    }
    assert now(first).to == cast.partner


def test_new_terms_that_one_receiver_asked_for_are_its_own(cast, here):
    party, _newcomer = seat_newcomer(cast)
    later = today() + 30 * DAY
    wish = {"state": "moving", "asked_by": party, "asked_due_on": later, "asked_text": "Send half", "asked_why": "x"}
    promise = f.PromiseFactory(**here | {"to": None, "text": "Send all"} | wish)
    due_on = promise.due_on
    promises.agree_to_move(promise, actor=cast.officer)
    found = by_receiver()
    terms = {one: (found[one].state, found[one].text, found[one].due_on, found[one].asked_text) for one in found}
    assert terms == {party: ("open", "Send half", later, ""), cast.partner: ("open", "Send all", due_on, "")}


def test_what_is_refused_divides_nothing(cast, here):
    _party, newcomer = seat_newcomer(cast)
    promise = f.PromiseFactory(**here | {"to": None})
    stale = now(promise)
    Promise.objects.filter(pk=promise.pk).update(version=2)
    for one, refusal in ((now(promise), "not overdue"), (stale, "not overdue")):
        with pytest.raises(Refused, match=refusal):
            promises.call_broken(one, actor=newcomer, reason="x")
    with pytest.raises(Refused, match="changed meanwhile"):
        promises.release(stale, actor=newcomer, reason="x")
    assert (Promise.objects.get().to, Event.objects.count()) == (None, 0)


def test_what_was_noted_and_is_to_each_of_the_others_now_is_noted_for_each(cast):
    party, newcomer = seat_newcomer(cast)
    noted = promises.note_promise(unsaved(cast), actor=cast.representative)
    client, slug = cast.client(newcomer), cast.partnership.slug
    data = {"by": cast.university.pk, "to": "", "text": "Send all", "due_on": noted.due_on.isoformat(), "seen_version": 1}
    assert client.post(reverse("assessments_trust:promise-update", args=[slug, noted.pk]), data).status_code == 302
    found = by_receiver()
    assert {one: (found[one].text, found[one].state) for one in found} == dict.fromkeys(
        (cast.partner, party), ("Send all", "noted")
    )
    assert found[party] == noted  # it becomes that of who wrote it
    for one in found.values():
        promises.give(one, actor=cast.officer)
    promises.confirm(found[party], actor=newcomer, on=today())
    assert [now(found[one]).state for one in (party, cast.partner)] == ["kept", "open"]


def test_who_joined_after_it_was_given_reads_it_and_was_promised_nothing(cast, here):
    party, newcomer = seat_newcomer(cast)
    seats = cast.partnership.participations.filter(party=party)
    promise = f.PromiseFactory(**here | {"to": None})  # with an audience as if it was shown to the newcomer since

    def receivers():
        return promise.receivers(standing(newcomer, cast.partnership))

    for days, expected in ((0, [cast.partner, party]), (1, [cast.partner])):
        seats.update(joined_at=timezone.now() + days * DAY)
        assert receivers() == expected
    with pytest.raises(PermissionDenied):
        promises.confirm(promise, actor=newcomer, on=today())
    promises.confirm(promise, actor=cast.representative, on=today())
    assert (Promise.objects.get().to, now(promise).state) == (cast.partner, "kept")
    # A party that left had it; of one that was only asked to come nothing is known by then, and it is for who came.
    promise.to = None
    others = cast.partnership.participations.filter(party=cast.partner)
    for state, expected in (("left", []), ("invited", [party])):
        others.update(state=state)
        assert receivers() == expected


def test_broken_is_said_by_the_giver_at_any_time_by_the_receiver_when_it_is_overdue(cast, here):
    early, due, late = (f.PromiseFactory(**here, due_on=today() + days * DAY) for days in (1, 0, -1))
    for promise in (early, due):
        with pytest.raises(Refused, match="not overdue"):
            promises.call_broken(promise, actor=cast.representative, reason="It will not come.")
    promises.call_broken(early, actor=cast.officer, reason="The bench burnt.")
    promises.call_broken(late, actor=cast.representative, reason="Nothing came.")
    assert [now(p).state for p in (early, due, late)] == ["broken", "open", "broken"]
    promises.confirm(late, actor=cast.representative, on=today())
    assert (now(late).state, Event.objects.in_order().last().verb) == ("late", "made good")


def test_released_counts_for_nothing(cast, here):
    promise = f.PromiseFactory(**here, due_on=today() - DAY)
    promises.release(promise, actor=cast.representative, reason="We need it no more.")
    assert (now(promise).state, Promise.objects.counted().count()) == ("released", 0)


# --- renegotiated -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("asks", "answers"), [(GIVERS[0], RECEIVERS[0]), (RECEIVERS[0], GIVERS[0])])
def test_new_terms_hold_when_the_other_side_agrees(cast, promise, asks, answers):
    first, later = promise.due_on, promise.due_on + 20 * DAY
    asks, answers = getattr(cast, asks), getattr(cast, answers)
    promises.ask_to_move(promise, actor=asks, due_on=later, reason="The bench is broken.", text="Send half")
    assert (now(promise).state, now(promise).due_on) == ("moving", first)
    for step, fields in ((promises.agree_to_move, {}), (promises.refuse_to_move, {"reason": "x"})):
        with pytest.raises(PermissionDenied):
            step(promise, actor=asks, **fields)
    promises.agree_to_move(promise, actor=answers)
    found = now(promise)
    assert (found.state, found.due_on, found.text, found.first_due_on, found.times_moved) == (
        "open",
        later,
        "Send half",
        first,
        1,
    )
    promises.ask_to_move(promise, actor=asks, due_on=later + DAY, reason="Again.")
    promises.refuse_to_move(promise, actor=answers, reason="No.")
    found = now(promise)
    assert (found.state, found.due_on, found.times_moved, found.asked_by, found.asked_due_on) == ("open", later, 1, None, None)


def test_asking_for_new_terms_stops_no_clock(cast, here):
    promise = f.PromiseFactory(**here, due_on=today() - DAY)
    promises.ask_to_move(promise, actor=cast.officer, due_on=today() + DAY, reason="Later.")
    assert list(Promise.objects.overdue()) == [promise]
    for due_on in (today() - DAY, promise.due_on):
        with pytest.raises(Refused):
            promises.ask_to_move(f.PromiseFactory(**here), actor=cast.officer, due_on=due_on, reason="x")


def test_steps_that_do_not_follow_are_refused(cast, here):
    steps = {
        "give": lambda p: promises.give(p, actor=cast.officer),
        "decline": lambda p: promises.decline(p, actor=cast.officer, reason="x"),
        "report": lambda p: promises.report(p, actor=cast.officer, on=today()),
        "confirm": lambda p: promises.confirm(p, actor=cast.representative, on=today()),
        "dispute": lambda p: promises.dispute(p, actor=cast.representative, reason="x"),
        "broken": lambda p: promises.call_broken(p, actor=cast.officer, reason="x"),
        "release": lambda p: promises.release(p, actor=cast.representative, reason="x"),
        "move": lambda p: promises.ask_to_move(p, actor=cast.officer, due_on=today() + 50 * DAY, reason="x"),
    }
    open_to = {
        "noted": {"give", "decline"},
        "open": {"report", "confirm", "broken", "release", "move"},
        "reported": {"confirm", "dispute", "broken", "release"},
        "broken": {"confirm"},
        "released": set(),
        "declined": set(),
    }
    for state, allowed in open_to.items():
        for name in set(steps) - allowed:
            with pytest.raises(Refused):
                steps[name](f.PromiseFactory(**here, state=state))
    for step, actor in ((promises.report, cast.officer), (promises.confirm, cast.representative)):
        with pytest.raises(Refused, match="not come yet"):
            step(f.PromiseFactory(**here), actor=actor, on=today() + DAY)


def test_a_closed_partnership_keeps_its_ledger_as_it_was(cast, promise):
    Partnership.objects.filter(pk=cast.partnership.pk).update(state="closed")
    promise.partnership.refresh_from_db()
    with pytest.raises(PermissionDenied):
        promises.confirm(promise, actor=cast.representative, on=today())


# --- reliability ------------------------------------------------------------------------------------------------------
def ledger(cast, here):
    f.PromiseFactory.create_batch(3, **here, kept=True)
    f.PromiseFactory(**here, kept=True, state="late")
    f.PromiseFactory(**here, state="broken", due_on=today(), settled_on=today())
    f.PromiseFactory(**here, due_on=today() - DAY)  # overdue
    f.PromiseFactory(**here, due_on=today())  # due today: not overdue
    f.PromiseFactory(**here, state="reported", due_on=today() - DAY)  # the receiver's turn
    f.PromiseFactory(**here, kept=True, due_on=today() - 366 * DAY)  # long ago
    f.PromiseFactory(**here | {"by": cast.partner, "to": cast.university}, kept=True)


def test_reliability_is_the_same_for_both_and_for_the_metric(cast, here):
    ledger(cast, here)
    seen = {
        name: {
            side.party.short_name: (side.percent, side.kept, side.late, side.broken, side.overdue)
            for side in reliability(standing(getattr(cast, name), cast.partnership))
        }
        for name in ("officer", "representative", "partner_reader", "facilitator")
    }
    expected = {"Rivermouth": (50, 3, 1, 1, 1), "Adler": (100, 1, 0, 0, 0)}
    assert list(seen.values()) == [expected] * 4
    figures = measured(Partnership.objects.all(), ["trust.reliability", "trust.broken", "trust.overdue"])
    mine = {key: None if value is None else round(value) for key, value in figures[cast.partnership.pk].items()}
    assert mine == {"trust.reliability": 57, "trust.broken": 1, "trust.overdue": 1}
    assert figures[cast.sibling_partnership.pk] == {"trust.reliability": None, "trust.broken": 0, "trust.overdue": 0}


# --- where it comes from ----------------------------------------------------------------------------------------------
def test_a_promise_names_the_page_it_comes_from(cast, here):
    joint = ActionFactory(partnership=cast.partnership, author=cast.officer, title="Joint task")
    private = ActionFactory(partnership=cast.partnership, author=cast.officer, party=cast.university, title="Our task")
    elsewhere = ActionFactory(partnership=cast.sibling_partnership, author=cast.officer)
    client, url = cast.client(cast.officer), reverse("assessments_trust:promise-create", args=[cast.partnership.slug])
    data = {"by": cast.university.pk, "to": "", "text": "Do it", "due_on": (today() + DAY).isoformat()}
    lists = reverse("actions:action-list", args=[cast.partnership.slug])
    bad = (private.get_absolute_url(), elsewhere.get_absolute_url(), lists, "/nowhere/", "http://[", "joint task")
    messages = {tuple(client.post(url, data | {"origin": origin}).context["form"].errors["origin"]) for origin in bad}
    assert (len(messages), Promise.objects.count()) == (1, 0)
    answer = client.post(url, data | {"origin": f"https://concord.example{joint.get_absolute_url()}"}, follow=True)
    assert (Promise.objects.get().source, "Joint task" in answer.content.decode()) == (joint, True)
