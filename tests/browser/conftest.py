"""A real Chromium for the pages; skipped on a machine without one, but never in CI."""

import os
import shutil

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium():
    """Where Chromium is, by CHROMIUM_BIN or on the path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM_BIN") or next(filter(None, map(shutil.which, names)), None)
    if not found and os.environ.get("CI"):
        pytest.fail("chromium not found: apt-get install chromium")
    if not found:
        pytest.skip("chromium not found: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def playwright():
    # Playwright keeps an event loop in this thread; the ORM would refuse to work beside it.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        yield playwright


def launched(playwright, *more):
    flags = [*FLAGS, *more, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS, *more]
    return playwright.chromium.launch(executable_path=chromium(), args=flags)


@pytest.fixture(scope="session")
def browser(playwright):
    browser = launched(playwright)
    yield browser
    browser.close()


@pytest.fixture
def large_letters(playwright):
    """A browser whose owner has doubled the size of letters in its settings."""
    browser = launched(playwright, "--blink-settings=defaultFontSize=32")
    yield browser
    browser.close()


@pytest.fixture
def open_page(browser, live_server):
    """``open_page("/gaya/", width=390, scheme="dark")``: a page whose console must stay empty.

    ``expects`` names complaints that the test itself provokes, say a lost signal.
    """
    contexts, complaints, expected = [], [], set()

    def opened(address="/", *, width=390, scheme="light", user_cookie=None, expects=(), **options):
        expected.update(expects)
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            base_url=live_server.url,
            **options,
        )
        contexts.append(context)
        if user_cookie:
            context.add_cookies([user_cookie | {"url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message))
        page.on("pageerror", lambda error: complaints.append(error))
        page.goto(address, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
    heard = [
        text
        for text in map(_serious, complaints)
        if text and not any(part in text for part in expected)
    ]
    assert not heard, heard


def _serious(complaint):
    """Errors and warnings; Chromium's advice to authors ("verbose") is none."""
    if getattr(complaint, "type", "error") in {"error", "warning"}:
        return getattr(complaint, "text", str(complaint))
    return ""


@pytest.fixture
def signed_in():
    """The session cookie of a person, for ``open_page(user_cookie=…)``; one session each."""

    def cookie_of(user):
        client = Client()
        client.force_login(user)
        return {"name": "sessionid", "value": client.cookies["sessionid"].value}

    return cookie_of
