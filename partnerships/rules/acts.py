"""What a room puts on the pages of a rule: `acts = rule_acts(form_class)`, with the form by which the rule is written."""

import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Standing
from partnerships.records.forms import ActForm, RecordForm
from partnerships.records.rooms import Act
from partnerships.rules import services
from partnerships.rules.models import AgreedRule


class RequestForm(ActForm):
    """What all parties are told with a request."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=2000)
    due_on = forms.DateField(label=_("Last day to sign"), required=False)


class ChangeForm(RecordForm):
    """The form of the rule, filled with what it is now, besides what all parties are told. It writes nothing."""

    reason = forms.CharField(label=_("Reason for the change"), widget=forms.Textarea, max_length=2000)
    due_on = forms.DateField(label=_("Last day to sign"), required=False)

    def __init__(self, *args: Any, standing: Standing, subject: AgreedRule, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy.copy(subject), standing=standing, **kwargs)
        asked = {*subject.RULE, *subject.MOVING, "reason", "due_on"}
        for name in self.fields.keys() - asked:
            del self.fields[name]
        self.order_fields([name for name in self.fields if name not in ("reason", "due_on")])

    def _lock(self) -> None:
        """Nothing is fixed for who asks all parties."""


def rule_acts(form_class: type[RecordForm], *, may_end: bool = True) -> tuple[Act, ...]:
    """The steps by which all parties agree, change or end the rule that the form writes."""
    change_form = type(f"{form_class.__name__}OfChange", (ChangeForm, form_class), {"Meta": form_class.Meta})  # type: ignore[attr-defined]
    acts = (
        Act(
            "propose-change",
            _("Propose a change"),
            services.propose_change,
            change_form,
            when=lambda rule: rule.is_rule and rule.is_agreed and rule.waiting is None,
            text=_(
                "All parties agreed this rule. Your change is sent to each of them and takes effect with the last signature."
            ),
            tone="secondary",
            instead_of_edit=True,
        ),
        Act(
            "propose-end",
            _("Propose to end"),
            services.propose_end,
            RequestForm,
            when=lambda rule: rule.is_rule and rule.is_agreed and rule.waiting is None,
            text=_("All parties agreed this rule. It ends with the last signature, and until then it stays."),
            tone="danger",
        ),
        Act(
            "submit",
            _("Submit for signature"),
            services.submit_rule,
            RequestForm,
            when=lambda rule: rule.is_rule and not rule.is_agreed and rule.waiting is None,
            text=_(
                "Signed by all parties it is agreed, without waiting for the next plan. Any change of it makes the signatures void."
            ),
            tone="secondary",
        ),
    )
    return acts if may_end else tuple(act for act in acts if act.service is not services.propose_end)
