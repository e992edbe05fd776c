"""A story for each kind of case, from the citizen or the counter to its end, over weeks of 2026."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser

from tests.browser import kinds_of_cases
from tests.browser.request_for_information import posted_request
from tests.browser.request_with_a_fee import request_with_a_fee
from tests.browser.site import Furnished, running
from tests.browser.telling import Stage, tell

pytestmark = pytest.mark.browser

STORIES = kinds_of_cases.STORIES | {
    "posted-request": posted_request,
    "request-with-a-fee": request_with_a_fee,
}


@pytest.fixture(scope="module")
def told(
    request: pytest.FixtureRequest,
    demo: Furnished,
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Exception]:
    """What went wrong in the stories that were asked for, all told on one site."""
    chosen = [
        item.callspec.params["story"]  # type: ignore[attr-defined]
        for item in request.session.items
        if item.path == request.path
    ]
    with running(demo.copy(tmp_path_factory.mktemp("year") / "home")) as site:
        return tell(Stage(site, browser), {name: STORIES[name] for name in chosen})


@pytest.mark.parametrize("story", STORIES)
def test_a_case_comes_to_its_end(told: Mapping[str, Exception], story: str) -> None:
    if story in told:
        raise told[story]
