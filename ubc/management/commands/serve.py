"""The house for real use, as one command."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from ubc.administrator import ensure_administrator
from ubc.management.house import HouseCommand


class Command(HouseCommand):
    help = (
        "Runs the web server, the worker and the clock for real use. The first start asks for the administrator, or takes "
        "ADMIN_EMAIL, ADMIN_NAME and ADMIN_PASSWORD from the environment."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--only-prepare", action="store_true", help="stop when database, static files and administrator are ready"
        )

    def prepare(self, **options: Any) -> None:
        super().prepare(**options)
        ensure_administrator(say=self.say)

    def announce(self, address: str) -> None:
        super().announce(address)
        if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
            self.say("Mail reaches nobody: it is written here until EMAIL_URL names a mail server.")
