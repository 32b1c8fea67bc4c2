"""For the container: whether the part of the house that runs in it is well."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from ubc import health

PARTS = {"web": lambda: health.web_answers("127.0.0.1", 8000), "worker": health.worker_answers, "beat": health.clock_ticks}


class Command(BaseCommand):
    help = "Says by its exit code whether the web server (port 8000), the worker or beat on this machine is well."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("part", choices=PARTS)

    def handle(self, *, part: str, **options: Any) -> None:
        if not PARTS[part]():
            raise CommandError(f"{part} is not well.")
