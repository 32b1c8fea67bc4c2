import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ubc.settings.prod")
django.setup(set_prefix=False)

from ubc.reading import Application  # noqa: E402

application = Application()
