"""The ladder: onto it, up it by the clock and by hand, and off it again."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import referrals
from partnerships.access.names import Person, read_by
from partnerships.actions.tests.factories import ActionFactory
from partnerships.clock import today
from partnerships.history.models import Event
from partnerships.models import Membership, Partnership
from partnerships.outbox import letters as outbox_letters
from partnerships.outbox.models import Mail
from partnerships.records.actors import acting
from partnerships.records.refusals import Refused
from partnerships.records.sharing import share_record, withdraw_record
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.tests.signing import decline, sign
from partnerships.tests.cast import seat_newcomer
from rmp.governance.models import Issue, IssuePosition, Ladder
from rmp.governance.services import issues as services
from rmp.governance.tasks import keep_time
from rmp.governance.tests import factories as f
from rmp.governance.tests.conftest import again

State = Issue.State
DAY = dt.timedelta(days=1)
START = dt.datetime(2030, 3, 4, 9, tzinfo=dt.UTC)


@pytest.fixture
def ladder(here, cast):
    ladder = f.LadderFactory(**here, days_1=3, days_2=10, days_3=1, days_4=2)
    for level, ours, theirs in ((1, cast.contributor, cast.partner_contributor), (2, cast.officer, None)):
        f.LadderPlaceFactory(ladder=ladder, party=cast.university, level=level, person=ours, name=ours.name)
        if theirs:
            f.LadderPlaceFactory(ladder=ladder, party=cast.partner, level=level, person=theirs, name=theirs.name)
    return ladder


def raised(cast, actor=None, **fields):
    issue = Issue(
        partnership=cast.partnership, visibility="shared", title="Late bench", facts="It came late.", kind="delivery", **fields
    )
    return services.raise_issue(issue, actor=actor or cast.contributor)


def on(day):
    return time_machine.travel(START + day * DAY, tick=False)


def told():
    return sorted(Mail.objects.filter(kind="governance.issue_level").values_list("user__name", flat=True))


# --- onto the ladder --------------------------------------------------------------------------------------------------
def test_it_opens_for_both_parties_at_once_and_both_are_told(cast, ladder):
    issue = raised(cast)
    assert (issue.state, issue.raised_by, issue.since, issue.due_on) == (
        State.LEVEL_1,
        cast.university,
        today(),
        today() + 3 * DAY,
    )
    places = {place.party: (place.level, place.person, place.due_on) for place in issue.positions.all()}
    assert places == {
        cast.university: (1, cast.contributor, issue.due_on),
        cast.partner: (1, cast.partner_contributor, issue.due_on),
    }
    assert told() == [cast.contributor.name, cast.partner_contributor.name]
    verbs = Event.objects.filter(subject_key=issue.pk).in_order().values_list("verb", flat=True)
    assert list(verbs) == ["created", "level_1"]


def test_where_nobody_is_named_those_who_keep_the_partnership_are_told(cast):
    assert raised(cast, first_level=2).due_on == today() + Ladder().days(2) * DAY
    assert told() == [cast.officer.name, cast.representative.name]


def test_the_letter_says_what_and_until_when_and_falls_silent_when_it_is_settled(cast, ladder):
    issue = raised(cast)
    mail = Mail.objects.filter(user=cast.contributor).get()
    message = outbox_letters.write(mail)
    assert "Late bench" in message.subject
    assert "It came late." in message.body
    services.withdraw_issue(issue, actor=cast.contributor, reason="Found")
    assert outbox_letters.write(Mail.objects.get(pk=mail.pk)) is None


def test_who_is_named_on_an_old_ladder_is_told_to_nobody_who_came_later(cast, ladder):
    party, _newcomer = seat_newcomer(cast)
    issue = raised(cast)
    places = set(issue.positions.values_list("party", "person", "name", "due_on"))
    assert places == {(one.pk, None, "", today() + 3 * DAY) for one in (cast.university, cast.partner, party)}


# --- up, by the clock -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "moved", "state", "due"),
    [(2, 0, State.LEVEL_1, 3), (3, 1, State.LEVEL_2, 13), (4, 1, State.LEVEL_2, 14), (400, 1, State.LEVEL_2, 410)],
)
def test_the_day_before_on_the_day_and_late(cast, ladder, day, moved, state, due):
    """However late the sweep comes, one level opens, and its clock begins that day; a second sweep finds nothing."""
    with on(0):
        issue = raised(cast)
    with on(day):
        assert [keep_time(), keep_time()] == [moved, 0]
        issue = again(issue)
        assert (issue.state, issue.due_on) == (state, START.date() + due * DAY)
        assert IssuePosition.objects.filter(issue=issue).count() == 2 + 2 * moved
        assert set(IssuePosition.objects.current().filter(issue=issue).values_list("party", flat=True)) == {
            cast.university.pk,
            cast.partner.pk,
        }
        assert len(told()) == 2 + 2 * moved
        assert Event.objects.filter(subject_key=issue.pk, verb=services.CLIMBED, actor_key=None).count() == moved


def test_it_climbs_by_the_day_of_the_house_and_not_before(cast, ladder, settings):
    """It is the eighth already in Auckland when it is still the seventh elsewhere."""
    with time_machine.travel(dt.datetime(2030, 3, 4, 9, tzinfo=dt.UTC), tick=False):
        issue = raised(cast)
    late = time_machine.travel(dt.datetime(2030, 3, 6, 23, tzinfo=dt.UTC), tick=False)
    with late:
        assert keep_time() == 0
        settings.TIME_ZONE = "Pacific/Auckland"
        assert (keep_time(), again(issue).state) == (1, State.LEVEL_2)


def test_all_the_way_up_and_no_further(cast, ladder):
    with on(0):
        issue = raised(cast)
    way = []
    for day in (3, 13, 14, 16, 30):
        with on(day):
            keep_time()
            issue = again(issue)
            way.append((issue.state, issue.is_stuck))
    assert way == [("level_2", False), ("level_3", False), ("level_4", False), ("level_4", True), ("level_4", True)]


def test_what_is_settled_or_rests_does_not_climb(cast, ladder):
    with on(0):
        settled, resting = raised(cast), raised(cast)
        services.withdraw_issue(settled, actor=cast.contributor, reason="Found")
        Partnership.objects.update(state=Partnership.State.CLOSED)
    with on(9):
        assert keep_time() == 0
        Partnership.objects.update(state=Partnership.State.ACTIVE)
        assert (keep_time(), again(settled).state, again(resting).state) == (1, State.CLOSED, State.LEVEL_2)


def test_a_crash_loses_nothing_and_does_not_hold_up_the_others(cast, ladder, monkeypatch):
    with on(0):
        first, second = raised(cast), raised(cast)
    broken = {first.pk}

    def crash(issue, level):
        if issue.pk in broken:
            raise RuntimeError("killed after half of it")

    monkeypatch.setattr(services.letters, "call_to_level", crash)
    with on(3):
        assert keep_time() == 1
        assert (again(first).state, again(second).state) == (State.LEVEL_1, State.LEVEL_2)
        assert first.positions.count() == 2
        broken.clear()
        assert (keep_time(), again(first).state, first.positions.count()) == (1, State.LEVEL_2, 4)


def test_changed_days_count_for_what_begins_after(cast, ladder):
    with on(0):
        issue = raised(cast)
        Ladder.objects.update(days_1=1, days_2=99)
    with on(2):
        assert keep_time() == 0
    with on(3):
        assert (keep_time(), again(issue).due_on) == (1, START.date() + 102 * DAY)


# --- by hand ----------------------------------------------------------------------------------------------------------
def test_each_party_states_its_position_at_each_level_and_what_was_said_stays(cast, ladder):
    issue = raised(cast)
    services.state_position(issue, actor=cast.contributor, text="We wait.")
    services.state_position(issue, actor=cast.representative, text="So do we.")
    services.hand_up(issue, actor=cast.partner_contributor, reason="It needs money")
    services.state_position(again(issue), actor=cast.representative, text="We pay half.")
    said = {(place.level, place.party): place.text for place in again(issue).positions.all()}
    assert said == {
        (1, cast.university): "We wait.",
        (1, cast.partner): "So do we.",
        (2, cast.university): "",
        (2, cast.partner): "We pay half.",
    }
    old = IssuePosition.objects.get(issue=issue, level=1, party=cast.university)
    assert old.locked_fields() == {"text"}
    with pytest.raises(PermissionDenied):
        services.state_position(issue, actor=cast.facilitator, text="I think")


def test_at_the_top_there_is_no_further_level(cast):
    issue = raised(cast, first_level=4)
    with pytest.raises(Refused):
        services.hand_up(issue, actor=cast.officer, reason="Up")


def test_it_goes_only_where_the_way_leads(cast, here):
    days = {"since": today(), "due_on": today()}
    issue = f.IssueFactory(**here, resolution="So", raised_by=cast.university, **days)
    steps = {
        State.MEDIATION: lambda one: services.mediate(one, actor=cast.officer, mediator="Judge Judy"),
        State.CLOSED: lambda one: services.withdraw_issue(one, actor=cast.officer, reason="Found"),
        State.RESOLVED: lambda one: services.resolve(one, actor=None),
    }
    for state in State.values:
        for to, step in steps.items():
            Issue.objects.filter(pk=issue.pk).update(state=state, **days)
            if to in Issue.TRANSITIONS[state]:
                step(again(issue))
            else:
                with pytest.raises(Refused):
                    step(again(issue))
            assert again(issue).state == (to if to in Issue.TRANSITIONS[state] else state)


def test_what_another_party_raised_is_closed_only_when_all_resolved_it(cast, here):
    issue = f.IssueFactory(**here, resolution="So", raised_by=cast.partner, since=today(), due_on=today())
    for state in State.values:
        Issue.objects.filter(pk=issue.pk).update(state=state)
        if state != State.RESOLVED:
            with pytest.raises(Refused):
                services.close_issue(again(issue), actor=cast.contributor, lesson="Ask")
            assert again(issue).state == state
    Issue.objects.filter(pk=issue.pk).update(state=State.RESOLVED)
    services.close_issue(again(issue), actor=cast.contributor, lesson="Ask")
    assert again(issue).state == State.CLOSED


def test_resolved_by_both_signatures_while_the_clock_goes_on(cast, ladder):
    with on(0):
        issue = raised(cast)
        round = services.propose_resolution(issue, actor=cast.officer, resolution="Halves.")
        with pytest.raises(Refused):
            services.propose_resolution(issue, actor=cast.representative, resolution="Thirds.")
        sign(round, actor=cast.officer)
    with on(3):
        keep_time()
        round.refresh_from_db()
        assert (again(issue).state, round.state) == (State.LEVEL_2, SignOffRound.State.OPEN)
        sign(round, actor=cast.representative)
        issue = again(issue)
        assert (issue.state, issue.resolution, issue.due_on) == (State.RESOLVED, "Halves.", None)
        assert services.close_issue(issue, actor=cast.officer, lesson="Ask early").closed_on == today()
    with on(90):
        assert keep_time() == 0


def test_a_proposal_that_is_declined_leaves_it_where_it_is(cast, ladder):
    issue = raised(cast)
    decline(services.propose_resolution(issue, actor=cast.officer, resolution="No."), actor=cast.representative, reason="No")
    assert again(issue).state == State.LEVEL_1
    assert services.propose_resolution(again(issue), actor=cast.representative, resolution="Halves.").is_open


# --- to the exit, and from other rooms --------------------------------------------------------------------------------
def test_to_the_exit_only_from_the_end_of_the_ladder_and_only_where_it_is_taken_in(cast, here, monkeypatch):
    issue = raised(cast, first_level=4)
    page = reverse("rmp_governance:issue-detail", args=[cast.partnership.slug, issue.pk])
    client, offer = cast.client(cast.officer), reverse("rmp_governance:issue-refer", args=[cast.partnership.slug, issue.pk])
    monkeypatch.setattr(referrals, "DESKS", {})
    Issue.objects.update(due_on=today())
    assert offer not in client.get(page).content.decode()
    with pytest.raises(Refused):
        services.refer_to_exit(issue, actor=cast.officer, facts="")
    assert again(issue).state == State.LEVEL_4
    taken = []
    desk = referrals.Desk(services.EXIT_DESK, "x", lambda source, **said: taken.append((source, said["title"])) or source)
    monkeypatch.setattr(referrals, "DESKS", {services.EXIT_DESK: desk})
    Issue.objects.update(due_on=today() + DAY)
    assert offer not in client.get(page).content.decode()
    with pytest.raises(Refused):
        services.refer_to_exit(issue, actor=cast.officer, facts="")
    Issue.objects.update(due_on=today())
    assert offer in client.get(page).content.decode()
    services.refer_to_exit(issue, actor=cast.officer, facts="Nobody")
    assert (again(issue).state, taken) == (State.TO_EXIT, [(issue, "Late bench")])


def test_the_desk_makes_a_joint_issue_once_and_links_to_what_it_came_of(cast, here, ladder):
    clash = ActionFactory(**here, party=cast.university, responsible=cast.university)
    with pytest.raises(Refused):
        referrals.refer(clash, "governance.issue", actor=cast.officer, title="Clash")
    share_record(clash, actor=cast.officer)
    with pytest.raises(
        PermissionDenied
    ):  # what is referred follows from a step; nobody comes to the desk by himself or herself
        referrals.refer(clash, "governance.issue", actor=cast.officer, title="Clash")
    with acting(cast.officer, cast.partnership):
        made = [
            referrals.refer(clash, "governance.issue", actor=actor, title="Clash", facts="f") for actor in (cast.officer, None)
        ]
    assert made[0] == made[1] == Issue.objects.for_source(clash).get()
    assert (made[0].party, made[0].state, made[0].raised_by) == (None, State.LEVEL_1, cast.university)
    page, theirs = made[0].get_absolute_url(), cast.client(cast.representative)
    assert clash.get_absolute_url() in theirs.get(page).content.decode()
    # Taken back, it is not told to the other side by the issue either.
    withdraw_record(again(clash), actor=cast.officer)
    assert [
        clash.get_absolute_url() in client.get(page).content.decode() for client in (theirs, cast.client(cast.officer))
    ] == [
        False,
        True,
    ]


def test_referred_by_the_clock_it_is_written_for_somebody_who_is_still_there(cast, here, ladder):
    clash = ActionFactory(partnership=cast.partnership, author=cast.contributor, responsible=cast.university)
    Membership.objects.filter(user=cast.contributor).delete()
    assert referrals.refer(clash, "governance.issue", actor=None, title="Clash").author in (cast.officer, cast.representative)


def test_a_topic_handed_up_becomes_an_issue(cast, agreement):
    topic = f.AgreementTopicFactory(agreement=agreement)
    page = reverse("rmp_governance:agreementtopic-escalate", args=[cast.partnership.slug, topic.pk])
    answer = cast.client(cast.contributor).post(page, {"facts": "30 or 90 days"})
    issue = Issue.objects.get()
    assert (answer.status_code, answer.url) == (302, issue.get_absolute_url())
    assert (again(topic).state, issue.kind, issue.source) == ("escalated", "agreement", agreement)
    assert cast.client(cast.contributor).post(page, {"facts": "again"}).status_code == 302
    assert Issue.objects.count() == 1


@pytest.mark.parametrize("newcomer", [False, True])
def test_it_is_read_by_those_who_read_the_agreement(cast, agreement, newcomer):
    topic = f.AgreementTopicFactory(agreement=agreement)
    known = f"{topic} in “{agreement}”"
    late = seat_newcomer(cast)[1] if newcomer else cast.representative
    with read_by(Person(cast.officer)):
        issue = services.escalate_topic(topic, actor=cast.officer, facts="30 or 90 days")
    assert (issue.title, Issue.objects.visible_to(late).exists()) == (known, not newcomer)
