"""How a process begins: with its settings, or with one line that says what is wrong with them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured


@contextmanager
def refusal_in_one_line() -> Iterator[None]:
    """What is refused inside ends this process with one line and exit code 1, without a traceback around it."""
    try:
        yield
    except ImproperlyConfigured as error:
        raise SystemExit(f"Cannot start: {error}") from None


def load_settings() -> None:
    """Loads the settings that DJANGO_SETTINGS_MODULE names, or ends this process (see refusal_in_one_line)."""
    with refusal_in_one_line():
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
