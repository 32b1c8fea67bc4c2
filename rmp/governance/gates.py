"""Before the collaboration begins, an agreement is in force, or the parties have said together why there is none."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.gates import Gate, register_gates
from partnerships.models import Partnership
from partnerships.practices.conditions import some
from rmp.governance.models import Agreement, NoAgreement

in_force = some(Agreement.objects.disclosed().in_force().exclude(reference=""))
without = some(NoAgreement.objects.disclosed().filter(state=NoAgreement.State.AGREED))

register_gates(
    Gate(
        "governance.agreement",
        Partnership.State.NEGOTIATING,
        Partnership.State.ACTIVE,
        _("An agreement is in force, or all parties have signed why there is none."),
        Q(in_force) | Q(without),
        missing=_("Bring an agreement into force, or give the reason for working together without one."),
        link="rmp_governance:agreement-list",
        link_label=_("Go to the agreements"),
    )
)
