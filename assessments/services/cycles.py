"""The course of a cycle. Answers come in blind: nothing of them is shown to anybody before every side has closed and all is released."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.models import Cycle, CycleSide, Questionnaire, Respondent
from assessments.models.cycles import joined_parties
from assessments.services.analysis import analyse
from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Party
from partnerships.outbox.services import queue
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused, refuse_unread
from partnerships.records.services import advance, save_record
from partnerships.signoff.services import open_round

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.signoff.models import SignOffRound

State = Cycle.State
MAIL = "assessments.questionnaire"
# What the history calls the steps.
VERBS = (gettext_noop("closed for one side"), gettext_noop("released to both"), gettext_noop("discussed in a workshop"))


def current(cycle: Cycle) -> Cycle:
    """The cycle as it is now, with the partnership's lock held until the transaction ends."""
    lock(cycle.partnership)
    found = Cycle.objects.select_related("instrument").get(pk=cycle.pk)
    found.partnership = cycle.partnership
    return found


# --- whom to ask ------------------------------------------------------------------------------------------------------
@taken_by(Right.SIGN)
@transaction.atomic
def start_inviting(cycle: Cycle, *, actor: "User") -> Cycle:
    """Each party names its own people from now on. Raises Refused where there are not two parties to ask."""
    cycle = current(cycle)
    parties = list(joined_parties(cycle))
    if len(parties) < 2:
        raise Refused(_("It takes two: the other party has not joined yet."))
    advance(cycle, State.INVITING, actor=actor)
    CycleSide.objects.bulk_create([CycleSide(cycle=cycle, party=party) for party in parties])
    return cycle


@taken_by()
@transaction.atomic
def add_respondent(respondent: Respondent, *, actor: "User") -> Respondent:
    """Ask one more person of one's own party; where answers come in already, the link is mailed at once.

    Raises Refused when the cycle takes no more people, or the person does not stand for the party.
    """
    cycle = current(respondent.cycle)
    if cycle.state not in (State.INVITING, State.OPEN):
        raise Refused({"cycle": _("People are named once inviting has begun, and until the answers are in.")})
    side = CycleSide.objects.filter(cycle=cycle, party=respondent.party).first()
    if side is None or side.closed_on:
        raise Refused({"cycle": _("Your side takes no more answers.")})
    save_record(respondent, actor=actor)
    questionnaire = Questionnaire.objects.create(respondent=respondent)
    if cycle.state == State.OPEN:
        CycleSide.objects.filter(pk=side.pk).update(invited=_invited(cycle, side.party))
        send_link(questionnaire)
    return respondent


@taken_by()
@transaction.atomic
def ask_the_same(cycle: Cycle, *, actor: "User") -> Cycle:
    """Name the people of one's own party who were asked the last time. Raises Refused when there was no last time."""
    cycle = current(cycle)
    party = _party_of(actor, cycle)
    earlier = Respondent.objects.filter(partnership=cycle.partnership, party=party).exclude(cycle=cycle)
    last = earlier.order_by("-cycle__opened_on", "-created_at").values_list("cycle", flat=True).first()
    if last is None:
        raise Refused(_("Nobody of your party was asked before."))
    there = {person.person_key for person in _people(cycle, party)}
    for person in earlier.filter(cycle=last).select_related("user").order_by("created_at", "pk"):
        if person.person_key in there or (person.user and not may_answer(person.user, cycle, party)):
            continue
        copy = Respondent(
            partnership=cycle.partnership,
            party=party,
            visibility="private",
            cycle=cycle,
            user=person.user,
            name=person.name,
            email=person.email,
            group=person.group,
        )
        add_respondent(copy, actor=actor)
    return cycle


def _people(cycle: Cycle, party: Party) -> Any:
    return Respondent.objects.filter(cycle=cycle, party=party).select_related("user")


def may_answer(user: "User", cycle: Cycle, party: Party) -> bool:
    """Whether the person answers for the party."""
    return standing(user, cycle.partnership).may(Right.ANSWER, party)


def _party_of(actor: "User", cycle: Cycle) -> Party:
    party = standing(actor, cycle.partnership).party
    if party is None or not CycleSide.objects.filter(cycle=cycle, party=party).exists():
        raise PermissionDenied
    return party


def _invited(cycle: Cycle, party: Party) -> int:
    return Respondent.objects.filter(cycle=cycle, party=party).count()


# --- answers come in --------------------------------------------------------------------------------------------------
@taken_by(Right.SIGN)
@transaction.atomic
def open_cycle(cycle: Cycle, *, actor: "User") -> Cycle:
    """Send everybody the link. Raises Refused without a last day to answer, or when a side has named too few people to be shown."""
    cycle = current(cycle)
    if cycle.closes_on is None or cycle.closes_on < today():
        raise Refused(_("Say until which day answers are welcome: it has to be today or later."))
    sides = {side.party_id: side for side in cycle.sides.select_related("party")}  # type: ignore[attr-defined]
    named = dict(
        Respondent.objects.filter(cycle=cycle).values("party").annotate(n=Count("pk")).values_list("party", "n").order_by()
    )
    few = [str(side.party) for side in sides.values() if named.get(side.party_id, 0) < cycle.min_group]
    if few:
        raise Refused(
            _("%(parties)s: name at least %(n)s people each, or nothing of what they answer could be shown.")
            % {"parties": ", ".join(sorted(few)), "n": cycle.min_group}
        )
    advance(cycle, State.OPEN, actor=actor, opened_on=today())
    for side in sides.values():
        side.invited = named[side.party_id]
        side.save(update_fields=["invited"])
    for questionnaire in Questionnaire.objects.filter(respondent__cycle=cycle).select_related("respondent__user"):
        send_link(questionnaire)
    return cycle


def send_link(questionnaire: Questionnaire) -> None:
    """Mail the person the one way to the questionnaire."""
    respondent = questionnaire.respondent
    to: dict[str, Any] = {"user": respondent.user} if respondent.user else {"email": respondent.email}
    queue(MAIL, subject=questionnaire, **to)


@taken_by()
@transaction.atomic
def resend_link(respondent: Respondent, *, actor: "User") -> Respondent:
    """Mail the link once more; the one sent before is dead. Whether the person has answered is not looked at, and not told."""
    lock(respondent.partnership)
    questionnaire = (
        Questionnaire.objects.select_for_update(of=("self",))
        .select_related("respondent__cycle", "respondent__user")
        .get(respondent=respondent)
    )
    questionnaire.respondent.partnership = respondent.partnership
    if not questionnaire.is_open:
        raise Refused(_("No answers are taken now."))
    questionnaire.renew()
    questionnaire.save(update_fields=["nonce", "token_hash"])
    send_link(questionnaire)
    return respondent


@taken_by(Right.SIGN)
@transaction.atomic
def close_side(cycle: Cycle, *, actor: "User") -> Cycle:
    """Take no more answers from one's own side. When it is the last, all answers are in and are analysed. Raises Refused if closed."""
    cycle = current(cycle)
    if cycle.state != State.OPEN:
        raise Refused(_("No answers are taken now."))
    _close(cycle, [_party_of(actor, cycle)], actor)
    return cycle


@transaction.atomic
def close_late(cycle: Cycle, *, day: dt.date) -> bool:
    """Close what is still open of a cycle whose last day has passed. Returns whether it did; safe to run twice."""
    cycle = current(cycle)
    if cycle.state != State.OPEN or cycle.closes_on is None or cycle.closes_on >= day:
        return False
    _close(cycle, [side.party for side in cycle.sides.select_related("party").filter(closed_on=None)], None)  # type: ignore[attr-defined]
    return True


def _close(cycle: Cycle, parties: list[Party], actor: "User | None") -> None:
    # Whoever is saving an answer holds the questionnaire: this waits for it, and nothing is saved after it.
    Questionnaire.objects.filter(respondent__cycle=cycle, respondent__party__in=parties).update(side_closed=True)
    open_sides = CycleSide.objects.filter(cycle=cycle, closed_on=None)
    if not open_sides.filter(party__in=parties).update(closed_on=today()):
        raise Refused(_("Your side is closed already."))
    if not open_sides.exists():
        advance(cycle, State.CLOSED, actor=actor, answers_in_on=today())
        analyse(cycle, actor=None)


# --- what the answers say ---------------------------------------------------------------------------------------------
@taken_by(Right.SIGN)
@transaction.atomic
def release(cycle: Cycle, *, actor: "User") -> Cycle:
    """Show the results to all sides at the same moment."""
    return advance(current(cycle), State.RELEASED, actor=actor, verb="released to both", released_on=today())


@taken_by()
@transaction.atomic
def hold_workshop(cycle: Cycle, *, actor: "User", on: dt.date, moderated_by: str = "") -> Cycle:
    """The parties talk about the results; from here on they write down what they agree. Raises Refused for a day to come."""
    cycle = current(cycle)
    if on > today():
        raise Refused({"on": _("This day has not come yet.")})
    if cycle.released_on and on < cycle.released_on:
        raise Refused({"on": _("The results were not released yet on that day.")})
    return advance(
        cycle, State.WORKSHOP, actor=actor, verb="discussed in a workshop", workshop_on=on, moderated_by=moderated_by.strip()
    )


@taken_by()
@transaction.atomic
def ask_for_consensus(cycle: Cycle, *, actor: "User", due_on: dt.date | None = None) -> "SignOffRound":
    """Put the agreed scores to all parties. Raises Refused before the workshop, or without a score."""
    cycle = current(cycle)
    if cycle.state != State.WORKSHOP:
        raise Refused(_("Scores are agreed after the workshop."))
    if not cycle.consensus_set.exists():  # type: ignore[attr-defined]
        raise Refused(_("Write down at least one agreed score first."))
    return open_round(cycle, actor=actor, due_on=due_on)


@consequence
def consensus_found(cycle: Cycle, *, actor: "User | None") -> Cycle:
    """All parties have signed the agreed scores."""
    return advance(cycle, State.CONSENSUS, actor=actor)


@taken_by(Right.SIGN)
@transaction.atomic
def agree_actions(cycle: Cycle, *, actor: "User") -> Cycle:
    """The improvements proposed are agreed: each party gets its action in the plan. Raises Refused when there is none."""
    from assessments.services.improving import agree_improvement

    cycle = current(cycle)
    proposed = cycle.improvements.exclude(state="dropped").order_by("created_at", "pk")  # type: ignore[attr-defined]
    refuse_unread(proposed, person=actor)
    improvements = list(proposed)
    if not improvements:
        raise Refused(_("Choose at least one improvement first: two or three are enough."))
    for improvement in improvements:
        if improvement.is_proposed:
            agree_improvement(improvement, actor=actor)
    return advance(cycle, State.ACTIONS, actor=actor)


@taken_by()
@transaction.atomic
def follow_up(cycle: Cycle, *, actor: "User", conclusion: str) -> Cycle:
    """Say what came of it. Raises Refused while the effect of an improvement is not looked at."""
    cycle = current(cycle)
    unchecked = cycle.improvements.unchecked()  # type: ignore[attr-defined]
    refuse_unread(unchecked, person=actor)
    if unchecked.exists():
        names = ", ".join(str(improvement) for improvement in unchecked[:5])
        raise Refused(_("Look first whether these helped: %(names)s.") % {"names": names})
    return advance(cycle, State.FOLLOWED_UP, actor=actor, conclusion=conclusion.strip())


@taken_by(Right.SIGN)
@transaction.atomic
def finish(cycle: Cycle, *, actor: "User") -> Cycle:
    """The cycle is closed: after its follow-up, or, where nothing needs talking about, as soon as it was released."""
    return advance(current(cycle), State.FINISHED, actor=actor, finished_on=today())


@taken_by(Right.SIGN)
@transaction.atomic
def cancel(cycle: Cycle, *, actor: "User", reason: str) -> Cycle:
    """Call it off before it opens; then each party closes its own side only, and nobody destroys what others answered."""
    return advance(current(cycle), State.CANCELLED, actor=actor, note=reason, finished_on=today())


def participation(cycle: Cycle) -> list[dict[str, Any]]:
    """How many of each side are asked and have answered; never who, and nothing of what they said. Two queries."""
    handed_in = Q(state=Questionnaire.State.HANDED_IN)
    rows = Questionnaire.objects.filter(respondent__cycle=cycle).values("respondent__party")
    counts = {
        row["respondent__party"]: (row["asked"], row["answered"])
        for row in rows.annotate(asked=Count("pk"), answered=Count("pk", filter=handed_in)).order_by()
    }
    found = []
    for side in CycleSide.objects.filter(cycle=cycle).select_related("party"):
        asked, answered = counts.get(side.party_id, (0, 0))
        found.append({"side": side, "party": side.party, "asked": asked, "answered": answered})
    return found
