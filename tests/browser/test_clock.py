"""The day that a site is served on: every one of its processes lives on it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.site import FIRST_DAY, Site

pytestmark = pytest.mark.browser


def test_the_web_and_the_worker_live_on_the_day_of_the_site(site: Site, browser: Browser) -> None:
    (beat_at,) = site.row("SELECT at FROM timetable_heartbeat ORDER BY at DESC")
    assert str(beat_at).startswith(str(FIRST_DAY))
    page = site.sign_in(browser, "guanli")
    expect(page.get_by_text(f"{FIRST_DAY} 星期日").first).to_be_visible()
    # The cookie says an hour of that day, which may be long past, and a length, which counts.
    page.reload()
    expect(page.get_by_text(f"{FIRST_DAY} 星期日").first).to_be_visible()
