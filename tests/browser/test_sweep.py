"""Every kind of page, full of the demo: accessible in all lights and widths, narrow enough, light."""

import pytest
from django.db import transaction
from django.utils.translation import override

from forum_portal.management.commands import demo
from tests.browser.places import VISITOR, pages
from tests.browser.reader import COLOURS, DESK, PHONE, STANDARDS, broken_words, violations
from tests.demo import load_regions, user_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

LATER_PAGE = 15 * 1024  # bytes of a page when style, script and font are there already
NARROW = (320, 390)
PARTS = 2  # processes share the pages


@pytest.mark.parametrize("part", range(PARTS))
def test_all_pages_with_the_demo_in_them(open_page, signed_in, part):
    with transaction.atomic():
        load_regions()
        story = demo.make()
    faults, seats = [], {}
    with override("id"):
        wanted = list(pages(story))[part::PARTS]
    for mailbox, address in wanted:
        if mailbox not in seats:
            cookie = signed_in(user_of(mailbox)) if mailbox != VISITOR else None
            seats[mailbox] = open_page("/", user_cookie=cookie)
            seats[mailbox].emulate_media(reduced_motion="reduce")
        faults += [f"{mailbox} {address}: {fault}" for fault in look(seats[mailbox], address)]

    assert len(wanted) > 60 / PARTS
    assert not faults, "\n".join(faults)


def look(page, address):
    """What is wrong with one page."""
    response = page.goto(address)
    if response.status >= 400:
        return [f"answers {response.status}"]
    size = response.request.sizes()["responseBodySize"]
    faults = [f"weighs {size} bytes"] if size > LATER_PAGE else []
    if page.locator("h1").count() != 1:
        faults.append("has not one heading")
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        for scheme, rules in (("light", STANDARDS), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            if found := violations(page, rules):
                faults.append(f"{viewport['width']} px, {scheme}: {found}")
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"is {wide} px wide on {width}")
        if words := broken_words(page):
            faults.append(f"breaks words on {width} px: {words}")
    return faults
