"""`pip install .` brings everything that the program needs at run time, and no Node."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.guards.repository import ROOT, files, within


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of a wheel built from the project's files, apart from the checkout."""
    checkout, wheels, site = (tmp_path_factory.mktemp(name) for name in ("checkout", "wheels", "site"))
    for path in files():
        (checkout / within(path)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, checkout / within(path))
    (checkout / "node_modules").symlink_to(ROOT / "node_modules")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=checkout, check=True, capture_output=True)
    ZipFile(next(wheels.glob("*.whl"))).extractall(site)
    return site


def test_the_wheel_has_what_is_not_python(installed: Path) -> None:
    package = installed / "answerable"
    for name in ("web/static/built/app.css", "web/static/built/js/app.js", "charter/data/bank-holidays.json"):
        assert (package / name).is_file(), name
    assert {path.parent.name for path in package.glob("charters/*/charter.toml")} == {
        path.parent.name for path in files("charters/*/charter.toml")
    }
    assert {path.name for path in package.rglob("*.html")} == {path.name for path in files("answerable/*.html")}
    assert len(list(package.glob("desk/migrations/0*.py"))) == len(files("answerable/desk/migrations/0*.py"))
    assert not (package / "web" / "assets").exists()


def test_the_command_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    charter = installed / "answerable" / "charters" / "flitwick" / "charter.toml"
    command = [sys.executable, "-m", "answerable.cli.main", "charter", "check", str(charter)]
    ran = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(installed)}, capture_output=True)
    assert ran.returncode == 0, ran.stderr.decode()
