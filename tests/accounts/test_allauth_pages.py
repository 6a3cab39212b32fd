"""allauth's pages in our frame and in our words."""

import time
from pathlib import Path

import allauth
import polib
import pytest
from django.contrib.auth import password_validation
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from accounts import allauth_messages
from tests.factories.accounts import UserFactory

ON_THE_WAY_IN = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_request_login_code",
    "account_inactive",
]
PLURAL = (
    "You have added %(count)s security key.",
    "You have added %(count)s security keys.",
)
OF_ONES_OWN = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
]


@pytest.fixture
def reader(client, db):
    """Somebody who has just proved himself again."""
    user = UserFactory()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return user


@pytest.mark.parametrize("name", ON_THE_WAY_IN)
def test_the_way_in_is_in_our_frame(client, db, name):
    page = client.get(reverse(name)).content.decode()

    assert '<html lang="id">' in page
    assert 'class="card aa' in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("name", OF_ONES_OWN)
def test_pages_of_ones_own_account_are_in_our_frame(client, reader, name):
    response = client.get(reverse(name))
    page = response.content.decode()

    assert response.status_code == 200
    assert 'class="card aa' in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("name", ON_THE_WAY_IN)
def test_the_way_in_speaks_english_too(client, db, name):
    client.cookies["django_language"] = "en"

    assert '<html lang="en">' in client.get(reverse(name)).content.decode()


def test_registering_asks_for_name_and_phone_first(client, db):
    page = client.get(reverse("account_signup")).content.decode()
    places = [page.index(f'name="{name}"') for name in ("full_name", "phone", "email", "password1")]

    assert places == sorted(places)
    assert 'autocomplete="name"' in page
    assert 'type="tel"' in page


def test_a_mistake_in_registering_keeps_what_was_typed(client, db):
    typed = {
        "full_name": "Budi",
        "phone": "12",
        "email": "budi",
        "password1": "a",
        "password2": "b",
    }
    page = client.post(reverse("account_signup"), typed).content.decode()

    assert "isian yang perlu diperbaiki" in page
    assert 'value="Budi"' in page
    assert 'value="budi"' in page
    assert page.index('class="sumerr"') < page.index('name="full_name"')


def test_a_code_is_typed_in_digits(client, db):
    UserFactory(email="sri@contoh.example")
    client.post(reverse("account_request_login_code"), {"email": "sri@contoh.example"})
    page = client.get(reverse("account_confirm_login_code")).content.decode()

    assert 'inputmode="numeric"' in page
    assert 'autocomplete="one-time-code"' in page


def test_the_same_page_answers_for_an_unknown_address(client, db):
    UserFactory(email="ada@contoh.example")
    answers = []
    for address in ("ada@contoh.example", "tidak.ada@contoh.example"):
        client.cookies.clear()
        sent = client.post(reverse("account_request_login_code"), {"email": address}, follow=True)
        words = sent.content.decode().replace(address, "")
        answers.append((sent.status_code, "Tulis kode masuk" in words, "Bila akun ada" in words))

    assert answers[0] == answers[1]
    assert answers[0][1:] == (True, True)


def test_an_authenticator_app_is_set_up_with_a_picture_and_a_secret(client, reader):
    page = client.get(reverse("mfa_activate_totp")).content.decode()

    assert '<img class="qr" src="data:image/svg+xml' in page
    assert 'id="authenticator_secret"' in page
    assert "readonly" in page


def test_devices_have_short_names(client, reader):
    phone = {"user-agent": "Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile Safari/537.36"}
    client.get(reverse("accounts:security"), headers=phone)
    page = client.get(reverse("usersessions_list"), headers=phone).content.decode()

    assert "Chrome, Android" in page
    assert "Perangkat ini" in page


def test_what_we_say_otherwise_is_still_said_by_allauth_and_django():
    """A new version may drop or change a sentence; then its translation is dead weight."""
    folder = Path(allauth.__file__).parent
    theirs = {
        text
        for entry in polib.pofile(str(folder / "locale/en/LC_MESSAGES/django.po"))
        if not entry.obsolete
        for text in (entry.msgid, entry.msgid_plural)
    }

    assert set(allauth_messages.ALLAUTH) <= theirs
    source = Path(password_validation.__file__).read_text(encoding="utf-8")
    assert all(text in source for text in allauth_messages.DJANGO[:4])


def test_what_we_say_otherwise_is_said():
    with override("id"):
        assert gettext("Two-Factor Authentication") == "Masuk dua langkah"
        assert ngettext(*PLURAL, 2) % {"count": 2} == "Anda punya 2 kunci sandi."


NOWHERE = ["//[", "https://[::1", "abc", "?x", "//jahat.example/"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
@pytest.mark.parametrize("nonsense", NOWHERE)
def test_a_way_that_leads_nowhere_breaks_no_page(client, name, nonsense):
    assert client.get(reverse(name), {"next": nonsense}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("way", [*NOWHERE, "/proyek/"])
def test_signing_in_leads_to_paths_of_this_site_alone(client, way):
    user = UserFactory()
    answer = client.post(
        reverse("account_login"),
        {"login": user.email, "password": "sandi-rahasia-desa", "next": way},
    )
    assert answer.url == ("/proyek/" if way == "/proyek/" else "/saya/")
