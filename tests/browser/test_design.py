"""The design in a real browser: accessible, without sideways scrolling, thumb-sized, quiet."""

import pytest

from tests.browser.reader import violations
from tests.factories.accounts import UserFactory
from tests.factories.villages import MandateFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN = ["/gaya/", "/akun/login/", "/akun/signup/", "/tentang/", "/data-pribadi/"]
OF_ONES_OWN = ["/akun/profil/", "/akun/keamanan/", "/akun/2fa/", "/akun/email/"]
# The style guide has every component, so it is seen in all four looks; other pages in two.
LOOKS = [(390, "dark"), (1280, "light")]
ALL_LOOKS = [*LOOKS, (390, "light"), (1280, "dark")]
WIDTH = "document.documentElement.scrollWidth"
# Controls that a thumb must hit; links inside running text are exempt (WCAG 2.5.8).
TOO_SMALL = """() => [...document.querySelectorAll(
    'button, .btn, .tool, .iconbtn, .dock a, .nav a, .tabs a, summary, select, .field input, .card-h a'
)].filter(e => e.checkVisibility() && !['checkbox', 'radio'].includes(e.type))
  .map(e => [e.className || e.tagName, e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
  .filter(([, , box]) => box.height < 44 || box.width < 24)
  .map(([name, text, box]) => `${name} ${text} ${box.width}x${box.height}`)"""


@pytest.mark.parametrize("address", OPEN)
def test_axe_finds_nothing(open_page, address):
    for width, scheme in ALL_LOOKS if address == "/gaya/" else LOOKS:
        assert violations(open_page(address, width=width, scheme=scheme)) == []


@pytest.mark.parametrize("address", OPEN)
def test_a_page_fits_small_phones_large_text_and_thumbs(open_page, address):
    page = open_page(address, width=390)
    assert page.evaluate(TOO_SMALL) == []
    for size in ("100%", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        assert too_wide(page) == []


def test_a_browser_set_to_large_letters_gets_the_layout_that_has_room_for_them(
    large_letters, live_server
):
    """What somebody chooses in the browser's settings; widths in px would not know of it."""
    page = large_letters.new_page(base_url=live_server.url)
    for address in ("/", "/gaya/", "/proyek/"):
        page.goto(address)
        assert too_wide(page) == []
        assert not page.locator(".top .nav").is_visible()
    page.close()


def too_wide(page):
    """The widths of the window at which the page runs off to the right."""
    found = []
    for width in (320, 390, 640, 960, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        if (needed := page.evaluate(WIDTH)) > width:
            found.append(f"{width}: {needed}")
    return found


def test_an_error_page_is_accessible(browser, live_server):
    """Apart from the others, for Chromium writes the 404 itself into the console."""
    context = browser.new_context(base_url=live_server.url, color_scheme="dark")
    page = context.new_page()
    page.goto("/tidak/ada/")

    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("address", OF_ONES_OWN)
def test_axe_finds_nothing_on_pages_of_ones_own(open_page, signed_in, address):
    cookie = signed_in(MandateFactory().user)
    for width, scheme in LOOKS:
        page = open_page(address, width=width, scheme=scheme, user_cookie=cookie)

        assert violations(page) == []


def test_the_account_menu_opens_by_keyboard_and_closes_with_escape(open_page, signed_in):
    page = open_page("/akun/keamanan/", width=1280, user_cookie=signed_in(UserFactory()))
    menu = page.locator("details[data-menu]")
    page.locator("summary.me").focus()
    page.keyboard.press("Enter")

    assert menu.get_attribute("open") is not None
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.className") == "me"


def test_the_summary_of_mistakes_is_read_first(open_page):
    page = open_page("/akun/login/")
    page.fill("#id_login", "bukan alamat")
    page.click("form .btn.wide")
    page.wait_for_selector(".sumerr")

    assert page.evaluate("document.activeElement.className") == "sumerr"
    assert page.title().startswith("Salah:")
    assert violations(page) == []


def test_a_form_is_sent_once_however_often_it_is_pressed(open_page):
    page = open_page("/akun/login/")
    page.fill("#id_login", "a@b.example")
    page.fill("#id_password", "x")
    page.evaluate(
        """() => {
            window.sent = 0;
            addEventListener("submit", (event) => {
                if (!event.defaultPrevented) window.sent += 1;
                event.preventDefault();  // stay here to look
            });
            for (let i = 0; i < 3; i++) document.querySelector("form .btn.wide").click();
        }"""
    )

    assert page.evaluate("window.sent") == 1
    page.wait_for_function("document.querySelector('form .btn.wide').textContent === 'Mengirim…'")
    assert page.get_attribute("form .btn.wide", "aria-disabled") == "true"


def test_a_password_can_be_shown(open_page):
    page = open_page("/akun/login/")
    page.fill("#id_password", "rahasia")
    page.click("text=Tampilkan")

    assert page.get_attribute("#id_password", "type") == "text"
    page.click("text=Sembunyikan")
    assert page.get_attribute("#id_password", "type") == "password"


def test_pages_work_without_javascript(open_page, db):
    UserFactory(email="sri@contoh.example")
    page = open_page("/akun/login/", java_script_enabled=False)
    page.fill("#id_login", "sri@contoh.example")
    page.fill("#id_password", "sandi-rahasia-desa")
    page.click("form .btn.wide")
    page.wait_for_url("**/saya/")

    page.click("summary.me")
    page.click("text=Keluar")
    page.wait_for_url(lambda url: "/saya/" not in url)


def test_the_chosen_answer_is_clear_without_the_has_selector(open_page):
    """Older WebViews know no :has(); there the input itself is painted."""
    page = open_page("/gaya/")
    painted = page.evaluate(
        """() => [...document.styleSheets].some(sheet => [...sheet.cssRules].some(function find(rule) {
            return rule.selectorText === '.pick input:checked' || [...(rule.cssRules || [])].some(find);
        }))"""
    )

    assert painted
