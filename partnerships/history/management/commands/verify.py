"""`manage.py verify`: is what is kept of every partnership still what was written?"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnerships.history.anchors import hashes_in, unknown
from partnerships.history.proving import contents, faults
from partnerships.models import Partnership


class Command(BaseCommand):
    help = (
        "Check the history, and the rows and files it vouches for: whatever was edited, deleted, swapped or inserted is named. Against "
        "a file of ends that was kept elsewhere (manage.py history_ends, the history's page, a signed paper) also a chain that was "
        "rewritten as a whole. The text of a signed paper may be given as it was taken out of the PDF or DOCX."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "reference", nargs="*", help="references of partnerships (default: all); then only their ends are known"
        )
        parser.add_argument("--against", metavar="FILE", help="a text with ends of chains as they were; - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = self._kept(options["against"]) if options["against"] else set()
        partnerships = Partnership.objects.order_by("reference")
        if options["reference"]:
            partnerships = partnerships.filter(reference__in=options["reference"])
            if nowhere := sorted(set(options["reference"]) - set(partnerships.values_list("reference", flat=True))):
                raise CommandError(f"There is no partnership {', '.join(nowhere)}.")
        unmet = unknown(kept, partnerships)
        beside = contents(partnerships, unmet)
        if kept and not kept - beside.keys():
            raise CommandError(f"{options['against']} holds no end of a history.")
        for hash, what in beside.items():  # said, so that nobody takes for an end in it what is none
            self.stdout.write(f"{hash} is no end, but the content of {what}")
        broken = 0
        for partnership in partnerships.iterator():
            for fault in faults(partnership):
                broken += 1
                self.stderr.write(f"{partnership.reference}: {fault}")
        for end in (end for end in unmet if end not in beside):
            broken += 1
            self.stderr.write(f"no history verified here ever ended at {end}")
        if broken:
            raise CommandError(f"{broken} faults found.")
        whole = f"What is kept of {partnerships.count()} partnerships is whole."
        proved = (
            f" {len(kept) - len(beside)} ends kept elsewhere are in it."
            if kept
            else " Nothing kept elsewhere was compared (--against)."
        )
        self.stdout.write(self.style.SUCCESS(whole + proved))

    def _kept(self, source: str) -> set[str]:
        try:
            text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{source} cannot be read: {error}") from None
        found = hashes_in(text)
        if not found:
            raise CommandError(f"{source} holds no end of a history.")
        return found
