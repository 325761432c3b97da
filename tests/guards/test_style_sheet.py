"""A council is not GOV.UK: its pages have neither the crown nor the typeface that are for gov.uk alone."""

import re
from collections import Counter

import pytest

from tests.guards.repository import ROOT

STYLES = ROOT / "answerable" / "web" / "assets" / "styles"
BUILT = ROOT / "answerable" / "web" / "static" / "built"


@pytest.mark.parametrize("words", ["GDS Transport", "@font-face", "crown", "crest"])
def test_the_style_sheet_has_none_of(words: str) -> None:
    assert words.lower() not in (BUILT / "app.css").read_text().lower()


def test_the_style_sheet_fetches_nothing() -> None:
    fetched = re.findall(r"url\(\s*[\"']?(?!data:)([^)]*)", (BUILT / "app.css").read_text())
    assert fetched == []


def test_what_is_built_is_what_the_pages_need() -> None:
    assert (BUILT / "govuk-frontend.min.js").stat().st_size > 10_000
    assert (BUILT / "js" / "app.js").exists()
    assert "font-family:arial" in (BUILT / "app.css").read_text()


def test_a_class_is_laid_out_in_one_file() -> None:
    """Two rooms that choose one name would dress each other's pages. Colours, in the palette, are for all."""
    sheets = [sheet.read_text() for sheet in STYLES.glob("*.scss") if sheet.name != "_palette.scss"]
    opened = Counter(name for sheet in sheets for name in set(re.findall(r"^\.([\w-]+) {$", sheet, re.MULTILINE)))
    assert len(opened) > 100
    assert [name for name, count in opened.items() if count > 1] == []
