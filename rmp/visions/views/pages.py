"""The pages that lay the sides beside each other: visions, areas, focus, values in practice."""

from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partnerships.access.policy import Right
from partnerships.records.views import RoomPage
from rmp.visions import side_by_side
from rmp.visions.coverage import coverage
from rmp.visions.models import JointVision, PartyProfile
from rmp.visions.views.compatibility import AreaHandlingViews, AreaRatingViews
from rmp.visions.views.focus import FocusAreaViews, FocusCommitmentViews, ValueCheckViews
from rmp.visions.views.statements import JointVisionViews, PartyProfileViews


class SidesPage(RoomPage):
    """A page of this room on which the sides stand beside each other."""

    needs = Right.READ_JOINT
    principle = 2

    @property
    def may_write(self) -> bool:
        return self.partnership.is_open and self.standing.may(Right.WRITE)

    def create_url(self, room: Any, **initial: Any) -> str:
        """Where the person writes a new one, with what is known of it; empty without the right."""
        if not room.creatable(self.standing):
            return ""
        return room.url("create", self.partnership.slug) + (f"?{urlencode(initial)}" if initial else "")


class VisionsPage(SidesPage):
    """Each party's profile, and the joint vision between them."""

    template_name = "rmp/visions/visions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four queries: profiles, versions, and who has acknowledged the agreed one."""
        agreed, draft = self.versions()
        slug = self.partnership.slug
        return super().get_context_data(
            title=_("Visions and values"),
            sides=self.sides(),
            agreed=agreed,
            draft=draft,
            coverage=coverage(agreed, self.standing) if agreed is not None else None,
            acknowledge_url=JointVisionViews.url("acknowledge", slug, agreed.pk) if agreed is not None else "",
            write_url=self.create_url(JointVisionViews) if agreed is None and draft is None else "",
            **kwargs,
        )

    def versions(self) -> tuple[JointVision | None, JointVision | None]:
        """The agreed version and the draft, as far as there are such."""
        found = {}
        states = (JointVision.State.AGREED, JointVision.State.DRAFT)
        for vision in JointVision.objects.visible_to(self.user).filter(partnership=self.partnership, state__in=states):
            vision.partnership = self.partnership
            found[vision.state] = vision
        return found.get(states[0]), found.get(states[1])

    def sides(self) -> list[dict[str, Any]]:
        """Each party with its profile, as far as the reader may see it; the reader's own first."""
        profiles = {}
        for profile in PartyProfile.objects.visible_to(self.user).filter(partnership=self.partnership):
            profile.partnership = self.partnership
            profiles[profile.party_id] = profile
        found = []
        for party in self.standing.parties:
            ours, own = party == self.standing.party, profiles.get(party.pk)
            url = self.create_url(PartyProfileViews, space="ours_private") if ours and own is None else ""
            space = own.space(self.standing) if own else ""
            found.append({"party": party, "is_ours": ours, "profile": own, "create_url": url, "space": space})
        return found


class AlignmentPage(SidesPage):
    """The five areas as each side rates them; what lies two steps apart is marked."""

    template_name = "rmp/visions/alignment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two queries."""
        rows = side_by_side.areas(self.standing)
        for row in rows:
            for cell in row.cells:
                cell.url = self.cell_url(row.area, cell)
            row.handling_url = self.handling_url(row)
        return super().get_context_data(
            title=_("Five areas"),
            rows=rows,
            differing=sum(row.differs for row in rows),
            unhandled=sum(row.needs_handling for row in rows),
            ratings_url=AreaRatingViews.url("list", self.partnership.slug),
            **kwargs,
        )

    def cell_url(self, area: str, cell: Any) -> str:
        if not cell.is_ours or not self.may_write:
            return ""
        if cell.rating is None:
            return self.create_url(AreaRatingViews, area=area, space="ours_private")
        return AreaRatingViews.url("update", self.partnership.slug, cell.rating.pk)

    def handling_url(self, row: Any) -> str:
        if not self.may_write:
            return ""
        if row.handling is None:
            if not row.needs_handling:
                return ""
            return self.create_url(AreaHandlingViews, area=row.area)
        return AreaHandlingViews.url("update", self.partnership.slug, row.handling.pk)


class FocusPage(SidesPage):
    """The four focus areas: what the parties want there, and what each commits itself to."""

    template_name = "rmp/visions/focus.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two queries."""
        rows = side_by_side.focus(self.standing)
        for row in rows:
            if row.area is None:
                row.url = self.create_url(FocusAreaViews, kind=row.kind)
            elif self.may_write:
                row.url = FocusAreaViews.url("update", self.partnership.slug, row.area.pk)
                row.commit_url = FocusCommitmentViews.url("create", self.partnership.slug, row.area.pk)
        return super().get_context_data(title=_("Focus areas"), rows=rows, **kwargs)


class PracticePage(SidesPage):
    """The values of the joint vision and the commitments, each with what every side found last."""

    template_name = "rmp/visions/practice.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three queries."""
        rows = side_by_side.practice(self.standing)
        for row in rows:
            row.check_url = self.create_url(ValueCheckViews, value=row.value, space="ours_shared")
        return super().get_context_data(
            title=_("Values in practice"),
            rows=rows,
            checks_url=ValueCheckViews.url("list", self.partnership.slug),
            create_url=self.create_url(ValueCheckViews),
            **kwargs,
        )
