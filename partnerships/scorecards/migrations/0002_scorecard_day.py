import datetime as dt

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("scorecards", "0001_initial"),)

    operations = (
        # Of no day that ever is today: the next rollup computes all.
        migrations.AddField(
            model_name="scorecard", name="day", field=models.DateField(default=dt.date(1970, 1, 1)), preserve_default=False
        ),
    )
