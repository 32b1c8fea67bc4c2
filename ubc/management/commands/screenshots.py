"""`manage.py screenshots`: the pictures of the README, taken of the demo world. Needs Playwright and Chromium."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

ADDRESS = "http://127.0.0.1:8799"
# file name -> (what to click on the way from the list of partnerships, after signing in as the first demo account)
PICTURES = {
    "overview": ["Battery Loop Laboratory"],
    "objectives": ["Battery Loop Laboratory", "UBC objectives"],
    "plan": ["Battery Loop Laboratory", "Joint plan"],
}


class Command(BaseCommand):
    help = "Take the screenshots of the README from a freshly made demo world."

    def handle(self, *args: Any, **options: Any) -> None:
        chromium = shutil.which("chromium")
        if chromium is None:
            raise CommandError("There is no Chromium on this machine.")
        folder = Path(settings.BASE_DIR) / "docs" / "images"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as var:
            command = [sys.executable, "manage.py", "demo", "--port", ADDRESS.rpartition(":")[2]]
            # A settings module of this process must not decide under which the demo runs.
            environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"} | {"VAR_DIR": var}
            house = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
            try:
                self._wait(house)
                self._take(chromium, folder)
            finally:
                house.terminate()
                house.wait(60)

    def _wait(self, house: subprocess.Popen[bytes]) -> None:
        for _ in range(600):
            if house.poll() is not None:
                raise CommandError("The demo ended before it answered.")
            try:
                urllib.request.urlopen(f"{ADDRESS}/health/", timeout=2)  # noqa: S310
                return
            except (urllib.error.URLError, OSError):
                time.sleep(1)
        raise CommandError("The demo does not answer.")

    def _take(self, chromium: str, folder: Path) -> None:
        from playwright.sync_api import sync_playwright

        from ubc.demo.accounts import PASSWORD

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            context = browser.new_context(base_url=ADDRESS, viewport={"width": 1280, "height": 860}, locale="en-GB")
            page = context.new_page()
            page.goto("/account/login/")
            page.locator("[name=login]").fill("annika.sjoholm@hallgren.example")
            page.locator("[name=password]").fill(PASSWORD)
            page.get_by_role("button", name="Sign in", exact=True).click()
            for name, way in PICTURES.items():
                page.goto("/partnerships/")
                for link in way:
                    page.get_by_role("link", name=link).first.click()
                    page.wait_for_load_state("load")
                page.screenshot(path=folder / f"{name}.png")
                self.stdout.write(f"docs/images/{name}.png")
            browser.close()
