"""`python manage.py import_payments FILE`: imports a bank file."""

from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from applications import refusals
from applications.models import BankFile
from applications.services.bank_files import bank_file_check, bank_file_commit, bank_file_receive
from applications.wording import counted

USAGE = 2


class Command(BaseCommand):
    help = "Import a bank file (docs/bank_files.md). Exit codes: 0 imported, 1 refused, 2 usage."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the bank file, as in march.csv")

    def handle(self, *, file: Path, **options):
        try:
            with file.open("rb") as content:
                bank_file, is_new = bank_file_receive(name=file.name, content=File(content))
        except refusals.BankFileTooLarge as refusal:
            raise CommandError(f"{refusal} Nothing was imported.") from refusal
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.", returncode=USAGE) from error
        if not is_new:
            self.stdout.write(f"This file was already uploaded, as {bank_file}.")
        self._import(bank_file)

    def _import(self, bank_file: BankFile) -> None:
        try:
            total = bank_file_check(bank_file=bank_file)
        except refusals.BankFileFaulty as refusal:
            for fault in bank_file.faults.all().iterator():
                self.stderr.write(str(fault))
            if bank_file.more_faults:
                self.stderr.write(f"and {bank_file.more_faults:,} more")
            raise CommandError(f"{refusal} Nothing was imported.") from refusal
        # No progress bar unless stderr is a terminal.
        with tqdm(total=total.lines, unit=" lines", disable=None) as bar:
            done = bank_file_commit(bank_file=bank_file, on_lines=bar.update)
        self.stdout.write(
            f"{counted(done['lines'], 'line')}: {done['allocated']} allocated, "
            f"{done['suspense']} in suspense, {done['reversed']} reversed, {done['known']} already known."
        )
