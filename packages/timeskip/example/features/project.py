"""What the example tells timeskip of itself."""

from timeskip.project import Project

PROJECT = Project(
    celery_app="chat.celery.app", asgi_application="chat.asgi.application", exploration="features.acts.EXPLORATION"
)
