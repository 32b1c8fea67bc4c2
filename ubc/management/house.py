"""What `demo` and `serve` share: one command that prepares the house and runs all of it."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from ubc import preflight
from ubc.celery import app
from ubc.health import web_answers
from ubc.supervisor import Child, Supervisor

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what listens on all addresses is asked on this one


class HouseCommand(BaseCommand):
    """Checks, prepares, then runs the web server, the worker and the clock until told to stop."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="where to listen; for other names than this one set ALLOWED_HOSTS"
        )
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, only_prepare: bool = False, **options: Any) -> None:
        """All that can be wrong is looked at before anything is changed or started; each is one line and exit code 1."""
        if not only_prepare:
            preflight.check_port(host, port)
        preflight.check_folder(settings.VAR_DIR)
        with preflight.only_one(settings.VAR_DIR):
            self._take_address(host, port)
            try:
                self.prepare(**options)
            except (KeyboardInterrupt, EOFError) as error:
                raise CommandError("Stopped before anything was started.", returncode=130) from error
            if only_prepare:
                return
            if not self._run(host, port):
                raise CommandError("Stopped, because not everything was running.")
            self.say("Stopped.")

    def prepare(self, **options: Any) -> None:
        """Database, broker and static files; subclasses add who or what must be in the database."""
        preflight.check_database()
        preflight.check_broker(app)
        self.say("Preparing the database.")
        call_command("migrate", interactive=False, verbosity=0)
        self.say("Collecting the static files.")
        call_command("collectstatic", interactive=False, verbosity=0)

    def announce(self, address: str) -> None:
        """Called once, when the web server answers."""
        self.say(f"{settings.SITE_NAME} is running at {address} - press Ctrl-C to stop it.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _take_address(self, host: str, port: int) -> None:
        """Links in mails and the check of host names follow --host and --port where the environment does not say otherwise."""
        shown = EVERYWHERE.get(host, host)
        address = f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
        if not os.environ.get("SITE_URL"):
            settings.SITE_URL = os.environ["SITE_URL"] = address
        if not os.environ.get("ALLOWED_HOSTS"):
            os.environ["ALLOWED_HOSTS"] = ",".join(
                dict.fromkeys([*settings.ALLOWED_HOSTS, f"[{shown}]" if ":" in shown else shown])
            )

    def _run(self, host: str, port: int) -> bool:
        bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        # What it warns the administrator of the machine of cannot happen to a worker that takes JSON alone.
        quiet = ["-W", "ignore:You're running the worker with superuser privileges"]
        celery = [sys.executable, *quiet, "-m", "celery", "-q", "-A", "ubc"]
        supervisor = Supervisor(
            [
                Child("web server", [sys.executable, "-m", "gunicorn", "--bind", bind]),
                Child("worker", [*celery, "worker", "-l", "WARNING", "-c", "2", "--without-gossip", "--without-mingle"]),
                Child("clock (Celery beat)", [*celery, "beat", "-l", "WARNING", "--pidfile="]),
            ],
            say=self.say,
            folder=settings.BASE_DIR,
        )
        self.say("Starting the web server, the worker and the clock.")
        return supervisor.run(
            ready=lambda: web_answers(EVERYWHERE.get(host, host), port), on_ready=lambda: self.announce(settings.SITE_URL)
        )
