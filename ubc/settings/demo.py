"""For `manage.py demo`: as `serve`, without what only a real host has. No second factor is asked for; mail is kept and read on a page."""

from .serve import *  # noqa: F403
from .serve import VAR_DIR, env

REQUIRE_MFA = env.bool("REQUIRE_MFA", default=False)
if not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
    MAIL_REACHES_PEOPLE = True  # whoever tries the demo reads it on a page
    ROOT_URLCONF = "ubc.demo.urls"
