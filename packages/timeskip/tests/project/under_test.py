"""What the test project tells timeskip about itself."""

from timeskip.project import Project

PROJECT = Project(celery_app="project.celery.app", settings="project.real_settings")
