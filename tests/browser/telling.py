"""Stories that go on over weeks, told together in the order of their days.

A story yields the day on which it goes on and then acts. The site is served anew once a day.
"""

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from tests.browser.site import DESK, FIRST_DAY, PHONE, Site

Story = Iterator[date]
CITIZEN = ""


@dataclass
class Stage:
    """The site and everybody who sits at a browser today."""

    site: Site
    browser: Browser
    day: date = FIRST_DAY
    pages: dict[str, Page] = field(default_factory=dict)

    def officer(self, username: str, *, on_phone: bool = False) -> Page:
        """Signed in once a day, at the width of a desk or of a phone."""
        if username not in self.pages:
            self.pages[username] = self.site.sign_in(self.browser, username)
        return self._at_width(username, on_phone=on_phone)

    def citizen(self, *, on_phone: bool = False) -> Page:
        """Somebody from the public."""
        if CITIZEN not in self.pages:
            self.pages[CITIZEN] = self.site.visit(self.browser, examined=True)
        return self._at_width(CITIZEN, on_phone=on_phone)

    def _at_width(self, whose: str, *, on_phone: bool) -> Page:
        page = self.pages[whose]
        page.set_viewport_size(PHONE if on_phone else DESK)  # type: ignore[arg-type]
        return page

    def move_to(self, day: date) -> None:
        if day == self.day:
            return
        for page in self.pages.values():
            page.context.close()
        self.pages.clear()
        self.site.move_to(day)
        self.day = day


def tell(stage: Stage, stories: Mapping[str, Callable[[Stage], Story]]) -> dict[str, Exception]:
    """Tells all of them to the end, whatever becomes of the others; gives what went wrong."""
    wrong: dict[str, Exception] = {}
    begun = {name: story(stage) for name, story in stories.items()}
    waiting = [(FIRST_DAY, name) for name in begun]
    while waiting:
        day, name = heapq.heappop(waiting)
        stage.move_to(day)
        try:
            goes_on = next(begun[name], None)
        except (AssertionError, BrowserError) as why:
            wrong[name] = why
            continue
        if goes_on is not None:
            heapq.heappush(waiting, (goes_on, name))
    return wrong
