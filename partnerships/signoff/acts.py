"""The act by which all parties are asked to sign: a room puts it on the records they decide on together.

acts = (replace(ASK, when=lambda objective: objective.state == Objective.State.PROPOSED),)
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.records.forms import ActForm
from partnerships.records.rooms import Act
from partnerships.signoff.services import open_round


class AskForm(ActForm):
    due_on = forms.DateField(label=_("Last day to sign"), required=False)


ASK = Act(
    "ask",
    _("Put to all parties"),
    open_round,
    AskForm,
    text=_("What it says now is frozen and laid before every party to sign. Any later change makes the signatures void."),
)
