"""What falls due in this room. Obligations go on falling due when the partnership is closed, and both sides are told."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.reminders.registry import Due, register_due
from rmp.exits.models import (
    DisengagementCase,
    Disposition,
    ExitAssessment,
    ExitPlanItem,
    ExitPosition,
    ExitRehearsal,
    ExitStrategy,
    SurvivingObligation,
)

JOINT: dict[str, Any] = {"party": "", "related": ("partnership",)}
CASE: dict[str, Any] = {"party": "", "related": ("partnership", "leaver")}
State = DisengagementCase.State


def undone_items() -> "QuerySet[Any]":
    waiting = (ExitPlanItem.State.DONE, ExitPlanItem.State.ACCEPTED)
    return ExitPlanItem.objects.exclude(state__in=waiting)


def items_to_accept() -> "QuerySet[Any]":
    return ExitPlanItem.objects.filter(state=ExitPlanItem.State.DONE)


def open_dispositions() -> "QuerySet[Any]":
    over = (State.CLOSED, State.WITHDRAWN)
    return Disposition.objects.filter(state=Disposition.State.OPEN).exclude(case__state__in=over)


register_due(
    Due(
        kind="exits.assessment",
        label=_("Joint assessment to be concluded"),
        queryset=lambda: ExitAssessment.objects.open(),
        leads=(14, 7, 1),
        **JOINT,
    ),
    Due(
        kind="exits.item",
        label=_("Item of the exit plan"),
        queryset=undone_items,
        party="responsible",
        related=("partnership",),
    ),
    Due(
        kind="exits.accept",
        label=_("Done: to be accepted"),
        queryset=items_to_accept,
        date="done_on",
        leads=(),
        lags=(7, 14, 21),
        is_notice=True,
        **JOINT,
    ),
    Due(
        kind="exits.disposition",
        label=_("Asset or data to be returned or disposed of"),
        queryset=open_dispositions,
        partnership="case__partnership",
        party="holder",
        related=("case__partnership",),
    ),
    Due(
        kind="exits.tell",
        label=_("Decided: to be told to those concerned"),
        queryset=lambda: DisengagementCase.objects.filter(state=State.DECIDED),
        date="decided_on",
        leads=(),
        lags=(3, 7, 14),
        is_notice=True,
        **CASE,
    ),
    Due(
        kind="exits.effective",
        label=_("An end or change takes effect"),
        queryset=lambda: DisengagementCase.objects.filter(state__in=(State.DECIDED, State.NOTIFIED, State.TRANSITION)),
        date="effective_on",
        leads=(30, 14, 7, 1),
        **CASE,
    ),
    Due(
        kind="exits.rehearsal",
        label=_("Exit plan to be rehearsed"),
        queryset=lambda: ExitRehearsal.objects.newest(),
        date="next_on",
        leads=(14, 1),
        **JOINT,
    ),
    Due(
        kind="exits.strategy",
        label=_("Exit strategy to be reviewed"),
        queryset=lambda: ExitStrategy.objects.agreed(),
        date="review_on",
        leads=(14, 1),
        **JOINT,
    ),
    Due(
        kind="exits.position",
        label=_("Position on an end to be looked at again"),
        queryset=lambda: ExitPosition.objects.all(),
        date="review_on",
        party="party",
        related=("partnership", "party"),
    ),
    Due(
        kind="exits.obligation",
        label=_("Obligation that ends"),
        queryset=lambda: SurvivingObligation.objects.active(),
        date="until",
        leads=(30, 7, 1),
        lags=(1,),
        outlives=True,
        **JOINT,
    ),
)
