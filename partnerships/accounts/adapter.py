"""How django-allauth behaves here: nobody signs up, people are invited."""

import logging
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from partnerships.accounts import presence
from partnerships.accounts.models import User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There is no user name beside the e-mail address."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor shows that: a known password alone neither signs for a party nor takes the factor off."""
        methods = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] != "reauthenticate"] or methods

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Not while something bars the person, also where it was asked for before: it is open who holds the account."""
        # Held as by who reports an address lost: of the two that come at once, one is first.
        person = User.objects.select_for_update(no_key=True).get(pk=email_address.user_id)
        if bar := presence.barred(person):
            messages.error(request, bar)
            return False
        return super().confirm_email(request, email_address)

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SITE_NAME}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """These mails carry keys that must lie in no table, so they leave at once and not by the outbox.

        A mail server that does not answer is no reason to fail, and is told in the same way whether or not the account exists.
        """
        house = SimpleNamespace(name=settings.SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc)
        try:
            super().send_mail(template_prefix, email, {"current_site": house} | context)
        except OSError as error:  # the errors of smtplib are among them
            logger.warning("Account mail %s was not sent: %s", template_prefix, error)
            messages.error(current.request, _("The mail could not be sent just now. Try again in a few minutes."))
