"""What this room puts into the joint plan: always of disclosed records, in a fixed order, in a fixed number of queries."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from partnerships.practices.sections import Block, contribute, fields_block, table_block
from partnerships.records.describe import text
from risks import assessment
from risks.models import Acceptance, PartyStance, Risk, RiskCriteria, RiskOwner, Treatment
from risks.scale import Level, Phase
from risks.words import level_word


def risks(partnership: Partnership) -> list[Block]:
    """Criteria and appetite, the risks, what is done about them, what is accepted."""
    found = list(
        Risk.objects.disclosed()
        .live()
        .filter(partnership=partnership)
        .select_related("party", "category")
        .prefetch_related(
            *assessment.READINGS,
            Prefetch("owners", RiskOwner.objects.select_related("person", "party").order_by("party__name")),
            Prefetch("treatments", Treatment.objects.select_related(*TREATED).order_by("created_at", "pk")),
            Prefetch("acceptances", Acceptance.objects.valid().order_by("created_at")),
        )
        .order_by("created_at", "pk")
    )
    # Joint ones first, then party by party, in an order that no database's collation changes.
    found.sort(key=lambda risk: (risk.party is not None, risk.party.name if risk.party else ""))
    return [
        *_measure(partnership),
        _register(found),
        _treatments(found),
        table_block(
            _("Accepted for a time"),
            [_("Risk"), _("Why it is borne"), _("As long as"), _("Until")],
            [[str(risk), one.reason, one.conditions, text(one.expires_on)] for risk in found for one in risk.acceptances.all()],
        ),
    ]


TREATED = ("responsible", "cost_bearer", "moves_to", "action")


def _measure(partnership: Partnership) -> list[Block]:
    criteria = RiskCriteria.objects.disclosed().in_force().filter(partnership=partnership).first()
    rows: list[tuple[str, str]] = []
    if criteria is not None:
        rows = [(_("Criteria"), str(criteria)), (_("Joint appetite"), str(Level(criteria.appetite).label))]
        rows += [(_("What we never risk"), criteria.statement)] if criteria.statement else []
    stances = PartyStance.objects.disclosed().filter(partnership=partnership).select_related("party")
    for name, stance in sorted({s.party.name: s for s in stances if s.party is not None}.items()):
        said = f"{Level(stance.appetite).label}. {stance.statement}" if stance.statement else str(Level(stance.appetite).label)
        rows.append((_("Appetite of %(party)s") % {"party": name}, said))
    return [fields_block(_("By which measure"), rows)]


def _register(found: list[Any]) -> Block:
    heads = [_("Risk"), _("Whose"), _("Kind"), _("Category"), _("Event and effect"), _("Inherent"), _("Current"), _("Target")]
    rows = []
    for risk in found:
        levels = [level_word(risk, assessment.level_of_risk(risk, phase)) for phase in Phase.values]
        said = " ".join(part for part in (risk.event, risk.effect) if part)
        whose = risk.party.name if risk.party else _("all parties")
        owners = ", ".join(str(owner) for owner in risk.owners.all())
        kind = str(risk.get_kind_display())
        rows.append([str(risk), whose, kind, str(risk.category or ""), said, *levels, owners, text(risk.review_on)])
    return table_block(_("Risks"), [*heads, _("Owners"), _("Next review")], rows)


def _treatments(found: list[Any]) -> Block:
    heads = [_("Risk"), _("What is done"), _("Strategy"), _("Responsible"), _("Due"), _("Cost in euros"), _("Borne by")]
    rows = []
    for risk in found:
        for one in risk.treatments.all():
            moved = one.moves_to.name if one.moves_to else ""
            says = [
                one.what,
                str(one.get_strategy_display()),
                one.responsible.name,
                text(one.due()),
                text(one.cost),
                one.bearer(),
            ]
            rows.append([str(risk), *says, moved, str(one.get_consent_display()) if moved else ""])
    return table_block(_("Treatments"), [*heads, _("Exposure moves to"), _("Consent")], rows)


contribute("risks", risks, needs=("P10-02", "P10-03", "P10-04"))
