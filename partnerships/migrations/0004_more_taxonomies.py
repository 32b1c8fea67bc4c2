"""Taxonomies of risks, benefits, agreements and competence."""

from django.db import migrations, models

from partnerships.terms import load_terms


def forwards(apps, schema_editor):
    load_terms(apps, using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_interested_parties")]

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
                    ("risk_category", "Category of risk"),
                    ("benefit", "Kind of benefit"),
                    ("agreement_type", "Kind of agreement"),
                    ("agreement_topic", "Topic of an agreement"),
                    ("competence_role", "Role that asks for competence"),
                ],
                max_length=20,
                verbose_name="taxonomy",
            ),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop, elidable=False),
    ]
