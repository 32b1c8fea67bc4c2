"""Before the work begins, and before what rested goes on, all parties have signed a plan that is in force (5.1.2).

From then on no party gives the partnership up alone, by whatever state it does so.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.gates import Gate, register_gates
from partnerships.models import Partnership
from partnerships.practices.conditions import some
from rmp.plan.models import PlanVersion

State = Partnership.State
BEFORE_THE_WORK = (State.IDENTIFIED, State.EXPLORING, State.PLANNED, State.NEGOTIATING)
GIVING_UP = (
    *((before, to) for before in BEFORE_THE_WORK for to in (State.DORMANT, State.DECLINED)),
    (State.DORMANT, State.EXPLORING),
)
# Also one that somebody at the table cannot read binds.
signed = PlanVersion.objects.filter(state__in=(PlanVersion.State.IN_FORCE, PlanVersion.State.SUPERSEDED))

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
    ),
    *(
        Gate(
            "plan.unbound",
            *step,
            _("No plan binds the parties yet."),
            ~Q(some(signed)),
            missing=_("All parties have signed a plan, so no party takes this step alone: ask all parties."),
            link="lifecycle:gateoverride-create",
            link_label=_("Ask all parties"),
        )
        for step in GIVING_UP
    ),
)
