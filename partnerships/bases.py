"""What models are built from before anything else."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class UUIDModel(models.Model):
    """A random key: an address that says nothing of how many others there are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Vouched(UUIDModel):
    """A row of a partnership whose content the history vouches for: `manage.py verify` compares it with the last entry about it."""

    # What history, archives and exchanges call rows of this kind (partnerships.kinds). It stays when the class is renamed.
    record_kind: ClassVar[str]
    # Fields that history does not vouch for. `version` only keeps two people from overwriting each other; for others the reason stands
    # beside them.
    unvouched: ClassVar[frozenset[str]] = frozenset()
    # What else history vouches for with it: attributes of what it refers to, which say who may have it ("level.audience").
    vouched_too: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @classmethod
    def rows_of(cls, partnership: Any) -> "models.QuerySet[Any]":
        """The rows that belong to a partnership."""
        return cls._base_manager.filter(partnership=partnership)  # type: ignore[misc]


IN_USE = _("This is in use and stays as it is: make a new one, and offer this one no more.")


class UsedModel(UUIDModel):
    """What rows of partnerships refer to: as long as any does, they read what they read when it was chosen."""

    # The fields that stay from then on.
    KEPT_IN_USE: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def is_used(self) -> bool:
        """Whether any row refers to it, in whatever space."""
        relations = [relation for relation in self._meta.get_fields(include_hidden=True) if relation.one_to_many]
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: self.pk}).exists()  # type: ignore[union-attr]
            for relation in relations
        )

    def clean(self) -> None:
        super().clean()
        stored = type(self)._default_manager.filter(pk=self.pk).first()
        changed = [name for name in self.KEPT_IN_USE if stored and getattr(stored, name) != getattr(self, name)]
        if changed and self.is_used():
            raise ValidationError(dict.fromkeys(changed, IN_USE))


class Offered(UsedModel):
    """A word that an installation offers to everybody: it is retired, not removed, and what it stands for stays. It may be said
    better, but for what KEPT_IN_USE names, which stays once it is in use."""

    # The fields that say what it stands for.
    KEPT: ClassVar[tuple[str, ...]] = ("code",)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        stored = type(self)._default_manager.filter(pk=self.pk).first()
        if stored and any(getattr(stored, name) != getattr(self, name) for name in self.KEPT):
            raise ValidationError(_("What it stands for stays: make a new one, and offer this one no more."))
