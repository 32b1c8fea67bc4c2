"""Before the work begins, and before what rested goes on, all parties have signed a plan that is in force (5.1.2)."""

from django.utils.translation import gettext_lazy as _

from partnerships.gates import Gate, register_gates
from partnerships.models import Partnership
from partnerships.practices.conditions import some
from rmp.plan.models import PlanVersion

State = Partnership.State

register_gates(
    *(
        Gate(
            "plan.in_force",
            before,
            State.ACTIVE,
            _("A joint plan is in force."),
            some(PlanVersion.objects.disclosed().in_force()),
            missing=_("Freeze a version of the plan, review it together and have every party sign it."),
            link="rmp_plan:planversion-list",
            link_label=_("Go to the versions"),
        )
        for before in (State.NEGOTIATING, State.DORMANT)
    )
)
