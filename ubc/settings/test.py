"""For the test suite: quick hashing, mail in memory, tasks at once; database and broker stay those of the environment."""

import atexit
import os
import shutil
import tempfile

# A data folder of its own for each process, before anything is derived from it.
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="ubc-test-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from .base import *  # noqa: E402, F403
from .base import DATABASES, STATIC_ROOT, STORAGES, VAR_DIR  # noqa: E402

SECRET_KEY = "test-key"  # noqa: S105
ALLOWED_HOSTS = ["*"]
SITE_URL = "http://127.0.0.1:8000"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True  # the fixture live_worker switches it off
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_DEFAULT_QUEUE = CELERY_CONTROL_EXCHANGE = f"test-{os.getpid()}"
ACCOUNT_RATE_LIMITS = False
REQUIRE_MFA = False
LANGUAGE_CODE = "en-gb"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real use: several threads and processes see the same data and wait for each other's locks.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    # Nothing here outlives a power cut.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
