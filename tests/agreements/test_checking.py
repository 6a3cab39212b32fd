"""The page behind the QR: the same for everybody, plain for wrong codes, and not to be guessed at."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements import actions
from agreements.models import Agreement
from core.codes import secret_code
from tests.factories.agreements import AgreementFactory, in_days
from tests.factories.villages import RegionFactory

pytestmark = pytest.mark.django_db


def noon(day):
    return datetime.combine(day, time(5), UTC)


def check(client, code):
    return client.get(reverse("agreements:check", args=[code]))


def sealed(villages, **words):
    agreement = AgreementFactory(state="in_force", regions=villages, **words)
    actions.make_sheet(
        Agreement.objects.select_related("current", "drafted_for").get(pk=agreement.pk)
    )
    agreement.refresh_from_db()
    return agreement


def test_a_genuine_sheet_is_confirmed_without_login(client, villages):
    agreement = sealed(villages)

    content = check(client, agreement.check_code).content.decode()

    assert "<h1>Sah dan berlaku</h1>" in content
    for words in ("Desa Sojokerto", "Desa Besani", "Kepala Desa", agreement.current.sha256,
                  agreement.sheet_sha256, "testserver", "bukan tanda tangan elektronik"):  # fmt: skip
        assert words in content
    assert 'name="robots" content="noindex"' in content


def test_it_holds_no_more_of_a_person_than_name_and_office(client, villages, people):
    agreement = sealed(villages)

    content = check(client, agreement.check_code).content.decode()

    for who in ("drafting head", "other head"):
        assert people[who].user.email not in content
        assert people[who].decree_number not in content


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ({"state": "ended"}, "Sudah berakhir"),
        ({"state": "in_force", "starts_on": in_days(3)}, "Sah, belum mulai berlaku"),
        ({"state": "open"}, "Belum lengkap"),
    ],
)
def test_each_standing_has_its_heading(client, villages, words, heading):
    agreement = AgreementFactory(regions=villages, **words)

    assert f"<h1>{heading}</h1>" in check(client, agreement.check_code).content.decode()


def test_a_term_that_is_over_is_ended_before_the_nightly_task(client, villages):
    agreement = sealed(villages)

    with time_machine.travel(noon(agreement.ends_on)):
        assert "<h1>Sah dan berlaku</h1>" in check(client, agreement.check_code).content.decode()
    with time_machine.travel(noon(agreement.ends_on + timedelta(days=1))):
        content = check(client, agreement.check_code).content.decode()
    assert "<h1>Sudah berakhir</h1>" in content


def test_an_incomplete_one_tells_no_text_and_no_names(client, villages, people):
    agreement = AgreementFactory(state="open", regions=villages, title="Rahasia negosiasi")

    content = check(client, agreement.check_code).content.decode()
    assert "Rahasia negosiasi" not in content and "Sojokerto" not in content


def test_one_withdrawn_after_it_was_open_never_held(client, villages, people):
    agreement = AgreementFactory(state="open", regions=villages)
    actions.withdraw(agreement, by=people["drafting head"], reason="Belum siap.")

    content = check(client, agreement.check_code).content.decode()
    assert "<h1>Ditarik</h1>" in content and "tidak pernah berlaku" in content


def test_small_letters_do_not_matter(client, villages):
    agreement = sealed(villages)

    assert check(client, agreement.check_code.lower()).status_code == 200


@pytest.mark.parametrize(
    "code", ["A", "x" * 26, "AEIOUAEIOUAEIOUAEIOUAEIOU1", "23456789BCDFGHJKMNPQRSTVWX", "9" * 300]
)
def test_every_wrong_code_gets_the_same_page(client, db, code):
    response = check(client, code)

    assert response.status_code == 404
    content = response.content.decode()
    assert "Kami tidak mengenal dokumen dengan kode ini" in content
    assert "WhatsApp 0812-0000-0000" in content


def test_a_draft_has_no_sheet(client, villages):
    assert check(client, AgreementFactory(regions=villages).check_code).status_code == 404


def test_guessing_is_slowed_down_and_true_codes_still_work(client, villages):
    agreement = sealed(villages)
    for _guess in range(20):
        assert check(client, secret_code()).status_code == 404

    assert check(client, secret_code()).status_code == 429
    assert check(client, agreement.check_code).status_code == 200


def test_a_forged_address_of_the_sender_does_not_help_to_guess(client, db):
    for number in range(20):
        client.get(f"/cek/{secret_code()}/", headers={"x-forwarded-for": f"10.0.0.{number}"})

    answer = client.get(f"/cek/{secret_code()}/", headers={"x-forwarded-for": "10.9.9.9"})
    assert answer.status_code == 429


def test_the_code_may_be_typed_with_blanks_and_dashes(client, villages):
    agreement = sealed(villages)
    code = agreement.check_code
    written = f" {code[:4].lower()} {code[4:8]}-{code[8:]} "

    answer = client.get(reverse("agreements:check_by_hand"), {"kode": written})

    assert answer.url == reverse("agreements:check", args=[code])


@pytest.mark.parametrize("typed", ["", "ABC", "<script>", "\x00", "x" * 9000, "//contoh.example"])
def test_what_is_no_code_keeps_the_form(client, db, typed):
    response = client.get(reverse("agreements:check_by_hand"), {"kode": typed})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert ("Kode ini tidak lengkap" in response.content.decode()) is bool(typed.strip("\x00"))


def test_it_costs_the_same_for_any_number_of_parties(client, villages):
    """The agreement; its parties, regions and approvals, and who has acknowledged it."""
    small, large = sealed(villages), sealed([*villages, *(RegionFactory() for _ in range(8))])
    check(client, small.check_code)

    def cost(agreement):
        with CaptureQueriesContext(connection) as captured:
            check(client, agreement.check_code)
        return len(captured)

    assert cost(small) == cost(large) <= 7  # one of them for the annexes, one for the successor


def test_an_end_for_breach_is_shown_with_what_is_said_against_it(client, villages, people):
    agreement = sealed(villages)
    actions.end(
        agreement, by=people["drafting head"], ground="breach", reason="Iuran tidak dibayar."
    )
    assert "menyatakan keberatan" not in check(client, agreement.check_code).content.decode()
    actions.object_to_breach(agreement, by=people["other head"], reason="Sudah dibayar.")

    content = check(client, agreement.check_code).content.decode()

    assert "Iuran tidak dibayar." in content and "<q>Sudah dibayar.</q>" in content
