"""The risks themselves: Ours, Joint, Theirs; and one risk with its bow-tie and its trend."""

from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships import referrals
from partnerships.access.policy import Standing
from partnerships.clock import today
from partnerships.records.describe import text
from partnerships.records.forms import ActForm, ReasonForm
from partnerships.records.rooms import Act, RecordViews
from risks import assessment, services
from risks.bowtie import bowtie
from risks.filters import RiskFilter
from risks.forms import AcceptanceForm, ConsensusForm, OccurForm, RiskForm
from risks.models import Risk
from risks.related import related
from risks.scale import PHASE_NAMES, Phase
from risks.services.course import ISSUE
from risks.trend import course
from risks.views import parts
from risks.words import STATE_TONES, level_badge, reads_apart

State = Risk.State


def turning(state: str) -> Any:
    """An act is open when the risk may become so, and is not so yet."""
    return lambda risk: risk.may_become(state)


def issue_of(risk: Risk, user: Any) -> Any:
    """What another room made of the risk, as far as the person may read it."""
    model: Any = risk.issue_type.model_class() if risk.issue_type is not None else None
    return model._default_manager.visible_to(user).filter(pk=risk.issue_key).first() if model is not None else None


class RaiseIssue(Act):
    """Offered only where the desk that takes it in is open."""

    def offered(self, record: Any, standing: Standing) -> bool:
        return referrals.is_open(ISSUE) and super().offered(record, standing)


ACTS = (
    Act(
        "propose-consensus",
        _("Propose a consensus"),
        services.propose_consensus,
        ConsensusForm,
        when=lambda risk: risk.is_joint and risk.is_live,
        text=_("All parties are asked to sign this reading. When they have, it is the level of the risk."),
        tone="secondary",
    ),
    Act("treat", _("Begin the treatment"), services.treat, when=turning(State.TREATING)),
    Act("monitor", _("Only watch it now"), services.monitor, when=turning(State.MONITORED), tone="secondary"),
    Act(
        "accept",
        _("Accept it for a time"),
        services.propose_acceptance,
        AcceptanceForm,
        when=lambda risk: risk.may_become(State.ACCEPTED) or risk.state == State.ACCEPTED,
        text=_("The risk is borne as it is until the day you name. A joint risk is accepted when all parties have signed."),
        tone="secondary",
    ),
    Act(
        "escalate",
        _("Escalate"),
        services.escalate,
        ReasonForm,
        when=turning(State.ESCALATED),
        text=_("It goes beyond what its owners may decide: the leaders take it up."),
        tone="secondary",
    ),
    Act("occur", _("It has occurred"), services.occur, OccurForm, when=turning(State.OCCURRED), tone="danger"),
    RaiseIssue(
        "raise-issue",
        _("Raise an issue"),
        services.raise_issue,
        ActForm,
        when=lambda risk: risk.state == State.OCCURRED and risk.issue_key is None and not risk.is_private,
        text=_("What has occurred becomes an issue of all parties, in the room of principle 5."),
    ),
    Act("close", _("Close"), services.close, ReasonForm, when=turning(State.CLOSED), tone="secondary"),
    Act(
        "reopen",
        _("Open again"),
        services.reopen,
        ReasonForm,
        when=lambda risk: risk.state in (State.ACCEPTED, State.OCCURRED, State.CLOSED),
        tone="secondary",
    ),
)


class RiskViews(RecordViews):
    model = Risk
    form_class = RiskForm
    filterset_class = RiskFilter
    principle = 10
    lead = _("What may come, for worse or for better: each party's own, and between them what all own together.")
    empty = _("No risk here yet. Each party begins with what collaborating puts at stake for it; then all look together.")
    create_label = _("Add a risk")
    layout = "columns"
    columns = ("title", "kind", "category", "state", "level_text", "proximity", "review_on")
    ordering = ("created_at", "pk")
    select_related = ("category",)
    detail_fields = (
        *("kind", "cause", "event", "effect", "category", "origin", "objectives", "proximity", "review_on"),
        *("occurred_on", "outcome"),
    )
    detail_template = "risks/risk.html"
    parts = (
        parts.RiskRatingViews,
        parts.ConsensusViews,
        parts.TreatmentViews,
        parts.RiskOwnerViews,
        parts.RiskLinkViews,
        parts.IndicatorViews,
        parts.RiskReviewViews,
        parts.AcceptanceViews,
    )
    acts = ACTS
    panels: ClassVar = (
        ("bowtie", _("Bow-tie"), "risks/bowtie.html", bowtie),
        ("trend", _("Trend"), "risks/trend.html", course),
    )

    @classmethod
    def listed(cls, queryset: Any) -> Any:
        return queryset.with_stand()

    @classmethod
    def card(cls, record: Risk, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_kind_display(), "tone": "neutral"}]  # type: ignore[attr-defined]
        badges.append({"label": record.get_state_display(), "tone": STATE_TONES[State(record.state)]})  # type: ignore[attr-defined]
        badges.append(level_badge(record))
        if reads_apart(record):
            badges.append({"label": _("read differently"), "tone": "warn"})
        if record.is_live and record.review_on is not None and record.review_on < today():
            badges.append({"label": _("review overdue"), "tone": "bad"})
        lead = Truncator(record.event or record.cause or record.effect).chars(160)
        return {"lead": lead, "badges": badges, "meta": [str(record.category or ""), text(record.get_proximity_display())]}  # type: ignore[attr-defined]

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """The readings of each party and what all agreed; the risks it is linked with; the issue it became."""
        risk, standing = assessment.read(view.object), view.standing
        phases = []
        for phase, stand in assessment.stands(risk).items():
            cells = [(party, stand.by_party.get(party.pk)) for party in standing.parties]
            phases.append({"name": PHASE_NAMES[Phase(phase)], "stand": stand, "cells": cells})
        return {
            "phases": phases,
            "related": related(view),
            "issue": issue_of(risk, view.user),
            "rate_url": parts.RiskRatingViews.url("create", standing.partnership.slug, risk.pk)
            if parts.RiskRatingViews.creatable(standing, risk)
            else "",
        }
