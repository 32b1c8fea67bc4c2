"""The own people in their roles, how they are rated, and how they learn. Nothing here is another party's to see."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.access.spaces import Space
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import Act, RecordViews
from rmp.competence import services
from rmp.competence.forms import AssessmentForm, DropForm, ResultForm, RoleHolderForm, VerifyForm
from rmp.competence.gaps import Gap, gaps
from rmp.competence.models import Assessment, DevelopmentStep, RoleHolder

State = DevelopmentStep.State


class AssessmentViews(RecordViews):
    model = Assessment
    form_class = AssessmentForm
    columns = ("competence", "level", "rater", "evidence", "assessed_on")
    ordering = ("competence__position", "-assessed_on", "-created_at", "pk")
    select_related = ("competence",)
    lead = _(
        "Read only by the person and the managers of the own party. A rating is not changed: whoever sees it otherwise rates anew. "
        "The newest rating by a manager counts; the others inform it."
    )
    empty = _("No rating that you may read.")
    create_label = _("Rate a competence")
    may_update = False

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        """Managers; and the person, who rates himself or herself."""
        return standing.partnership.is_open and (parent.manages(standing) or parent.is_about(standing))


class DevelopmentStepViews(RecordViews):
    model = DevelopmentStep
    form_class = model_form(DevelopmentStep, "kind", "competence", "aim", "due_on")
    columns = ("aim", "kind", "competence", "due_on", "state", "result")
    ordering = ("due_on", "created_at", "pk")
    select_related = ("competence",)
    lead = _("What this person learns, and how. Read by the person and the managers of the own party.")
    empty = _("Nothing planned that you may read.")
    create_label = _("Plan a step")
    acts: ClassVar = (
        Act("start", _("Start"), services.start_learning, when=lambda step: step.state == State.PLANNED),
        Act(
            "finish",
            _("It is done"),
            services.finish_learning,
            ResultForm,
            when=lambda step: step.state == State.IN_PROGRESS,
        ),
        Act(
            "verify",
            _("Verify"),
            services.verify_learning,
            VerifyForm,
            when=lambda step: step.state == State.DONE,
        ),
        Act("resume", _("Go on"), services.resume_learning, when=lambda step: step.state == State.DONE),
        Act("drop", _("Give up"), services.drop_learning, DropForm, when=lambda step: step.is_open),
    )

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return standing.partnership.is_open and parent.manages(standing)


def gaps_of(view: Any) -> dict[str, Any]:
    """What this person still lacks for the role, as far as the reader may know."""
    return {"gaps": gaps(view.standing, holder=view.object), "tones": Gap.TONES}


class RoleHolderViews(RecordViews):
    model = RoleHolder
    form_class = RoleHolderForm
    filterset_class = record_filter(RoleHolder, "role", search=("person__name", "name"))
    principle = 6
    spaces = (Space.OURS_PRIVATE,)
    may_share = False
    title = _("Our people")
    lead = _("Who of our own house works in which role. No other party sees this list, and nothing of it can be shared.")
    empty = _("Nobody yet. Enter who works here in which role, also those without an account.")
    create_label = _("Enter a person")
    columns = ("who", "role", "since", "until")
    ordering = ("role__position", "created_at", "pk")
    select_related = ("role", "person")
    detail_fields = ("role", "since", "until")
    detail_template = "rmp/competence/holder.html"
    parts = (AssessmentViews, DevelopmentStepViews)
    panels: ClassVar = (("gaps", _("Gaps"), "rmp/competence/holder_gaps.html", gaps_of),)

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return standing.partnership.is_open and standing.party is not None and standing.may_manage

    @classmethod
    def overview(cls, view: Any) -> dict[str, Any]:
        """Where the next rating is written."""
        holder, slug = view.object, view.partnership.slug
        rate_url = AssessmentViews.url("create", slug, holder.pk) if AssessmentViews.creatable(view.standing, holder) else ""
        return {"rate_url": rate_url, "is_me": holder.is_about(view.standing), "manages": holder.manages(view.standing)}
