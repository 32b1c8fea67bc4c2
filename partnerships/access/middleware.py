"""Per request: for whom everything is named."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from partnerships.access.names import Person, read_by


class ReaderMiddleware:
    """Records say their names as far as the signed-in person may read them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with read_by(Person(request.user)):
            return self.get_response(request)
