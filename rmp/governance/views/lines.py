"""Each party's own line in negotiations."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import OWN_SPACES, RecordViews
from rmp.governance.models import NegotiatingLine


class NegotiatingLineViews(RecordViews):
    model = NegotiatingLine
    form_class = model_form(NegotiatingLine, "agreement", "topic", "aim", "acceptable", "limit")
    filterset_class = record_filter(NegotiatingLine, "agreement", "topic", search=("aim", "acceptable", "limit"))
    principle = 5
    title = _("Our line")
    lead = _("What a party wants of an agreement, topic by topic, and where it ends. It stays your own until you share it.")
    empty = _("No line yet. Before you negotiate: what do you aim at, what could you accept, what not?")
    create_label = _("Write our line")
    spaces = OWN_SPACES
    layout = "columns"
    columns = ("aim", "agreement", "topic")
    select_related = ("agreement", "topic")
    detail_fields = ("agreement", "topic", "aim", "acceptable", "limit")

    @classmethod
    def creatable(cls, standing: Standing, parent: Any = None) -> bool:
        return super().creatable(standing, parent) and standing.party is not None

    @classmethod
    def card(cls, record: NegotiatingLine, standing: Standing) -> dict[str, Any]:
        meta = [str(said) for said in (record.topic, record.agreement) if said]
        return {"lead": Truncator(record.acceptable).chars(160), "badges": [], "meta": meta}
