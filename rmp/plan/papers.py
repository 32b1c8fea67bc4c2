"""The signed versions of the plan as PDF, for the archives of the parties."""

import logging
from collections.abc import Iterator

from partnerships.archive.reading import Reader
from rmp.plan.document import SIGNED, document
from rmp.plan.models import PlanVersion
from rmp.plan.pdf import NoPDF, pdf

logger = logging.getLogger(__name__)


def papers(reader: Reader) -> Iterator[tuple[str, bytes]]:
    """Each version that all have signed. Three queries for each."""
    for version in reader.rows(PlanVersion).filter(state__in=SIGNED).order_by("number"):
        version.partnership = reader.partnership
        try:
            yield f"plans/{reader.partnership.reference}-plan-{version.number}.pdf", pdf(document(version, reader.user))
        except NoPDF:  # its words are in the archive all the same
            logger.exception("Version %s of the plan could not be drawn for the archive.", version.pk)
