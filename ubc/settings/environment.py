"""The environment: what the process and the file .env say, and the one folder that holds data."""

import os
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")  # what the process already has stays

# Database, uploads, broker folders, static files, the private key. A relative path counts from the checkout, for every process.
VAR_DIR = BASE_DIR / env.str("VAR_DIR", default="var")

INSECURE_KEY = "insecure-default-key-for-development-only"
SECRET_KEY_FILE = VAR_DIR / "secret_key"


def secret_key() -> str:
    """The key of this installation: from the environment, else the one it made for itself, else one that production refuses."""
    if given := os.environ.get("SECRET_KEY"):  # as it is: django-environ takes a value that begins with $ for another's name
        return given
    return SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.is_file() else INSECURE_KEY


def make_secret_key() -> None:
    """Makes the private key of an installation that was given none: once, readable by its owner alone.

    Raises ImproperlyConfigured, naming the folder, where it cannot be written.
    """
    if os.environ.get("SECRET_KEY"):
        return
    try:
        VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(SECRET_KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(60))
    except FileExistsError:
        if not VAR_DIR.is_dir():
            raise ImproperlyConfigured(f"The data folder {VAR_DIR} is not a folder.") from None
    except OSError as error:
        raise ImproperlyConfigured(f"The data folder {VAR_DIR} cannot be written: {error.strerror}.") from error
