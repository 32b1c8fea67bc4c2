"""What is there once: whoever asks for a second learns that it is taken, and of what he or she does not read nothing more."""

from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partnerships.access.names import person_reading

UNSEEN = _("The parties that were here before have one already: ask them to show it to you.")


class Discreet:
    """A constraint of a kind of records. Where the row that is in the way is not read by the person, it says only that there is one."""

    def __init__(self, constraint: Any) -> None:
        self.constraint = constraint

    def __getattr__(self, name: str) -> Any:
        return getattr(self.constraint, name)

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        try:
            self.constraint.validate(model, instance, exclude=exclude, using=using)
        except ValidationError:
            person = person_reading()
            if person is None or not isinstance(self.constraint, UniqueConstraint):
                raise
            # Asked again as if nothing were there but what the person reads.
            read: Any = SimpleNamespace(_meta=model._meta, _default_manager=model.objects.visible_to(person))
            self.constraint.validate(read, instance, exclude=exclude, using=using)
            raise ValidationError(UNSEEN) from None


def is_there_once(model: Any) -> bool:
    """Whether something of the kind may be there once only."""
    fields = any(field.unique and not field.primary_key for field in model._meta.concrete_fields)
    return fields or any(isinstance(one, UniqueConstraint) for one in model._meta.constraints)


def is_unseen(rows: Any, person: Any) -> bool:
    """Whether the person reads none of the rows; the system (None) reads all."""
    return person is not None and not rows.visible_to(person).exists()
