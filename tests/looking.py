"""Looking at a page as different people meet it: with assistive technology, in a narrow window, by the keyboard."""

from playwright.sync_api import Page

from tests.browsing import axe


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands: what axe finds, wide and narrow, and sideways scrolling."""
    found = axe(page)
    wide = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    needed = page.evaluate("document.documentElement.scrollWidth")
    found += axe(page)
    if needed > 320:
        found.append(f"scrolls sideways at 320 px: {needed} px are needed")
    if wide:
        page.set_viewport_size(wide)
    return found


def tab_to(page: Page, words: str, *, most: int = 60) -> None:
    """Press Tab until what has the focus is called `words`; fail if it can't be reached."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in page.evaluate(WHAT_HAS_FOCUS):
            return
    raise AssertionError(f"“{words}” can't be reached with the Tab key")


WHAT_HAS_FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return "";
  if (element.getAttribute("role") === "region") return element.getAttribute("aria-label");
  const labels = [...(element.labels ?? [])].map((label) => label.innerText);
  return [element.getAttribute("aria-label"), ...labels, element.innerText].join(" ");
}"""
