"""allauth's letters and sign-up: through the outbox, in the reader's words, one account an address."""

import re
import threading
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core import mail as django_mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from notifications.account_adapter import MOST_AN_HOUR
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.notifications.ancestry import ancestry_of

SIGNUP = {
    "full_name": "Siti Aminah",
    "phone": "",
    "email": "siti@desa.example",
    "password1": "gunung-sindoro-pagi",
    "password2": "gunung-sindoro-pagi",
}


def code_in(mail):
    return re.search(r"^\d{6}$", mail.text, re.MULTILINE).group()


def test_every_letter_of_allauth_is_said_in_our_words():
    shipped = Path(allauth.__file__).parent / "templates"
    subjects = [
        *shipped.glob("account/email/*_subject.txt"),
        *shipped.glob("mfa/email/*_subject.txt"),
    ]
    assert subjects
    for subject in subjects:
        name = str(subject.relative_to(shipped)).replace("_subject", "")
        assert "templates/" in get_template(name).origin.name
        assert "notifications/mail/base.txt" in ancestry_of(name)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_letter_reads_well(language):
    """Nothing is left open, in both languages, and a subject is short."""
    user = UserFactory(language=language, full_name="Budi Santoso")
    shipped = Path(allauth.__file__).parent / "templates"
    context = {
        "user": user, "code": "123456", "ip": "10.1.2.3", "user_agent": "Firefox",
        "timestamp": timezone.now(), "from_email": "lama@desa.example", "to_email": user.email,
        "deleted_email": "lama@desa.example", "signup_url": "http://x/akun/signup/",
        "password_reset_url": "http://x/akun/password/reset/?a=1",
    }  # fmt: skip
    subjects = [
        *shipped.glob("account/email/*_subject.txt"),
        *shipped.glob("mfa/email/*_subject.txt"),
    ]
    for path in subjects:
        Mail.objects.all().delete()
        name = str(path.relative_to(shipped)).replace("_subject.txt", "")
        get_adapter().send_mail(name, user.email, context)
        mail = Mail.objects.get()
        assert 5 < len(mail.subject) < 60
        assert "None" not in mail.text
        assert "http://x" not in mail.text
        assert mail.text.count("\n\n") >= 2
        assert "Budi Santoso" in mail.text
        assert ("Anda menerima ini karena" in mail.text) == (language == "id")


@pytest.mark.django_db
def test_a_new_address_is_proved_and_the_change_told_to_the_old_one(client):
    user = UserFactory(email="lama@desa.example")
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": "sandi-rahasia-desa"})

    client.post(reverse("account_email"), {"action_add": "", "email": "Baru@desa.example"})
    code = code_in(Mail.objects.get(to="baru@desa.example"))
    client.post(reverse("account_email_verification_sent"), {"code": code})
    client.post(reverse("account_email"), {"action_primary": "", "email": "baru@desa.example"})

    user.refresh_from_db()
    assert user.email == "baru@desa.example"
    told = Mail.objects.get(kind="account.email_changed")
    assert told.to == "lama@desa.example"
    assert "baru@desa.example" in told.text


@pytest.mark.django_db
def test_one_who_signs_up_gets_a_code_by_the_outbox(client):
    response = client.post(reverse("account_signup"), SIGNUP)

    assert response.status_code == 302
    mail = Mail.objects.get()
    assert django_mail.outbox == []
    assert (mail.to, mail.kind) == ("siti@desa.example", "account.email_confirmation_signup")
    assert mail.recipient == User.objects.get(email="siti@desa.example")
    assert mail.secret
    assert 14 * 60 < (mail.expires_at - timezone.now()).total_seconds() <= 15 * 60
    assert "Siti" not in mail.text + mail.html  # nobody has checked that it is she
    client.post(response.url, {"code": code_in(mail)})
    assert EmailAddress.objects.get(email="siti@desa.example").verified


@pytest.mark.django_db
def test_the_very_first_letter_speaks_the_language_of_the_page(client):
    client.cookies["django_language"] = "en"

    client.post(reverse("account_signup"), SIGNUP)

    assert User.objects.get().language == "en"
    assert Mail.objects.get().subject == "Your code to register"


@pytest.mark.django_db
def test_a_code_to_sign_in_goes_to_the_known_in_his_language(client):
    user = UserFactory(language="en", full_name="Budi Santoso")

    client.post(reverse("account_request_login_code"), {"email": user.email.upper()})

    mail = Mail.objects.get()
    assert mail.recipient == user
    assert mail.subject == "Your code to sign in"
    assert "Budi Santoso" in mail.text
    assert code_in(mail) in mail.html


@pytest.mark.django_db
def test_an_unknown_address_gets_a_letter_too_and_the_same_page(client):
    known = client.post(reverse("account_request_login_code"), {"email": UserFactory().email})
    unknown = Client().post(reverse("account_request_login_code"), {"email": "asing@desa.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    mail = Mail.objects.get(to="asing@desa.example")
    assert (mail.recipient, mail.kind) == (None, "account.unknown_account")
    assert "http://testserver/akun/signup/" in mail.text


@pytest.mark.django_db
def test_an_address_is_not_flooded():
    for _number in range(MOST_AN_HOUR + 3):
        get_adapter().send_mail(
            "account/email/unknown_account", "asing@desa.example", {"signup_url": "/akun/signup/"}
        )

    assert Mail.objects.count() == MOST_AN_HOUR


@pytest.mark.django_db
def test_notices_that_others_provoke_do_not_use_up_the_code_that_is_waited_for(client):
    for _number in range(MOST_AN_HOUR):
        get_adapter().send_mail(
            "account/email/unknown_account", SIGNUP["email"], {"signup_url": "/akun/signup/"}
        )

    client.post(reverse("account_signup"), SIGNUP)

    assert code_in(Mail.objects.get(kind="account.email_confirmation_signup"))


@pytest.mark.django_db
def test_addresses_in_letters_never_come_from_the_host_header(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    user = UserFactory()

    client.post(reverse("account_reset_password"), {"email": user.email}, HTTP_HOST="evil.example")

    mail = Mail.objects.get()
    assert "evil.example" not in mail.text + mail.html
    link = re.search(r"http://testserver(/akun/\S+)", mail.text).group(1)
    assert client.get(link, follow=True).status_code == 200
    assert mail.secret


@pytest.mark.django_db
def test_a_changed_password_is_told(client):
    user = UserFactory()
    client.force_login(user)

    response = client.post(
        reverse("account_change_password"),
        {
            "oldpassword": "sandi-rahasia-desa",
            "password1": "gunung-sindoro-pagi",
            "password2": "gunung-sindoro-pagi",
        },
        HTTP_USER_AGENT="Mozilla http://evil.example/klik",
    )

    assert response.status_code == 302
    mail = Mail.objects.get()
    assert (mail.kind, mail.secret, mail.expires_at) == ("account.password_changed", False, None)
    assert "127.0.0.1" in mail.text
    assert "evil.example" not in mail.text
    assert "http://testserver/akun/keamanan/" in mail.text


@pytest.mark.django_db
def test_signing_up_can_be_closed(client, settings):
    settings.SIGNUP_OPEN = False

    client.post(reverse("account_signup"), SIGNUP)

    assert not User.objects.exists()


@pytest.mark.django_db
def test_an_address_that_somebody_else_has_taken_is_not_confirmed(rf):
    user = UserFactory()
    other = UserFactory(email="baru@desa.example", verified=False)
    mine = EmailAddress.objects.create(user=user, email="baru@desa.example")
    request = rf.get("/")
    request.user, request.session = user, {}

    EmailAddress.objects.filter(user=user).exclude(pk=mine.pk).delete()
    confirmed = get_adapter(request).confirm_email(request, mine)

    assert not confirmed
    mine.refresh_from_db()
    assert not mine.verified
    other.refresh_from_db()
    assert other.email == "baru@desa.example"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twelve_sign_ups_at_once_one_becomes_an_account(settings):
    settings.ACCOUNT_RATE_LIMITS = False  # they would turn most away before the race
    barrier, answers = threading.Barrier(12), []

    def sign_up(number):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        address = SIGNUP["email"] if number % 2 else SIGNUP["email"].upper()
        barrier.wait()
        try:
            answers.append(client.post(reverse("account_signup"), SIGNUP | {"email": address}))
        finally:
            connection.close()

    threads = [threading.Thread(target=sign_up, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, reverse("account_email_verification_sent"))
    ] * 12
    assert User.objects.count() == EmailAddress.objects.count() == 1
    kinds = list(Mail.objects.values_list("kind", flat=True))
    assert kinds.count("account.email_confirmation_signup") == 1


@pytest.mark.parametrize(
    "password", ["KepalaDesa2026", "forum-kerja-sama-desa", "Kecamatan123456!"]
)
def test_a_password_of_the_portals_own_words_is_refused(password):
    with pytest.raises(ValidationError, match="desa, kecamatan"):
        validate_password(password)


def test_a_password_has_an_upper_bound():
    validate_password("salak pondoh " * 15)
    with pytest.raises(ValidationError, match="paling banyak 200 karakter"):
        validate_password("salak pondoh " * 16)


@pytest.mark.parametrize(
    "password", ["sandi-rahasia-desa", "8431 9902 5567 1208", "kopi tubruk desa pagi"]
)
def test_words_of_ones_own_are_welcome(password):
    validate_password(password)


@pytest.mark.django_db
def test_an_empty_code_is_no_try_and_a_new_code_can_be_asked_for(client):
    client.post(reverse("account_signup"), SIGNUP)
    address = reverse("account_email_verification_sent")
    for _ in range(4):
        page = client.post(address, {"code": " "})
        assert page.status_code == 200
    assert "Kirim kode baru" in page.content.decode()

    cache.clear()  # ten seconds later
    client.post(address, {"action": "resend"})
    newest = Mail.objects.order_by("-pk").first()
    assert Mail.objects.count() == 2
    assert client.post(address, {"code": code_in(newest)}).status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_after_three_wrong_codes_one_is_told_how_to_get_a_new_one(client):
    client.post(reverse("account_signup"), SIGNUP)
    for _ in range(3):
        page = client.post(reverse("account_email_verification_sent"), {"code": "x"}, follow=True)

    assert page.redirect_chain == [(reverse("account_login"), 302)]
    assert "kami kirimkan kode baru" in page.content.decode()


@pytest.mark.django_db
def test_too_many_sign_ups_from_one_place_lose_nothing_that_was_typed(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    client.post(reverse("account_signup"), {})

    page = client.post(reverse("account_signup"), SIGNUP)

    html = page.content.decode()
    assert page.status_code == 429
    assert "tunggu beberapa menit" in html
    assert SIGNUP["full_name"] in html
    assert SIGNUP["email"] in html
    assert not Mail.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_who_signs_up_again_at_once_is_told_to_look_into_the_mailbox(known):
    """The same words whether the address has an account or not."""
    if known:
        user = UserFactory(email=SIGNUP["email"])
        EmailAddress.objects.get_or_create(
            user=user, email=SIGNUP["email"], defaults={"verified": True, "primary": True}
        )
    Client().post(reverse("account_signup"), SIGNUP)

    page = Client().post(reverse("account_signup"), SIGNUP)

    html = page.content.decode()
    assert page.status_code == 429
    assert "baru saja menyurati alamat ini" in html
    assert "Terlalu banyak" not in html
    assert SIGNUP["full_name"] in html
    assert Mail.objects.count() == 1
