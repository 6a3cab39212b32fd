"""A person at a browser, who looks at every page on the way."""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
ASK_AXE = """async (rules) => {
    const found = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
    return found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target)]);
}"""

BROKEN_WORDS = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (text.parentElement.closest("code, .code")) continue;  // no words: may break anywhere
        for (const word of text.data.matchAll(/[A-Za-z]{4,20}/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const tops = [...range.getClientRects()].filter((r) => r.width > 1).map((r) => r.top);
            if (new Set(tops).size > 1) found.push(word[0]);
        }
    }
    return found;
}"""


def violations(page, rules=STANDARDS):
    """What axe finds, short enough to read: [[rule, [place, …]], …]."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(ASK_AXE, rules)


def too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0


def broken_words(page):
    """Words of up to twenty letters that go on in the next line without a reason."""
    return page.evaluate(BROKEN_WORDS)


class Reader:
    """Wraps a page. ``looks`` is False where scripts are off, for axe is a script."""

    def __init__(self, page, looks=True):
        self.page, self.looks = page, looks
        self.home = urlsplit(page.url).netloc
        self.strangers = []
        page.on("request", self._note)
        page.emulate_media(reduced_motion="reduce")  # colours change at once, not on the way

    def _note(self, request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != self.home:
            self.strangers.append(request.url)

    def look(self):
        """Accessible on a phone by day and at a desk by night, no wider than the phone, at home."""
        assert not self.strangers
        assert self.page.locator("h1").count() == 1, self.page.url
        if not self.looks:
            return
        self.page.set_viewport_size(DESK)
        self.page.emulate_media(color_scheme="dark")
        self._is_accessible("at a desk, dark")
        self.page.set_viewport_size(PHONE)
        self.page.emulate_media(color_scheme="light")
        self._is_accessible("on a phone, light")
        assert not too_wide(self.page), self.page.url

    def _is_accessible(self, how):
        found = violations(self.page)
        assert not found, f"{self.page.url} {how}: {found}"

    def open(self, address):
        response = self.page.goto(address)
        assert response.status < 400, f"{address}: {response.status}"
        self.look()
        return self

    def type(self, **fields):
        """Into fields by their names; "__" stands for "-"."""
        for name, value in fields.items():
            self.page.fill(f'[name="{name.replace("__", "-")}"]:visible', str(value))
        return self

    def tick(self, name, *values):
        for value in values:
            self.page.check(f'main [name="{name}"][value="{value}"]')
        return self

    def choose(self, name, value):
        self.page.select_option(f'[name="{name}"]', value)
        return self

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).locator(
            "visible=true"
        ).first.click()
        self.page.wait_for_load_state()
        self.look()
        return self

    def follow(self, words):
        self.page.get_by_role("link", name=words).locator("visible=true").first.click()
        self.page.wait_for_load_state()
        self.look()
        return self

    def reads(self, words):
        read = self.page.locator("main").inner_text()
        assert words in read, f"{words!r} is not on {self.page.url}: {read}"
        return self

    def sign_in(self, email, password="sandi-rahasia-desa"):
        self.open("/akun/login/")
        self.type(login=email, password=password)
        return self.press("Masuk")
