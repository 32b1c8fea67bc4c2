"""What happens to a partnership itself: opened, changed, moved on, joined by another party."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.access.policy import MAY_OPEN_PARTNERSHIPS, Right, Standing, standing
from partnerships.audience import next_number
from partnerships.bases import Vouched
from partnerships.gates import closed, gates_from, passages, waived_at
from partnerships.history.services import lock
from partnerships.history.services import record as write_history
from partnerships.models import Membership, Participation, Partnership, Party, Side
from partnerships.records.actors import acting, consequence
from partnerships.records.describe import changes, content
from partnerships.records.refusals import Refused
from partnerships.records.services import Stale
from partnerships.records.sharing import show_all

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from partnerships.accounts.models import User


# Sent inside the transaction after a partnership took a step of its life, with `partnership`, `before`, `after` and `actor`.
partnership_moved = Signal()
# Sent inside the transaction after a party left a partnership that goes on, with `partnership`, `party`, `actor` and `note`: what the
# party held there ends.
party_left = Signal()
# Sent inside the transaction before the facts of a partnership change, with `partnership` as it is and `names` of the fields that would
# change. A receiver that raises ValidationError, by field, keeps them.
facts_changing = Signal()
# Sent inside the transaction after a possible partnership was opened out of another, with `partnership`, `source` and `actor`.
partnership_grew = Signal()


def parties_opening_for(user: "User") -> "QuerySet[Party]":
    """The parties for which the person may open a new partnership: those it is an officer of as a whole."""
    memberships = Membership.objects.current().filter(user=user, partnership__isnull=True, role__in=MAY_OPEN_PARTNERSHIPS)
    return Party.objects.filter(pk__in=memberships.values("party"))


def known_partners(user: "User") -> "QuerySet[Party]":
    """Organisations the person already meets in some partnership: nobody is shown the whole directory."""
    visible = Partnership.objects.visible_to(user)
    return Party.objects.filter(pk__in=Participation.objects.filter(partnership__in=visible).values("party"))


@transaction.atomic
def open_partnership(
    partnership: Partnership, *, actor: "User", party: Party, partners: Iterable[Party], related: dict[str, Any] | None = None
) -> Partnership:
    """Create a partnership of the actor's party with others, which are invited and join when their first person accepts.

    `related` are many-to-many values by field name. Raises PermissionDenied unless the actor is an officer of the party as a whole.
    """
    if not parties_opening_for(actor).filter(pk=party.pk).exists():
        raise PermissionDenied
    partnership.save()
    for name, values in (related or {}).items():
        getattr(partnership, name).set(values)
    own = Participation.objects.create(
        partnership=partnership, party=party, side=party.kind, state=Participation.State.JOINED, joined_at=timezone.now()
    )
    write_history("created", partnership, actor=actor, also=[own, *_known(party), *Membership.objects.everywhere(party)])
    for partner in partners:
        add_party(partnership, actor=actor, party=partner)
    return partnership


def is_running(standing: Standing) -> bool:
    """Whether more than one party has joined: from then on who else takes part is for all of them to sign (partnerships.admission)."""
    return sum(p.is_signing and p.state == Participation.State.JOINED for p in standing.participations) > 1


@transaction.atomic
def add_party(partnership: Partnership, *, actor: "User", party: Party, side: str = "") -> Participation:
    """Invite another organisation while no other party has joined yet.

    Raises PermissionDenied without the right, Refused when it takes part already or another party has joined: then all sign that.
    """
    lock(partnership)
    here = standing(actor, partnership)
    if not here.may(Right.MANAGE):
        raise PermissionDenied
    if is_running(here):
        raise Refused(_("Every party that has joined signs who else takes part. Propose the organisation to them."))
    with acting(actor, partnership):
        return admit_party(partnership, party, actor=actor, side=side)


@consequence
@transaction.atomic
def admit_party(partnership: Partnership, party: Party, *, actor: "User | None", side: str = "") -> Participation:
    """The organisation is invited, as it was decided: it joins when its first person accepts. Raises Refused when it takes part already."""
    values: dict[str, Any] = {"side": side or party.kind, "state": Participation.State.INVITED, "joined_at": None}
    participation, created = Participation.objects.get_or_create(partnership=partnership, party=party, defaults=values)
    if not created and participation.state != Participation.State.LEFT:
        raise Refused(_("%(party)s takes part already.") % {"party": party})
    if not created:
        values["number"] = next_number(
            partnership
        )  # who comes back comes later, and reads nothing of what was written meanwhile
        for name, value in values.items():
            setattr(participation, name, value)
        participation.save(update_fields=list(values))
    write_history("party added", partnership, actor=actor, note=str(party), also=[participation, *_known(party)])
    if not participation.is_signing:
        show_all(partnership, seat=participation, actor=actor)
    return participation


def _known(party: Party) -> list[Vouched]:
    """What is known of a party as soon as it is asked to a table. Who stands for it everywhere stands there when it has joined."""
    return [party, *party.units.all(), *party.identifiers.all()]  # type: ignore[attr-defined]


@consequence
@transaction.atomic
def remove_party(partnership: Partnership, party: Party, *, actor: "User | None", note: object = "") -> Participation:
    """The party leaves the table, as its leaving was decided: its people find nothing here any more, and what it held ends.

    Raises Refused when the party does not sit here or fewer than two others would stay, which does not matter of a neutral one.
    """
    lock(partnership)
    here = Participation.objects.filter(partnership=partnership)
    joined = here.joined().signing()
    seats = joined | here.filter(side=Side.NEUTRAL).exclude(state=Participation.State.LEFT)
    participation = seats.filter(party=party).first()
    if participation is None or (participation.is_signing and joined.exclude(party=party).count() < 2):
        raise Refused(_("%(party)s cannot leave: two others must stay.") % {"party": party})
    participation.state = Participation.State.LEFT
    participation.save(update_fields=["state"])
    people = Membership.objects.everywhere(party) if participation.is_signing else ()
    write_history("party left", partnership, actor=actor, note=str(party), also=[participation], gone=[*_known(party), *people])
    with acting(actor, partnership):
        party_left.send(Partnership, partnership=partnership, party=party, actor=actor, note=note)
    return participation


@transaction.atomic
def save_partnership(
    partnership: Partnership, *, actor: "User", seen_version: int | None, related: dict[str, Any] | None = None
) -> Partnership:
    """Change a partnership's facts.

    Raises Stale when somebody else changed them since, PermissionDenied without the right, ValidationError by field for a fact from
    which something agreed counts.
    """
    lock(partnership)  # nothing that counts from the facts is agreed until they are changed
    current = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if not current.is_open or not standing(actor, current).may(Right.MANAGE):
        raise PermissionDenied
    if seen_version is not None and current.version != seen_version:
        raise Stale(current)  # type: ignore[arg-type]
    before = content(current)  # type: ignore[arg-type]
    fields = {field.name: field.attname for field in Partnership._meta.concrete_fields}
    names = {name for name, key in fields.items() if getattr(current, key) != getattr(partnership, key)}
    facts_changing.send(Partnership, partnership=current, names=names)
    partnership.state, partnership.version = current.state, current.version + 1
    partnership.save()
    for name, values in (related or {}).items():
        getattr(partnership, name).set(values)
    changed = changes(before, content(partnership))  # type: ignore[arg-type]
    if changed:
        write_history("changed", partnership, actor=actor, changes=changed)
    return partnership


@transaction.atomic
def move_partnership(partnership: Partnership, to: str, *, actor: "User", note: object = "") -> Partnership:
    """Move a partnership to another state of its life by Partnership.TRANSITIONS.

    Raises PermissionDenied without the right, Refused when there is no such way, or when gates of the way do not hold
    (partnerships.gates): the refusal then names everything that lacks.
    """
    if not standing(actor, partnership).may(Right.MANAGE):
        raise PermissionDenied
    lock(partnership)  # nobody changes what the gates look at until the step is taken
    current = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if to not in Partnership.TRANSITIONS[current.state]:
        target = Partnership.State(to).label if to in Partnership.State.values else to
        raise Refused(_("It cannot go from “%(state)s” to “%(to)s”.") % {"state": current.get_state_display(), "to": target})
    lacking = closed(passages(current, gates_from(current.state, to)))
    if lacking:
        waived = waived_at(current, current.state, to)
        lacking = [gate for gate in lacking if gate.key not in waived]
    if lacking:
        raise Refused([_("Not all that this step asks for is there."), *(str(gate.missing) for gate in lacking)])
    before = current.state
    current.state, current.version = to, current.version + 1
    current.save()
    partnership.state, partnership.version = current.state, current.version
    write_history("moved on", current, actor=actor, changes={"state": [before, to]}, note=note)
    with acting(actor, partnership):
        partnership_moved.send(Partnership, partnership=current, before=before, after=to, actor=actor)
    return partnership


@transaction.atomic
def grow_partnership(source: Partnership, *, actor: "User", title: str, summary: str = "") -> Partnership:
    """Open a possible partnership of the same parties out of one that is there, going on or over; its partners are invited.

    Raises PermissionDenied unless the actor is an officer, as a whole, of a party that takes part.
    """
    seats = Participation.objects.joined().signing().filter(partnership=source).select_related("party")
    parties = [seat.party for seat in seats.order_by("party__name")]
    own = parties_opening_for(actor).filter(pk__in=[party.pk for party in parties]).first()
    if own is None:
        raise PermissionDenied
    grown = open_partnership(
        Partnership(title=title, summary=summary, form=source.form, mode=source.mode),
        actor=actor,
        party=own,
        partners=[party for party in parties if party != own],
        related={name: getattr(source, name).all() for name in ("purposes", "ubc_types", "disciplines")},
    )
    with acting(actor, source):
        partnership_grew.send(Partnership, partnership=grown, source=source, actor=actor)
    return grown
