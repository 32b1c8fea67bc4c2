"""The course of a revision (5.3.3.6). The state machine is Revision.TRANSITIONS; who may start one is asked of the initiator rules."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from objectives import amendments
from objectives.models import Communication, InitiatorRule, Objective, Revision, RevisionCondition
from partnerships.access.policy import NEUTRAL_ROLES, Right, roles_with
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Membership, Party, Role
from partnerships.records.actors import consequence, signers_while, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.seen import check_place
from partnerships.records.services import advance, amend_record, readers_of, save_record
from partnerships.signoff.endings import passes_over
from partnerships.signoff.models import SignOffRound
from partnerships.signoff.services import open_round

if TYPE_CHECKING:
    from partnerships.accounts.models import User
    from partnerships.querysets import MembershipQuerySet

State = Revision.State


@taken_by()
@transaction.atomic
def write_revision(
    revision: Revision, *, actor: "User", changes: amendments.Changes, seen_version: int | None = None
) -> Revision:
    """Draft a revision, or change a draft. `changes` is {slot: [before, after]}; raises ValidationError when it cannot be."""
    revision.changes = amendments.rebased(revision.objective, changes)
    amendments.check(revision.objective, revision.changes)
    if revision._state.adding:  # it repeats what the objective says
        lock(revision.partnership)
        check_place(revision.objective)
        for name, value in revision.objective.joint_place().items():
            setattr(revision, name, value)
    return save_record(revision, actor=actor, seen_version=seen_version)


@taken_by()
@transaction.atomic
def submit_revision(revision: Revision, *, actor: "User") -> Revision:
    """Lay a draft before the parties, or return it at once when the rules do not let this person start it.

    Raises Refused when it changes nothing, when the objective is under another revision or has ended, when its condition does not
    count, or when no rule is set yet.
    """
    lock(revision.partnership)
    _check_objective(revision)
    revision.changes = amendments.rebased(revision.objective, revision.changes)
    if not revision.changes and not revision.gives_up:
        raise Refused(_("It changes nothing yet: type the new values first."))
    amendments.check(revision.objective, revision.changes)
    if not RevisionCondition.counting(revision.partnership).filter(pk=revision.condition_id).exists():
        raise Refused(_("This condition is only proposed: the parties agree it first."))
    rules = InitiatorRule.counting(revision.partnership).filter(
        Q(conditions=revision.condition_id) | Q(conditions__isnull=True)
    )
    if not rules.exists():
        raise Refused(_("First agree who may start a revision on this condition."))
    party = _party_of(actor, revision)
    values = {"initiator": actor, "initiator_party": party, "changes": revision.changes, "answer": ""}
    advance(revision, State.SUBMITTED, actor=actor, **values)
    if not any(_meets(rule, actor, party, revision) for rule in rules):
        answer = _("By the rules of this partnership it is not for you to start this revision.")
        advance(revision, State.RETURNED, actor=None, answer=answer, note=answer)
    return revision


@taken_by()
def note_impact(revision: Revision, *, actor: "User", impact_note: str) -> Revision:
    """Say what the change entails: for means, dates, other objectives, the agreement."""
    return advance(revision, State.IMPACT_NOTED, actor=actor, impact_note=impact_note)


@taken_by()
@transaction.atomic
def put_to_decision(revision: Revision, *, actor: "User", due_on: dt.date | None = None) -> Revision:
    """Ask all parties to sign it."""
    lock(revision.partnership)
    _check_objective(revision)
    advance(revision, State.JOINT_DECISION, actor=actor, answer="")
    open_round(revision, actor=actor, due_on=due_on)
    return revision


@consequence
def decide_revision(revision: Revision, to: str, *, actor: "User | None", answer: str = "") -> Revision:
    """What the joint decision came to: approved, rejected or deferred. Called by the sign-off alone."""
    return advance(revision, to, actor=actor, answer=answer)


@taken_by()
@transaction.atomic
def apply_revision(revision: Revision, *, actor: "User") -> Revision:
    """Give the objective its new values.

    Raises Refused before its day, when the objective is not what it was, and when it was shown to a party that did not sign this.
    """
    lock(revision.partnership)
    revision.refresh_from_db()
    if not revision.is_in_effect:
        raise Refused(_("It is not in effect yet."))
    signed = SignOffRound.objects.of_record(revision).filter(state=SignOffRound.State.COMPLETE).order_by("-closed_at").first()
    if signed and passes_over(signed, revision):
        raise Refused(_("Another party that signs here reads this by now: write it anew for all to sign."))
    for record in amendments.records_changed(revision):
        amend_record(record, amendments.new_values(revision, record), actor=actor, authority=revision)
    if revision.gives_up:
        advance(revision.objective, Objective.State.WITHDRAWN, actor=actor, note=revision)
    return advance(revision, State.APPLIED, actor=actor, applied_on=today())


@taken_by()
@transaction.atomic
def communicate_revision(
    revision: Revision, *, actor: "User", audience: str, channel: str, on: dt.date, note: str = ""
) -> Revision:
    """Tell those whom it concerns; it is kept with the objective."""
    with readers_of(revision.objective):
        note = note or str(revision)
    told = Communication(objective=revision.objective, audience=audience, channel=channel, on=on, note=note)
    save_record(told, actor=actor)
    return advance(revision, State.COMMUNICATED, actor=actor)


@taken_by(signers_while(lambda revision: revision.state == State.APPROVED))
def withdraw_revision(revision: Revision, *, actor: "User", reason: str) -> Revision:
    """It is not pursued; one that all signed is given up by who signs for a party, as long as it is not applied."""
    return advance(revision, State.WITHDRAWN, actor=actor, note=reason)


def _check_objective(revision: Revision) -> None:
    """Raise Refused unless the objective is agreed, goes on, and is under no other revision. Under the partnership's lock."""
    objective = Objective.objects.get(pk=revision.objective_id)
    if not objective.is_fixed or not objective.is_live:
        raise Refused(_("Only an agreed common objective that goes on can be revised."))
    others = Revision.objects.under_way().filter(objective=objective).exclude(pk=revision.pk)
    if others.exists():
        raise Refused(_("This objective is under another revision: wait for its end."))


def _party_of(actor: "User", revision: Revision) -> Party | None:
    memberships = _memberships(actor, revision).exclude(role__in=NEUTRAL_ROLES)
    found = memberships.select_related("party").order_by("party__name").first()
    return found.party if found else None


def _memberships(actor: "User", revision: Revision) -> "MembershipQuerySet":
    return Membership.objects.standing_in(revision.partnership).filter(user=actor)


def _meets(rule: InitiatorRule, actor: "User", party: Party | None, revision: Revision) -> bool:
    """Whether the person meets the rule, standing for the party."""
    mine = _memberships(actor, revision).filter(party=party)
    match rule.kind:
        case InitiatorRule.Kind.SENIOR:
            return mine.filter(role__in=roles_with(Right.SIGN)).exists()
        case InitiatorRule.Kind.OFFICER:
            return mine.filter(role=Role.OFFICER).exists()
        case InitiatorRule.Kind.RESPONSIBLE:
            return party is not None and party == revision.objective.responsible
        case InitiatorRule.Kind.NAMED:
            return party is not None and party == rule.named_party
    return False
