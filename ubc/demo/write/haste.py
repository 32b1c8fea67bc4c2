"""Speed, where thousands of records are saved one by one.

After every save the service asks the database whether the person may write what came of it. Here that question is put together once
and asked as often as before, until the person's memberships change.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db.models.signals import post_save

from partnerships.access.questions import Questions, remembering
from partnerships.access.spaces import SpaceQuerySet
from partnerships.models import Membership
from partnerships.records.models import PartQuerySet, PartyPartQuerySet
from ubc.demo.write.clock import replaced


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
