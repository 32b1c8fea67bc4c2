"""What falls due in this room: reading what was agreed, screening again, settling clashes, checking the values."""

from django.utils.translation import gettext_lazy as _

from partnerships.access.policy import Right, roles_with
from partnerships.reminders.registry import Due, register_due
from rmp.visions.models import EthicsCheck, EthicsScreening, JointVision, ValueCheck

register_due(
    # Whoever reads the joint space for a party and has not acknowledged the agreed version, for as long as it is the agreed one.
    Due(
        kind="visions.acknowledge",
        label=_("To be read and acknowledged"),
        queryset=lambda: JointVision.objects.agreed(),
        date="agreed_on",
        party="",
        done_by="acknowledgements__author",
        roles=roles_with(Right.READ_JOINT),
        leads=(),
        lags=(7, 14),
        escalate_after=10_000,  # each reads for himself or herself
        related=("partnership",),
        is_notice=True,
    ),
    Due(
        kind="visions.screening",
        label=_("Ethics to be screened again"),
        queryset=lambda: EthicsScreening.objects.standing().passed(),
        date="valid_until",
        party="party",
        leads=(30, 7),
        related=("partnership", "party"),
    ),
    Due(
        kind="visions.clash",
        label=_("Ethical clash to be settled"),
        queryset=lambda: EthicsCheck.objects.unsettled(),
        party="party",
        related=("partnership",),
    ),
    Due(
        kind="visions.check",
        label=_("Check of a value"),
        queryset=lambda: ValueCheck.objects.newest(),
        date="next_on",
        party="party",
        related=("partnership",),
        title=lambda check: check.value,
    ),
)
