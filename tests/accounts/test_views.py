"""What a person changes of himself, and the language of the pages."""

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import User
from core.errors import Forbidden
from core.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.villages import MandateFactory

PROFILE = {
    "full_name": "Sri Wahyuni, S.Sos.",
    "phone": "0812-3456-7890",
    "language": "id",
    "time_zone": "Asia/Makassar",
}


@pytest.fixture
def sri(client, db):
    user = UserFactory(full_name="Sri Wahyuni")
    client.force_login(user)
    return user


def test_a_person_corrects_his_own_data(client, sri):
    response = client.post(reverse("accounts:profile"), PROFILE, follow=True)

    sri.refresh_from_db()
    assert (sri.full_name, sri.phone) == ("Sri Wahyuni, S.Sos.", "+6281234567890")
    assert sri.time_zone == "Asia/Makassar"
    assert "Tersimpan." in response.content.decode()


@pytest.mark.parametrize("claim", ["submitted", "verified"])
def test_a_name_that_is_checked_stays(client, sri, claim):
    MandateFactory(user=sri, **({"pending": True} if claim == "submitted" else {}))
    page = client.get(reverse("accounts:profile")).content.decode()
    assert "Nama Anda diperiksa bersama SK Anda" in page

    client.post(reverse("accounts:profile"), PROFILE | {"full_name": "Bupati Wonosobo"})

    sri.refresh_from_db()
    assert (sri.full_name, sri.phone) == ("Sri Wahyuni", "+6281234567890")
    with pytest.raises(Forbidden, match="operator"):
        actions.change_profile(
            sri, by=sri, full_name="Bupati Wonosobo", phone="", nip="", language="id",
            time_zone="Asia/Jakarta",
        )  # fmt: skip


def test_an_operator_corrects_a_checked_name_and_the_trail_keeps_both(client, sri):
    MandateFactory(user=sri)
    helper = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(helper)
    address = reverse("admin:accounts_user_change", args=[sri.pk])

    for name in ("Sri Wahyuni, S.Sos.", "123"):
        client.post(address, {"full_name": name, "is_active": "on"})

    sri.refresh_from_db()
    assert sri.full_name == "Sri Wahyuni, S.Sos."
    event = AuditEvent.objects.get(verb="accounts.name_corrected")
    assert event.detail == {"before": "Sri Wahyuni", "after": "Sri Wahyuni, S.Sos."}
    assert event.actor_name == str(helper)


def test_the_trail_names_what_was_changed_but_no_personal_value(client, sri):
    client.post(reverse("accounts:profile"), PROFILE)

    event = AuditEvent.objects.get(verb="accounts.profile_changed")
    assert event.detail == {"changed": ["full_name", "phone", "time_zone"]}
    assert "812" not in str(event.detail)


def test_saving_without_a_change_leaves_no_trace(client, sri):
    same = {"full_name": sri.full_name, "phone": "", "language": "id", "time_zone": "Asia/Jakarta"}
    client.post(reverse("accounts:profile"), same)

    assert not AuditEvent.objects.exists()


def test_a_civil_servant_gives_his_number_as_he_writes_it(client, sri):
    client.post(reverse("accounts:profile"), PROFILE | {"nip": "19700101 199003 1 000"})

    sri.refresh_from_db()
    assert sri.nip == "197001011990031000"
    page = client.get(reverse("accounts:profile")).content.decode()
    assert 'value="19700101\u00a0199003\u00a01\u00a0000"' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"full_name": ""},
        {"full_name": "x" * 101},
        {"full_name": "\u202e\u200b"},
        {"full_name": "1234."},
        {"full_name": "🙂"},
        {"phone": "bukan nomor"},
        {"nip": "1970"},
        {"nip": "٣" * 18},
        {"nip": "1" * 19},
        {"phone": "0812" + "3" * 20},
        {"language": "xx"},
        {"time_zone": "Mars/Phobos"},
    ],
)
def test_wrong_data_is_kept_on_the_page_and_changes_nothing(client, sri, wrong):
    response = client.post(reverse("accounts:profile"), PROFILE | wrong)
    page = response.content.decode()

    assert response.status_code == 200
    assert "<title>Salah: Data saya" in page
    assert 'class="sumerr"' in page
    assert 'aria-invalid="true"' in page
    assert User.objects.get(pk=sri.pk).full_name == "Sri Wahyuni"


def test_the_form_shows_the_phone_as_people_write_it(client, db):
    client.force_login(UserFactory(phone="+6281234567890"))

    assert 'value="0812-3456-7890"' in client.get(reverse("accounts:profile")).content.decode()


def test_nobody_changes_data_without_signing_in(client, db):
    response = client.post(reverse("accounts:profile"), PROFILE)

    assert response.status_code == 302
    assert reverse("account_login") in response.headers["Location"]


def test_the_security_page_leads_to_every_lock(client, sri):
    page = client.get(reverse("accounts:security")).content.decode()

    for name in ("account_email", "account_change_password", "mfa_index", "usersessions_list"):
        assert f'href="{reverse(name)}"' in page


def test_the_security_page_tells_what_happened_to_the_account(client, sri):
    helper = UserFactory(is_staff=True, full_name="Wening Lestari")
    actions.end_sessions(sri, by=helper)
    page = client.get(reverse("accounts:security")).content.decode()

    assert "Wening Lestari" in page
    assert "mengeluarkan akun" in page


def test_a_visitor_chooses_the_language_for_this_browser(client, db):
    response = client.post(reverse("accounts:language"), {"language": "en", "next": "/tentang/"})

    assert response.headers["Location"] == "/tentang/"
    assert "About the forum" in client.get("/tentang/").content.decode()


def test_a_person_chooses_the_language_for_his_account(client, sri):
    client.post(reverse("accounts:language"), {"language": "en"})

    sri.refresh_from_db()
    assert sri.language == "en"
    assert "My data" in client.get(reverse("accounts:profile")).content.decode()


@pytest.mark.parametrize("language", ["", "xx", "en\x00", "../en"])
def test_an_unknown_language_changes_nothing(client, sri, language):
    response = client.post(reverse("accounts:language"), {"language": language})

    sri.refresh_from_db()
    assert response.status_code == 302
    assert sri.language == "id"
    assert "django_language" not in response.cookies


def test_the_language_switch_does_not_lead_away(client, db):
    away = {"language": "en", "next": "https://evil.example/"}

    assert client.post(reverse("accounts:language"), away).headers["Location"] == "/"


def test_a_link_does_not_change_the_language(client, db):
    assert client.get(reverse("accounts:language")).status_code == 302
