"""What the plan says, as plain data: assembled now from what all parties may read, or frozen in a version.

One structure serves the page, the hash, the comparison, the PDF and the DOCX. A plan is a document with one language, that of the
installation, whoever reads it: equal records give equal content and an equal hash.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation

from partnerships.canonical import digest, plain
from partnerships.clock import today
from partnerships.models import Participation, Partnership
from partnerships.practices.principles import principle
from partnerships.practices.registry import PRACTICES, Status, statuses, tallies
from partnerships.practices.sections import SECTIONS, Section

if TYPE_CHECKING:
    from rmp.plan.models import PlanVersion

FORMAT = 1  # of the structure, for readers of later releases

Content = dict[str, Any]

STATUS_KEYS = {
    Status.NOT_YET: "not_yet",
    Status.PARTLY: "partly",
    Status.ADDRESSED: "addressed",
    Status.NOT_APPLICABLE: "not_applicable",
}
MET = ("addressed", "not_applicable")


@contextmanager
def plan_language() -> Iterator[None]:
    """The installation's language and time zone, whatever the reader's are."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        yield


def assemble(partnership: Partnership, version: "PlanVersion | None" = None) -> Content:
    """The plan as it stands now; with a version, its number, summary and review date too. The number of queries does not grow.

    Every part of it starts at `disclosed()` records: what one party keeps to itself changes nothing here.
    """
    from rmp.plan.models import SectionText

    texts = dict(SectionText.objects.disclosed().filter(partnership=partnership).values_list("section", "text"))
    marks = statuses(Partnership.objects.filter(pk=partnership.pk), PRACTICES.values())[partnership.pk]
    with plan_language():
        content = {
            "format": FORMAT,
            "language": settings.LANGUAGE_CODE,
            "partnership": {"title": partnership.title, "reference": partnership.reference},
            "parties": _parties(partnership),
            "date": today().isoformat(),
            "number": version.number if version else None,
            "summary": clean(version.summary) if version else "",
            "review_on": _day(version.review_on) if version else None,
            "sections": [_section(s, partnership, texts.get(s.key, ""), marks) for s in SECTIONS.values()],
            "principles": [
                {
                    "number": tally.principle,
                    "title": str(principle(tally.principle).title),
                    "addressed": tally.addressed,
                    "partly": tally.partly,
                    "total": tally.total,
                }
                for tally in tallies(marks)
            ],
        }
        return plain(content)


def _parties(partnership: Partnership) -> list[dict[str, str]]:
    """Those that sign, in an order that no database and no role decides."""
    signing = Participation.objects.signing().filter(
        partnership=partnership, state__in=(Participation.State.JOINED, Participation.State.INVITED)
    )
    found = [{"name": p.party.full_name, "short_name": p.party.short_name} for p in signing.select_related("party")]
    return sorted(found, key=lambda party: (party["name"].casefold(), party["name"]))


def _section(section: Section, partnership: Partnership, text: str, marks: dict[str, Status]) -> dict[str, Any]:
    needs = [
        {
            "id": key,
            "clause": PRACTICES[key].clause,
            "text": str(PRACTICES[key].text),
            "status": STATUS_KEYS[marks[key]],
        }
        for key in section.needs
        if key in marks
    ]
    words = clean(text)
    return {
        "key": section.key,
        "title": str(section.title),
        "principle": section.principle,
        "text": words,
        "blocks": section.blocks(partnership),
        "needs": needs,
        "complete": bool(words) and all(need["status"] in MET for need in needs),
    }


def clean(text: str) -> str:
    """A text as it is kept: one kind of line end, no white space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def fingerprint(section: dict[str, Any]) -> str:
    """The hash of what a section says, without its title and marks: equal when a reader would read the same."""
    return digest({"text": section["text"], "blocks": section["blocks"]})


def by_key(content: Content) -> dict[str, dict[str, Any]]:
    """The sections of a plan by their keys; none for an empty content."""
    return {section["key"]: section for section in content.get("sections", ())}


def filled_columns(block: dict[str, Any]) -> dict[str, Any]:
    """The columns and rows of a table without the columns in which nothing stands."""
    kept = [i for i, _column in enumerate(block["columns"]) if any(row[i] for row in block["rows"] if i < len(row))]
    return {
        "columns": [block["columns"][i] for i in kept],
        "rows": [[row[i] if i < len(row) else "" for i in kept] for row in block["rows"]],
    }
