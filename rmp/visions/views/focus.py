"""The four focus areas with what each party commits itself to, and the checks whether values are lived."""

from typing import Any, ClassVar

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.describe import text
from partnerships.records.filters import record_filter
from partnerships.records.forms import model_form
from partnerships.records.rooms import JOINT_SPACE, RecordViews
from rmp.visions.models import FocusArea, FocusCommitment, ValueCheck
from rmp.visions.views.statements import OnlyForParties

Verdict = ValueCheck.Verdict
TONES = {Verdict.LIVED: "good", Verdict.PARTLY: "warn", Verdict.NOT: "bad"}


class FocusCommitmentViews(RecordViews):
    model = FocusCommitment
    form_class = model_form(FocusCommitment, "text", "details")
    columns = ("party", "text", "details")
    ordering = ("created_at", "pk")
    lead = _("What each party commits itself to in this area.")
    empty = _("No party has committed itself yet.")
    create_label = _("Commit ourselves")


class FocusAreaViews(RecordViews):
    model = FocusArea
    form_class = model_form(FocusArea, "kind", "aim", "ethics_approval", "ip_reference")
    filterset_class = record_filter(FocusArea, "kind", search=("aim", "ethics_approval", "ip_reference"))
    principle = 2
    spaces = JOINT_SPACE
    lead = _("What a university and its partners look after together.")
    empty = _("No focus area yet. There are four; begin with the one that matters most to you.")
    columns = ("kind", "aim", "ethics_approval", "ip_reference")
    parts: ClassVar = (FocusCommitmentViews,)
    create_label = _("Set a focus area")


class ValueCheckViews(OnlyForParties):
    model = ValueCheck
    form_class = model_form(ValueCheck, "value", "on", "verdict", "evidence", "follows", "next_on")
    filterset_class = record_filter(ValueCheck, "verdict", search=("value", "evidence", "follows"))
    principle = 2
    layout = "columns"
    lead = _("At each review, each side says for itself where a value was lived and where it was not.")
    empty = _("Not checked yet. Take one decision of the last months, and ask which value showed in it.")
    columns = ("value", "on", "verdict", "evidence", "follows", "next_on")
    ordering = ("-on", "-created_at", "pk")
    create_label = _("Check a value")

    @classmethod
    def card(cls, record: ValueCheck, standing: Standing) -> dict[str, Any]:
        badge = {"label": record.get_verdict_display(), "tone": TONES[Verdict(record.verdict)]}
        return {"lead": Truncator(record.evidence).chars(160), "badges": [badge], "meta": [text(record.on)]}
