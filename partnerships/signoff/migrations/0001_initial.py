import django.db.models.deletion
import partnerships.files
import uuid
from django.conf import settings
from django.db import migrations, models

from partnerships.schema import FirstMigration


class Migration(FirstMigration):

    dependencies = [
        ('accounts', '__first__'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('partnerships', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignOffRound',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('private', 'Private'), ('shared', 'Shared')], default='private', editable=False, max_length=10, verbose_name='visibility')),
                ('subject_key', models.UUIDField(editable=False)),
                ('record_key', models.UUIDField(editable=False)),
                ('title', models.CharField(editable=False, max_length=250, verbose_name='title')),
                ('snapshot', models.JSONField(editable=False, verbose_name='what is signed')),
                ('digest', models.CharField(editable=False, max_length=64, verbose_name='hash')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='opened')),
                ('due_on', models.DateField(blank=True, help_text='The last day to sign.', null=True, verbose_name='due')),
                ('state', models.CharField(choices=[('open', 'Waiting for signatures'), ('complete', 'Signed by all'), ('declined', 'Declined'), ('voided', 'Void'), ('expired', 'Time ran out'), ('withdrawn', 'Withdrawn')], default='open', editable=False, max_length=10, verbose_name='state')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='closed')),
                ('closing_note', models.TextField(blank=True, editable=False, verbose_name='how it ended')),
                ('anchor_sequence', models.PositiveBigIntegerField(editable=False)),
                ('anchor_hash', models.CharField(editable=False, max_length=64)),
                ('opened_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('opened_for', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.party', verbose_name='asking party')),
                ('partnership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_set', to='partnerships.partnership', verbose_name='partnership')),
                ('party', models.ForeignKey(blank=True, editable=False, help_text='Empty: it belongs to all parties.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.party', verbose_name='party')),
                ('subject_type', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'sign-off round',
                'verbose_name_plural': 'sign-off rounds',
                'ordering': ('-opened_at', 'pk'),
                'abstract': False,
                'indexes': [models.Index(fields=['partnership', 'party', 'visibility'], name='signoff_signoffround_space'), models.Index(fields=['record_key', 'state'], name='signoff_sig_record__e6e543_idx'), models.Index(fields=['partnership', '-opened_at'], name='signoff_sig_partner_b2bb57_idx'), models.Index(condition=models.Q(('state', 'open')), fields=['due_on'], name='signoff_round_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('party__isnull', False), ('visibility', 'shared'), _connector='OR'), name='signoff_signoffround_joint_is_shared'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('subject_type', 'subject_key'), name='signoff_one_open_round'), models.CheckConstraint(condition=models.Q(('visibility', 'shared')), name='signoff_round_readable_by_all'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='signoff_round_closed_when_not_open')],
            },
        ),
        migrations.CreateModel(
            name='SignOffSlot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('decision', models.CharField(choices=[('waiting', 'Waiting'), ('signed', 'Signed'), ('reserved', 'Signed with reservation'), ('declined', 'Declined')], default='waiting', editable=False, max_length=10, verbose_name='decision')),
                ('statement', models.TextField(blank=True, verbose_name='reservation or reason')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided')),
                ('digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='hash of what was decided on')),
                ('method', models.CharField(choices=[('in_app', 'Signed here'), ('uploaded', 'Signed elsewhere')], default='in_app', editable=False, max_length=10, verbose_name='how')),
                ('signed_by', models.CharField(blank=True, help_text='Whose signature the paper bears.', max_length=150, verbose_name='signed by')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('file', models.FileField(blank=True, max_length=200, upload_to=partnerships.files.private_path, verbose_name='signed file')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=150, verbose_name='name of the file')),
                ('file_sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='hash of the file')),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signatory')),
                ('delegate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='delegate')),
                ('party', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.party', verbose_name='party')),
                ('person', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('round', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='signoff.signoffround', verbose_name='round')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'ordering': ('round', 'party__name'),
                'constraints': [models.UniqueConstraint(fields=('round', 'party'), name='signoff_one_slot_per_party'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decision', 'waiting'), ('digest', ''), ('person__isnull', True)), models.Q(models.Q(('decision', 'waiting'), _negated=True), ('decided_at__isnull', False), ('person__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='signoff_slot_decided_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('method', 'in_app')), models.Q(('method', 'uploaded'), models.Q(('file', ''), _negated=True), models.Q(('file_sha256', ''), _negated=True)), _connector='OR'), name='signoff_slot_file_when_uploaded')],
            },
        ),
    ]
