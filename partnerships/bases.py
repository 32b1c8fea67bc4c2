"""What models are built from before anything else."""

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class UUIDModel(models.Model):
    """A random key: an address that says nothing of how many others there are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Offered(UUIDModel):
    """A word that an installation offers to everybody: it may be said better, and is retired, not removed. What it stands for stays."""

    # The fields that say what it stands for.
    KEPT: ClassVar[tuple[str, ...]] = ("code",)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        stored = type(self)._default_manager.filter(pk=self.pk).first()
        if stored and any(getattr(stored, name) != getattr(self, name) for name in self.KEPT):
            raise ValidationError(_("What it stands for stays: make a new one, and offer this one no more."))
