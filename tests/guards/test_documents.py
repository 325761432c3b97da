"""What the documents name is there, and each decision says what was decided and what was turned down."""

import re
from pathlib import Path

import pytest

from tests.guards.repository import ROOT, files, within

DOCUMENTS = files("*.md")
# A path between backticks or in a link: a folder of ours, then a name with an ending.
OURS = re.compile(r"[`(]((?:answerable|tests|charters|docs|tools|benchmarks)/[\w./-]+\.\w+)[`)]")
DECISIONS = files("docs/decisions/*.md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=within)
def test_the_files_it_names_exist(document: Path) -> None:
    named = OURS.findall(document.read_text())
    assert [name for name in named if not any((place / name).exists() for place in (ROOT, ROOT / "docs"))] == []


def test_the_way_of_one_e_mail_is_walked() -> None:
    named = OURS.findall((ROOT / "docs" / "one-email.md").read_text())
    assert len(set(named)) >= 8


@pytest.mark.parametrize("decision", DECISIONS, ids=within)
def test_the_decision_is_one_page(decision: Path) -> None:
    text = decision.read_text()
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences", "Turned down"]
    assert len(text.splitlines()) <= 60
