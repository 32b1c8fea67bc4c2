"""What a newcomer is shown of what was there before. Here every party reads all that is joint, so that nothing is to be done."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from partnerships.models import Participation
from partnerships.records.models import PartnershipRecord

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def show(seat: Participation, *, actor: "User | None", records: Iterable[PartnershipRecord]) -> None:
    """Show joint records to a party, as all parties have decided."""
