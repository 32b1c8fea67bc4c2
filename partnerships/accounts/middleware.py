"""Per request: the person's time zone and language, and a second factor where it is required."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from partnerships.accounts.models import User

Handler = Callable[[HttpRequest], HttpResponse]


class PreferencesMiddleware:
    """Dates in the reader's time zone, words in the reader's language."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        zone = timezone.override(user.time_zone) if user.time_zone else timezone.override(None)
        with zone, translation.override(user.language or translation.get_language()):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            return response


class RequireMFAMiddleware:
    """Sends officers and administrators without a second factor to set one up, where REQUIRE_MFA is on."""

    OPEN_PATHS = ("/account/", "/static/", "/health/")
    # That all is well is remembered in the session for a while, which spares each request two queries. Whoever opens the pages on
    # which a second factor is removed is looked at anew.
    SEEN = "second_factor_seen"
    SEEN_SECONDS = 300

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_MFA and request.user.is_authenticated and self._must_set_up(request):
            messages.warning(request, _("Your role needs a second factor. Set one up to go on."))
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        if request.path.startswith(self.OPEN_PATHS):
            request.session.pop(self.SEEN, None)
            return False
        if request.session.get(self.SEEN, 0) > time.time() - self.SEEN_SECONDS:
            return False
        user = cast("User", request.user)
        if (user.is_staff or user.membership_set.officers().exists()) and not is_mfa_enabled(user):
            return True
        request.session[self.SEEN] = int(time.time())
        return False
