"""The pages on which one sees all leaders at once: who leads, what stands behind them, what they may decide, the example they set."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right
from partnerships.records import presentation
from partnerships.records.views import RoomPage
from rmp.leadership.example import indicators
from rmp.leadership.matching import matches
from rmp.leadership.models import Appointment, DecisionNeed, LeaderProfile, LeaderResource
from rmp.leadership.support import groups
from rmp.leadership.vacancies import REFILL_DAYS, seats
from rmp.leadership.views.appointments import AppointmentViews
from rmp.leadership.views.backing import DecisionNeedViews, LeaderActivityViews, ResourceKindViews
from rmp.leadership.views.parts import ResourceViews
from rmp.leadership.views.places import columns, places


class LeaderPage(RoomPage):
    """What the pages of this room share."""

    needs = Right.READ_JOINT
    principle = 4

    @property
    def leaders(self) -> Any:
        """Appointments and nominations that this person may read."""
        found = Appointment.objects.visible_to(self.user).filter(partnership=self.partnership)
        return found.select_related("profile", "party")

    def in_office(self) -> list[Appointment]:
        """The leaders in office, the reader's own party's first."""
        found = list(self.leaders.in_office())
        found.sort(key=lambda one: (one.party != self.standing.party, one.party.name if one.party else "", one.name, one.pk))
        for one in found:
            one.partnership = self.partnership
        return found

    def may_write(self) -> bool:
        return self.partnership.is_open and self.standing.may(Right.WRITE)

    def url(self, name: str) -> str:
        return reverse(f"rmp_leadership:{name}", args=[self.partnership.slug])


class LeadersPage(LeaderPage):
    """*Ours - Joint - Theirs*: who leads and who is on the way to it, and which party has nobody."""

    template_name = "rmp/leadership/leaders.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = self.standing
        profiles = list(LeaderProfile.objects.visible_to(self.user).filter(partnership=self.partnership).agreed())
        leading = Appointment.objects.disclosed().filter(partnership=self.partnership)
        may_nominate = AppointmentViews.creatable(standing) and bool(profiles)
        return super().get_context_data(
            title=_("Leaders"),
            columns=columns(standing, self.leaders, self.url("appointment-create") if may_nominate else ""),
            # Whether a party has a leader is no secret of the parties: everybody who reads the joint space sees it.
            seats=seats(self.partnership, standing.parties, standing.party, leading),
            places=places(standing, profiles, leading),
            profile_url=self.url("leaderprofile-create") if self.may_write() and not profiles else "",
            refill_days=REFILL_DAYS,
            **kwargs,
        )


class SupportPage(LeaderPage):
    """Which level of which party stands behind which leader, and what is missing."""

    template_name = "rmp/leadership/support.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        leaders = self.in_office()
        return super().get_context_data(title=_("Support"), groups=groups(self.standing, leaders), **kwargs)


class ResourcesPage(LeaderPage):
    """What leaders need against what they have, by party; and the open list of kinds."""

    template_name = "rmp/leadership/resources.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        leaders = self.in_office()
        found = LeaderResource.objects.visible_to(self.user).filter(appointment__in=[one.pk for one in leaders])
        rows: dict[Any, list[LeaderResource]] = {one.pk: [] for one in leaders}
        for resource in found.select_related("party", "further").order_by("created_at", "pk"):
            rows[resource.appointment_id].append(resource)
        for one in rows.values():
            one.sort(key=lambda resource: (resource.party != self.standing.party, resource.party.name))
        kinds = presentation.record_table(ResourceKindViews, self.standing) | {"lead": ""}  # the page has said it
        return super().get_context_data(
            title=_("Resources of leaders"),
            groups=[{"leader": one, "rows": rows[one.pk], "url": self.add_url(one)} for one in leaders],
            kinds=kinds,
            named=[kind.label for kind in LeaderResource.Kind if kind != LeaderResource.Kind.OTHER],
            **kwargs,
        )

    def add_url(self, leader: Appointment) -> str:
        return ResourceViews.url("create", self.partnership.slug, leader.pk) if self.may_write() else ""


class PowersPage(LeaderPage):
    """The decisions that come up, held against the leaders' powers."""

    template_name = "rmp/leadership/powers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = matches(
            self.partnership, DecisionNeed.objects.visible_to(self.user), LeaderProfile.objects.visible_to(self.user)
        )
        create = DecisionNeedViews.creatable(self.standing)
        return super().get_context_data(
            title=_("Powers and decisions"),
            rows=[{"match": one, "mends": self.mends(one)} for one in found],
            open=sum(not one.is_mended for one in found),
            create_url=self.url("decisionneed-create") if create else "",
            create_label=DecisionNeedViews.create_label,
            empty=DecisionNeedViews.empty,
            **kwargs,
        )

    def mends(self, match: Any) -> list[dict[str, str]]:
        """Where what does not fit can be mended, for those who may."""
        if match.is_mended or not self.may_write():
            return []
        slug, found = self.partnership.slug, []
        if match.outcome in ("not_covered", "beyond"):
            if match.profile.is_current:
                url = reverse("rmp_leadership:leaderprofile-revise", args=[slug, match.profile.pk])
                found.append({"label": _now("Give the power in a new version"), "url": url})
            elif not match.profile.is_fixed:
                url = reverse("rmp_leadership:power-create", args=[slug, match.profile.pk])
                found.append({"label": _now("Add the power to the draft"), "url": url})
        if match.outcome != "within":
            label = _now("Say how you read it") if match.outcome == "open" else _now("Route it elsewhere")
            found.append({"label": label, "url": DecisionNeedViews.url("update", slug, match.need.pk)})
        if not match.is_led and match.profile.is_current and AppointmentViews.creatable(self.standing):
            url = f"{self.url('appointment-create')}?profile={match.profile.pk}"
            found.append({"label": _now("Nominate a leader"), "url": url})
        return found


class ExamplePage(LeaderPage):
    """What leaders did for all to see, leader by leader and in order of time."""

    template_name = "rmp/leadership/example.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        leaders = [one for one in self.in_office() if one.is_live]
        return super().get_context_data(
            title=_("Commitment and example"),
            indicators=indicators(leaders),
            part=presentation.record_table(LeaderActivityViews, self.standing),
            **kwargs,
        )
