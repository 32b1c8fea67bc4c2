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
        ('partnerships', '0005_party_time_zone'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClassificationScheme',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('active', models.BooleanField(default=True, verbose_name='offered in forms')),
            ],
            options={
                'verbose_name': 'classification scheme',
                'verbose_name_plural': 'classification schemes',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='ClassificationLevel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('rank', models.PositiveSmallIntegerField(help_text='0 is the most open.', verbose_name='rank')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('audience', models.PositiveSmallIntegerField(choices=[(0, 'Everybody'), (1, 'All parties of the partnership'), (2, 'Named parties only'), (3, 'The own party only'), (4, 'Named persons of the own party only')], verbose_name='who may have it at most')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='documents.classificationscheme', verbose_name='classification scheme')),
            ],
            options={
                'verbose_name': 'classification level',
                'verbose_name_plural': 'classification levels',
                'ordering': ('scheme', 'rank'),
                'constraints': [models.UniqueConstraint(fields=('scheme', 'rank'), name='classification_rank_once', violation_error_message='Another level of the scheme has this rank.')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('private', 'Private'), ('shared', 'Shared')], default='private', editable=False, max_length=10, verbose_name='visibility')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('source_key', models.UUIDField(editable=False, null=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='what it is about')),
                ('number', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='version')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('png', 'Image (PNG)'), ('jpeg', 'Image (JPEG)'), ('docx', 'Text document (Word)'), ('xlsx', 'Spreadsheet (Excel)'), ('pptx', 'Slides (PowerPoint)'), ('odt', 'Text document (OpenDocument)'), ('ods', 'Spreadsheet (OpenDocument)'), ('odp', 'Slides (OpenDocument)'), ('text', 'Plain text')], editable=False, max_length=10, verbose_name='kind of file')),
                ('size', models.PositiveBigIntegerField(default=0, editable=False, verbose_name='size')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('level', models.ForeignKey(help_text='Who may have it at most. Where more people read than that, it is refused.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.classificationlevel', verbose_name='classification')),
                ('named', models.ManyToManyField(blank=True, related_name='+', to='partnerships.party', verbose_name='named parties')),
                ('partnership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_set', to='partnerships.partnership', verbose_name='partnership')),
                ('party', models.ForeignKey(blank=True, editable=False, help_text='Empty: it belongs to all parties.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.party', verbose_name='party')),
                ('people', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='restricted to these people')),
                ('source_type', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'abstract': False,
                'indexes': [models.Index(fields=['partnership', 'party', 'visibility'], name='documents_document_space'), models.Index(fields=['source_type', 'source_key'], name='documents_d_source__678246_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('party__isnull', False), ('visibility', 'shared'), _connector='OR'), name='documents_document_joint_is_shared')],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='version')),
                ('file', models.FileField(editable=False, max_length=200, upload_to=partnerships.files.private_path, verbose_name='file')),
                ('name', models.CharField(editable=False, max_length=150, verbose_name='name of the file')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('png', 'Image (PNG)'), ('jpeg', 'Image (JPEG)'), ('docx', 'Text document (Word)'), ('xlsx', 'Spreadsheet (Excel)'), ('pptx', 'Slides (PowerPoint)'), ('odt', 'Text document (OpenDocument)'), ('ods', 'Spreadsheet (OpenDocument)'), ('odp', 'Slides (OpenDocument)'), ('text', 'Plain text')], editable=False, max_length=10, verbose_name='kind of file')),
                ('size', models.PositiveBigIntegerField(editable=False, verbose_name='size')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('remark', models.CharField(blank=True, editable=False, max_length=250, verbose_name='what changed')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('document', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='documents.document')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='document_version_once')],
            },
        ),
    ]
