"""The environment: what the process and the file .env say, and the one folder that holds data."""

import os
import re
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


class Environment(environ.Env):
    """django-environ, but stricter: an empty variable is one that is not set, and what cannot be understood is refused.

    Every refusal is ImproperlyConfigured and names the variable; what was given is repeated only where it cannot be a secret. A
    value is taken as it is: one that begins with $ is not another's name.
    """

    def get_value(self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, parse_default: bool = False) -> Any:
        given = self.ENVIRON.get(var, "")
        if not given.strip():
            if default is self.NOTSET:
                raise ImproperlyConfigured(f"{var} must be set.")
            return self.parse_value(default, cast) if parse_default else default
        if cast is bool:
            return TRUTH[self._one_of(tuple(TRUTH), var, given)]
        if cast is int and not re.fullmatch(r"[0-9]+", given.strip()):
            raise ImproperlyConfigured(f"{var} is {given!r}: it must be a whole number, in digits alone.")
        if cast is list:
            return [part.strip() for part in given.split(",") if part.strip()]
        return self.parse_value(given, cast)

    def word(self, var: str, allowed: Sequence[str], default: str) -> str:
        """One of the allowed words, however it is written in small and capital letters."""
        return self._one_of(allowed, var, self.str(var, default=default))

    def web_address(self, var: str, default: str) -> str:
        """An address that a browser opens, without the slash at its end."""
        given: str = self.str(var, default=default).strip()
        if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", given):
            raise ImproperlyConfigured(f"{var} is {given!r}: it must begin with https:// or http://, and name a host.")
        return given.rstrip("/")

    def db(self, var: str, **given: Any) -> dict[str, Any]:
        return self._service(var, self.DB_SCHEMES, super().db_url, given)

    def cache(self, var: str, **given: Any) -> dict[str, Any]:
        return self._service(var, self.CACHE_SCHEMES, super().cache_url, given)

    def email_url(self, var: str, **given: Any) -> dict[str, Any]:
        return self._service(var, self.EMAIL_SCHEMES, super().email_url, given)

    @staticmethod
    def _one_of(allowed: Sequence[str], var: str, given: str) -> str:
        for word in allowed:
            if given.strip().lower() == word.lower():
                return word
        raise ImproperlyConfigured(f"{var} is {given!r}: it must be one of {', '.join(allowed)}.")

    def _service(self, var: str, schemes: dict[str, str], read: Callable[..., Any], given: dict[str, Any]) -> dict[str, Any]:
        """The address of a service, in which a password may stand: neither it nor an error that quotes it is shown."""
        if self.str(var, default=given.get("default", "")).partition(":")[0] in schemes:
            try:
                found: dict[str, Any] = read(var, **given)
                return found
            except ValueError:
                pass
        raise ImproperlyConfigured(f"{var} is not an address that can be used: .env.example shows how one is written.")


def read_file(path: Path) -> None:
    """Adds what the file says to the environment, where the process says nothing itself.

    Raises ImproperlyConfigured for a line that is neither empty nor a comment nor NAME=value: it would be passed over in silence.
    """
    lines = path.read_text().splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        if line.strip() and not re.match(r"#|(export )?[A-Za-z_0-9]+=", line):
            raise ImproperlyConfigured(f"Line {number} of {path.name} is not NAME=value.")

    class File(environ.Env):
        ENVIRON: dict[str, str] = {}

    File.read_env(path)
    for name, value in File.ENVIRON.items():
        if not os.environ.get(name, "").strip():
            os.environ[name] = value


env = Environment()
read_file(BASE_DIR / ".env")

# Database, uploads, broker folders, static files, the private key. A relative path counts from the checkout, for every process.
VAR_DIR = BASE_DIR / env.str("VAR_DIR", default="var")

INSECURE_KEY = "insecure-default-key-for-development-only"
SECRET_KEY_FILE = VAR_DIR / "secret_key"


def secret_key() -> str:
    """The key of this installation: from the environment, else the one it made for itself, else one that production refuses."""
    if given := env.str("SECRET_KEY", default=""):
        return given
    return SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.is_file() else INSECURE_KEY


def make_secret_key() -> None:
    """Makes the private key of an installation that was given none: once, readable by its owner alone.

    Raises ImproperlyConfigured, naming the folder, where it cannot be written.
    """
    if env.str("SECRET_KEY", default=""):
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
