"""How long pages and rollups take, as ratios."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Count

from partnerships.accounts.models import User
from ubc import benchmark, rollups


class Command(BaseCommand):
    help = (
        "Times pages on the present data, in multiples of a page that asks the database one thing; or, with “rollup”, how fast answers of "
        "made-up partnerships become figures. Changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=["pages", "rollup"], default="pages")
        parser.add_argument("--partnerships", type=int, nargs="+", default=[1_000, 10_000], help="how many, for the rollup")
        parser.add_argument("--user", metavar="EMAIL", help="who looks; otherwise the one with most memberships")
        parser.add_argument("--rounds", type=int, default=20)

    def handle(self, *, what: str, partnerships: list[int], user: str | None, rounds: int, **options: Any) -> None:
        if what == "rollup":
            try:
                rollups.run(partnerships, rounds=min(rounds, 3), report=self.stdout.write)
            except ValueError as error:
                raise CommandError(str(error)) from error
            return
        person = self._person(user)
        with transaction.atomic():
            try:
                timings = benchmark.run(person, rounds=rounds)
            except ValueError as error:
                raise CommandError(str(error)) from error
            transaction.set_rollback(True)  # the sign-in left a session
        self.stdout.write(f"As {person.email}, the median of {rounds} rounds:")
        for timing in timings:
            self.stdout.write(
                f"{timing.name:<32} {timing.seconds * 1000:8.1f} ms {timing.ratio:8.1f} x {timing.queries:5} queries"
            )

    def _person(self, email: str | None) -> User:
        people = User.objects.filter(is_active=True).annotate(memberships=Count("membership")).order_by("-memberships", "email")
        person = people.filter(email__iexact=email).first() if email else people.first()
        if person is None:
            raise CommandError("There is nobody to look: name an account with --user, or start the demo first.")
        return person
