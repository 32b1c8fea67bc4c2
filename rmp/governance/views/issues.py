"""Issues on the ladder, and the ladder itself."""

from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships import referrals
from partnerships.access.policy import Standing
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.rules.acts import rule_acts
from rmp.governance.forms import issues as forms
from rmp.governance.models import Issue, IssuePosition, Ladder, LadderPlace
from rmp.governance.models.issues import LEVELS, TOP, Level
from rmp.governance.services import issues as services

State = Issue.State
TONES: dict[str, str] = {
    **dict.fromkeys(Issue.ON_LADDER, "warn"),
    State.OPEN: "info",
    State.MEDIATION: "bad",
    State.TO_EXIT: "bad",
    State.RESOLVED: "good",
    State.CLOSED: "neutral",
}


class IssuePositionViews(RecordViews):
    model = IssuePosition
    form_class = model_form(IssuePosition, "text")
    columns = ("level", "party", "name", "opened_on", "due_on", "text")
    ordering = ("level", "party__name", "pk")
    select_related = ("party",)
    lead = _("Each level opens for all parties at once. What a party said there stays when the issue goes up.")
    empty = _("It is not on the ladder yet.")
    may_create = False


def to_exit_is_open(issue: Issue) -> bool:
    """Whether it can be referred: nobody settled it, and there is a room that takes it in."""
    return issue.is_stuck and referrals.is_open(services.EXIT_DESK)


class IssueViews(RecordViews):
    model = Issue
    form_class = forms.IssueForm
    filterset_class = record_filter(Issue, "kind", "state", "raised_by", search=("title", "facts", "resolution", "lesson"))
    principle = 5
    title = _("Issues")
    lead = _(
        "What the parties do not settle in passing. Each stands at one level on both sides, and goes up when its time is over."
    )
    empty = _("No issue. When one comes up, raise it while it is small.")
    create_label = _("Raise an issue")
    spaces = JOINT_SPACE
    columns = ("title", "kind", "state", "raised_by", "since", "due_on", "days_there")
    ordering = ("-created_at", "pk")
    select_related = ("raised_by",)
    detail_fields = (
        *("kind", "facts", "raised_by", "state", "since", "due_on", "mediator", "resolution", "resolved_on", "lesson"),
        "closed_on",
    )
    detail_template = "rmp/governance/issue.html"
    parts = (IssuePositionViews,)
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (
        Act(
            "position",
            _("State our position"),
            services.state_position,
            forms.PositionTextForm,
            when=lambda issue: issue.level is not None,
        ),
        Act(
            "propose",
            _("Propose a way out"),
            services.propose_resolution,
            forms.ResolutionForm,
            when=lambda issue: issue.is_unsettled,
            text=_("It is laid before all parties; signed by all, the issue is resolved. Its clock goes on meanwhile."),
        ),
        Act(
            "hand-up",
            _("Hand it up"),
            services.hand_up,
            ReasonForm,
            when=lambda issue: issue.level is not None and issue.level < TOP,
            text=_("The next level opens for all parties now, before the time at this one is over."),
            tone="secondary",
        ),
        Act(
            "mediate",
            _("Ask a mediator"),
            services.mediate,
            forms.MediateForm,
            when=lambda issue: issue.state == State.LEVEL_4,
            tone="secondary",
        ),
        Act(
            "refer",
            _("Assess the exit"),
            services.refer_to_exit,
            forms.FactsForm,
            when=to_exit_is_open,
            text=_("Nobody settled it at the highest level in its time. Whether to go on at all is assessed jointly."),
            tone="danger",
        ),
        Act(
            "close",
            _("Close it"),
            services.close_issue,
            forms.LessonForm,
            when=lambda issue: issue.state == State.RESOLVED,
        ),
        Act(
            "take-back",
            _("Take it back"),
            services.withdraw_issue,
            ReasonForm,
            when=lambda issue: issue.level is not None or issue.state in (State.MEDIATION, State.TO_EXIT),
            text=_("Your party does not insist on it any more."),
            tone="danger",
        ),
        ADD_ACTION,
    )

    @classmethod
    def card(cls, record: Issue, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = [{"label": record.get_state_display(), "tone": TONES[record.state]}]
        if record.is_stuck:
            badges.append({"label": _("nobody settled it"), "tone": "bad"})
        return {"lead": Truncator(record.facts).chars(160), "badges": badges, "meta": [text(record.due_on)]}

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """The rungs with both sides' places, and what it came of. Two queries, and two more where it came of something."""
        issue = view.object
        places: dict[tuple[int, Any], IssuePosition] = {}
        for place in IssuePosition.objects.filter(issue=issue):
            places[place.level, place.party_id] = place
        rungs = []
        for level in reversed(LEVELS):
            cells = [{"party": party, "place": places.get((level, party.pk))} for party in view.standing.parties]
            opened = next((cell["place"] for cell in cells if cell["place"]), None)
            here = issue.level == level
            state = "here" if here else "left" if opened else "ahead"
            rungs.append({"level": level, "label": str(Level(level).label), "cells": cells, "opened": opened, "state": state})
        return {"rungs": rungs, "source": source_of(view)}


def source_of(view: Any) -> dict[str, str] | None:
    """What the issue came of, if the reader may read that now."""
    issue = view.object
    model = issue.source_type.model_class() if issue.source_type_id else None
    if model is None:
        return None
    found = model._default_manager.visible_to(view.user).filter(pk=issue.source_key).first()
    return found and {"label": str(found), "url": found.get_absolute_url(), "kind": str(model._meta.verbose_name)}


# --- the ladder -------------------------------------------------------------------------------------------------------
class LadderPlaceViews(RecordViews):
    model = LadderPlace
    form_class = model_form(LadderPlace, "level", "person", "name", "position")
    columns = ("party", "level", "name", "position")
    ordering = ("level", "party__name", "pk")
    select_related = ("party", "person")
    title = _("places")
    lead = _("Who deals with an issue at each level, and who is the counterpart on the other side. Each party names its own.")
    empty = _("Nobody is named yet.")
    create_label = _("Name somebody of ours")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None


class LadderViews(RecordViews):
    model = Ladder
    form_class = model_form(Ladder, "days_1", "days_2", "days_3", "days_4", "minutes_days", "topic_days")
    principle = 5
    title = _("Clocks of the ladder")
    lead = _("How long an issue may stay at each level. A change counts for what begins after it.")
    empty = _("Not set up yet: the usual days count.")
    create_label = _("Set up the ladder")
    spaces = JOINT_SPACE
    columns = ("__str__", "days_1", "days_2", "days_3", "days_4", "minutes_days", "topic_days")
    parts = (LadderPlaceViews,)
    acts = rule_acts(form_class, may_end=False)

    @classmethod
    def card(cls, record: Ladder, standing: Standing) -> dict[str, Any]:
        days = sum(record.days(level) for level in LEVELS)
        return {
            "lead": "",
            "badges": [{"label": _now("%(n)d days to the top and out") % {"n": days}, "tone": "neutral"}],
            "meta": [],
        }
