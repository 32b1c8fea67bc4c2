"""The plan as PDF: tagged, PDF/UA-1, drawn by typst from plain data."""

import json
import logging
from pathlib import Path

import typst

from partnerships.characters import carried
from rmp.plan.document import Document

TEMPLATE = Path(__file__).parent / "typst" / "plan.typ"
logger = logging.getLogger(__name__)

# Tried in order. The fonts that come with typst have Latin, Greek and Cyrillic; for another script the machine's own may help, and
# where none has the letters, a PDF with gaps in it is better than none.
WAYS: tuple[dict[str, object], ...] = (
    {"ignore_system_fonts": True, "pdf_standards": ["ua-1"]},
    {"ignore_system_fonts": False, "pdf_standards": ["ua-1"]},
    {"ignore_system_fonts": False, "pdf_standards": []},
)


class NoPDF(Exception):
    """The document could not be drawn; the log says why."""


def pdf(document: Document) -> bytes:
    """The document as PDF. Raises NoPDF."""
    data = json.dumps(carried(document), ensure_ascii=False)
    for way in WAYS:
        try:
            return typst.compile(TEMPLATE, root=TEMPLATE.parent, format="pdf", sys_inputs={"data": data}, **way)  # type: ignore[call-overload]
        except typst.TypstError as error:
            logger.warning("The plan could not be drawn this way: %s", error)
    raise NoPDF
