"""The person who signs in."""

import uuid
import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person by e-mail; without a password the account cannot sign in until one is set."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator: Django admin, no partnership of its own."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


def validate_time_zone(value: str) -> None:
    if value and value not in zoneinfo.available_timezones():
        raise ValidationError(_("%(value)s is not a known time zone."), params={"value": value})


class User(AbstractBaseUser, PermissionsMixin):
    class Mail(models.TextChoices):
        EACH = "each", _("A mail for each reminder")
        DIGEST = "digest", _("One mail a day")
        NONE = "none", _("No reminder mails: I look at My work")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    job_title = models.CharField(_("position"), max_length=150, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)
    mail = models.CharField(_("reminder mails"), max_length=10, choices=Mail.choices, default=Mail.EACH)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("administrator"), default=False, help_text=_("May open the Django admin."))
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    # When the person last opened My work, and the visit before: "what changed since my last visit".
    last_visit = models.DateTimeField(null=True, blank=True, editable=False)
    previous_visit = models.DateTimeField(null=True, blank=True, editable=False)

    # The emergency reading whose page this person has open: for the length of that request (partnerships.access.spaces.reading_as).
    reading: Any = None

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name", "email")
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_case"),)

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()
