"""A council is not GOV.UK: its pages have neither the crown nor the typeface that are for gov.uk alone."""

import re

import pytest

from tests.guards.repository import ROOT

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
