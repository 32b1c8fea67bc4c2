from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "partnerships.reminders"
    label = "reminders"
    verbose_name = _("Reminders")

    def ready(self) -> None:
        from partnerships.outbox.kinds import register_kind
        from partnerships.reminders import kernel, letters  # noqa: F401

        register_kind("reminder", letters.write_reminder)
        register_kind("reminders.digest", letters.write_digest)
