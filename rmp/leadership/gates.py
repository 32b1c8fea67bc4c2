"""Before the work begins, and before what rested goes on, each party at the table has a leader (5.4.1)."""

from django.utils.translation import gettext_lazy as _

from partnerships.gates import Gate, register_gates
from partnerships.models import Partnership
from partnerships.practices.conditions import JOINED, from_each_party
from rmp.leadership.models import Appointment

State = Partnership.State

register_gates(
    *(
        Gate(
            "leadership.leaders",
            before,
            State.ACTIVE,
            _("Each party at the table has a leader."),
            from_each_party(Appointment.objects.disclosed().live(), states=JOINED),
            missing=_("Let each party at the table appoint a leader whom the others endorse."),
            link="rmp_leadership:leaders",
            link_label=_("Go to the leaders"),
        )
        for before in (State.NEGOTIATING, State.DORMANT)
    )
)
