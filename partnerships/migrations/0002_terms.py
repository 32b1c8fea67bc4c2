"""The taxonomies every installation starts with."""

from django.db import migrations

from partnerships.terms import load_terms


def forwards(apps, schema_editor):
    load_terms(apps, using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0001_initial")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=False)]
