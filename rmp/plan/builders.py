"""The plan's own two sections, from what is known of the partnership itself: what it is for, and who stands in it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, roles_with
from partnerships.models import Membership, Participation, Partnership, Side, Term
from partnerships.practices.sections import Block, fields_block, table_block, text_block
from partnerships.records.describe import text, value


def purpose(partnership: Partnership) -> list[Block]:
    """What the collaboration is for, of what kind it is, and from when to when."""
    terms = _terms(partnership)
    rows = [
        (_("Purposes"), terms.get(Term.Taxonomy.PURPOSE, "")),
        (_("Types of collaboration"), terms.get(Term.Taxonomy.UBC_TYPE, "")),
        (_("Disciplines"), terms.get(Term.Taxonomy.DISCIPLINE, "")),
        (_("Form"), text(value(partnership, "form"))),
        (_("Mode of collaboration"), text(value(partnership, "mode"))),
        (_("Starts on"), text(partnership.starts_on)),
        (_("Ends on"), text(partnership.ends_on)),
    ]
    return [
        text_block(_("In plain words"), partnership.summary.strip()),
        fields_block(_("The collaboration"), [(label, shown) for label, shown in rows if shown]),
    ]


def _terms(partnership: Partnership) -> dict[str, str]:
    """The partnership's terms by taxonomy, in the taxonomy's order, in one query."""
    chosen = Q()
    for relation in (Partnership.purposes, Partnership.ubc_types, Partnership.disciplines):
        through: Any = relation.through
        chosen |= Q(pk__in=through.objects.filter(partnership=partnership).values("term"))
    found: dict[str, list[Term]] = {}
    for term in Term.objects.filter(chosen):
        found.setdefault(term.taxonomy, []).append(term)
    return {
        taxonomy: ", ".join(str(term) for term in sorted(terms, key=lambda t: (t.position, t.code)))
        for taxonomy, terms in found.items()
    }


def parties(partnership: Partnership) -> list[Block]:
    """The organisations and the people who represent them now."""
    taking_part = (
        Participation.objects.filter(partnership=partnership)
        .exclude(state=Participation.State.LEFT)
        .select_related("party", "unit")
    )
    rows = [_party_row(participation) for participation in taking_part]
    return [
        table_block(_("Parties"), [_("Party"), _("Side"), _("Kind"), _("Unit"), _("Place")], in_order(rows)),
        table_block(_("Representatives"), [_("Name"), _("Position"), _("Party"), _("Role")], in_order(_people(partnership), 2)),
    ]


def _party_row(participation: Participation) -> list[str]:
    party = participation.party
    name = party.full_name
    if participation.state != Participation.State.JOINED:
        name = f"{name} ({participation.get_state_display()})"
    kind = party.get_university_type_display() if party.university_type else party.get_business_type_display()
    place = ", ".join(part for part in (party.city, party.country) if part)
    side = _("Neutral") if participation.side == Side.NEUTRAL else participation.get_side_display()
    return [name, side, str(kind), participation.unit.name if participation.unit else "", place]


def _people(partnership: Partnership) -> list[list[str]]:
    """Those who can sign for a party."""
    signing = Membership.objects.standing_in(partnership).filter(role__in=roles_with(Right.SIGN))
    memberships = signing.exclude(party__kind=Side.NEUTRAL).select_related("user", "party")
    found = {}
    # A role in this partnership says more of a person than one in all of them, so it is read last.
    for m in sorted(memberships, key=lambda m: m.partnership_id is not None):
        found[m.user_id, m.party_id] = [str(m.user), m.user.job_title, m.party.name, m.get_role_display()]
    return list(found.values())


def in_order(rows: list[list[str]], first: int = 0) -> list[list[str]]:
    """Rows sorted by a column and then by the first, in an order that no database decides."""
    return sorted(rows, key=lambda row: (row[first].casefold(), row[0].casefold(), row))
