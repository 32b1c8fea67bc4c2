"""The first administrator of an installation."""

import getpass
import os
import sys
from collections.abc import Callable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.db import transaction

from partnerships.accounts.models import User
from partnerships.accounts.services import mark_verified

VARIABLES = ("ADMIN_EMAIL", "ADMIN_NAME", "ADMIN_PASSWORD")


def ensure_administrator(*, say: Callable[[str], None]) -> None:
    """Makes the first administrator where there is none: from the environment, else by asking in a terminal.

    Raises CommandError where neither is possible, and where what the environment gives is refused.
    """
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        return
    given = {
        "email": os.environ.get("ADMIN_EMAIL", ""),
        "name": os.environ.get("ADMIN_NAME", ""),
        "password": os.environ.get("ADMIN_PASSWORD", ""),
    }
    if all(given.values()):
        try:
            user = _create(**given)
        except ValidationError as error:
            raise CommandError(f"The administrator cannot be made from {', '.join(VARIABLES)}: {_one_line(error)}") from error
    elif sys.stdin.isatty():
        say("There is no administrator yet. Who is it?")
        user = _ask(given, say)
    else:
        raise CommandError(f"There is no administrator yet: set {', '.join(VARIABLES)}, or start in a terminal to be asked.")
    say(f"{user.name} <{user.email}> is the administrator.")


def _ask(given: dict[str, str], say: Callable[[str], None]) -> User:
    while True:
        email = given["email"] or input("E-mail address: ").strip()
        name = given["name"] or input("Name: ").strip()
        password = given["password"] or getpass.getpass("Password (at least 12 characters): ")
        if not given["password"] and getpass.getpass("Password again: ") != password:
            say("The two passwords differ.")
            continue
        try:
            return _create(email=email, name=name, password=password)
        except ValidationError as error:
            say(_one_line(error))
            given = dict.fromkeys(given, "")  # what was refused is asked for


@transaction.atomic
def _create(*, email: str, name: str, password: str) -> User:
    user = User(email=email.strip().lower(), name=name, is_staff=True, is_superuser=True)
    user.set_password(password)
    user.full_clean()
    validate_password(password, user)
    user.save()
    mark_verified(user)  # whoever can start the house needs no mail to prove it
    return user


def _one_line(error: ValidationError) -> str:
    return " ".join(error.messages)
