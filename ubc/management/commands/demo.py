"""The house with the demo world in it, as one command."""

import itertools
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError

from partnerships.accounts.models import User
from ubc.demo import DemoAccount, build
from ubc.management.house import HouseCommand


class Command(HouseCommand):
    help = "Fills an empty database with the demo world and runs the web server, the worker and the clock."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--seed", type=int, default=1, help="the same number makes the same world")
        parser.add_argument("--scale", type=int, default=0, help="how many partnerships to add to those told in full")

    def prepare(self, **options: Any) -> None:
        """Fills an empty database, whole or not at all: an interrupted start leaves it empty."""
        super().prepare(**options)
        if User.objects.exists():
            self.say("The data that is there is kept.")
            return
        self.say("Filling the database with the demo world.")
        try:
            accounts = build(seed=options["seed"], scale=options["scale"], report=self.say)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self._accounts_file.write_text(json.dumps(accounts, ensure_ascii=False, indent=1))

    def announce(self, address: str) -> None:
        super().announce(address)
        if self._accounts_file.is_file():
            accounts = [DemoAccount(*fields) for fields in json.loads(self._accounts_file.read_text())]
            width = max(len(account.email) for account in accounts)
            self.say("Sign in with one of these (address, password, who it is):")
            for kind, people in itertools.groupby(accounts, key=lambda account: account.kind):
                self.say(f"  {kind}")
                for person in people:
                    self.say(f"    {person.email:{width}}  {person.password}  {person.name}: {person.note}")
        self.say(f"Mail is kept as files in {settings.VAR_DIR / 'mail'} and can be read at {address}/demo/mail/.")

    @property
    def _accounts_file(self) -> Path:
        """Who can sign in, for the starts that find the world made."""
        return Path(settings.VAR_DIR) / "demo-accounts.json"
