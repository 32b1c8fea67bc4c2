"""`manage.py erase_history`: take texts out of an entry for good, where the law asks for it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnerships.history.erasure import erase
from partnerships.history.models import Event


class Command(BaseCommand):
    help = (
        'Take texts out of one entry of the history: "actor", "label", "note", "FIELD/0" (before) or "FIELD/1" (after). A further entry, '
        "for all who could read it, says what went."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("entry", help="the key of the entry")
        parser.add_argument("piece", nargs="+", help="what goes")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            event = Event.objects.get(pk=options["entry"])
        except (Event.DoesNotExist, ValueError):
            raise CommandError(f"There is no entry {options['entry']}.") from None
        try:
            erase(event, options["piece"])
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(self.style.SUCCESS(f"Erased: {', '.join(options['piece'])}."))
