"""What the pages cost, equal for 1 and 30 rows, what falls due, and that no page tells of what one party keeps to itself."""

import datetime as dt
import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.clock import today
from partnerships.records.services import save_record
from partnerships.reminders.reading import upcoming
from partnerships.reminders.registry import DUES
from partnerships.tests.cast import make_cast
from rmp.governance.models import BodyMember, Decision, GovernanceBody, Issue, Meeting
from rmp.governance.tests import factories as f

DAY = dt.timedelta(days=1)
LISTS = (
    *("agreement", "noagreement", "negotiatingline", "governancebody", "meeting", "decision", "issue", "ladder"),
    *("authorityrule", "activity", "jointprocess"),
)
PAGES = ("governance", "ladder", "matrix")
DETAILS = (
    *("agreement", "agreement agreementtopic", "governancebody bodymember", "governancebody meetings", "meeting"),
    *("meeting attendance", "meeting decisions", "decision", "issue", "issue issueposition", "jointprocess"),
)


def url(name, cast, *args, query=""):
    return reverse(f"rmp_governance:{name}", args=[cast.partnership.slug, *args]) + query


def fill(cast, rows):
    """Some of everything, and the first of each kind with all its parts."""
    here, parties = {"partnership": cast.partnership, "author": cast.officer}, (cast.university, cast.partner)
    body, agreement, activity, process, issue, decision = (
        f.GovernanceBodyFactory(**here),
        f.AgreementFactory(**here, signatories=parties, file=ContentFile(b"%PDF-", "a.pdf"), file_name="a.pdf"),
        f.ActivityFactory(**here),
        f.JointProcessFactory(**here),
        f.IssueFactory(**here, level=1),
        f.DecisionFactory(**here, adopted=True),
    )
    meeting = f.MeetingFactory(**here, body=body, held=True)
    ladder = f.LadderFactory(**here)
    for party in parties:
        f.LadderPlaceFactory(ladder=ladder, party=party, person=cast.officer)
        f.OwnWayFactory(process=process, party=party)
        f.IssuePositionFactory(issue=issue, party=party)
        f.PartyPositionFactory(decision=decision, party=party)
        f.NoticePeriodFactory(agreement=agreement, holder=party)
    for n in range(rows):
        member = f.BodyMemberFactory(body=body, seat_of=parties[n % 2], person=cast.officer)
        f.AttendanceFactory(meeting=meeting, member=member)
        f.AgendaItemFactory(meeting=meeting)
        f.AgreementTopicFactory(agreement=agreement, topic=f.term("agreement_topic", f"topic-{n}"))
        f.ResponsibilityFactory(activity=activity, holder=cast.partner, letter="R", role=f"Role {n}")
        other = f.GovernanceBodyFactory(**here, escalates_to=body)
        f.BodyMemberFactory(body=other, seat_of=cast.partner)
        f.AgreementFactory(**here, with_party=cast.partner, in_force=n % 2)
        f.NoAgreementFactory(**here)
        f.MeetingFactory(**here, body=body)
        f.DecisionFactory(**here, body=body, meeting=meeting, responsible=cast.partner, rescinds=decision)
        f.IssueFactory(**here, level=n % 4 + 1, raised_by=cast.partner)
        f.AuthorityRuleFactory(**here, body=body)
        f.ActivityFactory(**here)
        f.JointProcessFactory(**here, owned_by=cast.partner, owner=cast.officer)
        for place in ({"party": cast.university}, {"party": cast.partner, "visibility": "shared"}):
            f.NegotiatingLineFactory(**here, **place, agreement=agreement, topic=f.term("agreement_topic", "publication"))
    return {
        "agreement": agreement,
        "governancebody": body,
        "meeting": meeting,
        "decision": decision,
        "issue": issue,
        "jointprocess": process,
        "activity": activity,
    }


@pytest.fixture(scope="module")
def costs(django_db_setup, django_db_blocker):
    """{rows: {page: queries}}"""
    found = {}
    with django_db_blocker.unblock():
        for rows in (1, 30):
            with transaction.atomic():
                cast = make_cast()
                found[rows] = walk(cast, fill(cast, rows))
                transaction.set_rollback(True)
    return found


def walk(cast, records):
    client, found = cast.client(cast.officer), {}
    addresses = {name: url(name, cast) for name in PAGES} | {f"{name} list": url(f"{name}-list", cast) for name in LISTS}
    for name in DETAILS:
        kind, _, tab = name.partition(" ")
        addresses[f"{name} detail"] = url(f"{kind}-detail", cast, records[kind].pk, query=f"?tab={tab}")
    client.get(addresses["governance"])  # what is remembered between requests is so already
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        found[name] = len(queries)
    return found


def test_pages_cost_the_same_for_one_row_and_for_thirty(costs):
    assert costs[1] == costs[30]


def test_no_page_costs_much(costs):
    # Each has the person, the partnership and the standing besides (as every page of the house).
    most = {name: 12 if name.endswith("detail") or name in PAGES else 8 for name in costs[30]}
    dear = {name: (cost, most[name]) for name, cost in costs[30].items() if cost > most[name]}
    assert dear == {}


# --- leaks ------------------------------------------------------------------------------------------------------------
def shown(cast, person, agreement):
    """Where a party's line could be told, as the person sees it; without what differs at each request."""
    client, lines = cast.client(person), url("negotiatingline-list", cast)
    addresses = (
        *(lines + query for query in ("", "?q=Canary", "?export=csv")),
        url("governance", cast),
        agreement.get_absolute_url(),
        reverse("history:list", args=[cast.partnership.slug]),
        reverse("records:sharing", args=[cast.partnership.slug]),
    )
    pages = {}
    for address in addresses:
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        pages[address] = re.sub(r'"[A-Za-z0-9]{64}"', "", content.decode())
    return pages


def test_what_one_party_wants_is_told_to_nobody_else(cast, here):
    agreement, topic = f.AgreementFactory(**here), f.term("agreement_topic", "publication")
    f.NegotiatingLineFactory(**here, party=cast.partner, visibility="shared", agreement=agreement, topic=topic)
    people = (cast.representative, cast.auditor)
    before = [shown(cast, person, agreement) for person in people]
    line = f.NegotiatingLineFactory.build(**here, party=cast.university, aim="Canary", agreement=agreement, topic=topic)
    save_record(line, actor=cast.officer)
    for person, pages in zip(people, before, strict=True):
        assert [address for address, page in shown(cast, person, agreement).items() if page != pages[address]] == []
    assert cast.client(cast.representative).get(line.get_absolute_url()).status_code == 404
    assert "Canary" in cast.client(cast.contributor).get(url("negotiatingline-list", cast)).content.decode()
    # It does not keep the other party from removing the agreement, and stays.
    client = cast.client(cast.representative)
    assert client.post(url("agreement-delete", cast, agreement.pk)).status_code == 302
    line.refresh_from_db()
    assert (line.agreement, line.aim) == (None, "Canary")


# --- forms ------------------------------------------------------------------------------------------------------------
def test_bad_input_is_told_at_the_field_and_nothing_is_written(cast, here):
    body = f.GovernanceBodyFactory(**here, name="Council")
    theirs = f.GovernanceBodyFactory(partnership=cast.sibling_partnership, author=cast.officer)
    meeting = f.MeetingFactory(**here, body=body, state="agenda_issued")
    seat = f.BodyMemberFactory(body=body, seat_of=cast.partner)
    elsewhere = f.BodyMemberFactory(body=theirs, seat_of=cast.university)
    issue = f.IssueFactory(**here, level=4)
    decision = f.DecisionFactory(**here, state="open")
    now = {"starts_at": "2030-01-01T10:00", "duration": "60", "mode": "remote"}
    good_body = {"name": "Board", "level": "strategic", "terms": "x", "chair_rule": "fixed", "quorum_per_party": "1"}
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC))
    cases = [
        (url("governancebody-create", cast), good_body | {"name": "Council"}, "__all__"),
        (url("governancebody-create", cast), good_body | {"escalates_to": theirs.pk}, "escalates_to"),
        (url("governancebody-create", cast), good_body | {"quorum_parties": "0"}, "quorum_parties"),
        (url("meeting-create", cast), now | {"body": theirs.pk}, "body"),
        (url("meeting-create", cast), now | {"body": body.pk, "starts_at": "9999-12-31T23:59"}, "starts_at"),
        (url("meeting-create", cast), now | {"body": body.pk, "starts_at": "yesterday"}, "starts_at"),
        (url("meeting-create", cast), now | {"body": body.pk, "link": "javascript:alert(1)"}, "link"),
        (url("meeting-create", cast), now | {"body": body.pk, "duration": "4"}, "duration"),
        (url("meeting-hold", cast, meeting.pk), {"held_on": "2999-01-01", "present": [seat.pk]}, "held_on"),
        (url("meeting-hold", cast, meeting.pk), {"held_on": "2026-01-01", "present": [elsewhere.pk]}, "present"),
        (
            url("meeting-hold", cast, meeting.pk),
            {"held_on": "2026-01-01", "present": [seat.pk], "excused": [seat.pk]},
            "excused",
        ),
        (url("meeting-move", cast, meeting.pk), {"starts_at": "2030-01-01T10:00", "duration": "99999"}, "duration"),
        (
            url("bodymember-create", cast, body.pk),
            {"seat_of": cast.sibling_partner.pk, "role": "member", "starts_on": "2026-01-01"},
            "seat_of",
        ),
        (url("issue-create", cast), {"title": "x", "kind": "other", "facts": "x", "first_level": "5"}, "first_level"),
        (url("issue-mediate", cast, issue.pk), {"mediator": "J", "until": "2020-01-01"}, "until"),
        (url("decision-position", cast, decision.pk), {"choice": "against"}, "reason"),
        (url("decision-position", cast, decision.pk), {"choice": "maybe", "reason": "x"}, "choice"),
        (url("decision-create", cast), {"title": "x", "text": "x", "method": "delegated"}, "delegated_to"),
        (
            url("decision-create", cast),
            {"title": "x", "text": "x", "method": "consensus", "decide_by": "2030-02-01", "implement_by": "2030-01-01"},
            "__all__",
        ),
        (
            url("ladder-create", cast),
            {f"days_{n}": "0" for n in (1, 2, 3, 4)} | {"minutes_days": "1", "topic_days": "1"},
            "days_1",
        ),
    ]
    client = cast.client(cast.officer)
    models = (GovernanceBody, Meeting, BodyMember, Decision, Issue)
    counts = [model.objects.count() for model in models]
    for address, data, field in cases:
        answer = client.post(address, data)
        assert (answer.status_code, field in answer.context["form"].errors) == (422, True), (address, data)
    assert [model.objects.count() for model in models] == counts


# --- what falls due ---------------------------------------------------------------------------------------------------
def test_dates_of_parties_and_of_all(cast, here):
    soon = today() + DAY
    f.GovernanceBodyFactory(**here, next_meeting_on=soon)
    called = f.GovernanceBodyFactory(**here, next_meeting_on=soon)
    f.MeetingFactory(**here, body=called)
    f.MeetingFactory(**here, held=True, minutes_due_on=soon)
    f.MeetingFactory(**here, held=True, state="minutes_agreed", minutes_due_on=soon)
    f.DecisionFactory(**here, decide_by=soon)
    f.DecisionFactory(**here, adopted=True, decide_by=soon, implement_by=soon, responsible=cast.partner)
    issue = f.IssueFactory(**here, level=2)
    f.IssuePositionFactory(issue=issue, party=cast.university, level=1, due_on=soon)
    f.IssuePositionFactory(issue=issue, party=cast.university, level=2, due_on=soon, person=cast.contributor)
    f.IssuePositionFactory(issue=issue, party=cast.partner, level=2, due_on=soon)
    agreement = f.AgreementFactory(**here, in_force=True, ends_on=today() + 91 * DAY)
    f.NoticePeriodFactory(agreement=agreement, holder=cast.partner, days=90)
    f.AgreementFactory(**here, in_force=True, ends_on=soon)
    f.NoAgreementFactory(**here, state="agreed", review_on=soon)
    f.JointProcessFactory(**here, state="in_use", agreed_way="So", owned_by=cast.university, review_on=soon)
    everybody = {"meeting", "minutes", "decide", "agreement_end", "no_agreement"}
    found = {
        name: sorted(item.due.kind.partition(".")[2] for item in upcoming(getattr(cast, name)) if item.due_on == soon)
        for name in ("officer", "representative", "contributor", "partner_reader", "stranger")
    }
    assert found == {
        "officer": sorted({*everybody, "process"}),
        "representative": sorted({*everybody, "implement", "issue", "agreement_notice"}),
        "contributor": ["issue"],
        "partner_reader": [],
        "stranger": [],
    }
    assert {kind.partition(".")[2] for kind in DUES if kind.startswith("governance.")} >= everybody
