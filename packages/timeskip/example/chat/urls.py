from django.urls import path
from room.views import post_message, post_reminder

urlpatterns = [path("messages/", post_message), path("reminders/", post_reminder)]
