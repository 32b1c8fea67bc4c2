"""The exit strategy and the exit plan that a new partnership can begin with."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnerships.models import Partnership, Party
from partnerships.records.services import save_record
from partnerships.starting import Kind
from rmp.exits.models import ExitPlanItem, ExitStrategy
from rmp.exits.models.plan import Area
from rmp.exits.services import start_strategy

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def lay_out(partnership: Partnership, kind: Kind, *, party: Party, actor: "User") -> None:
    """A draft of the strategy, and what would have to be settled at an end of such a collaboration."""
    strategy = ExitStrategy(
        partnership=partnership,
        extent=_("An end of this partnership ends the joint work and the access to each other's premises and systems."),
        boundaries=_(
            "Nobody takes people, data or customers of the other along. Nobody speaks of the end in public before both have agreed."
        ),
        principles=_("Those who depend on the work come first. What was promised to them is kept. We look back together."),
        protected=protected(kind),
        communication=_(
            "First the people who do the work, by their own leaders; then partners; then the public, in words of both."
        ),
    )
    start_strategy(strategy, actor=actor)
    for area, title, then in items(kind):
        item = ExitPlanItem(partnership=partnership, visibility="shared", area=area, title=title, then=then, responsible=party)
        save_record(item, actor=actor)


def protected(kind: Kind) -> str:
    """Whom an end must not leave in the middle."""
    words = {
        "research": _("Doctoral candidates finish with a supervisor and with access to their data."),
        "laboratory": _(
            "Employed staff hear six months before. Doctoral candidates and users of the laboratory finish what they began."
        ),
        "students": _("Students who have begun finish: with a place, a supervisor and a grade."),
        "transfer": _("Customers and patients who rely on the result are served for as long as they were promised."),
        "alliance": _("Running projects end by their own terms; students and staff in them are told by their own leaders."),
    }
    return words[kind.key]


def items(kind: Kind) -> list[tuple[Area, str, str]]:
    """(area, what is to be settled, how it will be)"""
    usual = [
        (Area.DATA, _("Joint data"), _("Each party has a copy of what it may keep; the rest is deleted, with a proof.")),
        (Area.IP, _("Rights in joint results"), _("A list says what belongs to whom and who may use what.")),
        (Area.ACCESS, _("Badges, accounts and keys"), _("All returned or closed on the last day.")),
        (Area.COMMUNICATION, _("Word to partners and the public"), _("One text, agreed by both, with a day.")),
    ]
    particular = {
        "research": [
            (Area.PEOPLE, _("Doctoral candidates and staff"), _("Each has a written way on, known three months before.")),
            (Area.PUBLICATIONS, _("Papers under way"), _("Cleared, submitted or given up, with the names agreed.")),
        ],
        "laboratory": [
            (Area.PEOPLE, _("Staff of the laboratory"), _("Each has a place in one of the houses, or a fair end.")),
            (Area.EQUIPMENT, _("Equipment and rooms"), _("A list says what goes back, what stays and what is sold.")),
            (Area.CONTRACTS, _("Contracts with suppliers"), _("Taken over or given notice.")),
        ],
        "students": [
            (Area.PEOPLE, _("Students in the scheme"), _("Each finishes, or has an equal place elsewhere.")),
            (Area.RECORDS, _("Grades and certificates"), _("Kept where the law asks for it, and handed out.")),
        ],
        "transfer": [
            (Area.CONTRACTS, _("The licence and its sub-licences"), _("Who may go on using it, and on which terms.")),
            (Area.MONEY, _("Last payments and reports"), _("Paid and confirmed up to the last day.")),
        ],
        "alliance": [
            (Area.RESEARCH, _("Running projects"), _("Each has an end of its own or a new roof.")),
            (Area.MONEY, _("Common funds"), _("Counted, shared out and closed.")),
        ],
    }
    return particular[kind.key] + usual
