"""The joint team: the parties' people side by side, what the team is for, its reviews, and what is missing."""

from typing import Any, ClassVar

from django.db.models import OuterRef
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import Space
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.records.views import ListView
from partnerships.rules.acts import rule_acts
from rmp.team import services
from rmp.team.forms import EndPlaceForm, TeamMemberForm, TeamReviewForm
from rmp.team.gaps import gaps
from rmp.team.models import JointTeam, TeamMember, TeamReview


class TeamPage(ListView):
    """The team as it is: places that are held, what the team is for, when it was reviewed, and the gaps."""

    def get_queryset(self) -> Any:
        return super().get_queryset().ranked()

    @cached_property
    def is_side_by_side(self) -> bool:
        return not self.is_filtered() and self.request.GET.get("view") != "table" and "export" not in self.request.GET

    def records(self) -> Any:
        """Side by side stand those who are there or come; the table and the filters know the others, too."""
        return super().records().lasting() if self.is_side_by_side else super().records()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"is_side_by_side": self.is_side_by_side}
        return context | self.about_the_team() if self.is_side_by_side else context

    def about_the_team(self) -> dict[str, Any]:
        """What it is for, its last review, and the gaps. Two queries."""
        newest = TeamReview.objects.filter(team=OuterRef("pk")).order_by("-on", "-created_at")
        teams = JointTeam.objects.visible_to(self.user).filter(partnership=self.partnership)
        team = teams.annotate(reviewed_on=newest.values("on")[:1], upgraded=newest.values("upgraded")[:1]).first()
        if team is not None:
            team.partnership = self.partnership
        may_write = self.partnership.is_open and self.standing.may(Right.WRITE)
        return {
            "team": team,
            "gaps": gaps(self.standing),
            "team_url": JointTeamViews.url("create", self.partnership.slug) if may_write and team is None else "",
            "review_url": TeamReviewViews.url("create", self.partnership.slug, team.pk) if may_write and team else "",
        }


class TeamMemberViews(RecordViews):
    model = TeamMember
    form_class = TeamMemberForm
    filterset_class = record_filter(
        TeamMember, "role", search=("name", "person__name", "position", "responsibilities", "powers")
    )
    principle = 1
    title = _("Joint team")
    lead = _("Who works for this partnership on each side: who answers for it, who does what, and who may decide what.")
    empty = _("Nobody yet. Begin with the senior responsible person.")
    create_label = _("Fill a place")
    spaces = (Space.OURS_SHARED, Space.OURS_PRIVATE, Space.JOINT)
    layout = "columns"
    columns = ("who", "role", "responsibilities", "powers", "deputy", "starts_on", "ends_on")
    ordering = ("rank", "starts_on", "pk")
    select_related = ("person", "deputy__person")
    detail_fields = (
        *("role", "who", "position", "responsibilities", "powers", "keeps_plan", "deputy"),
        *("starts_on", "ends_on"),
    )
    list_template = "rmp/team/team.html"
    acts: ClassVar = (
        Act(
            "end",
            _("End"),
            services.end_place,
            EndPlaceForm,
            when=lambda place: place.ends_on is None,
            text=_(
                "The place stays in the record with its days. If the person leaves the partnership, plan a handover instead."
            ),
            tone="quiet",
        ),
    )

    @classmethod
    def urls(cls) -> list[URLPattern]:
        """The list of places is the page of the team."""
        mine = path("", TeamPage.as_view(room=cls), name="teammember-list")
        return [mine, *(found for found in super().urls() if found.name != mine.name)]

    @classmethod
    def card(cls, record: TeamMember, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = []
        if record.role == TeamMember.Role.SENIOR and record.party:
            badges.append({"label": _("answers for %(party)s") % {"party": record.party.short_name}, "tone": "good"})
        if record.keeps_plan:
            badges.append({"label": _("keeps the plan"), "tone": "info"})
        if record.is_over():
            badges.append({"label": _("ended"), "tone": "neutral"})
        elif record.ends_on:
            badges.append({"label": _("until %(day)s") % {"day": text(record.ends_on)}, "tone": "warn"})
        deputy = _("Deputy: %(who)s") % {"who": record.deputy} if record.deputy else ""
        position = record.position or (record.person.job_title if record.person else "")
        meta = [position, deputy]
        return {
            "lead": Truncator(record.responsibilities).chars(160),
            "badges": badges,
            "meta": [said for said in meta if said],
        }


class TeamReviewViews(RecordViews):
    model = TeamReview
    form_class = TeamReviewForm
    columns = ("on", "finding", "upgraded", "next_on")
    ordering = ("-on", "-created_at")
    lead = _("The newest review sets the day of the next one.")
    empty = _("Not reviewed yet. Do people, means and powers still fit what you want together?")
    create_label = _("Review the team")


class JointTeamViews(RecordViews):
    """What the team is for. It has no list: a partnership has one team, and the page of its places shows it."""

    model = JointTeam
    form_class = model_form(JointTeam, "mandate", "leadership", "working", "review_on")
    principle = 1
    spaces = JOINT_SPACE
    create_label = _("Say what the team is for")
    parts = (TeamReviewViews,)
    acts = rule_acts(form_class)

    @classmethod
    def url_name(cls, action: str) -> str:
        return TeamMemberViews.url_name(action) if action == "list" else super().url_name(action)

    @classmethod
    def urls(cls) -> list[URLPattern]:
        return [found for found in super().urls() if found.name != "jointteam-list"]
