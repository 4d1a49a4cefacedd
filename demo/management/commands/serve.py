"""`python manage.py serve`: the workspace with a year of business, on this machine only."""

import socket

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demo.people import PASSWORD, logins
from users.models import User


class Command(BaseCommand):
    help = "Migrate, fill an empty database with a simulated year, and serve pages, sockets and tasks."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--months", type=int, default=12, help="months to simulate if the database is empty (default: 12)"
        )
        parser.add_argument(
            "--applications", type=int, default=300, help="applications to simulate (default: 300)"
        )

    def handle(self, *args, **options):
        if not settings.DEBUG:
            raise CommandError("This is for development. docs/deploying.md says what production needs.")
        port = options["port"]
        with socket.socket() as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                asked.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(f"Port {port} is in use. Choose another with --port.") from error
        call_command("migrate", verbosity=0)
        if not User.objects.exists():
            self.stdout.write("Simulating business for the demo. This takes a few minutes, once.")
            call_command("demo", months=options["months"], applications=options["applications"])
        self.stdout.write(f"\nhttp://localhost:{port}/   everybody's password: {PASSWORD}")
        self.stdout.write(logins())
        self.stdout.write("Press Ctrl-C to stop.")
        from demo.server import serve

        serve("127.0.0.1", port)
        self.stdout.write("Stopped.")
