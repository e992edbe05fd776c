"""What every page of a story must be: it fits, and a reader of screens can use it."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.site import DESK, PHONE

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = {"serious", "critical"}
TALLEST = """Math.max(
  ...[...document.querySelectorAll("html, main, .content-wrapper")].map(it => it.scrollHeight)
)"""
VIOLATIONS = "([within, rules]) => axe.run(within, {runOnly: rules}).then(told => told.violations)"


# Looking closely takes half a second; a page of the same name is looked at closely once.
_seen: set[str] = set()


def examine(page: Page, name: str) -> None:
    """At the width of a phone and of a desk."""
    shown, is_new = page.viewport_size, name not in _seen
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        expect_to_fit(page)
        if is_new:
            assert grave_violations(page) == [], name
            photograph(page, f"{name}-{size['width']}")
    _seen.add(name)
    if shown:
        page.set_viewport_size(shown)


def photograph(page: Page, name: str) -> None:
    """For whoever wants to look: CASE_PICTURES names a folder."""
    if folder := os.environ.get("CASE_PICTURES"):
        shown = page.viewport_size or DESK
        # The office scrolls inside its frame, so a page is whole where the window is as tall.
        page.set_viewport_size({"width": shown["width"], "height": page.evaluate(TALLEST)})
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        page.set_viewport_size(shown)


def expect_to_fit(page: Page) -> None:
    """Nothing sticks out to the side."""
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0


def grave_violations(page: Page) -> list[str]:
    """Of the shell of the office, only what is ours is looked at."""
    page.evaluate(AXE.read_text("utf-8"))
    within = ".gk" if page.locator(".gk").count() else "html"
    return [
        f"{one['id']} at {one['nodes'][0]['target']}"
        for one in page.evaluate(VIOLATIONS, [within, RULES])
        if one["impact"] in GRAVE
    ]
