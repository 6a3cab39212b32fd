"""What stands there when something went wrong: plain, in words, and never a second error."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import get_resolver, reverse

from core.errors import Forbidden
from forum_portal import errors
from tests.factories.villages import MandateFactory


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("handler", "status", "words"),
    [
        (errors.bad_request, 400, "Permintaan ini tidak terbaca"),
        (errors.forbidden, 403, "Anda tidak dapat melakukan ini"),
        (errors.not_found, 404, "Halaman ini tidak ditemukan"),
        (errors.too_large, 413, "Kiriman ini terlalu besar"),
        (errors.server_error, 500, "Ada gangguan di sisi kami"),
        (errors.csrf_failure, 403, "Formulir ini sudah lama terbuka"),
    ],
)
def test_an_error_page_needs_neither_database_nor_body(rf, handler, status, words):
    request = rf.post(
        "/proyek/", b"x=%", content_type="application/x-www-form-urlencoded; charset=utf-7"
    )
    response = handler(request)

    assert response.status_code == status
    assert words in text_of(response)
    assert "csrfmiddlewaretoken" not in text_of(response)


def test_a_refused_page_says_the_reason_of_the_rule(rf):
    reason = Forbidden("Hanya kepala desa dapat menyetujui.")

    assert "Hanya kepala desa dapat menyetujui." in text_of(errors.forbidden(rf.get("/"), reason))


@pytest.mark.parametrize("offices", [1, 2])
def test_who_has_another_office_may_act_there_and_come_back(client, db, offices):
    council = MandateFactory(office="council", title="Ketua BPD")
    for _ in range(offices - 1):
        MandateFactory(user=council.user)
    client.force_login(council.user)
    refused = reverse("meetings:call")

    page = text_of(client.get(refused))

    choice = f"{reverse('villages:capacities')}?next={quote(refused, safe='')}"
    assert "Anda tidak dapat melakukan ini" in page
    assert ("Bertindak dalam jabatan lain" in page) is (offices == 2)
    assert (choice in page) is (offices == 2)


def test_no_other_office_is_offered_where_no_rule_of_an_office_refused(rf):
    request = rf.get("/admin/")
    request._mandates = [1, 2]

    page = text_of(errors.forbidden(request, PermissionDenied()))

    assert "Bertindak dalam jabatan lain" not in page


def test_a_reason_that_no_rule_gave_is_not_shown(rf):
    page = text_of(errors.forbidden(rf.get("/"), PermissionDenied("internal: acl 7")))

    assert "acl 7" not in page


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded; charset=utf-7",
        "application/x-www-form-urlencoded; charset=nonsense",
        "multipart/form-data; boundary=x; charset=utf-7",
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 500,
    ],
)
def test_a_body_that_cannot_be_read_is_the_senders_fault(db, content_type):
    """Django's own error views read ``request.POST`` again and would answer 500."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    response = client.generic("POST", "/akun/login/", b"login=+AGE-&x=1", content_type)

    assert response.status_code in {400, 403}


def test_too_many_fields_are_the_senders_fault(db):
    client = Client(raise_request_exception=False)
    body = "&".join(f"a{number}=1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    response = client.post("/akun/login/", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400
    assert "tidak terbaca" in text_of(response)


def test_a_form_without_its_token_is_told_kindly(db):
    response = Client(enforce_csrf_checks=True).post("/akun/login/", {"login": "a@b.example"})

    assert response.status_code == 403
    assert "Formulir ini sudah lama terbuka" in text_of(response)
    assert 'href="/akun/login/"' in text_of(response)


def test_an_unknown_host_is_refused_plainly(db):
    response = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "evil.example" not in text_of(response)


@pytest.mark.parametrize("address", ["/tidak/ada/", "/gaya/x", "/%00", "/%ff%fe"])
def test_security_headers_stand_on_error_pages_too(client, db, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_missing_page_asks_the_database_nothing_of_a_visitor(
    client, django_assert_num_queries, db
):
    with django_assert_num_queries(0):
        client.get("/tidak/ada/")


def test_an_error_speaks_english_to_an_english_reader(client, db):
    client.cookies["django_language"] = "en"

    assert "This page was not found" in text_of(client.get("/tidak/ada/"))


def routes(patterns, before=""):
    """The whole route of each address of ours, say "keputusan/<slug:code>/suara/"."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        elif "<str:" in route and not route.startswith(("kelola/", "akun/")):
            yield route


@pytest.mark.parametrize("route", sorted(set(routes(get_resolver().url_patterns))))
def test_no_nonsense_in_an_address_reaches_the_database(client, db, settings, route):
    settings.DEMO = True
    head = MandateFactory()
    client.force_login(head.user)
    nonsense = re.sub("<str:[a-z_]+>", "a%00%f0%9f", route)

    answer = client.get("/" + re.sub("<[a-z]+:[a-z_]+>", "1", nonsense))

    assert answer.status_code in (404, 410)
