"""For the web server. Which settings are loaded is decided in ubc/__init__.py, as for every process."""

import django

django.setup(set_prefix=False)

from ubc.reading import Application  # noqa: E402

application = Application()
