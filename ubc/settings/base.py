"""What holds in every installation. What one may change is read from the environment; .env.example lists all of it."""

from pathlib import Path
from typing import Any

import bootstrap  # the wheel bootstrap-wrapper: the official build, nothing else
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from .environment import BASE_DIR, VAR_DIR, env, secret_key

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.web_address("SITE_URL", default="http://127.0.0.1:8000")
SITE_NAME = env.str("SITE_NAME", default="Concord")

INSTALLED_APPS = [
    "ubc",
    # the rooms
    "objectives",
    "objectives.value",
    "rmp.relationship",
    "rmp.team",
    "rmp.plan",
    "rmp.visions",
    "rmp.leadership",
    "rmp.governance",
    "rmp.competence",
    "rmp.knowledge",
    "rmp.exits",
    "risks",
    "assessments",
    "assessments.trust",
    # the kernel
    "partnerships",
    "partnerships.accounts",
    "partnerships.outbox",
    "partnerships.history",
    "partnerships.practices",
    "partnerships.records",
    "partnerships.signoff",
    "partnerships.actions",
    "partnerships.rules",
    "partnerships.documents",
    "partnerships.invitations",
    "partnerships.admission",
    "partnerships.reminders",
    "partnerships.scorecards",
    "partnerships.archive",
    "partnerships.lifecycle",
    "partnerships.administration",
    # what others keep well
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_celery_beat",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Around all that follows, so that its pages of errors are among the answers; inside the static files, which may be kept.
    "ubc.middleware.NothingKeptMiddleware",
    "csp.middleware.CSPMiddleware",
    "ubc.reading.UTF8Middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for a signed-in person unless it says otherwise.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "partnerships.accounts.middleware.PreferencesMiddleware",
    "partnerships.access.middleware.ReaderMiddleware",
    "partnerships.accounts.middleware.RequireMFAMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "ubc.urls"
WSGI_APPLICATION = "ubc.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "ubc.context_processors.site",
            ],
            "builtins": ["partnerships.records.templatetags.records"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
FILTERS_EMPTY_CHOICE_LABEL = _("Any")

# --- data -------------------------------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    # The default is no address, so that the checkout may lie in a folder of any name.
    "default": env.db("DATABASE_URL")
    if env.str("DATABASE_URL", default="")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "db.sqlite3"}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing: WAL lets readers go on, IMMEDIATE takes the write lock at the start of a transaction.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # The statement that marks practices has some hundred conditions: to compile it would take longer than to answer it.
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 10, "options": "-c jit=off"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "private"  # never served by the web server: every file goes out through a view that asks first
MEDIA_URL = ""
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", Path(next(iter(bootstrap.__path__))) / "css")]
FILE_UPLOAD_PERMISSIONS = 0o640

# Shared by all processes of an installation: the limits on sign-in attempts are counted here.
CACHES = {
    "default": env.cache("CACHE_URL")
    if env.str("CACHE_URL", default="")
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
}

# --- people -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "partnerships.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = (
    600  # no longer than a proof holds (partnerships.accounts.presence): else one is made in between
)
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_FORMS = {"add_email": "partnerships.accounts.forms.AddressForm"}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
USERSESSIONS_TRACK_ACTIVITY = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
# Officers and administrators must have a second factor before they go on.
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=False)

# How long the parties have to sign where whoever asks names no last day.
SIGNATURE_DAYS = env.int("SIGNATURE_DAYS", default=30)
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)
INVITATIONS_PER_DAY = env.int("INVITATIONS_PER_DAY", default=40)  # by one person
INVITATIONS_PER_EMAIL_PER_DAY = env.int("INVITATIONS_PER_EMAIL_PER_DAY", default=5)  # to one address, by anybody
# Whoever wants one has an address there: it says nothing of the organisation that somebody belongs to.
# fmt: off
FREE_MAIL_DOMAINS = frozenset((
    "aol.com", "fastmail.com", "free.fr", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net",
    "googlemail.com", "hotmail.com", "hotmail.co.uk", "icloud.com", "laposte.net", "libero.it", "live.com", "mac.com",
    "mail.com", "mail.ru", "me.com", "msn.com", "naver.com", "orange.fr", "outlook.com", "outlook.de", "posteo.de",
    "proton.me", "protonmail.com", "qq.com", "seznam.cz", "t-online.de", "tutanota.com", "web.de", "wp.pl",
    "yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr", "yandex.ru", "ymail.com", "zoho.com",
    "126.com", "163.com",
))
# fmt: on

# --- mail -------------------------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="concord@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
# Whether mail reaches anybody. Where it does not, nobody can be seated: a link is only ever mailed.
MAIL_REACHES_PEOPLE = True

# --- background work --------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost")
QUEUE_DIR = VAR_DIR / "queue"
if CELERY_BROKER_URL.startswith("filesystem"):
    # One folder for both ends: what the web process puts out is what the worker takes in.
    CELERY_BROKER_TRANSPORT = "ubc.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
        "store_processed": False,
    }
else:
    # Longer than the longest task; tasks in flight on a killed worker come back after it.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900}
# A name of its own for each installation that shares a broker.
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="concord")
# Installations that share a broker do not hear each other's questions to the worker, either.
CELERY_CONTROL_EXCHANGE = CELERY_TASK_DEFAULT_QUEUE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "remind": {"task": "reminders.remind", "schedule": crontab(minute="*/15")},
    "send-mail": {"task": "outbox.send", "schedule": 60.0},
    "refresh-scorecards": {"task": "scorecards.refresh_changed", "schedule": 30.0},
    "refresh-all-scorecards": {"task": "scorecards.refresh_all", "schedule": crontab(hour=2, minute=20)},
    "refresh-assessments": {"task": "assessments.refresh_changed", "schedule": 60.0},
    "refresh-all-assessments": {"task": "assessments.refresh_all", "schedule": crontab(hour=2, minute=50)},
    "keep-assessment-rhythm": {"task": "assessments.keep_rhythm", "schedule": crontab(minute="10,40")},
    "watch-exits": {"task": "exits.watch", "schedule": crontab(hour=3, minute=10)},
    "sweep-archives": {"task": "archive.sweep", "schedule": crontab(minute="*/10")},
    "keep-governance-time": {"task": "governance.keep_time", "schedule": crontab(minute="25")},
    "watch-trust": {"task": "trust.sweep", "schedule": crontab(minute="20,50")},
    "publication-clocks": {"task": "knowledge.run_publication_clocks", "schedule": crontab(minute="2,17,32,47")},
    "close-signoff-rounds": {"task": "signoff.expire_rounds", "schedule": crontab(minute="5,35")},
    "settle-lost-addresses": {"task": "administration.settle_lost_addresses", "schedule": crontab(minute="55")},
}

# --- language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en-gb")
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
FORMAT_MODULE_PATH = "ubc.formats"
USE_I18N = True
USE_TZ = True

# --- the browser ------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
ARCHIVE_KEEP_DAYS = env.int("ARCHIVE_KEEP_DAYS", default=30)
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20 * 1024 * 1024)

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.word("LOG_LEVEL", LEVELS, default="INFO")},
    # It warns of each answer to HEAD, from which it takes the body as it should.
    "loggers": {"gunicorn.http.wsgi": {"level": "ERROR"}},
}
