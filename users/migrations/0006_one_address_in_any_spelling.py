from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('users', '0005_address_keys'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='user',
            name='user_email_unique_in_any_case',
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(fields=('email_key',), name='user_email_unique_in_any_spelling', violation_error_message='This e-mail address is already in use.'),
        ),
        migrations.RemoveConstraint(
            model_name='emaildelivery',
            name='email_written_once',
        ),
        migrations.AddConstraint(
            model_name='emaildelivery',
            constraint=models.UniqueConstraint(fields=('address_key', 'dedupe_key'), name='email_written_once'),
        ),
    ]
