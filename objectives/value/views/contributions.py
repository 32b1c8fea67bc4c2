"""What each party puts in: given and received, with both sides' valuation, confirmed by who receives."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from objectives.value.forms import ContributionForm
from objectives.value.models import Contribution, ContributionReceipt
from objectives.value.views.common import OnlyForParties
from partnerships.access.policy import Standing
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.models import Kept
from partnerships.records.rooms import RecordViews


class ReceiptViews(RecordViews):
    model = ContributionReceipt
    form_class = model_form(ContributionReceipt, "received", "on", "valuation_by_receiver", "note")
    columns = ("party", "received", "on", "valuation_by_receiver", "note")
    ordering = ("party__name", "pk")
    lead = _("Who receives it says how much came, and what the whole is worth to them. Who gives it cannot.")
    empty = _("No receiver has confirmed it yet.")
    create_label = _("Confirm what we received")

    @classmethod
    def applies(cls, parent: Kept) -> bool:
        return isinstance(parent, Contribution) and not parent.is_private

    @classmethod
    def creatable(cls, standing: Standing, parent: Kept | None = None) -> bool:
        to_us = isinstance(parent, Contribution) and parent.received_by(standing.party)
        return to_us and super().creatable(standing, parent)


class ContributionViews(OnlyForParties):
    model = Contribution
    form_class = ContributionForm
    filterset_class = record_filter(Contribution, "party", "receiver", search=("description", "resource__label"))
    principle = 8
    layout = "columns"
    lead = _("What each party puts in. Ours is given, theirs is received: we confirm it and say what it is worth to us.")
    empty = _("No contribution yet. Money, time, places, data, a good name: what does this party put in?")
    create_label = _("Add what we give")
    columns = (
        *("description", "party", "resource", "receiver", "planned", "delivered", "unit", "starts_on", "ends_on"),
        *("valuation_by_giver", "valuation_by_receiver", "confirmed"),
    )
    ordering = ("created_at", "pk")
    select_related = ("resource", "receiver", "objective")
    prefetch_related = ("receipts",)
    detail_fields = (
        *("resource", "receiver", "objective", "planned", "delivered", "unit", "starts_on", "ends_on"),
        *("valuation_by_giver", "valuation_by_receiver", "confirmed"),
    )
    parts: ClassVar = (ReceiptViews,)

    @classmethod
    def card(cls, record: Contribution, standing: Standing) -> dict[str, Any]:
        badges: list[dict[str, Any]] = []
        if record.confirmed():
            badges.append({"label": _("confirmed"), "tone": "good"})
        elif record.delivered and not record.is_private:
            badges.append({"label": _("to be confirmed"), "tone": "warn"})
        amount = _("%(delivered)s of %(planned)s %(unit)s") % {
            "delivered": text(record.delivered),
            "planned": text(record.planned),
            "unit": record.unit,
        }
        return {"lead": "", "badges": badges, "meta": [str(record.resource), str(amount)]}
