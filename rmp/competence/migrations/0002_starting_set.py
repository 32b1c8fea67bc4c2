from django.db import migrations

from rmp.competence.starting_set import load_competences


def forwards(apps, schema_editor):
    load_competences(apps, using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("rmp_competence", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
