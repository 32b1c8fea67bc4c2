"""What hangs on an objective, each kind in a tab of its page."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from objectives import services
from objectives.forms import AlignmentForm, CorrectionForm, ProgressCheckForm, ReachedForm, RestateForm
from objectives.models import (
    Alignment,
    CapabilityCheck,
    Communication,
    Measure,
    Milestone,
    Objective,
    ProgressCheck,
    Reading,
    ResourceCommitment,
    Restatement,
)
from partnerships.access.policy import Standing
from partnerships.records.forms import ReasonForm, model_form
from partnerships.records.models import Kept
from partnerships.records.rooms import Act, RecordViews


class ReadingViews(RecordViews):
    model = Reading
    form_class = model_form(Reading, "on", "value", "note")
    columns = ("on", "value", "note")
    ordering = ("-on", "-created_at")
    create_label = _("Add a reading")


class MeasureViews(RecordViews):
    model = Measure
    form_class = model_form(Measure, "name", "unit", "baseline", "target", "due_on")
    columns = ("name", "baseline", "target", "unit", "due_on", "progress_text")
    empty = _("No measure yet. Say what can be counted, from where to where.")
    parts = (ReadingViews,)


class MilestoneViews(RecordViews):
    model = Milestone
    form_class = model_form(Milestone, "title", "due_on")
    columns = ("title", "due_on", "state", "reached_on")
    ordering = ("due_on", "created_at")
    empty = _("No milestone yet. Which steps on the way can be seen by a day?")
    acts: ClassVar = (
        Act(
            "reach",
            _("Reached"),
            services.reach_milestone,
            ReachedForm,
            when=lambda milestone: milestone.state in (Milestone.State.PLANNED, Milestone.State.MISSED),
        ),
        Act(
            "miss",
            _("Missed"),
            services.miss_milestone,
            ReasonForm,
            when=lambda milestone: milestone.state == Milestone.State.PLANNED,
        ),
        Act(
            "drop",
            _("Drop"),
            services.drop_milestone,
            ReasonForm,
            tone="danger",
            when=lambda m: m.state in (Milestone.State.PLANNED, Milestone.State.MISSED) and not m.is_fixed,
        ),
    )


class ResourceCommitmentViews(RecordViews):
    model = ResourceCommitment
    form_class = model_form(
        ResourceCommitment, "resource", "description", "planned", "unit", "starts_on", "ends_on", "delivered"
    )
    columns = ("party", "resource", "description", "planned", "delivered", "unit", "starts_on", "ends_on")
    select_related = ("resource",)
    empty = _("No resources committed yet. What does each party put in?")
    create_label = _("Commit a resource")


class CapabilityCheckViews(RecordViews):
    model = CapabilityCheck
    form_class = model_form(CapabilityCheck, "verdict", "factors", "note")
    columns = ("party", "verdict", "factors", "note")
    lead = _("Each party says for itself whether it truly has the people and means, and what that depends on.")
    empty = _("No party has checked yet whether it can do this.")


class RestatementViews(RecordViews):
    model = Restatement
    form_class = model_form(Restatement, "text")
    columns = ("party", "text", "state", "correction")
    lead = _("The other parties say in their own words what this objective means. Its owner confirms or corrects.")
    empty = _("Nobody has restated this objective yet.")
    create_label = _("Restate it in our words")
    acts: ClassVar = (
        Act(
            "confirm",
            _("Confirm"),
            services.confirm_restatement,
            when=lambda restatement: restatement.state == Restatement.State.STATED,
        ),
        Act(
            "correct",
            _("Correct"),
            services.correct_restatement,
            CorrectionForm,
            when=lambda restatement: restatement.state == Restatement.State.STATED,
        ),
        Act(
            "restate",
            _("Restate"),
            services.restate,
            RestateForm,
            when=lambda restatement: restatement.state == Restatement.State.CORRECTED,
        ),
    )

    @classmethod
    def applies(cls, parent: Kept) -> bool:
        return isinstance(parent, Objective) and not parent.is_common and not parent.is_private

    @classmethod
    def creatable(cls, standing: Standing, parent: Kept | None = None) -> bool:
        """One restates what the others want."""
        theirs = isinstance(parent, Objective) and parent.party_id != getattr(standing.party, "pk", None)
        return theirs and super().creatable(standing, parent)


class ProgressCheckViews(RecordViews):
    model = ProgressCheck
    form_class = ProgressCheckForm
    columns = ("on", "health", "finding", "next_on")
    ordering = ("-on", "-created_at")
    empty = _("Not checked yet. How does it stand, and when do you look again?")
    create_label = _("Check now")


class CommunicationViews(RecordViews):
    model = Communication
    form_class = model_form(Communication, "audience", "channel", "on", "note")
    columns = ("audience", "channel", "on", "note")
    ordering = ("-on", "-created_at")
    empty = _("Nobody was told yet. Who has to know of it to act on it?")


class AlignmentViews(RecordViews):
    model = Alignment
    form_class = AlignmentForm
    columns = ("common", "value", "reason", "handling")
    select_related = ("common",)
    lead = _("How this objective fits the common ones.")
    empty = _("Not compared with the common objectives yet.")
    create_label = _("Compare")

    @classmethod
    def applies(cls, parent: Kept) -> bool:
        return isinstance(parent, Objective) and not parent.is_common


PARTS: tuple[type[RecordViews], ...] = (
    MeasureViews,
    MilestoneViews,
    ResourceCommitmentViews,
    CapabilityCheckViews,
    ProgressCheckViews,
    AlignmentViews,
    RestatementViews,
    CommunicationViews,
)
