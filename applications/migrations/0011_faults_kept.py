from django.db import migrations, models

KEPT = 200


def keep_the_first_faults(apps, schema_editor):
    """Count what is wrong with a file beyond the faults that are kept, and delete the rest."""
    BankFile = apps.get_model("applications", "BankFile")
    counted = BankFile.objects.annotate(listed=models.Count("faults")).filter(listed__gt=KEPT)
    for bank_file in counted.only("pk"):
        last = bank_file.faults.order_by("line_number", "pk")[KEPT - 1]
        later = models.Q(line_number__gt=last.line_number) | models.Q(line_number=last.line_number, pk__gt=last.pk)
        BankFile.objects.filter(pk=bank_file.pk).update(more_faults=bank_file.listed - KEPT)
        bank_file.faults.filter(later).delete()


class Migration(migrations.Migration):
    dependencies = [("applications", "0010_formal_approval_terms")]

    operations = [
        migrations.AddField(
            model_name="bankfile",
            name="more_faults",
            field=models.PositiveIntegerField(default=0, verbose_name="errors not listed"),
        ),
        migrations.RunPython(keep_the_first_faults, migrations.RunPython.noop),
    ]
