from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvitationsConfig(AppConfig):
    name = "partnerships.invitations"
    label = "invitations"
    verbose_name = _("Invitations")

    def ready(self) -> None:
        from partnerships.invitations import pausing
        from partnerships.invitations.mails import invitation_letter
        from partnerships.invitations.services import MAIL_KIND
        from partnerships.outbox.kinds import register_kind

        register_kind(MAIL_KIND, invitation_letter)
        register_kind(pausing.MAIL_KIND, pausing.paused_letter)
