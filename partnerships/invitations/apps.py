from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvitationsConfig(AppConfig):
    name = "partnerships.invitations"
    label = "invitations"
    verbose_name = _("Invitations")

    def ready(self) -> None:
        from partnerships.invitations import mails, officers, pausing, told
        from partnerships.invitations.services import ASKS_ADMINISTRATOR, ASKS_PARTY, MAIL_KIND
        from partnerships.outbox.kinds import register_kind

        register_kind(MAIL_KIND, mails.invitation_letter)
        register_kind(ASKS_PARTY, mails.confirmation_letter)
        register_kind(officers.OFFICER_MADE, officers.officer_letter)
        register_kind(ASKS_ADMINISTRATOR, mails.reason_letter)
        register_kind(pausing.MAIL_KIND, pausing.paused_letter)
        register_kind(told.PARTY, told.party_letter)
        register_kind(told.ENDED, told.ended_letter)
        register_kind(told.ELSEWHERE, told.elsewhere_letter)
