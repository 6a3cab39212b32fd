"""The frame of every page, and the pages that stand still."""

import json
import re
from hashlib import sha256

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notifications.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.villages import MandateFactory

STILL = ["about", "accessibility", "privacy", "style_guide"]


def text_of(response):
    return response.content.decode()


@pytest.fixture
def secretary(client, db):
    mandate = MandateFactory(office="secretary", title="Sekretaris Desa")
    client.force_login(mandate.user)
    return mandate


@pytest.mark.parametrize("name", STILL)
def test_still_pages_are_open_and_ask_the_database_nothing(
    client, db, django_assert_num_queries, name
):
    with django_assert_num_queries(0):
        response = client.get(reverse(name))

    assert response.status_code == 200
    assert "<h1>" in text_of(response)


@pytest.mark.parametrize("name", STILL)
def test_still_pages_are_translated(client, db, name):
    client.cookies["django_language"] = "en"

    assert '<html lang="en">' in text_of(client.get(reverse(name)))


def test_a_visitor_is_offered_to_sign_in(client, db):
    page = text_of(client.get(reverse("about")))

    assert reverse("account_login") in page
    assert reverse("account_signup") in page
    assert 'class="dock"' not in page


def test_every_page_says_in_which_capacity_a_person_acts(client, secretary):
    page = text_of(client.get(reverse("about")))

    assert page.count(secretary.capacity) >= 3  # header, menu, and the line for phones
    assert 'class="dock"' in page
    assert reverse("villages:capacities") in page


def test_a_person_without_office_is_told_so(client, db):
    client.force_login(UserFactory())

    assert "belum ada jabatan" in text_of(client.get(reverse("about")))


def test_the_bell_counts_only_what_is_unread_and_mine(client, secretary):
    other = UserFactory()
    for recipient in (secretary.user, secretary.user, other):
        Notification.objects.create(recipient=recipient, kind="x", title="Kabar", url="/")

    assert "Pemberitahuan, 2 belum dibaca" in text_of(client.get(reverse("about")))


def test_the_frame_costs_a_signed_in_reader_a_fixed_number_of_queries(client, secretary):
    """Session, person, mandates, unread; five more are allauth's "last seen" with its savepoint."""
    client.get(reverse("about"))
    counts = []
    for _more in range(2):
        Notification.objects.create(recipient=secretary.user, kind="x", title="Kabar", url="/")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("about"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 9
    ours = [q["sql"] for q in queries if "usersession" not in q["sql"] and "SAVE" not in q["sql"]]
    assert len(ours) <= 4 + 1, ours


def test_the_menu_marks_where_one_is(client, db):
    page = text_of(client.get(reverse("home")))

    assert re.search(r'<a href="/" aria-current="page">\s*Beranda', page)


def test_an_operator_finds_his_pages(client, db):
    client.force_login(UserFactory(is_staff=True))

    assert reverse("admin:index") in text_of(client.get(reverse("about")))


def test_no_template_has_style_or_script_of_its_own():
    """The Content-Security-Policy would switch them off in silence."""
    folder = settings.BASE_DIR / "templates"
    data = re.compile(r'<script type="application/json"|<script data-allauth-onload')
    for path in folder.rglob("*.html"):
        if "mail" in path.parts or "pdf" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:|\|safe\b", source), path
        for tag in re.findall(r"<script[^>]*>", source):
            assert " src=" in tag or data.match(tag), path


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(
        re.findall(r'<symbol id="([^"]+)"', (settings.BASE_DIR / "static/icons.svg").read_text())
    )
    used = {"check", "clock", "alert"}
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'{% icon "([\w-]+)"', source))
        used |= set(re.findall(r'{% tag \S+ "\w*" "([\w-]+)" %}', source))

    assert used <= drawn


def test_what_others_made_is_listed_and_unchanged():
    static = settings.BASE_DIR / "static"
    listed = {
        row["path"]: row for row in json.loads((static / "vendored.json").read_text())["files"]
    }

    for path, row in listed.items():
        assert sha256((static / path).read_bytes()).hexdigest() == row["sha256"]
        assert (static / row["licence_file"]).exists()
    fonts = {str(path.relative_to(static)) for path in static.rglob("*.woff2")}
    assert fonts <= set(listed)


def test_a_reader_who_saves_data_gets_no_font(client, db):
    page = text_of(client.get(reverse("about"), headers={"save-data": "on"}))

    assert 'class="saving"' in page
    assert "woff2" not in page


def test_robots_stay_out_of_private_pages(client, db):
    assert "Disallow: /akun/" in text_of(client.get("/robots.txt"))


def test_the_favicon_of_old_browsers_leads_to_ours(client, db):
    assert client.get("/favicon.ico").headers["Location"] == "/static/favicon.svg"


def test_an_operator_is_not_told_that_he_has_no_office(client, db):
    client.force_login(UserFactory(is_staff=True, language="id"))
    page = text_of(client.get(reverse("start")))

    assert page.count("operator portal") >= 3
    assert "elum ada jabatan" not in page


def test_signing_in_greets_without_a_second_full_stop(client, db):
    person = UserFactory(full_name="Siti Maryamah, S.Pd.", language="id")
    login = {"login": person.email, "password": "sandi-rahasia-desa"}
    page = text_of(client.post(reverse("account_login"), login, follow=True))

    assert "Anda masuk sebagai Siti Maryamah, S.Pd." in page
    assert "S.Pd.." not in page
