"""The tables as they are now, for a new database; one that stands in between goes on through those replaced."""

import applications.models.application
import applications.models.document
import applications.models.fields
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import users.addresses
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('applications', '0001_initial'),
        ('applications', '0002_initial'),
        ('applications', '0003_reports_and_arrears'),
        ('applications', '0004_payments'),
        ('applications', '0005_documents'),
        ('applications', '0006_telling'),
        ('applications', '0007_bank_file_finished'),
        ('applications', '0008_addresses'),
        ('applications', '0009_personal_copies'),
        ('applications', '0010_formal_approval_terms'),
        ('applications', '0011_faults_kept'),
        ('applications', '0012_constraints_say_what_is_wrong'),
        ('applications', '0013_withdrawn_reminders'),
        ('applications', '0014_documents_drawn_when_opened'),
        ('applications', '0015_audit_trail'),
        ('applications', '0017_handed_in_papers'),
        ('applications', '0018_money_by_hand'),
        ('applications', '0020_amount_paid'),
        ('applications', '0021_open_repayments_of_a_loan'),
        ('applications', '0022_clearing_suspense'),
        ('applications', '0024_signatures_recorded_by'),
        ('applications', '0025_lines_set_aside_say_why'),
        ('applications', '0026_lines_in_suspense'),
        ('applications', '0027_bank_files_by_upload'),
        ('applications', '0028_idempotency_keys'),
    ]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('users', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
            ],
            options={
                'verbose_name_plural': 'branches',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='BDM',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to=settings.AUTH_USER_MODEL)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bdms', to='applications.branch')),
                ('approval_limit', applications.models.fields.MoneyField(decimal_places=2, default=0, max_digits=14, verbose_name='may approve up to')),
            ],
            options={
                'verbose_name': 'BDM',
                'ordering': ['name'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('approval_limit__gte', 0)), name='bdm_limit_not_negative', violation_error_message='The approval limit must not be below 0.')],
            },
        ),
        migrations.CreateModel(
            name='Broker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to=settings.AUTH_USER_MODEL)),
                ('company', models.CharField(blank=True, max_length=150)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='brokers', to='applications.branch')),
                ('primary_bdm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='primary_brokers', to='applications.bdm', verbose_name='primary BDM')),
                ('other_bdms', models.ManyToManyField(blank=True, related_name='other_brokers', to='applications.bdm', verbose_name='other BDMs')),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Borrower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('individual', 'Individual'), ('company', 'Company')], default='individual', max_length=10)),
                ('email', models.CharField(blank=True, max_length=254, validators=[users.addresses.validate_address], verbose_name='e-mail address')),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('annual_income', applications.models.fields.MoneyField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('tax_file_number', applications.models.fields.EncryptedField(blank=True, null=True)),
                ('account_number', applications.models.fields.EncryptedField(blank=True, null=True)),
                ('address_version', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['individual', 'company'])), name='borrower_kind_is_legal'), models.CheckConstraint(condition=models.Q(('annual_income__gte', 0)), name='borrower_income_not_negative', violation_error_message='The annual income must not be below 0.')],
            },
        ),
        migrations.CreateModel(
            name='Guarantor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('individual', 'Individual'), ('company', 'Company')], default='individual', max_length=10)),
                ('email', models.CharField(blank=True, max_length=254, validators=[users.addresses.validate_address], verbose_name='e-mail address')),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('annual_income', applications.models.fields.MoneyField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('tax_file_number', applications.models.fields.EncryptedField(blank=True, null=True)),
                ('account_number', applications.models.fields.EncryptedField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['individual', 'company'])), name='guarantor_kind_is_legal'), models.CheckConstraint(condition=models.Q(('annual_income__gte', 0)), name='guarantor_income_not_negative', violation_error_message='The annual income must not be below 0.')],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=applications.models.application.new_reference, max_length=20, unique=True)),
                ('stage', models.CharField(choices=[('inquiry', 'Inquiry'), ('pre_approval', 'Pre-approval'), ('valuation', 'Valuation'), ('formal_approval', 'Formal approval'), ('settlement', 'Settlement'), ('funded', 'Funded'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='inquiry', max_length=20)),
                ('stage_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('stale_alert', models.DateField(editable=False, null=True)),
                ('amount', applications.models.fields.MoneyField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('term_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='term in months')),
                ('annual_rate', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, verbose_name='annual rate in percent')),
                ('frequency', models.CharField(choices=[('weekly', 'Weekly'), ('fortnightly', 'Fortnightly'), ('monthly', 'Monthly'), ('quarterly', 'Quarterly'), ('yearly', 'Yearly')], default='monthly', max_length=12)),
                ('valuation', applications.models.fields.MoneyField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('funding_date', models.DateField(blank=True, help_text='Planned until the loan is funded.', null=True)),
                ('broker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='applications.broker')),
                ('bdm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='applications.bdm', verbose_name='BDM')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('borrowers', models.ManyToManyField(blank=True, related_name='applications', to='applications.borrower')),
                ('guarantors', models.ManyToManyField(blank=True, related_name='applications', to='applications.guarantor')),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['stage', 'stage_since'], name='application_stage_93e9d2_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['inquiry', 'pre_approval', 'valuation', 'formal_approval', 'settlement', 'funded', 'declined', 'withdrawn'])), name='application_stage_is_legal'), models.CheckConstraint(condition=models.Q(('frequency__in', ['weekly', 'fortnightly', 'monthly', 'quarterly', 'yearly'])), name='application_frequency_is_legal'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='application_amount_above_zero', violation_error_message='The amount must be above 0.'), models.CheckConstraint(condition=models.Q(('term_months__gt', 0)), name='application_term_above_zero', violation_error_message='The term months must be above 0.'), models.CheckConstraint(condition=models.Q(('annual_rate__gte', 0)), name='application_rate_not_negative', violation_error_message='The annual rate must not be below 0.'), models.CheckConstraint(condition=models.Q(('valuation__gt', 0)), name='application_valuation_above_zero', violation_error_message='The valuation must be above 0.')],
            },
        ),
        migrations.CreateModel(
            name='StageEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stage_events', to='applications.application')),
                ('from_stage', models.CharField(blank=True, choices=[('inquiry', 'Inquiry'), ('pre_approval', 'Pre-approval'), ('valuation', 'Valuation'), ('formal_approval', 'Formal approval'), ('settlement', 'Settlement'), ('funded', 'Funded'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=20, verbose_name='from')),
                ('to_stage', models.CharField(choices=[('inquiry', 'Inquiry'), ('pre_approval', 'Pre-approval'), ('valuation', 'Valuation'), ('formal_approval', 'Formal approval'), ('settlement', 'Settlement'), ('funded', 'Funded'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=20, verbose_name='to')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['application', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_stage__in', ['', 'inquiry', 'pre_approval', 'valuation', 'formal_approval', 'settlement', 'funded', 'declined', 'withdrawn'])), name='stage_event_from_is_legal'), models.CheckConstraint(condition=models.Q(('to_stage__in', ['inquiry', 'pre_approval', 'valuation', 'formal_approval', 'settlement', 'funded', 'declined', 'withdrawn'])), name='stage_event_to_is_legal'), models.CheckConstraint(condition=models.Q(('from_stage', models.F('to_stage')), _negated=True), name='stage_event_is_a_move')],
            },
        ),
        migrations.CreateModel(
            name='HardshipPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hardship_pauses', to='applications.application')),
                ('from_day', models.DateField(verbose_name='from')),
                ('to_day', models.DateField(verbose_name='to')),
                ('reason', models.CharField(max_length=500)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['application', 'from_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_day__gte', models.F('from_day'))), name='pause_ends_after_it_begins', violation_error_message='A hardship pause cannot end before it begins.')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audit_entries', to='applications.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('act', models.CharField(max_length=500)),
            ],
            options={
                'verbose_name_plural': 'audit entries',
                'ordering': ['application', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Repayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='repayments', to='applications.application')),
                ('number', models.PositiveSmallIntegerField()),
                ('due_date', models.DateField()),
                ('principal', applications.models.fields.MoneyField(decimal_places=2, max_digits=14)),
                ('interest', applications.models.fields.MoneyField(decimal_places=2, max_digits=14)),
                ('cancelled', models.BooleanField(default=False)),
                ('amount_paid', applications.models.fields.MoneyField(decimal_places=2, default=0, editable=False, max_digits=14)),
            ],
            options={
                'ordering': ['application', 'number'],
                'indexes': [models.Index(fields=['due_date'], name='application_due_dat_825548_idx'), models.Index(condition=models.Q(('amount_paid__lt', django.db.models.expressions.CombinedExpression(models.F('principal'), '+', models.F('interest'))), ('cancelled', False)), fields=['due_date'], name='repayment_open'), models.Index(condition=models.Q(('amount_paid__lt', django.db.models.expressions.CombinedExpression(models.F('principal'), '+', models.F('interest'))), ('cancelled', False)), fields=['application', 'due_date'], name='repayment_open_of_loan')],
                'constraints': [models.UniqueConstraint(fields=('application', 'number'), name='repayment_number_unique'), models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='repayment_number_above_zero', violation_error_message='The number must be above 0.'), models.CheckConstraint(condition=models.Q(('principal__gte', 0)), name='repayment_principal_not_negative', violation_error_message='The principal must not be below 0.'), models.CheckConstraint(condition=models.Q(('interest__gte', 0)), name='repayment_interest_not_negative', violation_error_message='The interest must not be below 0.'), models.CheckConstraint(condition=models.Q(('amount_paid__gte', 0)), name='repayment_amount_paid_not_negative', violation_error_message='The amount paid must not be below 0.')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('repayment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='applications.repayment')),
                ('rung', models.SmallIntegerField(verbose_name='days from the due date')),
                ('state', models.CharField(choices=[('sent', 'Sent'), ('superseded', 'Superseded'), ('paused', 'Paused'), ('expired', 'Expired'), ('unreachable', 'Unreachable'), ('withdrawn', 'Withdrawn')], max_length=12)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['repayment', 'rung'],
                'constraints': [models.UniqueConstraint(fields=('repayment', 'rung'), name='reminded_once_a_rung'), models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'superseded', 'paused', 'expired', 'unreachable', 'withdrawn'])), name='reminder_state_is_legal')],
            },
        ),
        migrations.CreateModel(
            name='ArrearsSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrears_snapshots', to='applications.application')),
                ('day', models.DateField()),
                ('days_past_due', models.PositiveIntegerField()),
                ('arrears', applications.models.fields.MoneyField(decimal_places=2, max_digits=14)),
                ('balance', applications.models.fields.MoneyField(decimal_places=2, max_digits=14)),
            ],
            options={
                'ordering': ['application', 'day'],
                'indexes': [models.Index(fields=['day'], name='application_day_15365a_idx')],
                'constraints': [models.UniqueConstraint(fields=('application', 'day'), name='arrears_once_a_day'), models.CheckConstraint(condition=models.Q(('days_past_due__gte', 0)), name='arrears_days_not_negative', violation_error_message='The days past due must not be below 0.'), models.CheckConstraint(condition=models.Q(('arrears__gte', 0)), name='arrears_not_negative', violation_error_message='The arrears must not be below 0.'), models.CheckConstraint(condition=models.Q(('balance__gte', 0)), name='arrears_balance_not_negative', violation_error_message='The balance must not be below 0.')],
            },
        ),
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fees', to='applications.application')),
                ('kind', models.CharField(max_length=50)),
                ('amount', applications.models.fields.MoneyField(decimal_places=2, max_digits=14)),
                ('due_date', models.DateField()),
                ('amount_paid', applications.models.fields.MoneyField(decimal_places=2, default=0, editable=False, max_digits=14)),
            ],
            options={
                'ordering': ['application', 'due_date'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='fee_amount_above_zero', violation_error_message='The amount must be above 0.'), models.CheckConstraint(condition=models.Q(('amount_paid__gte', 0)), name='fee_amount_paid_not_negative', violation_error_message='The amount paid must not be below 0.')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='applications.application')),
                ('direction', models.CharField(choices=[('received', 'Received'), ('reversed', 'Reversed')], default='received', max_length=10)),
                ('amount', applications.models.fields.MoneyField(decimal_places=2, max_digits=14)),
                ('value_date', models.DateField()),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='applications.payment')),
            ],
            options={
                'ordering': ['application', 'value_date', 'pk'],
                'indexes': [models.Index(condition=models.Q(('recorded_by__isnull', False)), fields=['application'], name='payment_by_hand_of_loan')],
                'constraints': [models.CheckConstraint(condition=models.Q(('direction__in', ['received', 'reversed'])), name='payment_direction_is_legal'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_amount_above_zero', violation_error_message='The amount must be above 0.'), models.CheckConstraint(condition=models.Q(models.Q(('direction', 'received'), ('reverses', None)), models.Q(('direction', 'reversed'), ('reverses__isnull', False)), _connector='OR'), name='reversal_names_its_payment')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='applications.payment')),
                ('repayment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='applications.repayment')),
                ('fee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='applications.fee')),
                ('amount', applications.models.fields.MoneyField(decimal_places=2, max_digits=14)),
            ],
            options={
                'ordering': ['payment', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('payment', 'repayment'), name='allocated_once_a_repayment'), models.UniqueConstraint(fields=('payment', 'fee'), name='allocated_once_a_fee'), models.CheckConstraint(condition=models.Q(('repayment', None), ('fee', None), _connector='XOR'), name='allocation_has_one_purpose'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='allocation_amount_above_zero', violation_error_message='The amount must be above 0.')],
            },
        ),
        migrations.CreateModel(
            name='BankFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('file', models.FileField(upload_to='bank_files/')),
                ('lines_stated', models.PositiveIntegerField(blank=True, null=True, verbose_name='number of lines stated')),
                ('total_stated', applications.models.fields.MoneyField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('more_faults', models.PositiveIntegerField(default=0, verbose_name='errors not listed')),
            ],
            options={
                'ordering': ['-uploaded_at'],
                'indexes': [models.Index(fields=['uploaded_at'], name='bank_file_uploaded')],
                'constraints': [models.CheckConstraint(condition=models.Q(('lines_stated__gte', 0)), name='bank_file_lines_not_negative', violation_error_message='The lines stated must not be below 0.')],
            },
        ),
        migrations.CreateModel(
            name='BankFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bank_file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='applications.bankfile')),
                ('line_number', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['bank_file', 'line_number', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('bank_file', 'line_number', 'reason'), name='bank_fault_listed_once')],
            },
        ),
        migrations.CreateModel(
            name='BankLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bank_file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='applications.bankfile')),
                ('line_number', models.PositiveIntegerField()),
                ('identity', models.CharField(max_length=200, unique=True)),
                ('kind', models.CharField(choices=[('payment', 'Payment'), ('dishonour', 'Dishonour')], default='payment', max_length=10)),
                ('original_identity', models.CharField(blank=True, db_index=True, max_length=200)),
                ('value_date', models.DateField()),
                ('amount', applications.models.fields.MoneyField(decimal_places=2, max_digits=14)),
                ('reference', models.CharField(blank=True, max_length=100)),
                ('state', models.CharField(choices=[('allocated', 'Allocated'), ('suspense', 'Suspense'), ('reversed', 'Reversed'), ('set_aside', 'Set aside')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='why in suspense')),
                ('set_aside_because', models.CharField(blank=True, max_length=200)),
                ('resembles', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resembled_by', to='applications.payment')),
                ('payment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bank_line', to='applications.payment')),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bank_lines', to='applications.application')),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['bank_file', 'line_number'],
                'indexes': [models.Index(condition=models.Q(('state', 'suspense')), fields=['value_date'], name='bank_line_in_suspense')],
                'constraints': [models.UniqueConstraint(fields=('bank_file', 'line_number'), name='bank_line_number_unique'), models.CheckConstraint(condition=models.Q(('kind__in', ['payment', 'dishonour'])), name='bank_line_kind_is_legal'), models.CheckConstraint(condition=models.Q(('state__in', ['allocated', 'suspense', 'reversed', 'set_aside'])), name='bank_line_state_is_legal'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='bank_line_amount_not_negative', violation_error_message='The amount must not be below 0.'), models.CheckConstraint(condition=models.Q(('state__in', ('suspense', 'set_aside')), ('payment__isnull', False), _connector='OR'), name='settled_line_has_a_payment'), models.CheckConstraint(condition=models.Q(('state__in', ('suspense', 'set_aside')), models.Q(('kind', 'payment'), ('state', 'allocated')), models.Q(('kind', 'dishonour'), ('state', 'reversed')), _connector='OR'), name='payments_are_allocated_dishonours_reverse'), models.CheckConstraint(condition=models.Q(('state', 'suspense'), ('resembles', None), _connector='OR'), name='only_a_line_in_suspense_resembles'), models.CheckConstraint(condition=models.Q(('state', 'set_aside'), ('set_aside_because', ''), _connector='OR'), name='only_a_line_set_aside_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='applications.application')),
                ('kind', models.CharField(choices=[('application_form', 'Application form'), ('indicative_letter', 'Indicative letter'), ('formal_approval', 'Formal approval'), ('repayment_schedule', 'Repayment schedule'), ('identification', 'Identification'), ('income', 'Proof of income'), ('contract', 'Contract')], max_length=20)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('sha256', models.CharField(max_length=64)),
                ('content_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('terms', models.JSONField(editable=False, null=True)),
                ('file', models.FileField(upload_to=applications.models.document.file_name)),
                ('handed_in_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('required', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'ordering': ['application', 'kind', '-version'],
                'constraints': [models.UniqueConstraint(fields=('application', 'kind', 'version'), name='document_version_unique'), models.CheckConstraint(condition=models.Q(('kind__in', ['application_form', 'indicative_letter', 'formal_approval', 'repayment_schedule', 'identification', 'income', 'contract'])), name='document_kind_is_legal'), models.CheckConstraint(condition=models.Q(('version__gt', 0)), name='document_version_above_zero', violation_error_message='The version must be above 0.')],
            },
        ),
        migrations.CreateModel(
            name='UndrawnDocument',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='undrawn', serialize=False, to='applications.document')),
                ('content', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='PersonalCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='applications.document')),
                ('borrower', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.borrower')),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.FileField(upload_to=applications.models.document.file_name)),
            ],
            options={
                'verbose_name_plural': 'personal copies',
                'ordering': ['document', 'borrower'],
                'constraints': [models.UniqueConstraint(fields=('document', 'borrower'), name='one_copy_a_borrower')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='applications.document')),
                ('borrower', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='applications.borrower')),
                ('guarantor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='applications.guarantor')),
                ('signed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['document', 'signed_at'],
                'constraints': [models.UniqueConstraint(fields=('document', 'borrower'), name='borrower_signs_once'), models.UniqueConstraint(fields=('document', 'guarantor'), name='guarantor_signs_once'), models.CheckConstraint(condition=models.Q(('borrower', None), ('guarantor', None), _connector='XOR'), name='signature_has_one_signer', violation_error_message="A signature is a borrower's or a guarantor's: choose one of them.")],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('made_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('made_id', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='applications.application')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes_written', to=settings.AUTH_USER_MODEL)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes_assigned', to=settings.AUTH_USER_MODEL)),
                ('text', models.TextField()),
                ('remind_on', models.DateField(blank=True, null=True)),
                ('reminded_for', models.DateField(editable=False, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('visibility', models.CharField(choices=[('internal', 'Internal'), ('customer', 'Visible to the customer')], default='internal', max_length=10)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['application', '-created_at'],
                'indexes': [models.Index(condition=models.Q(('done_at', None), ('remind_on__isnull', False)), fields=['remind_on'], name='note_to_remind_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ['internal', 'customer'])), name='note_visibility_is_legal')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('weekly_pipeline', 'Weekly pipeline'), ('monthly_compliance', 'Monthly compliance')], max_length=20)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('bdm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='applications.bdm', verbose_name='BDM')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('figures', models.JSONField()),
                ('cutoff', models.DateTimeField()),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('file', models.FileField(blank=True, upload_to='reports/')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-first_day', 'kind', '-version'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'first_day', 'bdm', 'version'), name='bdm_report_version_unique'), models.UniqueConstraint(condition=models.Q(('bdm', None)), fields=('kind', 'first_day', 'version'), name='book_report_version_unique'), models.CheckConstraint(condition=models.Q(('kind__in', ['weekly_pipeline', 'monthly_compliance'])), name='report_kind_is_legal'), models.CheckConstraint(condition=models.Q(('version__gt', 0)), name='report_version_above_zero', violation_error_message='The version must be above 0.'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='report_period_is_a_period')],
            },
        ),
    ]
