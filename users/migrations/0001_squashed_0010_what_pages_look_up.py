"""The tables as they are now, for a new database; one that stands in between goes on through those replaced."""

import django.db.models.deletion
import users.addresses
import users.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('users', '0001_initial'),
        ('users', '0002_a_claim_is_put_off'),
        ('users', '0003_telling'),
        ('users', '0004_told_once_by_key'),
        ('users', '0005_address_keys'),
        ('users', '0006_one_address_in_any_spelling'),
        ('users', '0007_login_version_and_api_tokens'),
        ('users', '0008_old_api_tokens_end'),
        ('users', '0009_emails_about'),
        ('users', '0010_what_pages_look_up'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('login_version', models.PositiveIntegerField(default=0, editable=False)),
                ('email', models.CharField(max_length=254, unique=True, validators=[users.addresses.validate_address], verbose_name='e-mail address')),
                ('email_key', users.fields.AddressKeyField(editable=False, max_length=254, source='email')),
                ('name', models.CharField(max_length=150)),
                ('role', models.CharField(choices=[('admin', 'Admin'), ('bdm', 'BDM'), ('broker', 'Broker'), ('borrower', 'Borrower')], max_length=10)),
                ('rhythm', models.CharField(choices=[('single', 'single e-mails'), ('daily', 'a daily digest'), ('weekly', 'a weekly digest')], default='single', max_length=10, verbose_name='e-mail frequency')),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False, verbose_name='may use the admin pages')),
                ('date_joined', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'ordering': ['name'],
                'indexes': [models.Index(fields=['role'], name='user_role')],
                'constraints': [models.UniqueConstraint(fields=('email_key',), name='user_email_unique_in_any_spelling', violation_error_message='This e-mail address is already in use.'), models.CheckConstraint(condition=models.Q(('role__in', ['admin', 'bdm', 'broker', 'borrower'])), name='user_role_is_legal'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['single', 'daily', 'weekly'])), name='user_rhythm_is_legal'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'borrower'), _negated=True), ('rhythm', 'single'), _connector='OR'), name='borrower_has_no_digest', violation_error_message='A borrower may not choose a digest.')],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('token_key', models.CharField(db_index=True, max_length=25)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='auth_token_set', to=settings.AUTH_USER_MODEL)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('expiry', models.DateTimeField(blank=True, null=True)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=128, unique=True)),
            ],
            options={
                'ordering': ['-created'],
            },
        ),
        migrations.CreateModel(
            name='NotificationPreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notification_preferences', to=settings.AUTH_USER_MODEL)),
                ('event', models.CharField(choices=[('application_status', 'Application status'), ('document_ready', 'Document ready'), ('signature_required', 'Signature required'), ('repayment_upcoming', 'Repayment upcoming'), ('repayment_overdue', 'Repayment overdue'), ('repayment_escalated', 'Repayment escalated'), ('repayment_arrears', 'Repayment in arrears'), ('stale_application', 'Stale application'), ('report_ready', 'Report ready'), ('delivery_failed', 'Delivery failed'), ('note_reminder', 'Note reminder')], max_length=30)),
                ('channel', models.CharField(choices=[('in_app', 'in-app'), ('email', 'e-mail')], max_length=10)),
                ('enabled', models.BooleanField()),
            ],
            options={
                'ordering': ['user', 'event', 'channel'],
                'constraints': [models.UniqueConstraint(fields=('user', 'event', 'channel'), name='preference_unique'), models.CheckConstraint(condition=models.Q(('event__in', ['application_status', 'document_ready', 'signature_required', 'repayment_upcoming', 'repayment_overdue', 'repayment_escalated', 'repayment_arrears', 'stale_application', 'report_ready', 'delivery_failed', 'note_reminder'])), name='preference_event_is_legal'), models.CheckConstraint(condition=models.Q(('channel__in', ['in_app', 'email'])), name='preference_channel_is_legal')],
            },
        ),
        migrations.CreateModel(
            name='Inbox',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to=settings.AUTH_USER_MODEL)),
                ('last_sequence', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'inboxes',
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to=settings.AUTH_USER_MODEL)),
                ('day', models.DateField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['user', 'day'],
                'constraints': [models.UniqueConstraint(fields=('user', 'day'), name='one_digest_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ('notification_type', models.CharField(choices=[('application_status', 'Application status'), ('document_ready', 'Document ready'), ('signature_required', 'Signature required'), ('repayment_upcoming', 'Repayment upcoming'), ('repayment_overdue', 'Repayment overdue'), ('repayment_escalated', 'Repayment escalated'), ('repayment_arrears', 'Repayment in arrears'), ('stale_application', 'Stale application'), ('report_ready', 'Report ready'), ('delivery_failed', 'Delivery failed'), ('note_reminder', 'Note reminder')], max_length=30)),
                ('message', models.TextField()),
                ('subject_ref', models.CharField(blank=True, max_length=50, verbose_name='about')),
                ('url', models.CharField(blank=True, max_length=200)),
                ('sequence', models.PositiveBigIntegerField()),
                ('dedupe_key', models.CharField(max_length=200)),
                ('hidden', models.BooleanField(default=False)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('for_digest', models.BooleanField(default=False)),
                ('digest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='notifications', to='users.digest')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['user', '-sequence'],
                'indexes': [models.Index(condition=models.Q(('hidden', False), ('read_at', None)), fields=['user'], name='notification_unread'), models.Index(condition=models.Q(('hidden', False), ('read_at__isnull', False)), fields=['created_at'], name='notification_to_forget'), models.Index(condition=models.Q(('digest', None), ('for_digest', True)), fields=['user'], name='notification_awaits_digest'), models.Index(fields=['subject_ref', 'created_at'], name='notification_about')],
                'constraints': [models.UniqueConstraint(fields=('dedupe_key', 'user'), name='notification_told_once'), models.UniqueConstraint(fields=('user', 'sequence'), name='notification_sequence_unique'), models.CheckConstraint(condition=models.Q(('notification_type__in', ['application_status', 'document_ready', 'signature_required', 'repayment_upcoming', 'repayment_overdue', 'repayment_escalated', 'repayment_arrears', 'stale_application', 'report_ready', 'delivery_failed', 'note_reminder'])), name='notification_type_is_legal')],
            },
        ),
        migrations.CreateModel(
            name='EmailDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, verbose_name='e-mail address')),
                ('address_key', users.fields.AddressKeyField(editable=False, max_length=254, source='address')),
                ('subject', models.CharField(max_length=200)),
                ('template', models.CharField(max_length=60)),
                ('template_version', models.CharField(blank=True, max_length=12)),
                ('context', models.JSONField(default=dict, null=True)),
                ('dedupe_key', models.CharField(max_length=200)),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('sending', 'Sending'), ('sent', 'Sent'), ('failed', 'Failed'), ('expired', 'Expired'), ('unknown', 'Unknown')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.CharField(blank=True, max_length=200)),
                ('notification', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='email_delivery', to='users.notification')),
                ('subject_ref', models.CharField(blank=True, max_length=50, verbose_name='about')),
                ('tell_on_failure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'e-mail deliveries',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ('queued', 'unknown', 'sending'))), fields=['next_attempt_at'], name='email_due'), models.Index(condition=models.Q(('context__isnull', False), ('state__in', ('sent', 'failed', 'expired'))), fields=['created_at'], name='email_to_forget'), models.Index(fields=['subject_ref', 'created_at'], name='email_about')],
                'constraints': [models.UniqueConstraint(fields=('address_key', 'dedupe_key'), name='email_written_once'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'failed', 'expired', 'unknown'])), name='email_state_is_legal')],
            },
        ),
    ]
