from django.db import migrations, models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform


def fill(apps, schema_editor):
    emails = apps.get_model("users", "EmailDelivery").objects
    named = emails.filter(notification=None, dedupe_key__contains=":borrower:", context__has_key="reference")
    named.update(subject_ref=KeyTextTransform("reference", "context"))


class Migration(migrations.Migration):
    dependencies = [("users", "0008_old_api_tokens_end")]

    operations = [
        migrations.AddField(
            "emaildelivery",
            "subject_ref",
            models.CharField(blank=True, default="", max_length=50, verbose_name="about"),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "emaildelivery",
            models.Index(condition=~Q(subject_ref=""), fields=["subject_ref"], name="email_about"),
        ),
    ]
