"""Our pages carry no style and no script of their own, which the Content-Security-Policy would refuse anyway."""

import re

import pytest

from tests.guards.repository import files, within

FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx that evaluates text": re.compile(r"hx-on\b|hx-vals\s*=\s*[\"']js:|\bjavascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what: str) -> None:
    # A letter opened as a file has no style sheet beside it; mail programs read nothing else.
    pages = [path for path in files("answerable/*.html") if "mail" not in path.parts]
    assert pages
    assert [within(path) for path in pages if FORBIDDEN[what].search(path.read_text())] == []
