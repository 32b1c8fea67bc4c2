"""Per answer: what a browser, or a cache on the way, may keep of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from ubc.secret_addresses import has_secret


class NothingKeptMiddleware:
    """Pages and files of a signed-in person, and whatever a secret address opens, are for this one answer and kept nowhere.

    On a shared computer, Back shows nothing after signing out. What anybody may read is left as it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)  # there is none where the request was turned away before anybody asked
        if (user and user.is_authenticated) or has_secret(request.path_info):
            patch_cache_control(response, private=True, no_store=True)
        return response
