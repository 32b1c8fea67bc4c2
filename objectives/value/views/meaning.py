"""What value means to each party, and the terms by which all weigh it."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from objectives.value.models import BalanceTerms, ValueDefinition
from objectives.value.views.common import OnlyForParties
from partnerships.access.policy import Standing
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, RecordViews
from partnerships.rules.acts import rule_acts


class ValueDefinitionViews(OnlyForParties):
    model = ValueDefinition
    form_class = model_form(ValueDefinition, "statement", "priority", "seen_by")
    filterset_class = record_filter(ValueDefinition, "party", search=("statement", "seen_by"))
    principle = 8
    layout = "columns"
    title = _("What value means")
    lead = _("What each party would call a success, the most important first. It is not the same for all, and need not be.")
    empty = _("Nothing said yet. What would make this worth it for this party, beyond money?")
    create_label = _("Say what value means to us")
    columns = ("statement", "priority", "seen_by")
    ordering = ("priority", "created_at", "pk")

    @classmethod
    def card(cls, record: ValueDefinition, standing: Standing) -> dict[str, Any]:
        rest = record.statement if len(record.statement) > 90 else ""
        meta = [str(_("Rank %(rank)s") % {"rank": record.priority}), record.seen_by]
        return {"lead": Truncator(rest).chars(240), "badges": [], "meta": [said for said in meta if said]}


class BalanceTermsViews(RecordViews):
    model = BalanceTerms
    form_class = model_form(BalanceTerms, "unit", "tolerance", "how", "review_on")
    filterset_class = record_filter(BalanceTerms, search=("unit", "how"))
    principle = 8
    title = _("Terms of the balance")
    lead = _("How the parties weigh what is given against what is gained.")
    empty = _("No terms yet. In which unit do you give worth, and how far apart is still balanced?")
    create_label = _("Agree the terms")
    spaces = JOINT_SPACE
    columns = ("unit", "tolerance", "how", "review_on")
    acts = rule_acts(form_class)
