"""For real use, and the default of every process (ubc/__init__.py): refuses to start with a default key, debug mode or wildcard hosts."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, SECRET_KEY, SITE_URL, env

if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured(
        "DEBUG cannot be switched on in production: unset it. Debug pages come with ubc.settings.dev alone."
    )
if SECRET_KEY.startswith("insecure-") or len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    # What is read first by whoever starts a process without any settings.
    raise ImproperlyConfigured(
        "SECRET_KEY must be set to a private random value of at least 50 characters; `manage.py serve` makes one. "
        "For work on the code set DJANGO_SETTINGS_MODULE=ubc.settings.dev; to try it, start `manage.py demo`."
    )
if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts this installation answers to, without wildcards.")

_https = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=_https)
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked from inside, where there is no https
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000 if _https else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=_https)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=_https)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=True)

if env.bool("BEHIND_PROXY", default=False):
    # One proxy that sets both headers itself: it says whether the visitor came by https and from where.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# Without a mail server mail goes to the log of a process, into files, or nowhere.
_NOWHERE = ("", "consolemail", "dummymail", "filemail", "memorymail")
MAIL_REACHES_PEOPLE = env.str("EMAIL_URL", default="").partition("://")[0] not in _NOWHERE
