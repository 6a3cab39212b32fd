import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse

from core.views import page_above
from forum_portal.middleware import BodyMiddleware
from tests.factories.accounts import UserFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.villages import MandateFactory, SubdistrictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    operator = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(operator)
    return operator


def test_pages_of_signed_in_people_are_kept_by_no_cache(client):
    assert "no-store" not in client.get(reverse("about")).headers.get("Cache-Control", "")
    client.force_login(UserFactory())
    assert client.get(reverse("about"))["Cache-Control"] == "private, no-store"


def test_an_operator_is_signed_out_after_half_an_hour_without_a_click(client, operator):
    with time_machine.travel("2026-11-22 01:00 +0000", tick=False) as clock:
        assert client.get(reverse("admin:index")).status_code == 200
        clock.shift(29 * 60)
        assert client.get(reverse("admin:index")).status_code == 200
        clock.shift(31 * 60)
        response = client.get(reverse("admin:index"))
    assert response.url == f"{reverse('account_login')}?next={reverse('admin:index')}"
    assert "_auth_user_id" not in client.session


def test_an_operator_without_a_second_factor_is_sent_to_add_one(client, operator, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    assert client.get(reverse("admin:index")).url == reverse("mfa_index")
    Authenticator.objects.create(user=operator, type=Authenticator.Type.TOTP, data={})
    assert client.get(reverse("admin:index")).status_code == 200


def test_an_officer_without_a_second_factor_cannot_open_the_queue(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    officer = MandateFactory(region=SubdistrictFactory(), office="kecamatan", title="Kasi PMD")
    client.force_login(officer.user)
    assert client.get(reverse("villages:queue")).url == reverse("mfa_index")
    assert client.get(reverse("about")).status_code == 200


# -- the address of a button ---------------------------------------------------------------


def test_the_address_of_a_button_leads_to_the_page_of_the_button(client):
    head = MandateFactory()
    meeting = MeetingFactory(invited=[head.region])
    client.force_login(head.user)

    page = client.get(f"/pertemuan/{meeting.pk}/jawab/", follow=True)

    assert page.redirect_chain == [(meeting.get_absolute_url(), 302)]
    assert "Silakan tekan tombolnya sekali lagi" in page.content.decode()


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/proyek/K7M2QXR/ajukan/kirim/", "/proyek/K7M2QXR/ajukan/"),
        ("/pemberitahuan/buka/", "/pemberitahuan/"),
        ("/tidak/ada/", "/"),
    ],
)
def test_the_page_above_is_the_nearest_that_exists(path, above):
    assert page_above(path) == above


def test_a_page_that_takes_nothing_says_so(client):
    answer = client.post(reverse("about"))

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "Kode 405" in answer.content.decode()


# -- the whole of a request ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "status", "left"), [(1000, 405, None), (1001, 413, 0), (5000, 413, 3000)]
)
def test_too_much_at_once_is_answered_in_words_and_thrown_away(
    rf, client, settings, monkeypatch, size, status, left
):
    settings.REQUEST_MAX_BYTES = 1000
    monkeypatch.setattr(BodyMiddleware, "PIECE", 100)
    answer = client.post(reverse("about"), b"x" * size, content_type="application/octet-stream")
    assert answer.status_code == status
    if left is not None:
        assert "Kiriman ini terlalu besar" in answer.content.decode()
        request = rf.post("/", b"x" * size, content_type="application/octet-stream")
        BodyMiddleware(None)(request)
        assert len(request.read()) == left


@pytest.mark.parametrize("length", ["", "x", "-5"])
def test_a_length_that_is_none_is_no_hindrance(rf, length):
    request = rf.get("/", CONTENT_LENGTH=length)
    assert BodyMiddleware(lambda request: "page")(request) == "page"
