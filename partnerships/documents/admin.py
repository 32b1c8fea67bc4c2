"""Schemes of classification, for administrators. The documents themselves are not here: they are the parties'."""

from django.contrib import admin

from partnerships.admin import ByService, UsedForm
from partnerships.documents.models import ClassificationLevel, ClassificationScheme


class LevelInline(admin.TabularInline):
    model = ClassificationLevel
    form = UsedForm
    extra = 0
    can_delete = False


@admin.register(ClassificationScheme)
class SchemeAdmin(ByService, admin.ModelAdmin):
    list_display = ("name", "code", "active")
    inlines = (LevelInline,)
