"""The kinds of interested parties, a taxonomy like the others."""

from django.db import migrations, models

from partnerships.terms import load_terms


def forwards(apps, schema_editor):
    load_terms(apps, using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_terms")]

    operations = [
        migrations.AlterField(
            model_name="term",
            name="taxonomy",
            field=models.CharField(
                choices=[
                    ("purpose", "Purpose (3.1)"),
                    ("ubc_type", "Type of collaboration"),
                    ("discipline", "Discipline"),
                    ("work_area", "Work area"),
                    ("resource", "Kind of resource"),
                    ("interested_party", "Kind of interested party"),
                ],
                max_length=20,
                verbose_name="taxonomy",
            ),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop, elidable=False),
    ]
