"""What happens to this room's records beyond being written: the mode is fixed, a practice is tried, a party says what it is."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.access.policy import Right, standing
from partnerships.clock import today
from partnerships.history.services import lock, to_all
from partnerships.history.services import record as write_history
from partnerships.models import Membership, Participation, Partnership, Party
from partnerships.parties import hold_names
from partnerships.records.actors import consequence, taken_by
from partnerships.records.refusals import Refused
from partnerships.records.services import advance
from rmp.relationship.models import Appraisal, BenchmarkNote

if TYPE_CHECKING:
    from partnerships.accounts.models import User

# What a party says of itself: what kind of organisation it is (3.1, 3.2), what it is called, where it is found.
PARTY_FIELDS = (
    *("university_type", "business_type", "relation_basis", "time_zone"),
    *("name", "short_name", "country", "city", "website", "about"),
)


@consequence
@transaction.atomic
def fix_mode(appraisal: Appraisal, *, actor: "User | None") -> Appraisal:
    """All parties have signed the appraisal: it is fixed, and if it is of the present horizon its mode becomes the partnership's (5.1.3.2).

    Raises Refused for a party's own appraisal and for one that is fixed already.
    """
    if appraisal.party_id is not None:
        raise Refused(_("A party's own appraisal fixes nothing: make a joint one."))
    advance(appraisal, Appraisal.State.FIXED, actor=actor, verb="fixed", fixed_on=today())
    partnership = Partnership.objects.select_for_update().get(pk=appraisal.partnership_id)
    if partnership.horizon == appraisal.horizon and partnership.mode != appraisal.mode:
        changes = {"mode": [partnership.mode, appraisal.mode]}
        partnership.mode = appraisal.mode
        partnership.version += 1
        partnership.save(update_fields=["mode", "version", "updated_at"])
        write_history("changed", partnership, actor=actor, changes=changes, note=appraisal)
    return appraisal


# --- good practice seen elsewhere -------------------------------------------------------------------------------------
@taken_by()
@transaction.atomic
def try_practice(note: BenchmarkNote, *, actor: "User") -> BenchmarkNote:
    """Try the change. Raises Refused while the note does not say what is changed."""
    return _take_up(note, BenchmarkNote.State.TRYING, actor, "tried")


@taken_by()
@transaction.atomic
def adopt_practice(note: BenchmarkNote, *, actor: "User", outcome: str) -> BenchmarkNote:
    """Keep the change, with what came of it. Raises Refused while the note does not say what is changed."""
    return _take_up(note, BenchmarkNote.State.ADOPTED, actor, "adopted", outcome=outcome)


@taken_by()
@transaction.atomic
def drop_practice(note: BenchmarkNote, *, actor: "User", reason: str) -> BenchmarkNote:
    """Set the practice aside, with the reason."""
    return advance(note, BenchmarkNote.State.DROPPED, actor=actor, verb="set aside", outcome=reason)


def _take_up(note: BenchmarkNote, state: str, actor: "User", verb: str, **values: Any) -> BenchmarkNote:
    lock(note.partnership)
    if not BenchmarkNote.objects.exclude(change="").filter(pk=note.pk).exists():
        raise Refused(_("Say first what you change."))
    return advance(note, state, actor=actor, verb=verb, **values)


# --- what a party is --------------------------------------------------------------------------------------------------
def may_describe(person: "User", party: Party) -> bool:
    """Whether the person changes what all partnerships know of the party: its officers do, and while it has none, who manages for it."""
    officers = list(Membership.objects.officers_of(party).values_list("user", flat=True))
    return not party.is_unconfirmed and (not officers or person.pk in officers)


@taken_by(Right.MANAGE)
@transaction.atomic
def describe_party(partnership: Partnership, party: Party, *, actor: "User", **values: Any) -> Party:
    """Say what kind of organisation a party is, how the goal concerns it (3.1, 3.2), what it is called and where it is.

    `values` are some of PARTY_FIELDS. A party is the same in all its partnerships: the history of each keeps who said it.
    Raises PermissionDenied unless the actor manages this open partnership for the party, and is its officer where it has one; also as
    long as only another party says who it is. ValidationError for what cannot be.
    """
    if not standing(actor, partnership).may(Right.MANAGE, party) or not may_describe(actor, Party.objects.get(pk=party.pk)):
        raise PermissionDenied
    hold_names()
    tables = Partnership.objects.filter(
        pk__in=party.participations.exclude(state=Participation.State.LEFT).values("partnership")
    )  # type: ignore[attr-defined]
    heads = {table: lock(table) for table in tables.order_by("pk")}
    current = Party.objects.select_for_update().get(pk=party.pk)
    changes = {}
    for name in PARTY_FIELDS:
        if name in values and values[name] != getattr(current, name):
            changes[name] = [getattr(current, name), values[name]]
            setattr(current, name, values[name])
    if changes:
        current.full_clean()
        current.save(update_fields=list(changes))
        for table, head in heads.items():
            write_history("changed", current, actor=actor, changes=changes, scope=to_all(table), head=head)
    return current
