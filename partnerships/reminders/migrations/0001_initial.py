import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from partnerships.schema import FirstMigration


class Migration(FirstMigration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='calendar_feed', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
            ],
            options={
                'verbose_name': 'calendar feed',
                'verbose_name_plural': 'calendar feeds',
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='day')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'digest',
                'verbose_name_plural': 'digests',
                'constraints': [models.UniqueConstraint(fields=('recipient', 'day'), name='digest_one_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('subject_key', models.UUIDField()),
                ('due_on', models.DateField(verbose_name='due')),
                ('stage', models.SmallIntegerField(help_text='Days after the due date; before it, a negative number.', verbose_name='stage')),
                ('reason', models.CharField(choices=[('named', 'You are named for it.'), ('party', 'Your role for your party: it is for your party to do or to see to.'), ('escalated', 'It is long overdue, and you keep this partnership for your party.')], max_length=10, verbose_name='why')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('posted_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('digest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reminders', to='reminders.digest')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'ordering': ('-created_at', 'pk'),
                'indexes': [models.Index(fields=['recipient', 'closed_at', 'due_on'], name='reminders_r_recipie_654a04_idx'), models.Index(fields=['kind', 'closed_at'], name='reminders_r_kind_f10a93_idx'), models.Index(condition=models.Q(('closed_at', None), ('posted_at', None)), fields=['created_at'], name='reminder_to_post')],
                'constraints': [models.UniqueConstraint(fields=('subject_type', 'subject_key', 'kind', 'due_on', 'stage', 'recipient'), name='reminder_once')],
            },
        ),
    ]
