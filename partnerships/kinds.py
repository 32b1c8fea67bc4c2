"""What each kind of row is called for good, whatever its class is called: the word that history, archives and exchanges use.

A model says it as `record_kind` (partnerships.bases.Vouched); a test holds that each word stands for one model.
"""

from functools import cache

from django.apps import apps
from django.db import models

from partnerships.bases import Vouched


@cache
def kinds() -> dict[str, type[Vouched]]:
    """{kind: model} of all there are."""
    found = (model for model in apps.get_models() if issubclass(model, Vouched) and not model._meta.proxy)
    return {model.record_kind: model for model in found}


def model_of(kind: str) -> type[Vouched] | None:
    """The model of a kind; None for a kind that this version of the product no longer has."""
    return kinds().get(kind)


def kind_of(row: "models.Model | type[models.Model]") -> str:
    """The kind of a row or model. Raises AttributeError for what has none: history does not speak of it."""
    return row.record_kind  # type: ignore[union-attr]
