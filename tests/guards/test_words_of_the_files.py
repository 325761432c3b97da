"""The project's files speak of the project: not of one machine, nor of where its packages come from."""

import re

import pytest

from tests.guards.repository import ROOT, files, within

MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(work|home|root|opt/pypi\w*)/")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|registry\.(npmjs|yarnpkg)\.|deb\.debian\.org")
LEFT_UNDONE = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|lorem [i]psum|coming [s]oon)\b")
LOCKS = ["requirements.lock", "requirements-dev.lock", "tools/build.lock", "tools/node.lock"]
TEXTS = ("*.py", "*.html", "*.js", "*.scss", "*.toml", "*.md", "*.json", "*.lock", "Makefile", ".ci/*", "tools/*")


@pytest.mark.parametrize("words", [MACHINE_PATH, REGISTRY, LEFT_UNDONE], ids=["machine", "registry", "left undone"])
def test_no_file_names_a_machine_or_a_registry_or_is_left_undone(words: re.Pattern[str]) -> None:
    texts = {within(path): path.read_text(errors="replace") for path in files(*TEXTS)}
    assert {name: found[0] for name, text in texts.items() if (found := words.search(text))} == {}


@pytest.mark.parametrize("name", LOCKS)
def test_each_lock_pins_by_hash_and_carries_no_address(name: str) -> None:
    lock = (ROOT / name).read_text()
    pinned = re.findall(r"^\S+==\S+.*$", lock, re.MULTILINE)
    assert pinned
    assert all(line.endswith("\\") for line in pinned), "each pinned package is followed by its hashes"
    assert "://" not in lock


def test_the_npm_lock_checks_by_hash_and_carries_no_download_address() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert '"integrity": "sha512-' in lock
    assert '"resolved"' not in lock
