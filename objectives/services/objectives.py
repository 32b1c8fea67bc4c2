"""What happens to an objective, its milestones, restatements, checks, and to the summaries."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from objectives.models import Milestone, Objective, ProgressCheck, Restatement, Summary
from objectives.summaries import starting_text
from partnerships.access.policy import Right, Standing, standing
from partnerships.clock import today
from partnerships.history.services import lock
from partnerships.models import Partnership
from partnerships.practices.sections import agreed_with_the_plan
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance, save_record

if TYPE_CHECKING:
    from objectives.querysets import ObjectiveQuerySet
    from partnerships.accounts.models import User

State = Objective.State


# --- the objective ----------------------------------------------------------------------------------------------------
def of_the_restated(restatement: Restatement, standing: Standing) -> bool:
    """Those whose objective another party put in its own words: they say whether they were understood."""
    return standing.may(Right.WRITE, restatement.objective.party)


@taken_by(Right.SIGN)
def adopt_objective(objective: Objective, *, actor: "User") -> Objective:
    """A party takes an objective of its own as settled. Raises Refused for a common one, which all parties agree."""
    if objective.is_common:
        raise Refused(_("A common objective is agreed by all parties."))
    return advance(objective, State.AGREED, actor=actor, agreed_at=timezone.now())


@consequence
def agree_objective(objective: Objective, *, actor: "User | None") -> Objective:
    """All parties have agreed the common objective: from now on only a revision changes it."""
    return advance(objective, State.AGREED, actor=actor, agreed_at=timezone.now())


def proposed_to_all(partnership: Partnership) -> "ObjectiveQuerySet":
    """The common objectives that the plan names to all, and that are agreed with it."""
    proposed = Objective.objects.common().disclosed().filter(partnership=partnership, state=State.PROPOSED)
    return proposed.order_by("created_at", "pk")


agreed_with_the_plan(proposed_to_all, agree_objective)


@taken_by()
def start_objective(objective: Objective, *, actor: "User") -> Objective:
    return advance(objective, State.ACTIVE, actor=actor)


@taken_by(Right.SIGN)
@transaction.atomic
def conclude_objective(objective: Objective, *, actor: "User", result: str, outcome: str) -> Objective:
    """Say what became of an active objective. `result` is one of Objective.OUTCOMES.

    Raises Refused where one party would end as not achieved what all agreed: only the responsible party says so of its own.
    """
    if result not in Objective.OUTCOMES:
        raise Refused(_("Say whether it was achieved, partly achieved or not achieved."))
    lock(objective.partnership)
    objective.refresh_from_db()
    answering = objective.responsible
    is_its_own = answering is not None and standing(actor, objective.partnership).may(Right.SIGN, answering)
    if result == State.NOT_ACHIEVED and objective.is_fixed and not is_its_own:
        raise Refused(
            {"result": _("All parties agreed this objective: only its responsible party says so, or a revision gives it up.")}
        )
    return advance(objective, result, actor=actor, outcome=outcome)


@taken_by(Right.SIGN)
def drop_objective(objective: Objective, *, actor: "User", reason: str) -> Objective:
    """Withdraw an objective. Raises Refused for an agreed common one: the parties give that up together, by a revision."""
    if objective.is_fixed:
        raise Refused(_("All parties agreed it: only a revision gives it up."))
    return advance(objective, State.WITHDRAWN, actor=actor, note=reason)


# --- milestones -------------------------------------------------------------------------------------------------------
@taken_by()
def reach_milestone(milestone: Milestone, *, actor: "User", reached_on: dt.date) -> Milestone:
    """Raises Refused for a day to come."""
    if reached_on > today():
        raise Refused(_("That day has not come yet."))
    return advance(milestone, Milestone.State.REACHED, actor=actor, reached_on=reached_on)


@taken_by()
def miss_milestone(milestone: Milestone, *, actor: "User", reason: str) -> Milestone:
    return advance(milestone, Milestone.State.MISSED, actor=actor, note=reason)


@taken_by()
def drop_milestone(milestone: Milestone, *, actor: "User", reason: str) -> Milestone:
    """Raises Refused for a milestone that was agreed with its objective."""
    if milestone.is_fixed:
        raise Refused(_("All parties agreed it: only a revision changes it."))
    return advance(milestone, Milestone.State.DROPPED, actor=actor, note=reason)


# --- understanding and progress ---------------------------------------------------------------------------------------
@taken_by(allowed=of_the_restated)
def confirm_restatement(restatement: Restatement, *, actor: "User") -> Restatement:
    return advance(restatement, Restatement.State.CONFIRMED, actor=actor, correction="")


@taken_by(allowed=of_the_restated)
def correct_restatement(restatement: Restatement, *, actor: "User", correction: str) -> Restatement:
    return advance(restatement, Restatement.State.CORRECTED, actor=actor, correction=correction)


@taken_by()
def restate(restatement: Restatement, *, actor: "User", text: str) -> Restatement:
    """Try again after a correction."""
    return advance(restatement, Restatement.State.STATED, actor=actor, text=text)


@taken_by()
@transaction.atomic
def check_progress(check: ProgressCheck, *, actor: "User", seen_version: int | None = None) -> ProgressCheck:
    """Write a progress check; the newest one gives the objective its health."""
    save_record(check, actor=actor, seen_version=seen_version)
    newest = check.objective.checks.order_by("-on", "-created_at").first()
    objective = Objective.objects.select_for_update().get(pk=check.objective_id)
    if newest is not None and objective.health != newest.health:
        objective.health = newest.health
        save_record(objective, actor=actor)
    return check


# --- summaries --------------------------------------------------------------------------------------------------------
@taken_by()
def draft_summary(summary: Summary, *, actor: "User") -> Summary:
    """Put what the records of the period say at the end of its text, for a person to work over."""
    summary.text = f"{summary.text}\n\n{starting_text(summary)}".strip()
    return save_record(summary, actor=actor)


@taken_by()
def publish_summary(summary: Summary, *, actor: "User") -> Summary:
    """Raises Refused while it says nothing."""
    if not summary.text.strip():
        raise Refused(_("Write the summary first."))
    return advance(summary, Summary.State.PUBLISHED, actor=actor, published_on=today())
