"""What happens to a partnership, heard here."""

from typing import Any

from django.dispatch import receiver

from partnerships.lifecycle.services import follow_step
from partnerships.models import Partnership
from partnerships.services import partnership_moved


@receiver(partnership_moved)
def after_a_step(
    sender: type[Partnership], partnership: Partnership, before: str, after: str, actor: Any, **kwargs: Any
) -> None:
    follow_step(partnership, before, after, actor=actor)
