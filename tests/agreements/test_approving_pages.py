"""The page on which a head gives his region's word, and the proof that it asks for each time."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse
from django.utils import timezone

from accounts.confirmation import GOOD_FOR
from agreements.models import Signature
from agreements.views import approving
from core.models import AuditEvent
from tests.agreements.test_drafting import change
from tests.factories.agreements import AgreementFactory, give_word
from tests.factories.villages import MandateFactory
from villages.models import Mandate

pytestmark = pytest.mark.django_db
PASSWORD = "sandi-rahasia-desa"
PROOF = reverse("account_reauthenticate")


@pytest.fixture
def agreement(villages, people):
    return AgreementFactory(state="open", regions=villages)


@pytest.fixture
def head(client, people):
    client.force_login(people["other head"].user)
    return people["other head"]


def url_of(agreement, name="approve"):
    return reverse(f"agreements:{name}", args=[agreement.code])


def press(client, agreement, sha256=None):
    """The button; its answer, which asks for the proof."""
    shown = agreement.current.sha256 if sha256 is None else sha256
    return client.post(url_of(agreement), {"sha256": shown})


def prove(client, answer, password=PASSWORD):
    """The password on allauth's page, which then repeats the press."""
    assert answer.status_code == 302 and answer.url.startswith(PROOF)
    return client.post(answer.url, {"password": password})


def said(client, url):
    return [str(message) for message in client.get(url).context["messages"]]


def test_the_page_shows_statement_version_fingerprint_text_and_note(client, agreement, head):
    content = client.get(url_of(agreement)).content.decode()

    statement = (
        f"Saya, {head.user}, Kepala Desa, menyetujui versi 1 kesepakatan ini atas nama Desa Besani."
    )
    assert statement in content
    sha256 = agreement.current.sha256
    assert f"{sha256[:4]} {sha256[4:8]} {sha256[8:12]} {sha256[12:16]}" in content
    assert re.search(rf'name="sha256" value="{sha256}"', content)
    assert "Pasal 2" in content
    assert "Ini catatan persetujuan, bukan tanda tangan elektronik tersertifikasi." in content


def test_the_proof_says_what_it_is_for(client, agreement, head):
    page = client.get(press(client, agreement).url).content.decode()

    assert f"Setujui versi 1 dari “{agreement.title}” untuk Desa Besani." in page


def with_codes(user):
    """An app and a printed list of recovery codes; returns one of these."""
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return RecoveryCodes.activate(user).get_unused_codes()[0]


def test_a_recovery_code_binds_nobody(client, agreement, head):
    code = with_codes(head.user)
    asked = press(client, agreement)
    assert asked.url.startswith(PROOF)
    assert reverse("mfa_reauthenticate") not in client.get(asked.url).content.decode()

    forced = asked.url.replace(PROOF, reverse("mfa_reauthenticate"))
    answer = client.post(forced, {"code": code})

    assert answer.url.startswith(PROOF)  # asked again, for password or passkey
    assert not Signature.objects.exists()


def test_whoever_has_only_codes_is_told_to_set_up_a_password_or_passkey(client, agreement, head):
    with_codes(head.user)
    head.user.set_unusable_password()
    head.user.save()
    client.force_login(head.user)

    press(client, agreement)

    told = said(client, agreement.get_absolute_url())
    assert told == ["Akun Anda belum memiliki kata sandi atau kunci sandi. Mohon buat terlebih dahulu."]  # fmt: skip


@pytest.fixture
def second(head):
    """The same person heads a third party as well."""
    return MandateFactory(user=head.user)


@pytest.fixture
def of_three(villages, second):
    return AgreementFactory(state="open", regions=[*villages, second.region])


def act_as(client, mandate):
    session = client.session
    session["acting"] = mandate.pk
    session.save()


@pytest.mark.parametrize("approved_before", [False, True])
def test_the_word_is_given_for_the_region_that_the_page_named(
    client, of_three, head, second, approved_before
):
    if approved_before:
        give_word(of_three, head)
    act_as(client, head)  # in another tab, after the page was drawn

    answer = client.post(
        url_of(of_three), {"sha256": of_three.current.sha256, "acting_as": second.pk}
    )
    page = client.get(answer.url).content.decode()
    assert second.capacity in page and head.capacity not in page
    act_as(client, head)  # and once more
    prove(client, answer)

    assert [row.mandate for row in Signature.objects.order_by("pk")][approved_before:] == [second]


def test_an_office_that_ends_before_the_proof_gives_no_word(client, of_three, head, second):
    answer = client.post(
        url_of(of_three), {"sha256": of_three.current.sha256, "acting_as": second.pk}
    )
    Mandate.objects.filter(pk=second.pk).update(state="ended", ended_at=timezone.now())

    answer = prove(client, answer)

    assert answer.status_code == 403
    assert "sudah berakhir" in answer.content.decode()
    assert not Signature.objects.exists()


def test_a_proof_for_something_else_does_not_name_the_agreement(client, agreement, head):
    press(client, agreement)

    page = client.get(PROOF, {"next": reverse("accounts:security")}).content.decode()

    assert agreement.title not in page
    assert "Demi keamanan akun" in page


def test_the_press_asks_for_the_password_and_then_counts(client, agreement, head):
    answer = press(client, agreement)
    assert not Signature.objects.exists()

    answer = prove(client, answer)

    assert answer.status_code == 302 and answer.url == agreement.get_absolute_url()
    signature = Signature.objects.get()
    assert (signature.mandate, signature.method) == (head, "password")
    assert "Persetujuan Anda tercatat." in said(client, agreement.get_absolute_url())[0]


def test_a_wrong_password_gives_no_word(client, agreement, head):
    answer = prove(client, press(client, agreement), "bukan sandi saya")

    assert answer.status_code == 200
    assert not Signature.objects.exists()


def test_the_last_word_is_told_as_such(client, agreement, head, people):
    give_word(agreement, people["drafting head"])

    prove(client, press(client, agreement))

    assert "Semua pihak telah menyetujui" in said(client, agreement.get_absolute_url())[0]


def test_a_proof_for_another_purpose_does_not_count(client, agreement, head):
    """Somebody who has just proved himself, say to change his address, is asked again."""
    client.post(PROOF, {"password": PASSWORD})

    assert press(client, agreement).url.startswith(PROOF)
    assert not Signature.objects.exists()


def test_each_approval_asks_anew(client, agreement, head, villages):
    prove(client, press(client, agreement))
    second = AgreementFactory(state="open", regions=villages)

    assert press(client, second).url.startswith(PROOF)
    assert Signature.objects.count() == 1


def test_a_proof_for_one_text_does_not_serve_another(client, agreement, head, villages):
    second = AgreementFactory(state="open", regions=villages)
    asked = press(client, agreement)
    press(client, second)
    client.post(asked.url, {"password": PASSWORD})

    assert not Signature.objects.filter(version=agreement.current).exists()


def test_a_proof_that_has_grown_old_does_not_count(client, agreement, head):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        press(client, agreement)
        client.post(PROOF, {"password": PASSWORD})
        clock.shift(timedelta(seconds=GOOD_FOR + 1))
        answer = press(client, agreement)

    assert answer.url.startswith(PROOF)
    assert not Signature.objects.exists()


def test_an_account_without_password_and_passkey_hears_so(client, agreement, head):
    head.user.set_unusable_password()
    head.user.save()
    client.force_login(head.user)

    assert press(client, agreement).url == agreement.get_absolute_url()
    assert "kata sandi atau kunci sandi" in said(client, agreement.get_absolute_url())[0]
    assert not Signature.objects.exists()


def test_a_text_that_changed_meanwhile_is_not_approved(client, agreement, head, people):
    shown = agreement.current.sha256
    asked = press(client, agreement)
    change(agreement, people["drafting head"], text="Pasal 1\nIuran dua kali lipat.")

    answer = client.post(asked.url, {"password": PASSWORD})

    assert answer.url == agreement.get_absolute_url()
    assert "Teks telah berubah" in said(client, answer.url)[0]
    assert not Signature.objects.exists()
    assert shown != agreement.current.sha256 or agreement.versions.count() == 2


def test_a_stale_page_is_told_before_any_proof_is_asked(client, agreement, head, people):
    stale = agreement.current.sha256
    change(agreement, people["drafting head"], text="Pasal 1\nLain.")

    assert not press(client, agreement, stale).url.startswith(PROOF)
    assert "Teks telah berubah" in said(client, agreement.get_absolute_url())[0]


@pytest.mark.parametrize("sha256", ["", "x", "\x00", "f" * 4000])
def test_a_damaged_form_gives_no_word(client, agreement, head, sha256):
    answer = press(client, agreement, sha256)
    if answer.url.startswith(PROOF):
        prove(client, answer)

    assert not Signature.objects.exists()


def test_a_second_press_is_answered_like_the_first_without_a_password(client, agreement, head):
    prove(client, press(client, agreement))
    client.get("/")

    answer = press(client, agreement)

    assert answer.url == agreement.get_absolute_url()
    assert "Persetujuan Anda tercatat." in said(client, answer.url)[-1]
    assert Signature.objects.count() == 1


def test_a_mandate_that_ends_before_the_proof_gives_no_word(client, agreement, head):
    asked = press(client, agreement)
    Mandate.objects.filter(pk=head.pk).update(state="ended", ended_at=timezone.now())

    answer = client.post(asked.url, {"password": PASSWORD})

    assert answer.status_code in (403, 404)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("other secretary", 403), ("drafting council", 403), ("own camat", 403),
        ("stranger head", 404), ("other camat", 404), ("regency", 404),
    ],
)  # fmt: skip
def test_who_is_no_head_of_a_party_cannot_press(client, agreement, people, who, status):
    client.force_login(people[who].user)

    assert press(client, agreement).status_code == status
    answer = client.post(url_of(agreement, "decline"), {"reason": "Tidak.", "sha256": "x"})
    assert answer.status_code == status


def test_a_visitor_is_led_to_the_sign_in(client, agreement):
    for name in ("approve", "decline", "edit", "open", "withdraw", "end"):
        answer = client.post(url_of(agreement, name))
        assert answer.status_code == 302 and "masuk" in answer.url or "login" in answer.url


def test_a_secretary_reads_the_page_and_who_approves(client, agreement, people):
    client.force_login(people["other secretary"].user)

    content = client.get(url_of(agreement)).content.decode()
    assert str(people["other head"].user) in content
    assert 'name="sha256"' not in content


def test_the_region_in_the_body_of_a_request_means_nothing(client, agreement, head, people):
    client.post(
        url_of(agreement),
        {
            "sha256": agreement.current.sha256,
            "region": people["drafting head"].region_id,
            "party": 1,
        },
    )
    client.post(PROOF + f"?next={url_of(agreement)}", {"password": PASSWORD})

    assert [s.party.region_id for s in Signature.objects.all()] == [head.region_id]


def test_a_draft_has_no_page_to_approve(client, villages, people):
    draft = AgreementFactory(regions=villages)
    client.force_login(people["drafting head"].user)

    assert client.get(url_of(draft)).url == draft.get_absolute_url()


def test_who_has_come_into_the_office_since_sees_whom_the_text_names(client, villages, people):
    agreement = AgreementFactory(regions=villages, state="open")
    named = agreement.parties.get(region=villages[1]).signer_name
    person = people["other head"].user
    person.full_name = "Kepala Baru"
    person.save()
    client.force_login(person)

    html = client.get(url_of(agreement)).content.decode()

    assert f"Naskah menyebut {named}, Kepala Desa." in html and 'id="setuju"' in html


def test_an_office_that_ends_while_the_password_is_asked_is_told(client, agreement, head):
    client.post(url_of(agreement), {"sha256": agreement.current.sha256, "acting_as": head.pk})
    type(head).objects.filter(pk=head.pk).update(state="ended", ended_at=timezone.now())

    answer = client.post(f"{PROOF}?next={url_of(agreement)}", {"password": PASSWORD})

    assert answer.status_code == 403
    assert "jabatan yang sudah berakhir" in answer.content.decode()
    assert not Signature.objects.exists()


def test_declining_tells_and_leads_back(client, agreement, head, people):
    answer = client.post(
        url_of(agreement, "decline"),
        {"reason": "Iuran terlalu berat.", "sha256": agreement.current.sha256},
    )

    assert answer.url == agreement.get_absolute_url()
    assert people["drafting head"].user.notifications.filter(kind="agreements.declined").exists()


@pytest.mark.parametrize("reason", ["", "   ", "\x00\u202e", "x" * 501])
def test_declining_without_a_proper_reason_keeps_the_page(client, agreement, head, reason):
    answer = client.post(
        url_of(agreement, "decline"), {"reason": reason, "sha256": agreement.current.sha256}
    )

    assert answer.status_code == 200
    assert "Ada 1 isian yang perlu diperbaiki" in answer.content.decode()


def test_declining_a_stale_text_shows_the_new_one_and_keeps_the_reason(client, agreement, people):
    client.force_login(people["other head"].user)
    typed = {"reason": "Berat.", "sha256": agreement.current.sha256}
    change(agreement, people["drafting head"], text="Naskah yang lain.")
    agreement.refresh_from_db()

    page = client.post(url_of(agreement, "decline"), typed)

    html, form = page.content.decode(), page.context["form"]
    assert "Teks telah berubah" in html and "Naskah yang lain." in html and "Berat." in html
    assert not AuditEvent.objects.filter(verb="agreements.declined").exists()
    assert form["sha256"].value() == agreement.current.sha256
    sent = client.post(url_of(agreement, "decline"), typed | {"sha256": form["sha256"].value()})
    assert sent.url == agreement.get_absolute_url()
    assert AuditEvent.objects.get(verb="agreements.declined").detail["version"] == 2


def test_without_the_proof_a_stolen_session_would_do(client, agreement, head, monkeypatch):
    """What the question for the password is good for."""
    monkeypatch.setattr(approving, "confirmed_anew", lambda *_args: "password")

    press(client, agreement)

    assert Signature.objects.get().mandate == head


def test_one_with_two_offices_is_told_in_which_he_can_approve(client, villages, people):
    agreement = AgreementFactory(state="open", regions=villages)
    head = people["other head"]
    officer = MandateFactory(user=head.user, region=villages[0].parent, office="kecamatan")
    client.force_login(head.user)
    session = client.session
    session["acting"] = officer.pk
    session.save()

    html = client.get(url_of(agreement)).content.decode()
    assert f"Sebagai {head.capacity} Anda dapat menyetujuinya" in html
    assert f"?next={url_of(agreement).replace('/', '%2F')}" in html

    session["acting"] = head.pk
    session.save()
    assert "Anda dapat menyetujuinya" not in client.get(url_of(agreement)).content.decode()
