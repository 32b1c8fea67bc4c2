"""What this room puts into the joint plan: always of what all parties may read, in a fixed order, in a fixed number of queries."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.trust.models import BenefitReview, ConcernContact, Promise, TrustIndicator, TrustPulse
from partnerships.models import Partnership
from partnerships.practices.metrics import Metric
from partnerships.practices.sections import Block, contribute, table_block
from partnerships.records.describe import text


def promises(partnership: Partnership) -> list[Block]:
    """What is promised and still to come. One query."""
    open_ones = Promise.objects.disclosed().outstanding().filter(partnership=partnership).select_related("by", "to")
    return [
        table_block(
            _("Promises"),
            [_("Promise"), _("By"), _("To"), _("Due")],
            [
                [promise.text, promise.by.name, promise.to.name if promise.to else _("all the others"), text(promise.due_on)]
                for promise in open_ones.order_by("due_on", "created_at", "pk")
            ],
        )
    ]


def pulse(partnership: Partnership) -> list[Block]:
    """The last pulse with figures, as it was published. Two queries."""
    told: Any = TrustPulse.objects.disclosed().told().filter(partnership=partnership)
    last: Any = told.order_by("-closed_on", "-updated_at").prefetch_related("sides__party").first()
    if last is None:
        return []
    sides = sorted((side for side in last.sides.all() if side.told), key=lambda side: side.party.name)
    return [table_block(str(last), [_("Party"), _("Trust, 1 to 5")], [[side.party.name, text(side.mean)] for side in sides])]


def watched(partnership: Partnership) -> list[Block]:
    """What the parties watch, and from which value they act. One query."""
    found = TrustIndicator.objects.disclosed().filter(partnership=partnership).order_by("created_at", "pk")
    return [
        table_block(
            _("Indicators of trust"),
            [_("Figure"), _("We look into it"), _("Why")],
            [[str(indicator), _threshold(indicator), indicator.why] for indicator in found],
        )
    ]


def _threshold(indicator: Any) -> str:
    values = {"value": f"{text(Decimal(indicator.threshold))} {indicator.unit}".strip()}
    high = indicator.definition is not None and indicator.definition.better == Metric.Better.HIGH
    return _("below %(value)s") % values if high else _("from %(value)s on") % values


def ways(partnership: Partnership) -> list[Block]:
    """Whom to turn to with a concern. One query."""
    contacts: Any = ConcernContact.objects.disclosed().filter(partnership=partnership).select_related("party")
    ordered = sorted(contacts.order_by("created_at", "pk"), key=lambda contact: contact.party.name)
    return [
        table_block(
            _("Whom to turn to with a concern"),
            [_("Party"), _("Contact"), _("Reached at"), _("Answers within (days)")],
            [[contact.party.name, contact.name, contact.reach, text(contact.answers_within)] for contact in ordered],
        )
    ]


def conclusions(partnership: Partnership) -> list[Block]:
    """What the parties concluded of each period. One query."""
    found = BenefitReview.objects.disclosed().concluded().filter(partnership=partnership).order_by("ends_on", "pk")
    return [
        table_block(
            _("Mutual benefit"),
            [_("From"), _("To"), _("Conclusion"), _("Reasons")],
            [[text(one.begins_on), text(one.ends_on), str(one.get_conclusion_display()), one.reasons] for one in found],
        )
    ]


contribute("trust", promises, needs=("P07-01",))
contribute("trust", pulse, needs=("P07-03",))
contribute("trust", watched, needs=("P07-05",))
contribute("trust", ways, needs=("P07-07",))
contribute("trust", conclusions, needs=("P07-08",))
