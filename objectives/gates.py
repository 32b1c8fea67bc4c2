"""Before the parties negotiate, each that has come to the table says why taking part is worth it (5.3.3.1)."""

from django.utils.translation import gettext_lazy as _

from objectives.evidence import value_cases
from partnerships.gates import Gate, register_gates
from partnerships.models import Partnership
from partnerships.practices.conditions import JOINED, from_each_party

State = Partnership.State

register_gates(
    *(
        Gate(
            "objectives.value_cases",
            before,
            State.NEGOTIATING,
            _("Each party at the table has shared its value case."),
            from_each_party(value_cases, states=JOINED),
            missing=_("Let each party at the table write and share its value case."),
            link="objectives:valuecase-list",
            link_label=_("Go to the value cases"),
        )
        for before in (State.EXPLORING, State.PLANNED)
    )
)
