"""The funnel of ideas, and the balance of benefit and contribution: a drawing, and the same in a table beneath."""

from typing import Any

from django.utils.translation import gettext as _

from objectives.value import funnel
from objectives.value.balance import Balance, Side, balance
from objectives.value.charts import Bar, Drawing, Group, drawing
from objectives.value.forms import PeriodForm
from objectives.value.models import BenefitShare
from objectives.value.views.benefits import BenefitViews
from objectives.value.views.contributions import ContributionViews
from objectives.value.views.ideas import IdeaScoreViews, ValueIdeaViews
from objectives.value.views.meaning import BalanceTermsViews
from partnerships.access.policy import Right, Standing
from partnerships.records.describe import text
from partnerships.records.views import RoomPage


class ValuePage(RoomPage):
    needs = Right.READ_JOINT
    principle = 8

    def create_url(self, room: Any) -> str:
        return room.url("create", self.partnership.slug) if room.creatable(self.standing) else ""


class FunnelPage(ValuePage):
    template_name = "objectives/value/funnel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three queries."""
        found, slug = funnel.funnel(self.standing), self.partnership.slug
        listed = ValueIdeaViews.url("list", slug)
        may_score = IdeaScoreViews.may_create and self.partnership.is_open and self.standing.may(Right.WRITE)
        return super().get_context_data(
            title=_("Value creation"),
            funnel=found,
            chart=found.chart(),
            columns=[
                {"label": _("Stage")},
                *({"label": name, "numeric": True} for name in (_("Ours"), _("Joint"), _("Theirs"), _("Here now"))),
                {"label": _("Came this far"), "numeric": True},
            ],
            rows=self.rows(found, listed),
            waiting=[
                {"idea": idea, "url": IdeaScoreViews.url("create", slug, idea.pk) if may_score else ""}
                for idea in funnel.to_score(self.standing)
            ],
            let_go=funnel.let_go(self.standing),
            create_url=self.create_url(ValueIdeaViews),
            list_url=listed,
            **kwargs,
        )

    @staticmethod
    def rows(found: funnel.Funnel, listed: str) -> list[dict[str, Any]]:
        """The stages as lines of a table, each with the way to its ideas."""

        def row(stage: funnel.Stage, came: Any) -> dict[str, Any]:
            return {"url": f"{listed}?state={stage.state}", "cells": [stage.label, *stage.counts, stage.here, came]}

        return [*(row(stage, stage.came) for stage in found.way), *(row(stage, "–") for stage in found.aside)]


class BalancePage(ValuePage):
    template_name = "objectives/value/balance.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Seven queries, of what the reader may see."""
        form = PeriodForm(self.request.GET or None)
        period = form.cleaned_data if form.is_bound and form.is_valid() else {}
        found = balance(self.partnership, since=period.get("since"), until=period.get("until"), user=self.user)
        return super().get_context_data(
            title=_("Balance"),
            form=form,
            balance=found,
            chart=chart(found, self.standing),
            columns=[
                {"label": found.unit or _("Worth")},
                *({"label": side.party.short_name, "numeric": True} for side in found.sides),
            ],
            rows=figures(found),
            given=given(found, self.partnership),
            gained=gained(found, self.partnership),
            is_empty=not any(side.given or side.gained for side in found.sides) and not found.third,
            terms_url=self.terms_url(found),
            contribute_url=self.create_url(ContributionViews),
            benefit_url=self.create_url(BenefitViews),
            **kwargs,
        )

    def terms_url(self, found: Balance) -> str:
        """Where the terms are, or are to be agreed."""
        if found.terms is None:
            return self.create_url(BalanceTermsViews)
        return BalanceTermsViews.url("detail", self.partnership.slug, found.terms.pk)


def amount(number: Any) -> str:
    """An amount of worth, to one place where it is small; what is not known is a dash."""
    return "–" if number is None else text(round(number, 1 if abs(number) < 100 else 0))


def chart(found: Balance, standing: Standing) -> Drawing:
    """Three bars for each party: what it gives as it says, as those who receive it say, and what it gains."""

    def bar(label: str, whole: Any, part: Any) -> Bar:
        return Bar(label, whole, part, _("%(part)s of %(whole)s") % {"part": amount(part), "whole": amount(whole)})

    def group(side: Side) -> Group:
        bars = [
            bar(_("Gives, it says"), side.planned_by_giver, side.delivered_by_giver),
            bar(_("… others say"), side.planned_by_receiver, side.delivered_by_receiver),
            bar(_("Gains"), side.expected, side.realised),
        ]
        return Group(side.party.short_name, "ours" if side.party == standing.party else "theirs", bars)

    return drawing([group(side) for side in found.sides])


def figures(found: Balance) -> list[dict[str, Any]]:
    """A line for each figure, a column for each party."""

    def line(label: str, give: Any) -> dict[str, Any]:
        return {"cells": [label, *(give(side) for side in found.sides)]}

    def share(number: Any) -> str:
        return "–" if number is None else f"{text(round(number))}%"

    return [
        line(_("Gives, planned, as it says"), lambda side: amount(side.planned_by_giver)),
        line(_("Gives, delivered, as it says"), lambda side: amount(side.delivered_by_giver)),
        line(_("Gives, planned, as the receivers say"), lambda side: amount(side.planned_by_receiver)),
        line(_("Gives, delivered, as the receivers say"), lambda side: amount(side.delivered_by_receiver)),
        line(_("Delivered, as it counts: between both"), lambda side: amount(side.delivered)),
        line(_("Gains, expected"), lambda side: amount(side.expected)),
        line(_("Gains, realised"), lambda side: amount(side.realised)),
        line(_("Gains, verified"), lambda side: amount(side.verified)),
        line(_("Realised less delivered"), lambda side: amount(side.net)),
        line(_("Share of all that is given"), lambda side: share(side.share_of_giving)),
        line(_("Share of all that is gained"), lambda side: share(side.share_of_gain)),
        line(_("Contributions confirmed"), lambda side: f"{side.confirmed}/{len(side.given)}"),
    ]


def given(found: Balance, partnership: Any) -> dict[str, Any]:
    """Every contribution with the valuation of both sides."""
    heads = (_("Contribution"), _("From"), _("Delivered"), _("It says"), _("Receivers say"), _("Apart"), _("Confirmed"))
    rows = []
    for side in found.sides:
        for one in side.given:
            one.contribution.partnership = partnership
            delivered = f"{text(one.contribution.delivered)} / {text(one.contribution.planned)} {one.contribution.unit}"
            worth = (one.by_giver, one.by_receiver, one.apart)
            cells = [one.contribution.description, side.party.short_name, delivered, *map(amount, worth)]
            rows.append({"url": one.contribution.get_absolute_url(), "cells": [*cells, text(one.contribution.confirmed())]})
    return {"columns": [{"label": head} for head in heads], "rows": rows}


def gained(found: Balance, partnership: Any) -> dict[str, Any]:
    """Every benefit that a party has, with what it says it is worth; those of outsiders at the end."""
    heads = (_("Benefit"), _("For"), _("State"), _("Worth expected"), _("Worth so far"))
    rows = []

    def row(benefit: Any, whom: str, share: BenefitShare | None) -> None:
        benefit.partnership = partnership
        worth = [amount(share.expected), amount(share.realised)] if share else ["–", "–"]
        rows.append({"url": benefit.get_absolute_url(), "cells": [benefit.title, whom, benefit.get_state_display(), *worth]})

    for side in found.sides:
        for one in side.gained:
            row(one.benefit, side.party.short_name, one.share)
    for benefit in found.third:
        row(benefit, benefit.third_party, None)
    return {"columns": [{"label": head} for head in heads], "rows": rows}
