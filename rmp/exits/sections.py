"""The exit section of the joint plan: of disclosed records only, in a fixed order, in a fixed number of queries."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.sections import Block, contribute, fields_block, table_block
from partnerships.records.describe import text, value
from rmp.exits.models import ExitPlanItem, ExitRehearsal, ExitStrategy, ExitTrigger, SurvivingObligation

SAID = ("extent", "boundaries", "principles", "protected", "communication")


def strategy(partnership: Partnership) -> list[Block]:
    """The draft that is to be agreed with the plan, or else what is agreed. Two queries."""
    versions = ExitStrategy.objects.disclosed().filter(partnership=partnership)
    found = versions.exclude(state=ExitStrategy.State.SUPERSEDED).order_by("-number").first()
    if found is None:
        return []
    rows = [(str(ExitStrategy._meta.get_field(n).verbose_name).capitalize(), getattr(found, n)) for n in SAID]  # type: ignore[union-attr]
    notices = found.notices.select_related("giver").order_by("giver__name", "pk")  # type: ignore[attr-defined]
    given = [[n.giver.name, _("%(days)s days") % {"days": n.days}, n.form] for n in notices]
    if given:
        given.append(
            [_("For cause"), _("%(days)s days") % {"days": found.cause_days}, _("After a breach, or by force majeure.")]
        )
    return [
        fields_block(_("Exit strategy, version %(number)s") % {"number": found.number}, [row for row in rows if row[1]]),
        table_block(_("Notice"), [_("By"), _("Before the end"), _("Form")], given),
    ]


def signs(partnership: Partnership) -> list[Block]:
    """At which signs the parties look at an end together. One query."""
    triggers = ExitTrigger.objects.disclosed().filter(partnership=partnership).order_by("category", "created_at", "pk")
    rows = []
    for trigger in triggers:
        trigger.partnership = partnership
        days = _("%(days)s days") % {"days": trigger.assess_within}
        rows.append([trigger.title, str(trigger.get_category_display()), trigger.rule(), text(trigger.warn_at), days])
    return [
        table_block(
            _("Triggers of a joint assessment"),
            [_("Sign"), _("Category"), _("Rule"), _("Warns at"), _("Assessed within")],
            rows,
        ),
    ]


def plan(partnership: Partnership) -> list[Block]:
    """What is to be settled, by area, with the owners of each side. Three queries."""
    items = ExitPlanItem.objects.disclosed().filter(partnership=partnership).select_related("responsible")
    rows = []
    for item in items.prefetch_related("owners__of", "owners__person").order_by("area", "created_at", "pk"):
        owners = sorted(str(owner) for owner in item.owners.all())  # type: ignore[attr-defined]
        rows.append([str(item.get_area_display()), item.title, item.then, item.responsible.name, ", ".join(owners)])
    rehearsed = ExitRehearsal.objects.disclosed().filter(partnership=partnership).order_by("-on", "pk").first()
    return [
        table_block(_("Exit plan"), [_("Area"), _("What"), _("How it will be"), _("Done by"), _("Owners")], rows),
        fields_block(_("Rehearsed"), [(_("Last"), text(rehearsed.on))] if rehearsed else []),
    ]


def obligations(partnership: Partnership) -> list[Block]:
    """What would go on. One query."""
    found: Any = SurvivingObligation.objects.disclosed().active().filter(partnership=partnership)
    rows = [
        [str(value(o, "kind")), o.title, o.holder.name, o.beneficiary.name if o.beneficiary else _("all others"), text(o.until)]
        for o in found.select_related("holder", "beneficiary").order_by("kind", "created_at", "pk")
    ]
    return [table_block(_("Obligations that go on"), [_("Kind"), _("What"), _("Owed by"), _("Owed to"), _("Until")], rows)]


contribute("exit", strategy, needs=("P12-01", "P12-02"))
contribute("exit", signs, needs=("P12-03",))
contribute("exit", plan)
contribute("exit", obligations)
