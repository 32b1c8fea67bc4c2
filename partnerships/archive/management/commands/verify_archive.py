"""Whether an archive is what it was when it was made: `manage.py verify_archive FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partnerships.archive.packing import faults


class Command(BaseCommand):
    help = "Checks every file of an archive against the hashes in its manifest."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the ZIP file")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        with path.open("rb") as source:
            found = list(faults(source))
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{path.name} is not what it was when it was made.")
        self.stdout.write(f"{path.name} is whole.")
