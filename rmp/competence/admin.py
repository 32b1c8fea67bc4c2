"""The competences an installation works with. What parties write about people is not here: it is theirs alone."""

from django.contrib import admin

from partnerships.admin import ByService
from rmp.competence.models import Competence


@admin.register(Competence)
class CompetenceAdmin(ByService, admin.ModelAdmin):
    """Retired, not removed: a refusal would tell that somebody is rated by it."""

    list_display = ("title", "code", "kind", "position", "active")
    list_editable = ("position", "active")
    list_filter = ("kind", "active")
    search_fields = ("title", "code", "text")
