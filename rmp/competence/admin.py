"""The competences an installation works with. What parties write about people is not here: it is theirs alone."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from rmp.competence.models import Competence

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Competence)
class CompetenceAdmin(admin.ModelAdmin):
    list_display = ("title", "code", "kind", "position", "active")
    list_editable = ("position", "active")
    list_filter = ("kind", "active")
    search_fields = ("title", "code", "text")

    def has_delete_permission(self, request: "HttpRequest", obj: Any = None) -> bool:
        """It is retired, not removed: a refusal would tell that somebody is rated by it."""
        return False
