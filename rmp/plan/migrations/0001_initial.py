import django.db.models.deletion
import partnerships.signoff.subjects
import rmp.plan.models
import uuid
from django.conf import settings
from django.db import migrations, models

from partnerships.schema import FirstMigration


class Migration(FirstMigration):

    dependencies = [
        ('accounts', '__first__'),
        ('partnerships', '0002_terms'),
    ]

    operations = [
        migrations.CreateModel(
            name='LivingPlan',
            fields=[
                ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='partnerships.partnership')),
                ('sequence', models.PositiveBigIntegerField()),
                ('day', models.DateField()),
                ('edition', models.CharField(max_length=16)),
                ('content', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('private', 'Private'), ('shared', 'Shared')], default='private', editable=False, max_length=10, verbose_name='visibility')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('joint_review', 'Joint review'), ('changes_requested', 'Changes requested'), ('awaiting_signatures', 'Awaiting signatures'), ('in_force', 'In force'), ('superseded', 'Superseded'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=20, verbose_name='state')),
                ('summary', models.TextField(blank=True, help_text='What this plan says, on half a page, so that anybody on either side understands it (5.1.1).', max_length=4000, verbose_name='summary in plain words')),
                ('review_on', models.DateField(blank=True, help_text='When the parties look at the plan again.', null=True, verbose_name='next review')),
                ('content', models.JSONField(blank=True, default=dict, editable=False, verbose_name='content')),
                ('digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='SHA-256 of the content')),
                ('frozen_at', models.DateTimeField(editable=False, null=True, verbose_name='frozen')),
                ('open_points', models.TextField(blank=True, editable=False, verbose_name='open points')),
                ('reason', models.TextField(blank=True, editable=False, verbose_name='reason to sign all the same')),
                ('in_force_on', models.DateField(editable=False, null=True, verbose_name='in force from')),
                ('superseded_on', models.DateField(editable=False, null=True, verbose_name='superseded on')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('partnership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_set', to='partnerships.partnership', verbose_name='partnership')),
                ('party', models.ForeignKey(blank=True, editable=False, help_text='Empty: it belongs to all parties.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'version of the plan',
                'verbose_name_plural': 'versions of the plan',
                'ordering': ('partnership', '-number'),
                'abstract': False,
                'indexes': [models.Index(fields=['partnership', 'party', 'visibility'], name='rmp_plan_planversion_space'), models.Index(condition=models.Q(('state', 'in_force')), fields=['review_on'], name='plan_review_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('party__isnull', False), ('visibility', 'shared'), _connector='OR'), name='rmp_plan_planversion_joint_is_shared'), models.UniqueConstraint(fields=('partnership', 'number'), name='plan_version_number'), models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'joint_review', 'changes_requested', 'awaiting_signatures'))), fields=('partnership',), name='plan_one_open_version'), models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('partnership',), name='plan_one_version_in_force'), models.CheckConstraint(condition=models.Q(('party__isnull', True)), name='plan_version_is_joint'), models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'withdrawn')), models.Q(('digest', ''), _negated=True), _connector='OR'), name='plan_version_frozen_after_draft')],
            },
            bases=(partnerships.signoff.subjects.Signable, models.Model),
        ),
        migrations.CreateModel(
            name='SectionReview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('section', models.CharField(choices=rmp.plan.models.section_choices, editable=False, max_length=20, verbose_name='section')),
                ('verdict', models.CharField(choices=[('accepted', 'Accepted'), ('changes_requested', 'Changes requested')], max_length=20, verbose_name='verdict')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                ('read', models.CharField(editable=False, max_length=64)),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('party', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.party', verbose_name='party')),
                ('plan', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='rmp_plan.planversion', verbose_name='version of the plan')),
            ],
            options={
                'verbose_name': 'review of a section',
                'verbose_name_plural': 'reviews of sections',
                'ordering': ('plan', 'section', 'created_at'),
                'constraints': [models.UniqueConstraint(fields=('plan', 'section', 'party'), name='plan_one_review_per_party_and_section'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'changes_requested'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='plan_review_says_what_to_change', violation_error_message='Say what is to change.')],
            },
        ),
        migrations.CreateModel(
            name='SectionText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('private', 'Private'), ('shared', 'Shared')], default='private', editable=False, max_length=10, verbose_name='visibility')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('section', models.CharField(choices=rmp.plan.models.section_choices, editable=False, max_length=20, verbose_name='section')),
                ('text', models.TextField(blank=True, max_length=20000, verbose_name='in our own words')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('partnership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_set', to='partnerships.partnership', verbose_name='partnership')),
                ('party', models.ForeignKey(blank=True, editable=False, help_text='Empty: it belongs to all parties.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'text of a section',
                'verbose_name_plural': 'texts of the sections',
                'abstract': False,
                'indexes': [models.Index(fields=['partnership', 'party', 'visibility'], name='rmp_plan_sectiontext_space')],
                'constraints': [models.CheckConstraint(condition=models.Q(('party__isnull', False), ('visibility', 'shared'), _connector='OR'), name='rmp_plan_sectiontext_joint_is_shared'), models.UniqueConstraint(fields=('partnership', 'section'), name='plan_one_text_per_section'), models.CheckConstraint(condition=models.Q(('party__isnull', True)), name='plan_text_is_joint')],
            },
        ),
    ]
