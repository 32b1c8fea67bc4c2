"""The way of revising objectives that a new partnership can begin with (5.3.3.6)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from objectives.models import InitiatorRule, Mechanism, RevisionCondition, RevisionStep
from partnerships.models import Partnership
from partnerships.records.services import save_record
from partnerships.starting import Kind

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def lay_out(partnership: Partnership, kind: Kind, *, actor: "User", **kwargs: object) -> None:
    """When an agreed objective may be changed, by whom and in which steps; and one way of working together."""
    here = {"partnership": partnership, "visibility": "shared"}
    condition, rule = RevisionCondition.Kind, InitiatorRule.Kind
    for one in (condition.CONTEXT, condition.ATTAINMENT, condition.RESOURCES, condition.RISK, condition.REVIEW):
        save_record(RevisionCondition(**here, kind=one), actor=actor)
    for who in (rule.SENIOR, rule.RESPONSIBLE):
        save_record(InitiatorRule(**here, kind=who), actor=actor)
    steps = (
        (_("Say what is to change, and why"), 7, _("Whoever starts it writes before and after.")),
        (_("Each party looks at what it means for its own house"), 14, _("Each party for itself.")),
        (_("Talk it over"), 14, _("The leaders of all parties.")),
        (_("Decide"), 14, _("All parties, by their signatures.")),
    )
    for order, (name, days, decision) in enumerate(steps, start=1):
        save_record(RevisionStep(**here, order=order, name=name, days_allowed=days, decision_rule=decision), actor=actor)
    meeting = Mechanism(
        **here,
        title=_("Working meeting"),
        kind=Mechanism.Kind.MEETING,
        description=_("Where the objectives stand, what hinders, what is next. Minutes the same day."),
        cadence=_("every month"),
    )
    save_record(meeting, actor=actor)
