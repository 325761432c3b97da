"""A real browser for tests, and axe, which reads a page as assistive technology would."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright

from answerable.desk.officers.models import Officer

ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000  # milliseconds: a slow machine is not a fault
# Runs in every page beside its own scripts. `app.js` fetches what the page's elements ask for in its own time, and
# tells nobody when it has started. People are not so quick as to notice; a test would press keys that nobody hears.
MARKS_WHAT_IS_STARTING = """
document.addEventListener("DOMContentLoaded", async () => {
  const app = document.querySelector("script[type=module][src]");
  if (!app) return;
  document.documentElement.dataset.starting = "";
  const names = [...document.querySelectorAll("[data-module]")].flatMap((one) => one.dataset.module.split(" "));
  const ours = names.filter((name) => name.startsWith("app-")).map((name) => `${name.slice(4)}.js`);
  await Promise.all(ours.map((file) => import(new URL(file, app.src))));
  setTimeout(() => delete document.documentElement.dataset.starting);
});
"""
STARTING = "html[data-starting]"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Told in the page: to hand over all that axe looked at takes as long as to look at it.
WHAT_AXE_FINDS = """async (how) => (await axe.run(document, how)).violations.flatMap((violation) =>
  violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.html}`));
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the machine's own Chromium, without a window."""
    # Playwright's event loop runs in this thread, and Django takes our own plain queries for calls from inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def a_page(browser: Browser, **how: Any) -> Iterator[Page]:
    """Yield a page in a browser that knows nobody, as wide as a desk's screen unless `how` says otherwise.

    Going to an address waits until the page's scripts have started, and so does all that is done or expected on a page
    which a click led to. A key can't wait: press it after something of the new page is expected.
    """
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "timezone_id": "Europe/London"} | how
    )
    context.add_init_script(MARKS_WHAT_IS_STARTING)
    page = context.new_page()
    page.add_locator_handler(page.locator(STARTING), lambda: None)  # Playwright itself waits until it has gone
    goto = page.goto

    def goto_and_wait(url: str, **how: Any) -> Response | None:
        response = goto(url, **how)
        is_ready(page)
        return response

    page.goto = goto_and_wait  # type: ignore[method-assign]
    yield page
    context.close()


def sit_down(page: Page, address: str, officer: Officer) -> None:
    """Sign the officer in at the desk that is served at `address`, without the page that asks for a password."""
    client = Client()
    client.force_login(officer)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def is_ready(page: Page) -> None:
    """Wait until the page that a click led to is there whole and its scripts have started; for what does not wait."""
    page.wait_for_load_state()
    page.locator(STARTING).wait_for(state="detached")


def axe(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA on the page as it stands: one line a fault, none if there is none."""
    is_ready(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(WHAT_AXE_FINDS, {"runOnly": WCAG, "resultTypes": ["violations"]})
    return found
