"""The signed versions of the plan as PDF, for the archives of the parties."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from partnerships.models import Partnership
from rmp.plan.document import SIGNED, document
from rmp.plan.models import PlanVersion
from rmp.plan.pdf import NoPDF, pdf

if TYPE_CHECKING:
    from partnerships.accounts.models import User

logger = logging.getLogger(__name__)


def papers(partnership: Partnership, user: "User | None") -> Iterator[tuple[str, bytes]]:
    """Each version that all have signed. Three queries for each."""
    versions = PlanVersion.objects.visible_to(user) if user else PlanVersion.objects.disclosed()
    for version in versions.filter(partnership=partnership, state__in=SIGNED).order_by("number"):
        version.partnership = partnership
        try:
            yield f"plans/{partnership.reference}-plan-{version.number}.pdf", pdf(document(version, user))
        except NoPDF:  # its words are in the archive all the same
            logger.exception("Version %s of the plan could not be drawn for the archive.", version.pk)
