import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('administration', '0002_a_lost_address'),
        ('partnerships', '0009_party_identity'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EmergencyReading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended early')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended early by')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership', verbose_name='partnership')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.party', verbose_name='party whose records are read')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='administrator')),
            ],
            options={
                'verbose_name': 'emergency reading',
                'verbose_name_plural': 'emergency readings',
                'ordering': ('-started_at',),
                'indexes': [models.Index(fields=['partnership', 'party', '-started_at'], name='administrat_partner_664c30_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('started_at'))), name='emergency_reading_ends_after_start'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='emergency_reading_says_why')],
            },
        ),
    ]
