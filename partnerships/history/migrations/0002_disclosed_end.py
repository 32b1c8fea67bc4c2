from django.db import migrations, models

# Each chain's last entry that every party may read; 0 where there is none.
FIND_THE_LAST = """
    UPDATE history_chainhead SET disclosed = COALESCE((
        SELECT MAX(e.sequence) FROM history_event e
        WHERE e.partnership_id = history_chainhead.partnership_id AND e.visibility = 'shared'
    ), 0)
"""


class Migration(migrations.Migration):
    dependencies = (("history", "0001_initial"),)

    operations = (
        migrations.AddField(model_name="chainhead", name="disclosed", field=models.PositiveBigIntegerField(default=0)),
        migrations.RunSQL(FIND_THE_LAST, migrations.RunSQL.noop),
    )
