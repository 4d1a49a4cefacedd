from django.db import models


class Note(models.Model):
    text = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    day = models.DateField(auto_now_add=True)

    def __str__(self) -> str:
        return self.text


class Name(models.Model):
    name = models.CharField(max_length=20, unique=True)
    claimed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
