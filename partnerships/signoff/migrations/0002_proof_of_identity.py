from django.db import migrations, models
from django.db.models import Q


def say_not_recorded(apps, schema_editor):
    """Whoever decided before the product asked for a proof has given none."""
    apps.get_model("signoff", "SignOffSlot").objects.exclude(decision="waiting").update(proof="unrecorded")


class Migration(migrations.Migration):
    dependencies = [("signoff", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="signoffslot",
            name="proof",
            field=models.CharField(
                blank=True,
                choices=[
                    ("password", "Password"),
                    ("totp", "Code of an authenticator app"),
                    ("webauthn", "Passkey or security key"),
                    ("recovery_codes", "Recovery code"),
                    ("unrecorded", "Not recorded"),
                ],
                default="",
                editable=False,
                help_text="How the person showed once more who he or she is.",
                max_length=20,
                verbose_name="proof of identity",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="signoffslot",
            name="proved_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="identity proved"),
        ),
        migrations.RunPython(say_not_recorded, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="signoffslot",
            constraint=models.CheckConstraint(
                condition=Q(decision="waiting", proof="", proved_at__isnull=True)
                | ~Q(decision="waiting") & Q(proof="unrecorded", proved_at__isnull=True)
                | ~Q(decision="waiting") & ~Q(proof__in=("", "unrecorded")) & Q(proved_at__isnull=False),
                name="signoff_slot_decided_with_proof",
            ),
        ),
    ]
