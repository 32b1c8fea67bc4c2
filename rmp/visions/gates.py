"""Before the parties negotiate, and before what rested is taken up again, the ethics of it have been screened (5.1.1)."""

from django.utils.translation import gettext_lazy as _

from partnerships.gates import Gate, register_gates
from partnerships.models import Partnership
from rmp.visions.evidence import screened

State = Partnership.State
# Every way that leads to negotiating, and the one that leads round it.
STEPS = ((State.EXPLORING, State.NEGOTIATING), (State.PLANNED, State.NEGOTIATING), (State.DORMANT, State.ACTIVE))

register_gates(
    *(
        Gate(
            "visions.ethics",
            before,
            after,
            _("The ethics of it were screened, and the screening passed and is valid."),
            screened,
            missing=_("Screen the ethics: together, or each party for itself and shared."),
            link="rmp_visions:ethicsscreening-list",
            link_label=_("Go to the screenings"),
        )
        for before, after in STEPS
    )
)
