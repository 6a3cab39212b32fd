"""Each side's own number, after the seal: noted by its secretary, once a year and kind."""

import uuid
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from agreements import actions, kinds, rules
from agreements.actions import Renumbered, Taken, TooEarly, registering
from agreements.actions.registering import TakenInGazette
from agreements.models import Agreement, Registration
from agreements.signing import AT_ONCE, Named, Plan
from agreements.waiting import waiting_for
from core import audit
from core.errors import Forbidden, Refusal
from tests.factories.agreements import AgreementFactory, RegistrationFactory
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db
TODAY = "2026-03-02"


@pytest.fixture(autouse=True)
def _sealed_long_ago(monkeypatch):
    """Numbers of these tests have fixed days; that they follow the seal is tested below."""
    monkeypatch.setattr(registering, "_sealed_on", lambda _agreement: date(2025, 1, 1))


@pytest.fixture
def sealed(villages):
    return AgreementFactory(regions=villages, state="in_force")


@pytest.fixture
def secretary(people):
    return people["drafting secretary"]


def note(agreement, by, number="3", seen=0, **words):
    words = {"token": uuid.uuid4(), "dated_on": date(2026, 3, 2)} | words
    return actions.register(agreement, by=by, seen=seen, number=number, **words)


def url_of(agreement):
    return reverse("agreements:register", args=[agreement.code])


def typed(client, agreement, **changes):
    form = client.get(url_of(agreement)).context["form"]
    hidden = {name: form.initial[name] for name in ("seen", "token")}
    return hidden | {"number": "3", "dated_on": TODAY} | changes


# --- the act --------------------------------------------------------------------------


def test_the_secretary_notes_the_number_and_the_history_says_so(sealed, secretary):
    row = note(sealed, secretary, "Nomor 03 Tahun 2026")

    assert (row.written, row.year, row.region) == ("3 Tahun 2026", 2026, secretary.region)
    assert row.person_name == str(secretary.user)
    assert "mencatat nomor sendiri" in audit.trail_of(sealed)[0].sentence


@pytest.mark.parametrize(
    ("who", "state", "error"),
    [
        ("drafting head", "in_force", Forbidden),
        ("drafting council", "in_force", Forbidden),
        ("own officer", "in_force", Forbidden),
        ("stranger head", "in_force", Forbidden),
        ("nobody", "in_force", Forbidden),
        ("drafting secretary", "open", Refusal),
        ("drafting secretary", "draft", Refusal),
    ],
)
def test_only_the_secretary_of_a_party_and_only_after_the_seal(people, villages, who, state, error):
    agreement = AgreementFactory(regions=villages, state=state)

    verdict = rules.can_register(people[who], agreement)
    assert not verdict and verdict.reason
    with pytest.raises(error):
        note(agreement, people[who])
    assert not Registration.objects.exists()


@pytest.mark.parametrize("who", ["own officer", "own camat"])
def test_officer_and_camat_of_a_subdistrict_number_for_it(people, leksono, besani, who):
    agreement = AgreementFactory(regions=[leksono, besani], kind="mou", state="in_force")

    task = waiting_for(people[who], people[who].user)[0]
    assert "petugas kecamatan" in task.note.lower() and "sekretaris" not in task.note.lower()
    assert note(agreement, people[who], "140/1/KEC/2026").region == leksono
    third = rules.can_number_third(people["drafting secretary"], agreement)
    assert not third and "Camat atau petugas Kecamatan Leksono" in third.reason


def test_a_number_is_used_once_in_a_year_and_kind(sealed, secretary, villages):
    note(sealed, secretary)
    other = AgreementFactory(regions=villages, state="in_force")

    with pytest.raises(Taken, match="sudah memakai nomor 3 Tahun 2026"):
        note(other, secretary, "003/2026")
    for typed_again in ("3.", "３", "No. 3. Tahun 2026"):
        with pytest.raises(Taken):
            note(other, secretary, typed_again)
    assert note(other, secretary, dated_on=date(2025, 3, 2)).year == 2025
    memo = AgreementFactory(regions=villages, kind="mou", state="in_force")
    assert note(memo, secretary).number == "3"


def in_gazette(number, day="2026-08-12"):
    return {"gazette_number": number, "promulgated_on": date.fromisoformat(day)}


def test_a_number_of_the_gazette_is_used_once_in_a_year(sealed, secretary, people, villages):
    first = note(sealed, secretary, **in_gazette("2", "2026-03-02"))
    other = AgreementFactory(regions=villages, state="in_force")

    for typed_again in ("2", "Nomor 02 Tahun 2026", "２."):
        with pytest.raises(TakenInGazette, match="nomor .* dalam berita desanya tahun 2026"):
            note(other, secretary, "4", **in_gazette(typed_again))
    assert note(other, secretary, "4", **in_gazette("2", "2027-01-04")).gazette_key == "2"
    assert note(other, people["other secretary"], "4", **in_gazette("2")).region != first.region
    note(sealed, secretary, seen=first.pk, **in_gazette("2"))
    note(sealed, secretary, "9", seen=sealed.parties.first().registrations.first().pk)
    third = AgreementFactory(regions=villages, state="in_force")
    assert note(third, secretary, "5", **in_gazette("2")).gazette_number == "2"


@pytest.mark.django_db(transaction=True)
def test_keys_are_written_for_what_was_noted_before(villages):
    rows = [
        RegistrationFactory(
            party=AgreementFactory(regions=villages, state="in_force").parties.first(),
            number=number, dated_on=date(2026, 3, 2), **in_gazette(gazette),
            replaced_at=timezone.now() if number == "1" else None,
        )
        for number, gazette in (("1", "No. 2"), ("2", "02"), ("3", "2 Tahun 2026"), ("4", "3"))
    ]  # fmt: skip
    migration = import_module("agreements.migrations.0027_gazette_number_once_a_year")

    with connection.schema_editor() as editor:
        migration.write_keys(apps, editor)

    keys = Registration.objects.order_by("pk").values_list("gazette_key", flat=True)
    assert list(keys) == ["2", "2", "", "3"] and len(rows) == 4


def test_a_number_that_an_earlier_text_names_is_used_too(secretary, villages):
    earlier = AgreementFactory(regions=villages)
    earlier.parties.filter(region=secretary.region).update(number="3 Tahun 2026")
    actions.open_for_approval(earlier, by=secretary)
    for head in map(head_of, villages):
        earlier.refresh_from_db()
        actions.approve(earlier, by=head, sha256=earlier.current.sha256, method="password")
    later = AgreementFactory(regions=villages, state="in_force")

    with pytest.raises(Taken):
        note(later, secretary)
    assert note(later, secretary, "4").number == "4"


def test_another_broken_rule_of_the_database_is_not_taken_for_a_used_number(sealed, secretary):
    with pytest.raises(IntegrityError, match="registration_gazette_has_number_and_day"):
        note(sealed, secretary, gazette_number="7")


def test_a_correction_is_a_new_row_and_frees_the_number(sealed, secretary, villages):
    first = note(sealed, secretary)
    second = note(sealed, secretary, "4", seen=first.pk)

    first.refresh_from_db()
    assert first.replaced_at and not second.replaced_at
    assert note(AgreementFactory(regions=villages, state="in_force"), secretary).number == "3"


def test_the_same_form_twice_is_one_row_and_a_stale_one_is_refused(sealed, secretary):
    token = uuid.uuid4()
    first = note(sealed, secretary, token=token)

    assert note(sealed, secretary, token=token) == first
    with pytest.raises(Renumbered):
        note(sealed, secretary, "9")
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM agreements_registration",
        "UPDATE agreements_registration SET number = '9'",
        "UPDATE agreements_registration SET replaced_at = NULL WHERE replaced_at IS NOT NULL",
    ],
)
def test_the_database_keeps_what_was_noted(sealed, secretary, statement):
    first = note(sealed, secretary)
    note(sealed, secretary, "4", seen=first.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_database_numbers_no_open_agreement(villages):
    agreement = AgreementFactory(regions=villages, state="open")

    with pytest.raises(DatabaseError):
        RegistrationFactory(party=agreement.parties.first())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "words", [[{}, {}], [{"number": number} | in_gazette("2") for number in ("3", "4")]]
)
def test_one_number_for_two_agreements_at_once_goes_to_one(secretary, villages, words):
    both = [AgreementFactory(regions=villages, state="in_force") for _ in range(2)]

    def press(agreement, words):
        def click():
            try:
                return note(Agreement.objects.get(pk=agreement.pk), secretary, **words).pk
            except Taken:
                return None

        return click

    answers = at_once([press(*each) for each in zip(both, words, strict=True)])

    assert sorted(answer is None for answer in answers) == [False, True]
    assert Registration.objects.count() == 1


# --- the page -------------------------------------------------------------------------


def test_the_number_and_the_gazette_stand_on_the_page_and_on_the_check(client, sealed, secretary):
    client.force_login(secretary.user)
    data = typed(client, sealed, gazette_number="7", promulgated_on="2026-03-04")

    answer = client.post(url_of(sealed), data, follow=True)

    assert "Nomor 3 Tahun 2026, 2\xa0Maret\xa02026" in answer.content.decode()
    client.logout()
    page = client.get(reverse("agreements:check", args=[sealed.check_code])).content.decode()
    assert "Nomor 3 Tahun 2026" in page
    assert "berita desa" in page.lower() and "4\xa0Maret\xa02026" in page


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"number": ""}, "number", "kosong"),
        ({"number": "//"}, "number", "misalnya 3"),
        ({"number": "No."}, "number", "misalnya 3"),
        ({"number": "-3"}, "number", "misalnya 3"),
        ({"number": "0"}, "number", "misalnya 3"),
        ({"number": "<b>9</b>"}, "number", "misalnya 3"),
        ({"dated_on": "2024-12-31"}, "dated_on", "tidak mungkin lebih dahulu"),
        ({"number": "9" * 61}, "number", "60"),
        ({"number": "\x00"}, "number", "kosong"),
        ({"dated_on": ""}, "dated_on", "kosong"),
        ({"dated_on": "2026-02-30"}, "dated_on", "Tulis tanggal"),
        ({"dated_on": "9999-01-01"}, "dated_on", "belum tiba"),
        ({"dated_on": "1900-01-01"}, "dated_on", "terlalu jauh"),
        ({"gazette_number": "7"}, "promulgated_on", "berpasangan"),
        ({"gazette_number": "7", "promulgated_on": "2026-02-30"}, "promulgated_on", "Tulis tanggal"),
        ({"promulgated_on": "2026-03-04"}, "gazette_number", "berpasangan"),
        ({"gazette_number": "//", "promulgated_on": "2026-03-04"}, "gazette_number", "misalnya 3"),
        ({"gazette_number": "7", "promulgated_on": "2026-03-01"}, "promulgated_on", "atau sesudahnya"),
        ({"token": "x"}, "token", "tidak lengkap"),
        ({"seen": "9" * 30}, None, "dibandingkan"),
    ],
)  # fmt: skip
def test_wrong_numbers_are_kept_with_a_sentence(client, sealed, secretary, changes, field, words):
    client.force_login(secretary.user)

    response = client.post(url_of(sealed), typed(client, sealed, **changes))

    errors = response.context["form"].errors
    assert words in " ".join(errors[field or "__all__"])
    assert not Registration.objects.exists()


def test_a_number_used_already_is_said_at_the_field_and_what_was_typed_stays(
    client, sealed, secretary, villages
):
    note(sealed, secretary)
    other = AgreementFactory(regions=villages, state="in_force")
    client.force_login(secretary.user)

    response = client.post(url_of(other), typed(client, other, number="0003"))

    assert "sudah memakai nomor" in " ".join(response.context["form"].errors["number"])
    assert 'value="0003"' in response.content.decode()


def test_a_number_of_the_gazette_used_already_is_said_at_its_field(
    client, sealed, secretary, villages
):
    note(sealed, secretary, **in_gazette("2"))
    other = AgreementFactory(regions=villages, state="in_force")
    client.force_login(secretary.user)
    data = {"number": "4", "gazette_number": "02", "promulgated_on": "2026-08-13"}

    errors = client.post(url_of(other), typed(client, other, **data)).context["form"].errors

    assert set(errors) == {"gazette_number"} and "berita desa" in errors["gazette_number"][0]


def test_a_memorandum_asks_for_no_gazette_and_a_contract_for_witnesses(client, secretary, villages):
    client.force_login(secretary.user)
    two = Plan(needed=2, witnesses=(Named("Sri Lestari", "Notaris"), Named("Budi", "Guru")))
    fields = {
        kind: set(
            client.get(
                url_of(AgreementFactory(regions=villages, kind=kind, state="in_force", plan=plan))
            )
            .context["form"].fields
        )
        for kind, plan in (("permakades", AT_ONCE), ("perjanjian", two), ("mou", AT_ONCE))
    }  # fmt: skip

    assert fields["permakades"] - fields["mou"] == {"gazette_number", "promulgated_on"}
    assert fields["perjanjian"] - fields["mou"] == {"witnesses", "stamped"}


def test_the_secretary_is_reminded_until_it_has_a_number(client, people, sealed, secretary):
    def titles(mandate):
        return [task.title for task in waiting_for(mandate, mandate.user)]

    assert titles(secretary) == [f"Beri nomor: {sealed.title}"]
    assert titles(people["drafting head"]) == []
    note(sealed, secretary)
    assert titles(secretary) == []
    assert len(titles(people["other secretary"])) == 1


def test_an_agreement_is_found_by_its_number(client, sealed, secretary):
    note(sealed, secretary, "140/77/BKAD/2026")

    page = client.get(reverse("agreements:list"), {"q": "140/77"})
    assert [line.agreement for line in page.context["lines"]] == [sealed]


def test_a_kelurahan_signs_no_contract_and_one_village_may(villages):
    assert kinds.problems(kinds.KINDS["perjanjian"], villages[:1]) == []
    assert kinds.problems(kinds.KINDS["perjanjian"], [])
    assert kinds.fitting(villages[:1]).key == "mou"


def test_a_secretary_of_yesterday_notes_nothing(client, sealed, besani):
    former = MandateFactory(region=besani, office="secretary", ended=True)
    client.force_login(former.user)

    assert client.get(url_of(sealed)).status_code == 403


def test_a_correction_begins_with_the_number_that_counts(client, sealed, secretary):
    first = note(sealed, secretary, gazette_number="7", promulgated_on=date(2026, 3, 4))
    client.force_login(secretary.user)

    page = client.get(url_of(sealed))
    form = page.context["form"]
    assert (form.initial["number"], form.initial["gazette_number"]) == ("3", "7")
    assert "Sekarang nomornya 3 Tahun 2026" in page.content.decode()
    client.post(url_of(sealed), typed(client, sealed, number="4"))

    first.refresh_from_db()
    assert first.replaced_at and sealed.parties.filter(registrations__number="4").exists()


def test_a_number_is_not_older_than_the_seal(secretary, sealed, monkeypatch):
    monkeypatch.undo()
    today = timezone.localdate()

    with pytest.raises(TooEarly, match="tidak mungkin lebih dahulu"):
        note(sealed, secretary, dated_on=today - timedelta(days=2))
    assert note(sealed, secretary, dated_on=today).dated_on == today


def test_the_answer_names_the_number_without_a_second_point(client, sealed, secretary):
    client.force_login(secretary.user)

    page = client.post(url_of(sealed), typed(client, sealed, number="3."), follow=True)

    assert "Tercatat: nomor 3 Tahun 2026<" in page.content.decode().replace("</p>", "<")
