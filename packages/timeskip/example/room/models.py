from django.conf import settings
from django.db import models


class Message(models.Model):
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    text = models.CharField(max_length=500)
    posted_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.text
