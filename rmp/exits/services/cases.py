"""A case of ending or change: assessed and decided together, or by one party's notice; told, carried out, looked back on, closed."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from partnerships.access.policy import Right, Standing, standing
from partnerships.actions.models import Action
from partnerships.archive.models import Archive
from partnerships.archive.services import request_joint
from partnerships.clock import today
from partnerships.history.notes import product_note
from partnerships.history.services import lock
from partnerships.models import Participation, Partnership, Party
from partnerships.records.actors import any_party, by_signers, consequence, taken_by
from partnerships.records.describe import text
from partnerships.records.refusals import Refused, check_proven
from partnerships.records.services import advance
from partnerships.services import move_partnership, remove_party
from partnerships.signoff.endings import check_all_read, signing_parties
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round, void_round
from rmp.exits.models import DisengagementCase, Disposition, ExitPlanItem, SurvivingObligation
from rmp.exits.services.strategy import earliest_end

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.accounts.presence import Proof

State = DisengagementCase.State
BY_NOTICE = product_note(_lazy("Decided by notice instead."))
DECIDED_BY_NOTICE = gettext_noop("decided by notice")
VERBS = (
    *(gettext_noop("joint_assessment"), gettext_noop("decided"), gettext_noop("notified"), gettext_noop("transition")),
    *(gettext_noop("obligations_clearing"), gettext_noop("evaluation"), gettext_noop("closed"), gettext_noop("withdrawn")),
)


def concerned(case: DisengagementCase, standing: Standing) -> bool:
    """Whoever stands for the party that leaves; of an end for all, for any party."""
    return standing.party is not None and case.leaver in (None, standing.party)


def may_take_back(case: DisengagementCase, standing: Standing) -> bool:
    """Any party, and a notice that was given, who gave it."""
    return standing.party is not None and case.by_notice in (None, standing.party)


def _still(allowed: Callable[[Any, Standing], bool], case: DisengagementCase, actor: "User") -> Party:
    """The actor's party, if the rule still lets it in now that nobody else changes the case. Raises PermissionDenied."""
    here = standing(actor, case.partnership)
    if here.party is None or not allowed(case, here):
        raise PermissionDenied
    return here.party


def _current(case: DisengagementCase) -> DisengagementCase:
    """The case as it is now, under the partnership's lock."""
    lock(case.partnership)
    current = DisengagementCase.objects.get(pk=case.pk)
    current.partnership = case.partnership
    return current


@taken_by()
def assess_case(case: DisengagementCase, *, actor: "User") -> DisengagementCase:
    """Look at it together, before anything is decided."""
    return advance(case, State.JOINT_ASSESSMENT, actor=actor)


def _ready_to_decide(case: DisengagementCase) -> None:
    if case.state != State.JOINT_ASSESSMENT:
        raise Refused(_("It is decided after it was assessed together, and once."))
    if not case.terms.strip() or case.effective_on is None:
        raise Refused(_("Write down what you decide, and from when it takes effect."))
    if case.kind == DisengagementCase.Kind.TRANSFER and not case.successor.strip():
        raise Refused(_("Name who takes over."))
    if case.kind == DisengagementCase.Kind.LEAVE and len(staying(case.partnership, case.leaver)) < 2:
        raise Refused(_("With one other party, leaving is an end: propose that."))
    others = DisengagementCase.objects.going_on().filter(partnership=case.partnership).exclude(pk=case.pk)
    decided = others.exclude(state__in=(State.PROPOSED, State.JOINT_ASSESSMENT)).first()
    if decided is not None:
        raise Refused(_("Another case is decided and not over: %(case)s.") % {"case": decided})


@taken_by()
@transaction.atomic
def ask_to_decide(case: DisengagementCase, *, actor: "User", due_on: dt.date | None = None) -> SignOffRound:
    """Put the decision to all parties. Raises Refused unless it was assessed and is complete, and as open_round does."""
    current = _current(case)
    _ready_to_decide(current)
    return open_round(current, actor=actor, due_on=due_on)


@consequence
def decide_case(case: DisengagementCase, *, actor: "User | None") -> DisengagementCase:
    """All parties have signed. Called by the sign-off alone."""
    return advance(case, State.DECIDED, actor=actor, decided_on=today())


@taken_by(Right.SIGN, allowed=concerned, signs=by_signers)
@transaction.atomic
def give_notice(case: DisengagementCase, *, actor: "User", proof: "Proof | None", note: str = "") -> DisengagementCase:
    """Decide an end for one's own party alone, by the notice that the strategy asks for. The others' signatures are not asked.

    Raises PermissionDenied unless the actor signs for a party, and for the one that leaves where one leaves; Refused for a kind that
    all decide, without an agreed strategy, or when the end comes sooner than the period allows, and as `check_proven` does.
    """
    current = _current(case)
    party = _still(concerned, current, actor)
    check_proven(actor, proof)
    if not current.is_one_sided:
        raise Refused(_("All parties decide this: put it to them."))
    check_all_read(current)
    _ready_to_decide(current)
    first = earliest_end(current.partnership, party, current.kind)
    if first is None:
        raise Refused(_("The strategy agrees no period of notice for your party: decide it together, or agree one first."))
    assert current.effective_on is not None
    if current.effective_on < first:
        raise Refused(_("By the period agreed it can take effect on %(day)s at the earliest.") % {"day": text(first)})
    waiting = SignOffRound.objects.open().of_record(current).first()
    if waiting is not None:
        void_round(waiting, actor=actor, reason=BY_NOTICE)
    values: dict[str, Any] = {"by_notice": party, "decided_on": today()}
    return advance(case, State.DECIDED, actor=actor, note=note, verb=DECIDED_BY_NOTICE, **values)


@taken_by()
@transaction.atomic
def notify(case: DisengagementCase, *, actor: "User", told: str) -> DisengagementCase:
    """Note who was told, and how."""
    if not told.strip():
        raise Refused({"told": _("Say who was told, and how.")})
    return advance(case, State.NOTIFIED, actor=actor, told=told.strip(), told_on=today())


@taken_by(Right.SIGN, allowed=any_party)
@transaction.atomic
def begin_transition(case: DisengagementCase, *, actor: "User") -> DisengagementCase:
    """Carry it out. Where it is an end, the partnership is exiting from now on."""
    advance(case, State.TRANSITION, actor=actor)
    partnership = Partnership.objects.get(pk=case.partnership_id)
    if case.is_ending and partnership.state in (Partnership.State.ACTIVE, Partnership.State.UNDER_REVIEW):
        move_partnership(case.partnership, Partnership.State.EXITING, actor=actor, note=case)
    return case


@taken_by()
def clear_obligations(case: DisengagementCase, *, actor: "User") -> DisengagementCase:
    """The work is handed over: what remains are returns, proofs and obligations."""
    return advance(case, State.CLEARING, actor=actor)


@taken_by()
@transaction.atomic
def evaluate_case(case: DisengagementCase, *, actor: "User") -> DisengagementCase:
    """Look back. Raises Refused while anything is open that an end must not leave open (`lacking`)."""
    current = _current(case)
    open_things = [str(one) for one in lacking(current)]
    if open_things and current.state == State.CLEARING:
        raise Refused([_("Not all is settled yet."), *open_things])
    return advance(case, State.EVALUATION, actor=actor)


@taken_by()
def back_to_clearing(case: DisengagementCase, *, actor: "User", reason: str) -> DisengagementCase:
    """Something has turned up that is to be settled first."""
    return advance(case, State.CLEARING, actor=actor, note=reason)


def staying(partnership: Partnership, leaver: Party | None) -> list[Party]:
    """The parties that go on when one leaves."""
    seats = Participation.objects.joined().signing().filter(partnership=partnership).exclude(party=leaver)
    return [seat.party for seat in seats.select_related("party").order_by("party__name")]


def lacking(case: DisengagementCase, reader: Standing | None = None) -> list[str]:
    """What an end or a leaving still leaves open, in sentences; returns and data for every kind. Five queries at most.

    With a reader: as far as this person reads it; whether a party has taken its archive along only its own people are told.
    """
    found = []

    def disclosed(model: Any) -> Any:
        return (model.objects.visible_to(reader.user) if reader else model.objects.all()).disclosed()

    unconfirmed = Disposition.objects.filter(case=case).exclude(state=Disposition.State.CONFIRMED)
    found += [_("Not confirmed: %(what)s.") % {"what": one.what} for one in unconfirmed.order_by("created_at", "pk")]
    if case.is_ending or case.leaver is not None:
        here = Q(partnership=case.partnership_id)
        items, undated = disclosed(ExitPlanItem).unaccepted(), disclosed(SurvivingObligation).undated()
        if case.leaver is not None:
            items = items.filter(responsible=case.leaver)
            undated = undated.filter(Q(holder=case.leaver) | Q(beneficiary=case.leaver))
        found += [_("Not accepted: %(what)s.") % {"what": one.title} for one in items.filter(here).order_by("created_at", "pk")]
        found += [
            _("No last day: %(what)s.") % {"what": one.title} for one in undated.filter(here).order_by("created_at", "pk")
        ]
    if case.leaver is not None:
        actions = disclosed(Action).unfinished().filter(partnership=case.partnership_id, responsible=case.leaver)
        found += [_("Not done or passed on: %(what)s.") % {"what": one.title} for one in actions.order_by("due_on", "pk")]
        kept = Archive.objects.filter(partnership=case.partnership_id, party=case.leaver, made_at__date__gte=case.decided_on)
        if (reader is None or reader.party == case.leaver) and not kept.exists():
            found.append(_("%(party)s has not taken its archive along yet.") % {"party": case.leaver})
    return found


@taken_by(Right.SIGN, allowed=any_party)
@transaction.atomic
def close_case(case: DisengagementCase, *, actor: "User") -> DisengagementCase:
    """Close it. An end closes the partnership, and both sides get the same joint archive; a suspension lets it rest; who leaves is
    at the table no more.

    Raises Refused before the day on which it takes effect, until the joint look back is written and each party has looked back, or while
    something is open, PermissionDenied unless the actor signs for a party.
    """
    current = _current(case)
    if not (current.outcome.strip() and current.lessons.strip()):
        raise Refused(_("Write together what became of the objectives and what you learnt."))
    check_all_read(current)
    if not current.has_come:
        raise Refused(_("It takes effect on %(day)s: close it then.") % {"day": text(current.effective_on)})
    spoken = set(current.evaluations.values_list("party", flat=True))  # type: ignore[attr-defined]
    if names := ", ".join(party.name for party in signing_parties(current.partnership) if party.pk not in spoken):
        raise Refused(_("Not every party has looked back: %(names)s.") % {"names": names})
    open_things = lacking(current)
    if open_things:
        raise Refused([_("Not all is settled yet."), *open_things])
    states, partnership = Partnership.State, Partnership.objects.get(pk=case.partnership_id)
    if case.kind == DisengagementCase.Kind.SUSPEND and partnership.state in (states.ACTIVE, states.UNDER_REVIEW):
        move_partnership(case.partnership, states.DORMANT, actor=actor, note=case)
    advance(case, State.CLOSED, actor=actor, closed_on=today())
    _part(case, actor)
    return case


def _part(case: DisengagementCase, actor: "User") -> None:
    """What a case that is closed ends: the partnership, or the place of who leaves."""
    states = Partnership.State
    if case.is_ending:
        move_partnership(case.partnership, states.CLOSED, actor=actor, note=case)
        request_joint(case.partnership, actor=actor)
    elif case.leaver is not None:
        waiting = SignOffRound.objects.open().filter(partnership=case.partnership_id, slots__party=case.leaver)
        for round in waiting.distinct():
            void_round(round, actor=actor, reason=case)
        remove_party(case.partnership, case.leaver, actor=actor, note=case)


@taken_by(Right.SIGN, allowed=may_take_back)
@transaction.atomic
def withdraw_case(case: DisengagementCase, *, actor: "User", reason: str) -> DisengagementCase:
    """Take it back: while nothing is decided, or, after a notice, by the party that gave it.

    Raises Refused for what all parties decided: they decide anew by another case.
    """
    current = _current(case)
    _still(may_take_back, current, actor)
    if not current.is_undecided and current.by_notice is None:
        raise Refused(_("All parties decided it: none takes it back alone."))
    waiting = SignOffRound.objects.open().of_record(current).first()
    advance(case, State.WITHDRAWN, actor=actor, note=reason)
    if waiting is not None:
        void_round(waiting, actor=actor, reason=reason)
    return case
