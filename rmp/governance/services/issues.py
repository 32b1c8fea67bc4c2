"""The ladder. An issue stands at one level in all parties at once; when its time there is over, the next level opens for all of them.

The clock is a date on the row: the sweep finds whatever has passed, however late it comes, and a second one finds nothing. Each issue
climbs in a transaction of its own, so that a process killed in between leaves the rest to the next sweep. A level that opens late
begins on the day it opens: nobody loses time for which he or she was not asked.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, roles_with, standing
from partnerships.audience import covers
from partnerships.clock import today
from partnerships.history.notes import product_note
from partnerships.history.services import lock
from partnerships.models import FROZEN_STATES, Membership, Partnership
from partnerships.records.actors import any_party, consequence, party_in, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, readers_of, save_record
from partnerships.referrals import refer
from partnerships.signoff.endings import signing_parties
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round, void_round
from rmp.governance import letters
from rmp.governance.models import Agreement, AgreementTopic, Issue, IssuePosition, LadderPlace
from rmp.governance.models.issues import TOP
from rmp.governance.services.agreements import end_of_term
from rmp.governance.services.clocks import clocks_of

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.records.models import PartnershipRecord

State = Issue.State
ISSUE_CLOSED = product_note(_lazy("The issue was closed."))
HANDED_UP = gettext_noop("handed up")
CLIMBED = gettext_noop("went up: the time at its level was over")
WITHDRAWN = gettext_noop("withdrew")
EXIT_DESK = "exits.assessment"
logger = logging.getLogger(__name__)


# --- onto the ladder --------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def raise_issue(issue: Issue, *, actor: "User", source: "PartnershipRecord | None" = None) -> Issue:
    """Write an issue down and put it on the ladder, at the level it begins with. `source` is what it came of."""
    lock(issue.partnership)
    issue.raised_by = standing(actor, issue.partnership).party
    issue.source = source
    issue.full_clean(exclude=["author"])
    save_record(issue, actor=actor)
    return _open_level(issue, issue.first_level, actor=actor)


@consequence
def receive(source: "PartnershipRecord", *, actor: "User | None", title: str, facts: str) -> Issue:
    """What another room refers to this one. An issue that came of the same source and is not settled is the one it goes on with.

    Referred by the clock (no actor), it is written in the name of the source's author, or of somebody who keeps the partnership.
    """
    known = Issue.objects.for_source(source).unsettled().filter(partnership=source.partnership).first()
    if known is not None:
        return known
    kinds = {"risks": Issue.Kind.RISK, "rmp_governance": Issue.Kind.AGREEMENT}
    issue = Issue(  # type: ignore[misc]
        **source.record.joint_place(),
        title=title[:200],
        facts=facts or title,
        kind=kinds.get(source._meta.app_label, Issue.Kind.OTHER),
    )
    return raise_issue(issue, actor=actor or _writer(source), source=source)


def _writer(source: "PartnershipRecord") -> "User":
    """In whose name the clock writes: whoever wrote the source, if he or she still may, or else one of those who manage."""
    here = Membership.objects.standing_in(source.partnership)
    writers = here.filter(role__in=roles_with(Right.WRITE), user=source.author_id)
    found = writers.first() or here.filter(role__in=roles_with(Right.MANAGE)).order_by("starts_on", "pk").first()
    if found is None:
        raise Refused(_("Nobody keeps this partnership any more."))
    return found.user


@taken_by()
@transaction.atomic
def escalate_topic(topic: AgreementTopic, *, actor: "User", facts: str) -> Issue:
    """Hand a topic of an agreement up: it becomes an issue on the ladder."""
    lock(topic.partnership)
    if not topic.agreement.is_pending:
        raise Refused(_("What was signed is kept as it was signed."))
    advance(topic, AgreementTopic.State.ESCALATED, actor=actor, since=today())
    with readers_of(topic):
        title = _("%(topic)s in “%(agreement)s”") % {"topic": topic, "agreement": str(topic.agreement)[:120]}
    issue = Issue(  # type: ignore[misc]
        **topic.agreement.joint_place(),
        title=title[:200],
        facts=facts,
        kind=Issue.Kind.AGREEMENT,
    )
    return raise_issue(issue, actor=actor, source=topic.agreement)


def _open_level(issue: Issue, level: int, *, actor: "User | None", on: dt.date | None = None, **said: Any) -> Issue:
    """Open a level for all parties at once: its clock starts, each gets its place there, and those who hold the places are told."""
    day, ladder = on or today(), clocks_of(issue.partnership)
    due_on = day + dt.timedelta(days=ladder.days(level))
    # Who is named on the ladder is told in the issue only where all its readers read the ladder, too; its days hold for all.
    named = {}
    if covers(ladder.audience, issue.audience):
        named = {place.party_id: place for place in LadderPlace.objects.filter(ladder=ladder, level=level)}
    places = []
    for party in signing_parties(issue.partnership, issue):
        place = named.get(party.pk)
        places.append(
            IssuePosition(  # type: ignore[misc]
                issue=issue,
                party=party,
                level=level,
                person=place and place.person,
                name=place.name if place else "",
                opened_on=day,
                due_on=due_on,
                author=actor or issue.author,
            )
        )
    IssuePosition.objects.bulk_create(places, ignore_conflicts=True)
    advance(issue, Issue.ON_LADDER[level - 1], actor=actor, since=day, due_on=due_on, also=places, **said)
    letters.call_to_level(issue, level)
    return issue


# --- up the ladder ----------------------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def hand_up(issue: Issue, *, actor: "User", reason: str) -> Issue:
    """Open the next level before the time is over, since this one will not settle it. Raises Refused at the top and off the ladder."""
    lock(issue.partnership)
    issue.refresh_from_db()
    if issue.level is None or issue.level == TOP:
        raise Refused(_("There is no further level."))
    return _open_level(issue, issue.level + 1, actor=actor, verb=HANDED_UP, note=reason)


@transaction.atomic
def climb(issue: Issue, *, on: dt.date) -> bool:
    """Open the next level if the time at this one is over. False when it is not (any more): it was settled, or went up already."""
    lock(issue.partnership)
    current = Issue.objects.climbing(on).filter(pk=issue.pk).first()
    if current is None or current.level is None:
        return False
    _open_level(current, current.level + 1, actor=None, on=on, verb=CLIMBED)
    return True


def keep_time(on: dt.date | None = None) -> int:
    """Let climb what is to climb by the day (default: today), and end the agreements whose last day has passed.

    Returns how many moved. What one partnership's records come to must not hold up the others: a failure is logged, and the row is
    found again by the next sweep.
    """
    day, moved = on or today(), 0
    issues = Issue.objects.climbing(day).filter(partnership__in=_open_partnerships()).select_related("partnership")
    agreements = Agreement.objects.effective().filter(ends_on__lt=day, partnership__in=_open_partnerships())
    steps: list[tuple[Any, Callable[..., bool]]] = [(issue, climb) for issue in issues.order_by("due_on", "pk")]
    steps += [(ended, end_of_term) for ended in agreements.select_related("partnership").order_by("ends_on", "pk")]
    for record, step in steps:
        try:
            moved += step(record, on=day)
        except Exception:
            logger.exception("%s %s was not moved on", type(record).__name__, record.pk)
    return moved


def _open_partnerships() -> Any:
    return Partnership.objects.exclude(state__in=FROZEN_STATES).values("pk")


# --- what the parties say and do --------------------------------------------------------------------------------------
@taken_by(allowed=any_party)
@transaction.atomic
def state_position(issue: Issue, *, actor: "User", text: str) -> Issue:
    """Say where the actor's party stands at this level. Raises PermissionDenied for who writes for no party, Refused off the ladder."""
    lock(issue.partnership)
    issue.refresh_from_db()
    party = standing(actor, issue.partnership).party
    place = IssuePosition.objects.current().filter(issue=issue, party=party).first()
    if place is None:
        raise Refused(_("It stands at no level now."))
    place.text = text
    save_record(place, actor=actor)
    return issue


@taken_by()
@transaction.atomic
def propose_resolution(issue: Issue, *, actor: "User", resolution: str, due_on: dt.date | None = None) -> SignOffRound:
    """Lay a way out before all parties; signed by all, the issue is resolved. Its clock goes on meanwhile.

    Raises Refused when it is settled, or when another proposal is before the parties.
    """
    lock(issue.partnership)
    issue.refresh_from_db()
    if not issue.is_unsettled:
        raise Refused(_("It is settled already."))
    if SignOffRound.objects.open().of_record(issue).exists():
        raise Refused(_("Another proposal is before the parties: let them answer it first."))
    issue.resolution = resolution
    save_record(issue, actor=actor)
    return open_round(issue, actor=actor, due_on=due_on)


@consequence
def resolve(issue: Issue, *, actor: "User | None") -> Issue:
    """All parties have signed the way out. Called by the sign-off alone."""
    return advance(issue, State.RESOLVED, actor=actor, resolved_on=today(), due_on=None)


@taken_by(Right.SIGN)
@transaction.atomic
def mediate(issue: Issue, *, actor: "User", mediator: str, until: dt.date | None = None) -> Issue:
    """The highest level asks somebody from outside to help."""
    if until is not None and until < today():
        raise Refused(_("That day has passed already."))
    return advance(issue, State.MEDIATION, actor=actor, mediator=mediator, since=today(), due_on=until)


@taken_by(Right.SIGN)
@transaction.atomic
def refer_to_exit(issue: Issue, *, actor: "User", facts: str) -> Issue:
    """Nobody settles it: whether to go on at all is assessed by the room of the exit. Raises Refused before the ladder is at its end."""
    lock(issue.partnership)
    issue.refresh_from_db()
    if not issue.is_stuck:
        raise Refused(_("The highest level still has time for it."))
    refer(issue, EXIT_DESK, actor=actor, title=str(issue), facts=facts or issue.facts)
    return advance(issue, State.TO_EXIT, actor=actor, since=today(), due_on=None)


@taken_by(allowed=party_in("raised_by"))
@transaction.atomic
def withdraw_issue(issue: Issue, *, actor: "User", reason: str) -> Issue:
    """The party that raised it does not insist any more."""
    return _close(issue, actor, verb=WITHDRAWN, note=reason)


@taken_by()
@transaction.atomic
def close_issue(issue: Issue, *, actor: "User", lesson: str) -> Issue:
    """What was resolved is done, and what the parties learn from it is written down.

    Raises Refused for what all have not resolved: that only the party that raised it takes back.
    """
    lock(issue.partnership)
    issue.refresh_from_db()
    if issue.state != State.RESOLVED:
        raise Refused(_("Only an issue that all parties resolved is closed. The party that raised it can withdraw it."))
    return _close(issue, actor, lesson=lesson)


def _close(issue: Issue, actor: "User", **said: Any) -> Issue:
    """An open proposal falls with it."""
    lock(issue.partnership)
    waiting = SignOffRound.objects.open().of_record(issue).first()
    advance(issue, State.CLOSED, actor=actor, closed_on=today(), due_on=None, **said)
    if waiting is not None:
        void_round(waiting, actor=actor, reason=ISSUE_CLOSED)
    return issue
