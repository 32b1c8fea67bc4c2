"""A request is written in UTF-8, or it is none: what says otherwise, or cannot be read as that, is answered with 400.

Django takes whatever codec the client names in the head of its request and reads addresses and forms with it. Python knows codecs that
give half characters (utf-7), no text at all (base64), or another text (rot13); what comes of them falls over later, and elsewhere. Forms
have been sent in the encoding of their page, which is UTF-8, since HTML 5 (https://www.w3.org/TR/html5/sec-forms.html).
"""

import codecs
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

FORM = "application/x-www-form-urlencoded"


class UTF8Middleware:
    """Lets nothing in that is not UTF-8. It stands before all that looks at an address or a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_utf8(request.content_params or {}):
            raise BadRequest("The request is not encoded in UTF-8.")
        if request.method == "POST" and request.content_type == FORM:
            try:
                unquote_to_bytes(request.body).decode()
            except UnicodeDecodeError:
                raise BadRequest("The form is not encoded in UTF-8.") from None
        return self.get_response(request)


def is_utf8(params: dict[str, Any]) -> bool:
    """Whether the parameters of a Content-Type name UTF-8, or no encoding."""
    try:
        return codecs.lookup(params.get("charset", "utf-8")).name == "utf-8"
    except (LookupError, ValueError):
        return False


class Application(WSGIHandler):
    """The WSGI application. A Content-Type that cannot be read is met before there is a request, and so before all middleware."""

    def __call__(self, environ: Any, start_response: Any) -> Any:
        try:
            readable = is_utf8(parse_header_parameters(environ.get("CONTENT_TYPE", ""))[1])
        except (LookupError, ValueError):
            readable = False
        if readable:
            return super().__call__(environ, start_response)
        start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "12")])
        return [b"Bad Request\n"]
