"""The pages on which one sees governance as a whole: bodies and what is not right, the ladder, the responsibility matrix."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right
from partnerships.records.views import RoomPage
from rmp.governance.checks import flags
from rmp.governance.models import (
    Activity,
    Agreement,
    BodyMember,
    GovernanceBody,
    Issue,
    Ladder,
    LadderPlace,
    Meeting,
    Responsibility,
)
from rmp.governance.models.issues import LEVELS, Level
from rmp.governance.views.decisions import ActivityViews, ResponsibilityViews
from rmp.governance.views.issues import LadderPlaceViews, LadderViews
from rmp.governance.views.meetings import BodyViews


class GovernancePageBase(RoomPage):
    needs = Right.READ_JOINT
    principle = 5

    def mine(self, model: Any) -> Any:
        """What of a kind the person may read here."""
        return model.objects.visible_to(self.user).filter(partnership=self.partnership)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"rmp_governance:{name}", args=[self.partnership.slug, *args])

    def ladder(self) -> Ladder | None:
        return self.mine(Ladder).first()

    @property
    def may_write(self) -> bool:
        return self.partnership.is_open and self.standing.may(Right.WRITE)


class GovernancePage(GovernancePageBase):
    """The bodies, level by level with both sides' members; what comes next; what is not right."""

    template_name = "rmp/governance/governance.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Seven queries."""
        ladder = self.ladder()
        create = BodyViews.creatable(self.standing)
        return super().get_context_data(
            title=_("Governance and processes"),
            flags=[
                {"text": flag.text, "tone": flag.check.tone, "url": reverse(flag.check.link, args=[self.partnership.slug])}
                for flag in flags(self.partnership, (ladder or Ladder()).topic_days)
            ],
            levels=self.levels(),
            meetings=self.coming(),
            issues=self.issues(),
            agreements=self.here(self.mine(Agreement).in_force().select_related("kind").order_by("created_at", "pk")[:5]),
            create_url=self.url("governancebody-create") if create else "",
            **kwargs,
        )

    def levels(self) -> list[dict[str, Any]]:
        """{level, bodies: {body, cells: {party, ours, seats}}} from the top down. Two queries."""
        bodies = list(self.mine(GovernanceBody).standing().select_related("escalates_to").order_by("created_at", "pk"))
        seats: dict[Any, dict[Any, list[BodyMember]]] = {}
        members = BodyMember.objects.filter(body__in=[body.pk for body in bodies]).current()
        ranks = list(BodyMember.Role)
        for seat in sorted(members.order_by("name", "pk"), key=lambda seat: ranks.index(BodyMember.Role(seat.role))):
            seats.setdefault(seat.body_id, {}).setdefault(seat.seat_of_id, []).append(seat)
        found = []
        for level in GovernanceBody.Level:
            rows = []
            for body in bodies:
                if body.level != level:
                    continue
                body.partnership = self.partnership
                cells = [
                    {"party": party, "ours": party == self.standing.party, "seats": seats.get(body.pk, {}).get(party.pk, [])}
                    for party in self.standing.parties
                ]
                rows.append({"body": body, "cells": cells})
            found.append({"level": level, "label": level.label, "bodies": rows})
        return found

    def coming(self) -> list[Meeting]:
        found = self.mine(Meeting).filter(state__in=(*Meeting.COMING, "held", "minutes_drafted")).select_related("body")
        return self.here(found.order_by("starts_at", "pk")[:6])

    def issues(self) -> list[Issue]:
        return self.here(self.mine(Issue).unsettled().order_by("due_on", "pk")[:6])

    def here(self, records: Any) -> list[Any]:
        found = list(records)
        for record in found:
            record.partnership = self.partnership
        return found


class LadderPage(GovernancePageBase):
    """Rung by rung: how long, who on each side, and which issues stand there."""

    template_name = "rmp/governance/ladder.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three queries."""
        ladder = self.ladder()
        slug = self.partnership.slug
        places: dict[tuple[int, Any], LadderPlace] = {}
        if ladder is not None:
            for place in LadderPlace.objects.filter(ladder=ladder):
                places[place.level, place.party_id] = place
        standing_at: dict[int | None, list[Issue]] = {}
        for issue in self.mine(Issue).filter(state__in=Issue.ON_LADDER).order_by("due_on", "pk"):
            issue.partnership = self.partnership
            standing_at.setdefault(issue.level, []).append(issue)
        rungs = []
        for level in reversed(LEVELS):
            cells = []
            for party in self.standing.parties:
                place, ours = places.get((level, party.pk)), party == self.standing.party
                url = ""
                if ours and self.may_write and ladder is not None:
                    url = LadderPlaceViews.url("update", slug, place.pk) if place else ""
                    url = url or f"{LadderPlaceViews.url('create', slug, ladder.pk)}?level={level}"
                cells.append({"party": party, "ours": ours, "place": place, "url": url})
            days = (ladder or Ladder()).days(level)
            rungs.append(
                {
                    "level": level,
                    "label": Level(level).label,
                    "days": days,
                    "cells": cells,
                    "issues": standing_at.get(level, []),
                }
            )
        set_up = ""
        if self.may_write:
            set_up = LadderViews.url("update", slug, ladder.pk) if ladder else LadderViews.url("create", slug)
        return super().get_context_data(title=_("Escalation ladder"), rungs=rungs, ladder=ladder, set_up_url=set_up, **kwargs)


class MatrixPage(GovernancePageBase):
    """Who does what: activities against the parties and roles in them."""

    template_name = "rmp/governance/matrix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two queries."""
        slug = self.partnership.slug
        activities = list(self.mine(Activity).order_by("position", "created_at", "pk")[:200])
        cells: dict[tuple[Any, Any, str], list[Responsibility]] = {}
        parties = {party.pk: party for party in self.standing.parties}
        columns: set[tuple[Any, str]] = {(key, "") for key in parties}
        letters: dict[Any, set[str]] = {}
        for one in Responsibility.objects.filter(activity__in=[a.pk for a in activities]).order_by("letter"):
            if one.holder_id not in parties:
                continue
            columns.add((one.holder_id, one.role))
            cells.setdefault((one.activity_id, one.holder_id, one.role), []).append(one)
            letters.setdefault(one.activity_id, set()).add(one.letter)
        order = {key: n for n, key in enumerate(parties)}
        in_order = sorted(columns, key=lambda column: (order[column[0]], column[1]))
        heads = [{"party": parties[key], "role": role, "ours": parties[key] == self.standing.party} for key, role in in_order]
        rows = []
        for activity in activities:
            activity.partnership = self.partnership
            had = letters.get(activity.pk, set())
            missing = [
                text
                for letter, text in (("A", _now("nobody answers for it")), ("R", _now("nobody does it")))
                if letter not in had
            ]
            rows.append(
                {
                    "activity": activity,
                    "cells": [
                        {"head": head, "ones": cells.get((activity.pk, *column), [])}
                        for column, head in zip(in_order, heads, strict=True)
                    ],
                    "missing": missing,
                    "add_url": ResponsibilityViews.url("create", slug, activity.pk) if self.may_write else "",
                }
            )
        return super().get_context_data(
            title=_("Responsibilities"),
            heads=heads,
            rows=rows,
            letters=Responsibility.Letter.choices,
            create_url=ActivityViews.url("create", slug) if ActivityViews.creatable(self.standing) else "",
            **kwargs,
        )
