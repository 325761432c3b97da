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


def test_only_the_base_says_in_a_title_that_the_form_of_a_page_has_errors() -> None:
    twice = re.compile(r"block title %}{% if form\.errors %}")
    based = {page: page.read_text() for page in files("answerable/*.html") if page.name != "base.html"}
    assert [within(page) for page, text in based.items() if twice.search(text)] == []


def test_no_seconds_are_counted_aloud() -> None:
    # A live region is told once what changed; a clock within it would be read out every second.
    live = re.compile(
        r"<(\w+)[^>]*(?:role=\"(?:status|alert)\"|aria-live)[^>]*>(?:(?!</\1>).)*data-(?:counts|passed|left)\b", re.S
    )
    assert live.search('<p role="status"><time data-counts></time></p>')
    assert [within(page) for page in files("answerable/*.html") if live.search(page.read_text())] == []


def test_every_page_of_a_demonstration_says_that_it_is_one() -> None:
    # A mail's own HTML is shown in a frame, on a page that says so.
    pages = {page: page.read_text() for page in files("answerable/*.html") if page.name != "as_laid_out.html"}
    whole = {page: text for page, text in pages.items() if re.search("<!DOCTYPE|block demonstration", text)}
    assert len(whole) > 2
    said = re.compile("components/demonstration.html|if council.demonstration")
    assert [within(page) for page, text in whole.items() if not said.search(text)] == []
