"""The sections of the joint plan. The list is fixed here; rooms say what of their records belongs in which.

Content is plain data (no markup), built from what all parties may read, so that page, PDF, comparison and hash have one source.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.access.names import EverybodyIn, read_by
from partnerships.models import Partnership, Party

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Block = dict[str, Any]


def text_block(heading: str, body: str) -> Block:
    """A paragraph of text (Markdown)."""
    return {"kind": "text", "heading": heading, "body": body}


def fields_block(heading: str, rows: list[tuple[str, str]]) -> Block:
    """Labels and values."""
    return {"kind": "fields", "heading": heading, "rows": [list(row) for row in rows]}


def table_block(heading: str, columns: list[str], rows: list[list[str]]) -> Block:
    """A table; every cell is text."""
    return {"kind": "table", "heading": heading, "columns": columns, "rows": rows}


ORDER = ("created_at", "pk")


def disclosed(model: Any, partnership: Partnership, *related: str) -> Any:
    """What all parties may read of a kind, in the order in which it was written."""
    return model.objects.disclosed().filter(partnership=partnership).select_related(*related).order_by(*ORDER)


def by_party(records: Iterable[Any], party: Callable[[Any], Party | None] = attrgetter("party")) -> list[Any]:
    """Joint ones first, then party by party. No database decides it: they sort names differently, and the plan's hash must not."""

    def place(record: Any) -> tuple[bool, str, str]:
        found = party(record)
        return (True, found.name.casefold(), found.name) if found else (False, "", "")

    return sorted(records, key=place)


def whose(record: Any) -> str:
    return record.party.name if record.party else _now("all parties")


@dataclass
class Section:
    key: str
    title: "str | _StrPromise"
    principle: int
    # Functions that give the blocks for a partnership, in the order of registration.
    builders: list[Callable[[Partnership], list[Block]]] = field(default_factory=list)
    # Ids of the practices that must be addressed for the section to be complete.
    needs: list[str] = field(default_factory=list)

    def blocks(self, partnership: Partnership) -> list[Block]:
        """What rooms put into the section, now. Empty blocks are left out."""
        with read_by(EverybodyIn()):
            found = [block for build in self.builders for block in build(partnership)]
        return [block for block in found if block.get("rows") or block.get("body")]


SECTIONS: dict[str, Section] = {
    section.key: section
    for section in (
        Section("purpose", _("Purpose and scope"), 1),
        Section("parties", _("Parties and representatives"), 1),
        Section("environment", _("Environment and factors"), 1),
        Section("expectations", _("Interested parties and their expectations"), 1),
        Section("visions", _("Visions and values"), 2),
        Section("objectives", _("Objectives and alignment"), 3),
        Section("leadership", _("Leadership and joint team"), 4),
        Section("governance", _("Governance and processes"), 5),
        Section("competence", _("Competence and behaviour"), 6),
        Section("trust", _("Trust and mutual benefit"), 7),
        Section("value", _("Value creation"), 8),
        Section("knowledge", _("Information, knowledge and intellectual property"), 9),
        Section("risks", _("Risk"), 10),
        Section("assessment", _("Assessment and review"), 11),
        Section("exit", _("Exit strategy"), 12),
        Section("revision", _("How the plan is revised"), 3),
    )
}

# What is agreed with the plan in which it stands, besides rules: (what is proposed in a partnership for all to read, the service that
# takes one of it as agreed). It is agreed when it still says, with all its parts, what it said when the plan was fixed.
WITH_THE_PLAN: list[tuple[Callable[[Partnership], Iterable[Any]], Callable[..., Any]]] = []


def contribute(key: str, builder: Callable[[Partnership], list[Block]], *, needs: tuple[str, ...] = ()) -> None:
    """Add a room's part to a section of the plan. Raises KeyError for an unknown section."""
    section = SECTIONS[key]
    section.builders.append(builder)
    section.needs.extend(needs)


def agreed_with_the_plan(proposed: Callable[[Partnership], Iterable[Any]], agree: Callable[..., Any]) -> None:
    """Register what is agreed with a plan: `proposed(partnership)` gives Signables, `agree(record, actor=)` takes one as agreed."""
    WITH_THE_PLAN.append((proposed, agree))
