"""`manage.py history_ends`: where every chain of the history ends now, to be kept elsewhere."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from partnerships.history.anchors import chains_of, ends
from partnerships.models import Partnership


class Command(BaseCommand):
    help = "Print where every chain of the history ends now, as JSON. Keep it elsewhere: `verify --against` compares with it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(ends(chains_of(Partnership.objects.all())), ensure_ascii=False, indent=1))
