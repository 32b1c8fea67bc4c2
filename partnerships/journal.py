"""What administrators do, written down: who, when, what, on what. Pages of the Django admin and services write the same journal.

The journal is Django's LogEntry. It is read in the admin, and no page changes or deletes it. What concerns a partnership stands in its
history as well.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from partnerships.accounts.models import User


def administers(user: "User", permission: str) -> bool:
    """Whether the person does this for the installation, in the Django admin, and not from a seat at the table."""
    return user.is_staff and user.has_perm(permission)


def enter(actor: "User", subject: models.Model, text: str, *, flag: int = CHANGE) -> LogEntry:
    """Write down what an administrator did with the subject."""
    return LogEntry.objects.create(
        user=actor,  # type: ignore[misc]
        content_type=ContentType.objects.get_for_model(subject),
        object_id=str(subject.pk),
        object_repr=str(subject)[:200],
        action_flag=flag,
        change_message=text,
    )


def values(row: models.Model) -> dict[str, str]:
    """{name of the field: what it says} of all that is written by hand; a choice by its code, which every reader has in his language."""
    fields = [field for field in row._meta.concrete_fields if field.editable and not field.primary_key]
    said = {field.name: getattr(row, field.name) for field in fields}
    return {name: "" if value is None else str(value) for name, value in said.items()}


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """{name: [before, after]} of what differs."""
    return {name: [before.get(name, ""), said] for name, said in after.items() if before.get(name, "") != said}


def in_words(row: models.Model, changes: dict[str, list[Any]]) -> str:
    """The changes as a line each, in the language that is in use: of the journal's writer, of a letter's reader."""
    names = {field.name: str(getattr(field, "verbose_name", field.name)) for field in row._meta.get_fields()}
    line = _("%(what)s: “%(before)s” became “%(after)s”.")
    return "\n".join(
        line % {"what": capfirst(names.get(name, name)), "before": _word(row, name, before), "after": _word(row, name, after)}
        for name, (before, after) in changes.items()
    )


def _word(row: models.Model, name: str, value: Any) -> str:
    """A value as people read it: a choice by its label, things of several values one after the other."""
    if isinstance(value, list):
        return "; ".join(" · ".join(thing) for thing in value)
    choices = next((getattr(field, "flatchoices", ()) for field in row._meta.concrete_fields if field.name == name), ())
    return str({str(code): label for code, label in choices}.get(value, value))


def check_may_write(user: "User", row: models.Model) -> None:
    """Raises PermissionDenied unless the user administers rows of this kind."""
    verb = "add" if row._state.adding else "change"
    if not administers(user, f"{row._meta.app_label}.{verb}_{row._meta.model_name}"):
        raise PermissionDenied


@transaction.atomic
def save_entry(entry: models.Model, *, actor: "User") -> models.Model:
    """Save one of the words that the installation offers to everybody, with what it said before in the journal.

    What must stay is the entry's own affair (its `clean`). Raises PermissionDenied, ValidationError.
    """
    check_may_write(actor, entry)
    added = entry._state.adding
    stored = type(entry)._default_manager.select_for_update().filter(pk=entry.pk).first()
    before = values(stored) if stored else {}
    entry.full_clean()
    entry.save()
    changes = differences(before, values(entry))
    if added:
        enter(actor, entry, _("Added."), flag=ADDITION)
    elif changes:
        enter(actor, entry, in_words(entry, changes))
    return entry
