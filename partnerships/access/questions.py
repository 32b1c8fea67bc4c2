"""Questions about a person, put together once where thousands of them follow each other: in the demo world and in the access matrix.

To put such a question together costs Django several times what the answer costs, and for one person and one kind of record it is the
same question each time, as long as the person's memberships and the day stay the same.
"""

from collections.abc import Callable
from typing import Any

from partnerships.accounts.models import User

Questions = dict[Any, dict[type, Any]]  # by person and model


def remembering(ask: Callable[..., Any], known: Questions) -> Callable[..., Any]:
    """The method of a queryset that asks about a person, with the questions it has put together already."""

    def remembered(rows: Any, user: User) -> Any:
        if rows.query.where:  # a question about some of the rows
            return ask(rows, user)
        mine = known.setdefault(user.pk, {})
        if rows.model not in mine:
            mine[rows.model] = ask(rows, user)
        return mine[rows.model].all()

    return remembered
