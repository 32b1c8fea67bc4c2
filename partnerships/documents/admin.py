"""Schemes of classification, for administrators. The documents themselves are not here: they are the parties'."""

from django.contrib import admin

from partnerships.documents.models import ClassificationLevel, ClassificationScheme


class LevelInline(admin.TabularInline):
    model = ClassificationLevel
    extra = 0


@admin.register(ClassificationScheme)
class SchemeAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "active")
    inlines = (LevelInline,)
