"""A browser that sends what a page sends that was opened just now."""

from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve

from partnerships.records.seen import seen_version
from partnerships.records.views import DoView


def seen_now(path: str, user: Any) -> dict[str, str]:
    """The seen version that the page of a step has, for the person; nothing for other pages. It counts as no query of the test."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return {}
    view: Any = getattr(match.func, "view_class", object)
    if user is None or not issubclass(view, DoView):
        return {}
    model = match.func.view_initkwargs["room"].model  # type: ignore[attr-defined]
    with mock.patch.object(connection, "force_debug_cursor", False), mock.patch.object(connection, "execute_wrappers", []):
        record = model._base_manager.filter(pk=match.kwargs["pk"]).first()
        return {"seen_version": seen_version(record, user)} if record is not None else {}


class Browser(Client):
    user: Any = None

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        if data is None or isinstance(data, dict):
            data = seen_now(path, self.user) | (data or {})
        return super().post(path, data, *args, **kwargs)
