import gc

from django.urls import get_resolver

from partnerships.tests.fixtures import cast  # noqa: F401

pytest_plugins = [f"ubc.tests.fixtures.{name}" for name in ("database", "mail", "worker", "browser")]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not look at it again and again.

    The pages as well: else the first request would load them, perhaps while a test holds the clock, whose today they would keep.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
