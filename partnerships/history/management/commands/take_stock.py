"""`manage.py take_stock`: let the history vouch for what is there and has no entry, after an upgrade that says so."""

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.history.proving import take_stock
from partnerships.models import Partnership


class Command(BaseCommand):
    help = (
        "Write an entry for all to read in each partnership where rows are not what the history vouches for. Run it once, after an "
        "upgrade that asks for it: what was changed past the history before can no longer be told afterwards."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        taken = sum(take_stock(partnership) is not None for partnership in Partnership.objects.order_by("pk").iterator())
        self.stdout.write(self.style.SUCCESS(f"Stock was taken of {taken} partnerships."))
