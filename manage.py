#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

# The settings a command runs under where DJANGO_SETTINGS_MODULE does not say. The two commands that start the house use
# production's (no debug pages, compressed static files), and so do the processes they start, which inherit the choice.
SETTINGS = {"demo": "ubc.settings.demo", "serve": "ubc.settings.serve"}


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS.get(command, "ubc.settings.dev"))
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if command not in SETTINGS:
            raise
        sys.exit(f"Cannot start: {error}")  # what to set, without a traceback around it


if __name__ == "__main__":
    main()
