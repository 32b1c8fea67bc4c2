from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignoffConfig(AppConfig):
    name = "partnerships.signoff"
    label = "signoff"
    verbose_name = _("Sign-off")

    def ready(self) -> None:
        from partnerships.history.proving import CONTENTS, WITNESSES
        from partnerships.outbox.kinds import register_kind
        from partnerships.signoff import letters, proofs, receivers  # noqa: F401  to hear of changes, it must be loaded

        register_kind(letters.ENDED, letters.ended)
        WITNESSES.append(proofs.faults)
        CONTENTS.append(proofs.contents)
