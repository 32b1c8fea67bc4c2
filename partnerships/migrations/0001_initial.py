import django.db.models.deletion
import partnerships.clock
import partnerships.references
import uuid
from django.conf import settings
from django.db import migrations, models

from partnerships.schema import FirstMigration


class Migration(FirstMigration):

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(default=partnerships.references.new_reference, max_length=40, unique=True, verbose_name='reference')),
                ('slug', models.SlugField(editable=False, max_length=80, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, help_text='What this collaboration is for, so that anybody understands it.', verbose_name='in plain words')),
                ('form', models.CharField(choices=[('bilateral', 'Bilateral'), ('consortium', 'Consortium'), ('framework', 'Framework or strategic alliance'), ('joint_lab', 'Joint laboratory or centre'), ('chair', 'Chair'), ('incubator', 'Incubator'), ('student_scheme', 'Student scheme'), ('network', 'Membership network')], default='bilateral', max_length=20, verbose_name='form')),
                ('mode', models.CharField(choices=[('transactional', 'Transactional'), ('cooperative', 'Cooperative'), ('coordinated', 'Coordinated'), ('collaborative', 'Collaborative'), ('integrated', 'Integrated')], default='cooperative', max_length=20, verbose_name='mode of collaboration')),
                ('state', models.CharField(choices=[('identified', 'Identified'), ('exploring', 'Exploring'), ('planned', 'Planned'), ('negotiating', 'Negotiating'), ('active', 'Active'), ('under_review', 'Under review'), ('exiting', 'Exiting'), ('closed', 'Closed'), ('dormant', 'Dormant'), ('declined', 'Declined')], default='identified', editable=False, max_length=20, verbose_name='state')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='starts on')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends on')),
                ('next_review_on', models.DateField(blank=True, null=True, verbose_name='next review')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'partnership',
                'verbose_name_plural': 'partnerships',
                'ordering': ('title', 'id'),
                'indexes': [models.Index(fields=['title', 'id'], name='partnership_title_23cd30_idx'), models.Index(fields=['state', 'title'], name='partnership_state_b076dc_idx'), models.Index(fields=['next_review_on'], name='partnership_next_re_ea17ac_idx')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(max_length=40, verbose_name='short name')),
                ('kind', models.CharField(choices=[('university', 'University'), ('business', 'Business'), ('government', 'Government'), ('community', 'Community'), ('other', 'Other'), ('neutral', 'Neutral (facilitator or auditor)')], max_length=20, verbose_name='kind')),
                ('university_type', models.CharField(blank=True, choices=[('research', 'Research-oriented university'), ('applied', 'University of applied sciences'), ('business_school', 'Business school'), ('art_school', 'Art school'), ('college', 'College'), ('polytechnic', 'Polytechnic'), ('vocational', 'Higher vocational or technical institution'), ('community', 'Community university or college')], max_length=20, verbose_name='type of university')),
                ('business_type', models.CharField(blank=True, choices=[('large', 'Large company'), ('sme', 'Small or medium-sized company'), ('startup', 'Start-up'), ('multinational', 'Multinational'), ('public', 'Public enterprise'), ('ngo', 'Non-governmental organisation'), ('association', 'Association'), ('government', 'Government body')], max_length=20, verbose_name='type of business partner')),
                ('relation_basis', models.CharField(blank=True, choices=[('affects', 'Can affect the goal'), ('affected', 'Is affected by it'), ('perceives', 'Perceives itself as affected')], help_text='Clause 3.2', max_length=20, verbose_name='how the goal concerns it')),
                ('country', models.CharField(blank=True, help_text='ISO 3166 code, such as DE', max_length=2, verbose_name='country')),
                ('city', models.CharField(blank=True, max_length=100, verbose_name='city')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('about', models.TextField(blank=True, verbose_name='about')),
            ],
            options={
                'verbose_name': 'party',
                'verbose_name_plural': 'parties',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('university', 'University'), ('business', 'Business'), ('government', 'Government'), ('community', 'Community'), ('other', 'Other'), ('neutral', 'Neutral (facilitator or auditor)')], max_length=20, verbose_name='side')),
                ('state', models.CharField(choices=[('invited', 'Invited'), ('joined', 'Joined'), ('suspended', 'Suspended'), ('left', 'Left')], default='invited', max_length=20, verbose_name='state')),
                ('joined_at', models.DateTimeField(blank=True, null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='partnerships.partnership', verbose_name='partnership')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='partnerships.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'participation',
                'verbose_name_plural': 'participations',
                'ordering': ('partnership', 'side', 'party__name'),
                'indexes': [models.Index(fields=['party', 'state', 'partnership'], name='partnership_party_i_c4c65b_idx')],
                'constraints': [models.UniqueConstraint(fields=('partnership', 'party'), name='participation_unique')],
            },
        ),
        migrations.AddField(
            model_name='partnership',
            name='parties',
            field=models.ManyToManyField(related_name='partnerships', through='partnerships.Participation', to='partnerships.party'),
        ),
        migrations.CreateModel(
            name='PartyUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='partnerships.partyunit', verbose_name='part of')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='partnerships.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
                'ordering': ('party', 'name'),
            },
        ),
        migrations.AddField(
            model_name='participation',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partnerships.partyunit', verbose_name='unit'),
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('taxonomy', models.CharField(choices=[('purpose', 'Purpose (3.1)'), ('ubc_type', 'Type of collaboration'), ('discipline', 'Discipline'), ('work_area', 'Work area'), ('resource', 'Kind of resource')], max_length=20, verbose_name='taxonomy')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('group', models.CharField(blank=True, max_length=120, verbose_name='group')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('active', models.BooleanField(default=True, verbose_name='offered in forms')),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'terms',
                'ordering': ('taxonomy', 'position', 'label'),
                'constraints': [models.UniqueConstraint(fields=('taxonomy', 'code'), name='term_code_unique')],
            },
        ),
        migrations.AddField(
            model_name='partnership',
            name='disciplines',
            field=models.ManyToManyField(blank=True, limit_choices_to={'active': True, 'taxonomy': 'discipline'}, related_name='+', to='partnerships.term', verbose_name='disciplines'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='purposes',
            field=models.ManyToManyField(limit_choices_to={'active': True, 'taxonomy': 'purpose'}, related_name='+', to='partnerships.term', verbose_name='purposes'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='ubc_types',
            field=models.ManyToManyField(blank=True, limit_choices_to={'active': True, 'taxonomy': 'ubc_type'}, related_name='+', to='partnerships.term', verbose_name='types of collaboration'),
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('officer', 'Officer'), ('representative', 'Representative'), ('contributor', 'Contributor'), ('respondent', 'Respondent'), ('reader', 'Reader'), ('facilitator', 'Facilitator'), ('auditor', 'Auditor')], max_length=20, verbose_name='role')),
                ('starts_on', models.DateField(default=partnerships.clock.today, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, help_text='The last day of access.', null=True, verbose_name='until')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='partnerships.partnership', verbose_name='partnership')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='partnerships.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ('party', 'role', 'user'),
                'indexes': [models.Index(fields=['user', 'party', 'partnership'], name='partnership_user_id_34ad28_idx')],
                'constraints': [models.UniqueConstraint(fields=('user', 'party', 'partnership'), name='membership_unique_here'), models.UniqueConstraint(condition=models.Q(('partnership__isnull', True)), fields=('user', 'party'), name='membership_unique_everywhere'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='PartyIdentifier',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=30, verbose_name='register')),
                ('value', models.CharField(max_length=100, verbose_name='identifier')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='partnerships.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
                'constraints': [models.UniqueConstraint(fields=('party', 'scheme', 'value'), name='party_identifier_unique')],
            },
        ),
    ]
