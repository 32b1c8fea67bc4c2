"""How instruments change: only drafts do. What was in force once stays as it was, and answers given to it stay answers to it."""

import secrets
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments.models import Dimension, Instrument, Item
from assessments.models.instruments import parties_of_officer
from partnerships.models import Party
from partnerships.practices.principles import PRINCIPLES
from partnerships.records.refusals import Refused

if TYPE_CHECKING:
    from partnerships.accounts.models import User

State = Instrument.State
COPIED = ("code", "position", "type", "text", "text_university", "text_business", "options", "levels", "weight")
COPIED_TOO = ("reverse", "audience", "required")


def _editable(instrument: Instrument, actor: "User") -> Instrument:
    """The instrument as it is now, held. Raises PermissionDenied unless the person is an officer of the party it belongs to."""
    found = Instrument.objects.editable_by(actor).select_for_update(of=("self",)).filter(pk=instrument.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _draft_of(instrument: Instrument, actor: "User") -> Instrument:
    """The instrument, held, if its questions may change. Raises Refused when it is not a draft, PermissionDenied as above."""
    found = _editable(instrument, actor)
    if not found.is_draft:
        raise Refused(_("This version is in use: start a new one to change it."))
    return found


@transaction.atomic
def create_instrument(instrument: Instrument, *, actor: "User", party: Party, copy_of: Instrument | None = None) -> Instrument:
    """A new instrument of the party: with the twelve principles as its dimensions, or with the questions of another.

    Raises PermissionDenied unless the person is an officer of the party and may read what is copied.
    """
    if not parties_of_officer(actor).filter(party=party).exists():
        raise PermissionDenied
    if copy_of is not None and not Instrument.objects.visible_to(actor).filter(pk=copy_of.pk).exists():
        raise PermissionDenied
    instrument.party = party
    instrument.code = f"{slugify(instrument.title)[:50] or 'questions'}-{secrets.token_hex(3)}"
    instrument.save(force_insert=True)
    if copy_of is not None:
        _copy_questions(copy_of, instrument)
    else:
        Dimension.objects.bulk_create(
            [Dimension(instrument=instrument, principle=p.number, position=p.number) for p in PRINCIPLES]
        )
    return instrument


@transaction.atomic
def save_draft(instrument: Instrument, *, actor: "User") -> Instrument:
    """Keep the title and the words of a draft. Raises Refused when the version is in use."""
    _draft_of(instrument, actor)
    instrument.save()
    return instrument


@transaction.atomic
def new_version(instrument: Instrument, *, actor: "User") -> Instrument:
    """The next version of one's own instrument, as a draft with the same questions. Raises Refused while another draft is there."""
    current = _editable(instrument, actor)
    versions = Instrument.objects.filter(party=current.party, code=current.code)
    if versions.filter(state=State.DRAFT).exists():
        raise Refused(_("There is a draft already: change that one."))
    last = versions.order_by("-number").values_list("number", flat=True)[0]
    made = Instrument.objects.create(
        party=current.party,
        code=current.code,
        number=last + 1,
        kind=current.kind,
        title=current.title,
        intro=current.intro,
        lowest=current.lowest,
    )
    _copy_questions(current, made)
    return made


def _copy_questions(source: Instrument, target: Instrument) -> None:
    for dimension in source.dimensions.prefetch_related("items"):  # type: ignore[attr-defined]
        copy = Dimension.objects.create(
            instrument=target, principle=dimension.principle, title=dimension.title, position=dimension.position
        )
        values: list[dict[str, Any]] = [
            {name: getattr(item, name) for name in (*COPIED, *COPIED_TOO)} for item in dimension.items.all()
        ]
        Item.objects.bulk_create([Item(dimension=copy, **value) for value in values])


@transaction.atomic
def activate(instrument: Instrument, *, actor: "User") -> Instrument:
    """Put a draft into force; the version before it is retired for new cycles. Raises Refused without a question."""
    draft = _draft_of(instrument, actor)
    if not Item.objects.filter(dimension__instrument=draft).exists():
        raise Refused(_("It has no question yet."))
    Instrument.objects.filter(party=draft.party, code=draft.code, state=State.ACTIVE).update(state=State.RETIRED)
    draft.state = State.ACTIVE
    draft.save(update_fields=["state"])
    return draft


@transaction.atomic
def retire(instrument: Instrument, *, actor: "User") -> Instrument:
    """Take an instrument out of use for new cycles. Raises Refused unless it is in force."""
    current = _editable(instrument, actor)
    if State.RETIRED not in Instrument.TRANSITIONS[current.state]:
        raise Refused(_("It is not in force."))
    current.state = State.RETIRED
    current.save(update_fields=["state"])
    return current


@transaction.atomic
def delete_draft(instrument: Instrument, *, actor: "User") -> None:
    """Throw a draft away. Raises Refused when it is not one."""
    _draft_of(instrument, actor).delete()


@transaction.atomic
def save_part(part: Dimension | Item, *, actor: "User") -> Dimension | Item:
    """Keep a dimension or a question of a draft. Raises Refused when the version is in use."""
    _draft_of(part.instrument if isinstance(part, Dimension) else part.dimension.instrument, actor)
    part.save()
    return part


@transaction.atomic
def remove_part(part: Dimension | Item, *, actor: "User") -> None:
    """Remove a dimension with its questions, or one question, from a draft. Raises Refused when the version is in use."""
    _draft_of(part.instrument if isinstance(part, Dimension) else part.dimension.instrument, actor)
    part.delete()
