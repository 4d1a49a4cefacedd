import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            "Message",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "author",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
                ("text", models.CharField(max_length=500)),
                ("posted_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
