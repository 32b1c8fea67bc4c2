"""Practices that do not apply: the condition that the registry asks for, and the pages on which the parties decide so."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right
from partnerships.practices.registry import PRACTICES, Practice
from partnerships.records.actors import taken_by
from partnerships.records.filters import record_filter
from partnerships.records.forms import ReasonForm, RecordForm
from partnerships.records.refusals import refuse_second
from partnerships.records.rooms import JOINT_SPACE, Act, RecordViews
from partnerships.records.services import advance
from partnerships.scorecards.models import Exemption
from partnerships.signoff.acts import ASK

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = Exemption.State


def exempt(practice: Practice) -> Exists:
    """A condition over Partnership: its parties have agreed that the practice does not apply."""
    agreed = Exemption.objects.disclosed().filter(state=State.AGREED, practice=practice.id)
    return Exists(agreed.filter(partnership=OuterRef("pk")))


@taken_by(Right.SIGN)
def end_exemption(exemption: Exemption, *, actor: "User", reason: str) -> Exemption:
    """The practice applies again. One party is enough: the reason was shared by all or it does not hold."""
    return advance(exemption, State.ENDED, actor=actor, note=reason)


def practice_choices() -> list[tuple[str, str]]:
    return [("", "---------"), *((practice.id, f"{practice.id} {practice.text}") for practice in PRACTICES.values())]


class ExemptionForm(RecordForm):
    practice = forms.ChoiceField(label=_("Practice"), choices=practice_choices)

    class Meta:
        model = Exemption
        fields = ("practice", "reason")

    def clean_practice(self) -> str:
        """The state is no field of the form, so the constraint is not asked by itself."""
        practice: str = self.cleaned_data["practice"]
        here = Exemption.objects.filter(partnership=self.standing.partnership, practice=practice, state__in=Exemption.HOLDING)
        refuse_second(here.exclude(pk=self.instance.pk), _("This is proposed or agreed already."), person=self.standing.user)
        return practice


class ExemptionViews(RecordViews):
    model = Exemption
    form_class = ExemptionForm
    filterset_class = record_filter(Exemption, "state", search=("practice", "reason"))
    nav = "evidence"
    lead = _("What all parties say does not apply to their partnership. It is then not counted.")
    empty = _("Nothing is set aside: every practice counts.")
    create_label = _("Say that a practice does not apply")
    spaces = JOINT_SPACE
    columns = ("practice", "statement", "reason", "state")
    detail_fields = ("practice", "statement", "reason", "state")
    acts: ClassVar = (
        replace(ASK, when=lambda exemption: exemption.state == State.PROPOSED),
        Act(
            "end",
            _("It applies again"),
            end_exemption,
            ReasonForm,
            when=lambda exemption: exemption.state == State.AGREED,
        ),
    )

    @classmethod
    def card(cls, record: Exemption, standing: Any) -> dict[str, Any]:
        return {"lead": record.reason, "badges": [{"label": record.get_state_display(), "tone": "neutral"}], "meta": []}
