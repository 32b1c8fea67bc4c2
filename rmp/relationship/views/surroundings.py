"""Interested parties and the map of them; what helps and hinders."""

from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.policy import Right, Standing
from partnerships.access.spaces import Space
from partnerships.actions.sources import ACTIONS_PANEL, ADD_ACTION
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.presentation import space_of
from partnerships.records.rooms import RecordViews
from partnerships.records.views import RoomPage
from rmp.relationship.charts import Point, chart
from rmp.relationship.forms import InterestedPartyForm
from rmp.relationship.models import ContextFactor, Expectation, InterestedParty

Fulfilment = Expectation.Fulfilment
FULFILMENT_TONES: dict[str, str] = {
    Fulfilment.MET: "good",
    Fulfilment.PARTLY: "warn",
    Fulfilment.NOT_MET: "bad",
    Fulfilment.UNKNOWN: "neutral",
}
Bearing = ContextFactor.Bearing
BEARING_TONES: dict[str, str] = {Bearing.HELPS: "good", Bearing.HINDERS: "warn", Bearing.EITHER: "info"}


class ExpectationViews(RecordViews):
    model = Expectation
    form_class = model_form(Expectation, "text", "voiced_by", "answers", "response", "fulfilment")
    columns = ("text", "voiced_by", "answers", "response", "fulfilment")
    select_related = ("answers",)
    lead = gettext_lazy("What it expects, in its own words where you have them.")
    empty = gettext_lazy("No expectation noted yet. Ask: what would have to happen for them to call it a success?")
    create_label = gettext_lazy("Add an expectation")


class InterestedPartyViews(RecordViews):
    model = InterestedParty
    form_class = InterestedPartyForm
    filterset_class = record_filter(
        InterestedParty, "category", "influence", "interest", search=("name", "evaluation", "category__label")
    )
    principle = 1
    layout = "columns"
    lead = gettext_lazy("Who can help, hinder or feel the effects of this collaboration, and what each of them expects.")
    empty = gettext_lazy("No interested party yet. Begin with those who would be missed: students, funders, neighbours.")
    columns = ("name", "category", "influence", "interest", "evaluation")
    select_related = ("category",)
    prefetch_related = ("expectations",)
    list_template = "rmp/relationship/interested.html"
    parts = (ExpectationViews,)
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (ADD_ACTION,)

    @classmethod
    def card(cls, record: InterestedParty, standing: Standing) -> dict[str, Any]:
        badges = [{"label": str(record.category), "tone": "neutral"}]
        expectations = list(record.expectations.all())
        for fulfilment in (Fulfilment.NOT_MET, Fulfilment.PARTLY, Fulfilment.MET, Fulfilment.UNKNOWN):
            n = sum(expectation.fulfilment == fulfilment for expectation in expectations)
            if n:
                badges.append({"label": f"{n} {str(fulfilment.label).lower()}", "tone": FULFILMENT_TONES[fulfilment]})
        meta = []
        if record.is_placed:
            meta = [
                _("influence %(level)s") % {"level": record.get_influence_display()},
                _("interest %(level)s") % {"level": record.get_interest_display()},
            ]
        return {"lead": Truncator(record.evaluation).chars(160), "badges": badges, "meta": meta}


class ContextFactorViews(RecordViews):
    model = ContextFactor
    form_class = model_form(ContextFactor, "title", "origin", "bearing", "effect", "response", "answers", "review_on")
    filterset_class = record_filter(ContextFactor, "origin", "bearing", "answers", search=("title", "effect", "response"))
    principle = 1
    layout = "columns"
    lead = gettext_lazy("What within the parties or outside them helps or hinders, and how you respond to it.")
    empty = gettext_lazy("No factor yet. What could change next year that you do not decide yourselves?")
    create_label = gettext_lazy("Add a factor")
    columns = ("title", "origin", "bearing", "answers", "review_on")
    select_related = ("answers",)
    panels: ClassVar = (ACTIONS_PANEL,)
    acts: ClassVar = (ADD_ACTION,)

    @classmethod
    def card(cls, record: ContextFactor, standing: Standing) -> dict[str, Any]:
        badges = [
            {"label": record.get_origin_display(), "tone": "neutral"},
            {"label": record.get_bearing_display(), "tone": BEARING_TONES[record.bearing]},
        ]
        meta = [record.answers.short_name if record.answers else "", text(record.review_on)]
        return {"lead": Truncator(record.effect).chars(160), "badges": badges, "meta": [said for said in meta if said]}


def treatment(party: InterestedParty) -> str:
    """How one deals with somebody at that place of the map."""
    influential, interested = (party.influence or 0) > 2, (party.interest or 0) > 2
    if influential:
        return _("Work closely with it") if interested else _("Keep it content")
    return _("Keep it informed") if interested else _("Keep an eye on it")


class MapPage(RoomPage):
    """Influence against interest of all interested parties that the reader may see (5.1.3.1), with the table beneath."""

    needs = Right.READ_JOINT
    template_name = "rmp/relationship/map.html"
    principle = 1
    MOST = 200
    HEADS = (
        gettext_lazy("Interested party"),
        gettext_lazy("Kind"),
        gettext_lazy("Influence"),
        gettext_lazy("Interest"),
        gettext_lazy("How to deal with it"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(self.visible()[: self.MOST])
        for party in found:
            party.partnership = self.partnership  # spares a query for each
        placed = [party for party in found if party.is_placed]
        return super().get_context_data(
            title=_("Influence and interest"),
            chart=chart(self.point(n, party) for n, party in enumerate(placed, 1)),
            columns=[{"label": head} for head in self.HEADS],
            rows=[self.row(n, party) for n, party in enumerate(placed, 1)],
            unplaced=[party for party in found if not party.is_placed],
            **kwargs,
        )

    def visible(self) -> "QuerySet[InterestedParty]":
        """The most influential first; those without a place at the end. One query."""
        visible = InterestedParty.objects.visible_to(self.user).filter(partnership=self.partnership)
        order = (F("influence").desc(nulls_last=True), F("interest").desc(nulls_last=True), "created_at", "pk")
        return visible.select_related("category", "party").order_by(*order)

    def point(self, number: int, party: InterestedParty) -> Point:
        space = Space(party.space(self.standing))
        return Point(number, party.interest or 1, party.influence or 1, party.name, party.get_absolute_url(), str(space))

    def row(self, number: int, party: InterestedParty) -> dict[str, Any]:
        levels = [party.get_influence_display(), party.get_interest_display()]
        cells = [f"{number} {party.name}", str(party.category), *map(str, levels), treatment(party)]
        return {"url": party.get_absolute_url(), "cells": cells, "space": space_of(party, self.standing)}
