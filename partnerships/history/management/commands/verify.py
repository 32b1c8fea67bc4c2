"""`manage.py verify`: is the history of every partnership still what was written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnerships.history.services import faults
from partnerships.models import Partnership


class Command(BaseCommand):
    help = "Check the hash chains of the history: any edited, deleted, swapped or inserted entry is named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", nargs="*", help="references of partnerships (default: all)")

    def handle(self, *args: Any, **options: Any) -> None:
        partnerships = Partnership.objects.order_by("reference")
        if options["reference"]:
            partnerships = partnerships.filter(reference__in=options["reference"])
        broken = 0
        for partnership in partnerships.iterator():
            for fault in faults(partnership):
                broken += 1
                self.stderr.write(f"{partnership.reference}: {fault}")
        if broken:
            raise CommandError(f"{broken} faults found.")
        self.stdout.write(self.style.SUCCESS(f"The history of {partnerships.count()} partnerships is whole."))
