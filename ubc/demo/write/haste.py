"""Speed, where thousands of records are saved one by one.

After every save the service asks the database whether the person may write what came of it. To put that question together costs
Django several times what the answer costs, and for one person and one kind of record it is the same question each time. So here it
is put together once and asked as often as before, until the person's memberships change.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db.models.signals import post_save

from partnerships.access.spaces import SpaceQuerySet
from partnerships.accounts.models import User
from partnerships.models import Membership
from partnerships.records.models import PartQuerySet, PartyPartQuerySet
from ubc.demo.write.clock import replaced

Questions = dict[Any, dict[type, Any]]  # by person and model


@contextmanager
def remembered_questions() -> Iterator[None]:
    """The question holds the day on which it was put together; no membership of the demo world ends before today."""
    known: Questions = {}

    def forget(instance: Membership, **kwargs: Any) -> None:
        known.pop(instance.user_id, None)

    post_save.connect(forget, sender=Membership)
    try:
        with ExitStack() as stack:
            for queryset in (SpaceQuerySet, PartQuerySet, PartyPartQuerySet):
                stack.enter_context(replaced(queryset, "editable_by", remembering(queryset.editable_by, known)))
            yield
    finally:
        post_save.disconnect(forget, sender=Membership)


def remembering(editable_by: Callable[..., Any], known: Questions) -> Callable[..., Any]:
    """The method of a queryset that asks about a person, with the questions it has put together already."""

    def remembered(rows: Any, user: User) -> Any:
        if rows.query.where:  # a question about some of the rows
            return editable_by(rows, user)
        mine = known.setdefault(user.pk, {})
        if rows.model not in mine:
            mine[rows.model] = editable_by(rows, user)
        return mine[rows.model].all()

    return remembered
