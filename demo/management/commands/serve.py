"""`python manage.py serve`: the workspace with months of business, on this machine only."""

import os
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test import override_settings

from demo.book import play_demo, require_size
from demo.management.commands.demo import STOPPED, add_size, whole_number
from demo.models import Demo
from demo.people import PASSWORD, logins
from demo.urls import EMAILS
from users.models import User


class Command(BaseCommand):
    help = "Migrate, fill an empty database with simulated business, and serve pages, sockets and tasks."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=whole_number(1, 65_535), default=8000, help="default: 8000")
        add_size(parser)

    def handle(self, *args, port, months, applications, seed, **options):
        if not settings.DEBUG:
            raise CommandError("This is for development. docs/deploying.md says what production needs.")
        _require_free(port)
        with override_settings(**_addressed(port)):
            self._serve(port, months=months, applications=applications, seed=seed)

    def _serve(self, port: int, **size: int | None) -> None:
        call_command("migrate", verbosity=0)
        require_size(**size)
        if Demo.objects.filter(is_over=False).exists() or not User.objects.exists():
            self.stdout.write("First some business is played, once. Ctrl-C stops it; the next start goes on.")
            try:
                play_demo(**size, output=self.stdout)
            except KeyboardInterrupt:
                sys.exit(STOPPED)
        address = f"http://localhost:{port}/"
        self.stdout.write(f"\n{address}   everybody's password: {PASSWORD}")
        self.stdout.write(logins())
        self.stdout.write(f"{address}{EMAILS} shows the e-mails that leave. Press Ctrl-C to stop.")
        from demo.server import serve

        serve("127.0.0.1", port)
        self.stdout.write("Stopped.")


def _addressed(port: int) -> dict[str, str]:
    # E-mails lead here, unless somebody has named another address.
    return {} if "SITE_URL" in os.environ else {"SITE_URL": f"http://localhost:{port}"}


def _require_free(port: int) -> None:
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} is in use. Choose another with --port.") from error
