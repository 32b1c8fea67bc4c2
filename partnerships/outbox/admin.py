"""The outbox for administrators: what went out, what did not and why. Only a failed mail can be sent again; nothing is edited.

Of a sealed kind only those that failed are there, so that they can be sent again, without whom they are for.
"""

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from partnerships.journal import enter
from partnerships.outbox.kinds import SEALED
from partnerships.outbox.models import Mail
from partnerships.outbox.services import retry


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):
    list_display = ("created_at", "kind", "to", "state", "attempts", "sent_at", "what_went_wrong")
    list_filter = ("state", "kind")
    list_select_related = ("user",)
    search_fields = ("user__email", "email", "error")
    date_hierarchy = "created_at"
    fields = (
        "kind", "to", "state", "attempts", "created_at", "not_before", "claimed_at", "sent_at", "what_went_wrong", "message_id",
    )  # fmt: skip
    actions = ("send_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        found = super().get_queryset(request)
        return found.filter(~Q(kind__in=SEALED) | Q(state=Mail.State.FAILED))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Mail], search_term: str
    ) -> tuple[QuerySet[Mail], bool]:
        searched = queryset.exclude(kind__in=SEALED) if search_term else queryset
        return super().get_search_results(request, searched, search_term)

    @admin.display(description=_("to"))
    def to(self, mail: Mail) -> str:
        return gettext("kept from everybody") if mail.is_sealed else mail.recipient

    @admin.display(description=_("what went wrong"))
    def what_went_wrong(self, mail: Mail) -> str:
        """A mail server's answer names the address."""
        return "" if mail.is_sealed else mail.error

    @admin.action(description=_("Send failed mails again"), permissions=("send",))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        again = [mail for mail in queryset.filter(state=Mail.State.FAILED) if retry(mail)]
        for mail in again:
            enter(request.user, mail, gettext("Sent again."))  # type: ignore[arg-type]
        count = len(again)
        text = ngettext("%(count)d mail will be sent again.", "%(count)d mails will be sent again.", count)
        messages.success(request, text % {"count": count})

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Whether the person may do more than look."""
        return request.user.has_perm("outbox.change_mail")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False
