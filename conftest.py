import gc

from partnerships.tests.fixtures import cast  # noqa: F401

pytest_plugins = [f"ubc.tests.fixtures.{name}" for name in ("database", "mail", "worker", "browser")]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
