import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_used_keys(apps, schema_editor):
    """A payment or a fee that is sent again after the migration is refused: no digest is empty."""
    model = apps.get_model("applications", "IdempotencyKey")
    for name in ("Payment", "Fee"):
        used = apps.get_model("applications", name).objects.exclude(idempotency_key=None)
        keys = used.values_list("idempotency_key", flat=True).iterator()
        # A payment and a fee could have the same key.
        model.objects.bulk_create(
            (model(key=key, digest="") for key in keys), batch_size=1_000, ignore_conflicts=True
        )


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0027_bank_files_by_upload'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('made_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('made_id', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.RunPython(keep_used_keys, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name='payment',
            name='payment_by_hand_of_loan',
        ),
        migrations.RemoveField(
            model_name='fee',
            name='idempotency_key',
        ),
        migrations.RemoveField(
            model_name='payment',
            name='idempotency_key',
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(condition=models.Q(('recorded_by__isnull', False)), fields=['application'], name='payment_by_hand_of_loan'),
        ),
    ]
