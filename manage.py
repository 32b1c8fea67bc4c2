#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys
from argparse import ArgumentParser

# The two commands that start the house have settings of their own, which the processes they start inherit. For all others the
# default holds (ubc/__init__.py).
SETTINGS = {"demo": "ubc.settings.demo", "serve": "ubc.settings.serve"}


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--settings", default=os.environ.get("DJANGO_SETTINGS_MODULE") or SETTINGS.get(command, ""))
    os.environ["DJANGO_SETTINGS_MODULE"] = parser.parse_known_args(sys.argv[2:])[0].settings
    from django.core.management import execute_from_command_line

    from ubc.entry import load_settings

    load_settings()  # first: some commands of Django's go on without
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
