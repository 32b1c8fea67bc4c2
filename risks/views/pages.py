"""The pages that lay many risks beside each other: heat map, as a whole, consistency."""

from typing import Any, ClassVar

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.policy import Right
from partnerships.records.views import RoomPage
from risks import assessment
from risks.consistency import CHECKS, findings
from risks.heatmap import Point, heat_map
from risks.models import Risk, RiskCriteria
from risks.scale import DEFAULT_MATRIX, PHASE_NAMES, Phase
from risks.views.risks import RiskViews
from risks.whole import whole
from risks.words import level_tone, level_word

MOST = 100  # risks on one map


class RiskPage(RoomPage):
    """A page of this room that is not about one record."""

    needs = Right.READ_JOINT
    principle = 10

    def create_url(self, **initial: Any) -> str:
        """Where the person writes a new risk; empty without the right."""
        if not RiskViews.creatable(self.standing):
            return ""
        return RiskViews.url("create", self.partnership.slug) + (f"?{urlencode(initial)}" if initial else "")


class HeatMapPage(RiskPage):
    """Likelihood and impact of many risks, as each side reads them and as all agreed."""

    template_name = "risks/map.html"
    KINDS: ClassVar = {Risk.Kind.THREAT: gettext_lazy("Threats"), Risk.Kind.OPPORTUNITY: gettext_lazy("Opportunities")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five queries: criteria, risks, readings, consensus, parties of the readings."""
        phase = self.chosen("phase", list(Phase.values), Phase.CURRENT)
        kind = self.chosen("kind", list(Risk.Kind.values), Risk.Kind.THREAT)
        criteria = (
            RiskCriteria.objects.visible_to(self.user).disclosed().in_force().filter(partnership=self.partnership).first()
        )
        if criteria is not None:
            criteria.partnership = self.partnership
        risks = self.risks(kind)
        rows = [self.row(number, risk) for number, risk in enumerate(risks, start=1)]
        points = [point for row in rows for point in self.points(row, phase)]
        return super().get_context_data(
            title=_("Heat map"),
            map=heat_map(criteria.matrix if criteria else DEFAULT_MATRIX, points),
            criteria=criteria,
            rows=rows,
            phase_name=PHASE_NAMES[Phase(phase)],
            phases=self.links("phase", PHASE_NAMES, phase, kind=kind),
            kinds=self.links("kind", self.KINDS, kind, phase=phase),
            diverging=sum(bool(row["apart"]) for row in rows),
            create_url=self.create_url(kind=kind),
            **kwargs,
        )

    def chosen(self, name: str, allowed: list[str], default: str) -> str:
        value = self.request.GET.get(name, "")
        return value if value in allowed else default

    @staticmethod
    def links(name: str, labels: Any, active: str, **rest: str) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": f"?{urlencode({**rest, name: str(key)})}", "active": key == active}
            for key, label in labels.items()
        ]

    def risks(self, kind: str) -> list[Any]:
        here = Risk.objects.visible_to(self.user).live().filter(partnership=self.partnership, kind=kind)
        risks = list(here.select_related("party").prefetch_related(*assessment.READINGS).order_by("created_at", "pk")[:MOST])
        for risk in risks:
            risk.partnership = self.partnership
        return risks

    def row(self, number: int, risk: Any) -> dict[str, Any]:
        """A risk with its readings in each phase: {whose, kind, place, word, tone} each."""
        phases, apart = [], []
        for phase, stand in assessment.stands(risk).items():
            readings = []
            for party in self.standing.parties:
                one = stand.by_party.get(party.pk)
                if one is not None:
                    ours = party == self.standing.party
                    readings.append(self.reading(risk, one, "ours" if ours else "theirs", party.short_name))
            if stand.consensus is not None:
                readings.append(self.reading(risk, stand.consensus, "joint", _("Agreed")))
            if stand.diverges:
                apart.append(phase)
            phases.append({"phase": phase, "name": PHASE_NAMES[Phase(phase)], "readings": readings, "apart": stand.diverges})
        space = risk.space(self.standing)
        return {
            "number": number,
            "risk": risk,
            "phases": phases,
            "apart": apart,
            "space": space,
            "trend": assessment.trend(risk),
        }

    @staticmethod
    def reading(risk: Any, one: Any, kind: str, whose: str) -> dict[str, Any]:
        word = level_word(risk, one.level)
        return {"one": one, "kind": kind, "whose": whose, "word": word, "tone": level_tone(risk, one.level)}

    @staticmethod
    def points(row: dict[str, Any], phase: str) -> list[Point]:
        risk = row["risk"]
        [shown] = [one for one in row["phases"] if one["phase"] == phase]
        return [
            Point(
                number=row["number"],
                likelihood=reading["one"].likelihood,
                impact=reading["one"].impact,
                kind=reading["kind"],
                title=f"{risk.title} ({reading['whose']}: {reading['one'].place()}, {reading['word']})",
                url=risk.get_absolute_url(),
                apart=shown["apart"],
                hollow=risk.is_private,
            )
            for reading in shown["readings"]
        ]


class WholePage(RiskPage):
    """What is at stake at each objective, from all sides."""

    template_name = "risks/whole.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = whole(self.standing)
        for row in rows:
            if row.objective is not None:
                row.objective.partnership = self.partnership
                row.url = self.create_url(space="joint", objectives=row.objective.pk)
        return super().get_context_data(title=_("As a whole"), rows=rows, **kwargs)


class ConsistencyPage(RiskPage):
    """What does not fit together, each line with where it is mended."""

    template_name = "risks/consistency.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = findings(self.standing)
        groups = [
            {"key": key, "title": title, "findings": [one for one in found if one.check == key]}
            for key, title in CHECKS.items()
        ]
        return super().get_context_data(
            title=_("Consistency"), groups=groups, total=len(found), is_open=self.partnership.is_open, **kwargs
        )
