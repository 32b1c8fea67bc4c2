"""The criteria and the first risks that a new partnership can begin with."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnerships.models import Partnership, Term
from partnerships.records.services import save_record
from partnerships.starting import Kind
from risks.models import Risk, RiskCriteria
from risks.services import start_criteria

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def lay_out(partnership: Partnership, kind: Kind, *, actor: "User", **kwargs: object) -> None:
    """A draft of the criteria, and joint risks that such a collaboration usually has: to be read by both, or closed."""
    start_criteria(RiskCriteria(partnership=partnership), actor=actor)
    found = risks(kind)
    codes = [code for code, *_rest in found]
    categories = {
        term.code: term for term in Term.objects.filter(taxonomy=Term.Taxonomy.RISK_CATEGORY, code__in=codes, active=True)
    }
    for code, title, event, effect in found:
        risk = Risk(
            partnership=partnership,
            visibility="shared",
            title=title,
            event=event,
            effect=effect,
            category=categories.get(code),  # an institution may have taken it out
        )
        save_record(risk, actor=actor)


def risks(kind: Kind) -> list[tuple[str, str, str, str]]:
    """(category, risk, what may happen, what would follow)"""
    people = (
        "leadership",
        _("Somebody on whom it hangs leaves"),
        _("A leader or the one expert of a side goes, and nobody was prepared."),
        _("Months are lost until somebody else knows what was agreed."),
    )
    papers = (
        "confidentiality",
        _("A thesis or a paper waits for a clearance"),
        _("What is to be published touches what one side must keep to itself."),
        _("A degree is late, or a secret is out."),
    )
    rights = (
        "ip",
        _("It is not clear whose the result is"),
        _("Something useful comes up that nobody thought of when rights were agreed."),
        _("Neither side can use it, and both mistrust."),
    )
    particular = {
        "research": [
            papers,
            rights,
            (
                "delivery",
                _("The question turns out to be harder"),
                _("Results that later steps need come late or not at all."),
                _("The plan, the money and the theses in it no longer fit."),
            ),
        ],
        "laboratory": [
            rights,
            (
                "finance",
                _("Money for a year is not confirmed in time"),
                _("A budget is decided later than contracts with people and suppliers end."),
                _("People leave; the laboratory stands still."),
            ),
            (
                "safety",
                _("Somebody is hurt in the laboratory"),
                _("Rules of the two houses differ, and each thought the other had told them."),
                _("Harm to people; work stops."),
            ),
        ],
        "students": [
            (
                "students",
                _("A student is left alone in the company"),
                _("The supervisor there has no time or has gone."),
                _("The student learns little, and tells the next ones."),
            ),
            (
                "capacity",
                _("Fewer places or fewer students than planned"),
                _("One side cannot fill what it promised."),
                _("The scheme is too small to carry its cost."),
            ),
            papers,
        ],
        "transfer": [
            rights,
            (
                "context",
                _("The market turns away"),
                _("Another solution comes first, or the need goes."),
                _("The result lies idle, and the licence with it."),
            ),
            (
                "delivery",
                _("It works in the laboratory only"),
                _("What was shown cannot be repeated at the scale of the company."),
                _("Time and money for a second development."),
            ),
        ],
        "alliance": [
            (
                "strategy",
                _("The strategies of the houses part"),
                _("A new leadership has other aims."),
                _("Projects go on without support, and nobody ends them."),
            ),
            (
                "governance",
                _("Decisions take longer than the work"),
                _("Nobody is entitled to decide, or the body meets too rarely."),
                _("Good projects go elsewhere."),
            ),
            (
                "dependency",
                _("One house comes to depend on the other"),
                _("Money or people of one side carry most of the work of the other."),
                _("An end would hurt more than anybody planned for."),
            ),
        ],
    }
    return [people, *particular[kind.key]]
