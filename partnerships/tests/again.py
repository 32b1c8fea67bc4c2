"""What many tests begin with is made once, and put there again for each: the statements that made it are kept, and run once more."""

import datetime as dt
import functools
import pickle
from collections.abc import Callable
from typing import Any, TypeVar

import time_machine
from django.db import connection
from django.db.models.signals import post_migrate

Made = TypeVar("Made")
WRITING = ("INSERT", "UPDATE", "DELETE")
# {(what makes it, day): (the statements, what it gave back)}
_kept: dict[tuple[str, dt.date], tuple[list[tuple[str, Any]], bytes]] = {}


def made_again(make: Callable[[], Made]) -> Callable[[], Made]:
    """For a function that makes rows and gives them back: each call does the same as the first one of that day, and costs a tenth.

    While the clock is held elsewhere nothing is kept: what it makes has times of then.
    """

    @functools.wraps(make)
    def again() -> Made:
        if time_machine.escape_hatch.is_travelling():
            return make()
        key = make.__qualname__, dt.datetime.now(dt.UTC).date()
        if key in _kept:
            with connection.cursor() as cursor:
                for sql, params in _kept[key][0]:
                    cursor.execute(sql, params)
        else:
            statements: list[tuple[str, Any]] = []

            def keep(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
                if sql.startswith(WRITING):
                    statements.append((sql, params))
                return execute(sql, params, *rest)

            with connection.execute_wrapper(keep):
                made = make()
            _kept[key] = statements, pickle.dumps(made)
        return pickle.loads(_kept[key][1])

    return again


def _forget(**kwargs: object) -> None:
    """The tables were emptied and filled anew: what is kept refers to rows that are not there any more."""
    _kept.clear()


post_migrate.connect(_forget, dispatch_uid="partnerships.tests.again")
