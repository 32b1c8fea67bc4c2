"""What each party has released of its people, side by side; how a party releases it; and the gaps that stay in the own house."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import Space
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import RecordViews
from partnerships.records.views import Formed, RoomPage
from rmp.competence import figures, side_by_side
from rmp.competence.forms import PublishForm
from rmp.competence.gaps import Gap, gaps
from rmp.competence.models import CoverageFigure, CoverageSnapshot
from rmp.competence.services import publish_coverage
from rmp.competence.views.people import AssessmentViews, DevelopmentStepViews
from rmp.competence.views.roles import RoleProfileViews


class CompetencePage(RoomPage):
    """A page of this room that is about no single record."""

    needs = Right.READ_JOINT
    principle = 6

    def may_write(self, right: str = Right.WRITE) -> bool:
        return self.partnership.is_open and self.standing.party is not None and self.standing.may(right)

    def page_url(self, name: str) -> str:
        return reverse(f"rmp_competence:{name}", args=[self.partnership.slug])


class CoveragePage(CompetencePage):
    """How many people of each side reach what their roles ask for, as each side published it."""

    template_name = "rmp/competence/coverage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Six queries: published coverage, its figures, roles, requirements, the charter with its statements."""
        roles, published = side_by_side.coverage(self.standing)
        described = [role for role in roles if role.rows]
        return super().get_context_data(
            title=_now("Competence and behaviour"),
            roles=described,
            empty_roles=[role.profile for role in roles if not role.rows],
            published=published,
            charter=side_by_side.charter(self.standing),
            charters_url=self.page_url("behaviourcharter-list"),
            roles_url=RoleProfileViews.url("list", self.partnership.slug),
            catalogue_url=self.page_url("catalogue"),
            published_url=self.page_url("coveragesnapshot-list"),
            publish_url=self.page_url("publish") if self.may_write(Right.SHARE) and described else "",
            minimum=figures.MIN_GROUP,
            **kwargs,
        )


class PublishPage(Formed, CompetencePage):
    """What would be told if the party published now; and the act of publishing it."""

    template_name = "rmp/competence/publish.html"
    needs = Right.SHARE
    writes = True

    def form(self) -> Any:
        return PublishForm(**self.data, standing=self.standing, subject=self.partnership)

    def submit(self, form: Any) -> HttpResponse:
        party: Any = self.standing.party
        publish_coverage(self.partnership, party=party, actor=self.user, **form.cleaned_data)
        messages.success(self.request, _now("Published. All parties read it now, and nothing else of your people."))
        return redirect(self.page_url("coverage"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four queries of what the own party alone may read."""
        party: Any = self.standing.party
        cells = figures.cells(self.partnership, party)
        return super().get_context_data(
            title=_now("Publish our coverage"),
            rows=[{"cell": cell, "figure": cell.figure()} for cell in cells],
            fresh=sum(cell.is_new for cell in cells),
            minimum=figures.MIN_GROUP,
            rest=figures.REST.days,
            submit_label=_now("Publish it"),
            cancel_url=self.page_url("coverage"),
            **kwargs,
        )


class GapsPage(CompetencePage):
    """What the own people lack for their roles; for everybody but managers, what one lacks oneself."""

    template_name = "rmp/competence/gaps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four queries."""
        slug = self.partnership.slug
        manages = self.may_write(Right.MANAGE)
        found = gaps(self.standing)

        def row(gap: Gap) -> dict[str, Any]:
            """The gap with where a manager goes from it: to plan a step, or to rate."""
            query = f"?competence={gap.requirement.competence_id}"
            plan, rate = (views.url("create", slug, gap.holder.pk) + query for views in (DevelopmentStepViews, AssessmentViews))
            return {
                "gap": gap,
                "tone": Gap.TONES[gap.missing > 1],
                "plan_url": plan if manages and gap.missing and gap.step is None else "",
                "rate_url": rate if manages and gap.is_unrated else "",
            }

        return super().get_context_data(
            title=_now("Gaps"),
            known=[row(gap) for gap in found if not gap.is_unrated],
            unrated=[row(gap) for gap in found if gap.is_unrated],
            manages=self.standing.may(Right.MANAGE),
            people_url=self.page_url("roleholder-list"),
            **kwargs,
        )


class FigureViews(RecordViews):
    model = CoverageFigure
    form_class = model_form(CoverageFigure)
    columns = ("role", "competence", "required_level", "how_many", "band", "as_of")
    ordering = ("role__position", "competence__position", "pk")
    select_related = ("role", "competence")
    lead = _("How many people reach what their role asks for, as a range. No figure is about fewer than five people.")
    empty = _("No figure.")
    may_create = may_update = False


class SnapshotViews(RecordViews):
    model = CoverageSnapshot
    form_class = model_form(CoverageSnapshot, "note")
    filterset_class = record_filter(CoverageSnapshot, "party", search=("note",))
    principle = 6
    spaces = (Space.OURS_SHARED,)
    may_create = may_update = may_share = False
    title = _("Published coverage")
    lead = _("What each party released, and when. The newest of each stands side by side on the first page of this room.")
    empty = _("Nothing published yet. Each party rates its own people, and releases figures of groups by an act.")
    columns = ("__str__", "published_on", "superseded_on", "note")
    ordering = ("-published_on", "-created_at", "pk")
    detail_fields = ("published_on", "superseded_on", "note")
    parts: ClassVar = (FigureViews,)

    @classmethod
    def card(cls, record: CoverageSnapshot, standing: Standing) -> dict[str, Any]:
        badge = {"label": _("current"), "tone": "good"} if record.is_current else {"label": _("superseded"), "tone": "neutral"}
        return {"lead": record.note, "badges": [badge], "meta": [text(record.published_on)]}
