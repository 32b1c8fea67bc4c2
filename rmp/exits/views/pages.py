"""How ready the parties are for an end, on one page; and what a party would take along if it left."""

from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Q, Sum, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.access.policy import Right
from partnerships.archive.reading import Reader
from partnerships.records.describe import text
from partnerships.records.models import record_kinds
from partnerships.records.views import RoomPage
from rmp.exits.evidence import READY_ENOUGH
from rmp.exits.models import (
    DisengagementCase,
    ExitAssessment,
    ExitPlanItem,
    ExitRehearsal,
    ExitStrategy,
    ExitTrigger,
    SurvivingObligation,
)
from rmp.exits.models.plan import Area
from rmp.exits.querysets import READY
from rmp.exits.services import staying
from rmp.exits.views.after import SurvivingObligationViews
from rmp.exits.views.cases import DisengagementCaseViews
from rmp.exits.views.plan import ExitPlanItemViews
from rmp.exits.views.strategy import ExitStrategyViews
from rmp.exits.views.triggers import ExitAssessmentViews, ExitTriggerViews

SHOWN = 8


class ExitPage(RoomPage):
    """The strategy, the readiness and what it lacks, what has fired, what is under way, what goes on."""

    template_name = "rmp/exits/exit.html"
    needs = Right.READ_JOINT
    principle = 12

    def visible(self, model: Any) -> Any:
        return model.objects.visible_to(self.user).filter(partnership=self.partnership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nine queries."""
        areas = self.areas()
        weight, ready = sum(row["weight"] for row in areas), sum(row["ready"] for row in areas)
        strategies = list(self.visible(ExitStrategy).exclude(state=ExitStrategy.State.SUPERSEDED).order_by("-number"))
        rehearsed = self.visible(ExitRehearsal).aggregate(last=Max("on"))["last"]
        unowned = self.visible(ExitPlanItem).unaccepted().unowned().count()
        triggers = self.triggers()
        readiness = ready / weight if weight else None
        return super().get_context_data(
            title=_("Exit"),
            strategies=[self.own(record, ExitStrategyViews) for record in strategies],
            write_url=self.create_url(ExitStrategyViews) if not strategies else "",
            readiness=readiness,
            readiness_text=_("%(ready)s of %(weight)s by weight") % {"ready": ready, "weight": weight},
            areas=areas,
            rehearsed=text(rehearsed),
            lacking=self.lacking(strategies, readiness, rehearsed, unowned, triggers),
            triggers=triggers,
            assessments=self.cards(ExitAssessmentViews, self.visible(ExitAssessment).open().order_by("due_on", "pk")),
            cases=self.cards(DisengagementCaseViews, self.visible(DisengagementCase).going_on().select_related("by_notice")),
            obligations=self.obligations(),
            **kwargs,
        )

    def own(self, record: Any, room: Any) -> dict[str, Any]:
        """A record of this partnership as a card."""
        record.partnership = self.partnership
        return room.card(record, self.standing) | {"title": str(record), "url": record.get_absolute_url(), "record": record}

    def cards(self, room: Any, records: Any) -> list[dict[str, Any]]:
        return [self.own(record, room) for record in records[:SHOWN]]

    def create_url(self, room: Any) -> str:
        return room.url("create", self.partnership.slug) if room.creatable(self.standing) else ""

    def areas(self) -> list[dict[str, Any]]:
        """Each area with the weight of its items, and how much of it is ready and accepted. One query."""

        def weighed(**condition: Any) -> Sum:
            return Sum(Case(When(**condition, then=F("weight")), default=Value(0), output_field=IntegerField()))

        counted = self.visible(ExitPlanItem).order_by().values("area")
        counted = counted.annotate(
            count=Count("pk"), total=Sum("weight"), ready=weighed(state__in=READY), accepted=weighed(state="accepted")
        )
        found = {row["area"]: row for row in counted}
        address = ExitPlanItemViews.url("list", self.partnership.slug)
        rows = []
        for area in Area:
            row = found.get(area, {"count": 0, "total": 0, "ready": 0, "accepted": 0})
            share = row["ready"] / row["total"] if row["total"] else None
            rows.append(
                {
                    "label": area.label,
                    "url": f"{address}?area={area}",
                    "count": row["count"],
                    "weight": row["total"],
                    "ready": row["ready"],
                    "accepted": row["accepted"],
                    "share": share,
                }
            )
        return rows

    def triggers(self) -> list[dict[str, Any]]:
        """How many triggers stand in each state. One query."""
        counted = self.visible(ExitTrigger).order_by().values_list("state").annotate(count=Count("pk"))
        found = dict(counted)
        address = ExitTriggerViews.url("list", self.partnership.slug)
        return [
            {"label": state.label, "count": found[state], "url": f"{address}?state={state}"}
            for state in ExitTrigger.State
            if state in found
        ]

    def obligations(self) -> list[dict[str, Any]]:
        found = self.visible(SurvivingObligation).filter(
            state__in=(SurvivingObligation.State.ACTIVE, SurvivingObligation.State.BREACHED)
        )
        return self.cards(SurvivingObligationViews, found.select_related("holder", "beneficiary").order_by("until", "pk"))

    def lacking(
        self, strategies: list[Any], readiness: float | None, rehearsed: Any, unowned: int, triggers: list[Any]
    ) -> list[dict[str, str]]:
        """What readiness lacks, each with where one does it."""
        slug, found = self.partnership.slug, []

        def lacks(said: str, name: str) -> None:
            found.append({"text": said, "url": reverse(f"rmp_exits:{name}-list", args=[slug])})

        if not any(record.state == ExitStrategy.State.AGREED for record in strategies):
            lacks(_("No strategy is agreed."), "exitstrategy")
        if not triggers:
            lacks(_("No trigger is agreed."), "exittrigger")
        if readiness is None:
            lacks(_("The exit plan has no items."), "exitplanitem")
        elif readiness * 100 < READY_ENOUGH:
            lacks(_("Less than %(share)s %% of the exit plan are ready.") % {"share": READY_ENOUGH}, "exitplanitem")
        if unowned:
            lacks(_("Items without an owner of each party: %(count)s.") % {"count": unowned}, "exitplanitem")
        if rehearsed is None:
            lacks(_("The plan was never rehearsed."), "exitrehearsal")
        return found


class LeavingPage(RoomPage):
    """What the reader's party takes along when it leaves, shown before it does: its records, its obligations, what it still owes."""

    template_name = "rmp/exits/leaving.html"
    needs = Right.READ_OWN
    principle = 12

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query for each kind of record there is, and five more."""
        party = self.standing.party
        obligations = SurvivingObligation.objects.visible_to(self.user).filter(partnership=self.partnership)
        mine = obligations.filter(Q(holder=party) | Q(beneficiary=party) | Q(beneficiary__isnull=True) & ~Q(holder=party))
        open_items = ExitPlanItem.objects.visible_to(self.user).filter(partnership=self.partnership, responsible=party)
        slug = self.partnership.slug
        return super().get_context_data(
            title=_("Leaving"),
            kinds=self.kinds(),
            obligations=[self.row(one, party) for one in mine.select_related("holder", "beneficiary").order_by("until", "pk")],
            items=[
                {"title": item.title, "state": item.get_state_display(), "url": self.at_home(item)}
                for item in open_items.unaccepted().order_by("due_on", "pk")
            ],
            staying=[str(one) for one in staying(self.partnership, party)],
            archive_url=reverse("archive:list", args=[slug]),
            case_url=reverse("rmp_exits:disengagementcase-create", args=[slug])
            + f"?kind=leave&leaver={party.pk if party else ''}",
            links=[
                (_("Leaders and vacancies"), reverse("rmp_leadership:leaders", args=[slug])),
                (_("Handovers"), reverse("rmp_team:handover-list", args=[slug])),
                (_("People and access"), reverse("people:list", args=[slug])),
            ],
            **kwargs,
        )

    def at_home(self, record: Any) -> str:
        record.partnership = self.partnership
        return record.get_absolute_url()

    def kinds(self) -> list[dict[str, Any]]:
        """How many records of each kind the party owns, and how many of them the others read."""
        party, found = self.standing.party, []
        if party is None:
            return []
        reader = Reader(self.partnership, party, self.user)
        for model in record_kinds():
            own = reader.rows(model).filter(party=party).order_by()
            counts = own.aggregate(count=Count("pk"), shared=Count("pk", filter=Q(visibility="shared")))
            if counts["count"]:
                found.append({"title": str(model._meta.verbose_name_plural).capitalize(), **counts})
        return found

    def row(self, obligation: SurvivingObligation, party: Any) -> dict[str, Any]:
        return {
            "title": obligation.title,
            "url": self.at_home(obligation),
            "ours": obligation.holder == party,
            "holder": obligation.holder.short_name,
            "beneficiary": obligation.beneficiary.short_name if obligation.beneficiary else _("all others"),
            "until": text(obligation.until),
            "state": obligation.get_state_display(),
        }
