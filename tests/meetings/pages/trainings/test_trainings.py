"""Trainings in the browser: the catalogue, enrolling, the organiser's desk."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from meetings.models import Certificate, Enrolment, Material, Meeting, Training
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.factories.trainings import (
    EnrolmentFactory,
    MaterialFactory,
    SentEnrolmentFactory,
    TopicRequestFactory,
    TrainingFactory,
)
from tests.meetings.pages.trainings.answers import content_of, queries
from tests.meetings.pages.typed import agenda, mistakes
from tests.papers import paper

pytestmark = pytest.mark.django_db


# --- the catalogue --------------------------------------------------------------------


def test_coming_and_past_trainings_are_found_by_topic(client, training, held):
    TrainingFactory(topics=["usaha"], meeting__cancelled=True)
    TrainingFactory(topics=["usaha"], meeting__is_open=False)

    def titles(query):
        page = client.get(f"/pelatihan/{query}")
        return [row.training.meeting.title for row in page.context["rows"]]

    assert titles("") == ["Pelatihan kopi"]
    assert titles("?topik=pertanian") == ["Pelatihan kopi"]
    assert titles("?topik=usaha") == []
    assert titles("?topik=%00pesta") == ["Pelatihan kopi"]
    assert titles("?waktu=lalu") == [held.meeting.title]


@pytest.mark.parametrize(
    ("seats", "waiting", "label"),
    [(3, 0, "1 kursi kosong"), (2, 0, "Penuh, ada daftar tunggu"), (2, 3, "Penuh, 3 menunggu")],
)
def test_a_row_says_how_many_seats_are_free(client, seats, waiting, label):
    training = TrainingFactory(seats=seats)
    EnrolmentFactory.create_batch(2, training=training)
    EnrolmentFactory.create_batch(waiting, training=training, waiting=True)

    assert client.get("/pelatihan/").context["rows"][0].label == label


def test_a_row_says_my_own_seat(client, citizen, training):
    EnrolmentFactory(training=training, booked_by=citizen)

    assert client.get("/pelatihan/").context["rows"][0].label == "Anda mendapat kursi"


def test_after_the_last_day_the_row_says_closed(client, training):
    Training.objects.update(enrol_until=timezone.now() - timedelta(hours=1))

    assert client.get("/pelatihan/").context["rows"][0].label == "Pendaftaran ditutup"


def test_an_empty_catalogue_leads_to_asking(client):
    assert "/pelatihan/usulan/tulis/" in client.get("/pelatihan/").content.decode()


@pytest.mark.parametrize("address", ["/pelatihan/", "/pelatihan/?waktu=lalu", "/pelatihan/saya/"])
def test_the_lists_ask_the_same_number_of_queries_at_two_sizes(client, citizen, address):
    def more(number):
        for _number in range(number):
            coming = TrainingFactory()
            past = TrainingFactory(meeting__held=True, seats=5)
            for training in (coming, past):
                EnrolmentFactory(training=training, booked_by=citizen)
                EnrolmentFactory(training=training, waiting=True)

    more(1)
    few = queries(client, address)
    more(4)

    assert queries(client, address) == few


def test_the_catalogue_is_paged(client):
    TrainingFactory.create_batch(21)

    page = client.get("/pelatihan/?page=2")

    assert len(page.context["rows"]) == 1


# --- calling and opening --------------------------------------------------------------


def typed(**changes):
    return {
        "topics": ["usaha", "pemuda"], "seats": "25", "until_day": "2026-11-10",
        "is_for_all": "on", "trainer": "Dinas Koperasi", "bring": "Ponsel",
    } | changes  # fmt: skip


def test_who_calls_a_training_comes_to_its_second_page(browser, forum):
    meeting = {
        "uid": "9b2f6b0e-5df5-4c2e-9f0e-3f6d4e1c2a10", "title": "Pelatihan kopi",
        "kind": "training", "day": "2026-11-25", "start": "09:00", "end": "11:30",
        "zone": "Asia/Jakarta", "place": "Aula", "is_open": "on", "step": "send",
        "regions": [seat.region_id for seat in forum.memberships.all()], **agenda(),
    }  # fmt: skip

    answer = browser.post(f"/pertemuan/undang/?forum={forum.pk}", meeting)

    called = Meeting.objects.get()
    assert answer.url == f"/pelatihan/{called.pk}/buka/"
    assert browser.post(answer.url, typed()).url == f"/pertemuan/{called.pk}/#pelatihan"
    training = called.training
    assert (training.topics, training.seats) == (["usaha", "pemuda"], 25)
    assert training.enrol_until.isoformat() == "2026-11-10T09:00:00+00:00"


def test_the_second_page_comes_filled_when_it_is_opened_again(browser, training):
    page = browser.get(f"/pelatihan/{training.meeting_id}/buka/")

    assert page.context["form"].initial["seats"] == 2
    assert "requests" not in page.context["form"].fields


def test_on_the_day_of_the_training_enrolment_ends_at_its_start(browser, meeting):
    browser.post(f"/pelatihan/{meeting.pk}/buka/", typed(until_day="2026-11-12"))

    assert Training.objects.get().enrol_until == meeting.starts_at


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topics", []),
        ("topics", ["pesta"]),
        ("topics", ["usaha", "pemuda", "kesehatan", "teknologi", "pertanian"]),
        ("seats", ""),
        ("seats", "0"),
        ("seats", "501"),
        ("seats", "banyak\x00"),
        ("until_day", ""),
        ("until_day", "2026-11-01"),
        ("until_day", "2026-11-13"),
        ("trainer", ""),
        ("trainer", "x" * 151),
        ("bring", "x" * 501),
    ],
)
def test_bad_input_is_said_beside_the_field(browser, meeting, field, value):
    page = browser.post(f"/pelatihan/{meeting.pk}/buka/", typed(**{field: value}))

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert not Training.objects.exists()


def test_fewer_seats_than_are_taken_are_refused_and_the_rest_stays(browser, training):
    EnrolmentFactory.create_batch(2, training=training)

    page = browser.post(f"/pelatihan/{training.meeting_id}/buka/", typed(seats="1"))

    assert "2 kursi" in str(page.context["form"].non_field_errors())
    assert page.context["form"]["bring"].value() == "Ponsel"


def test_requests_are_offered_and_answered(browser, meeting):
    asked = TopicRequestFactory()
    taken_back = TopicRequestFactory(state="withdrawn")

    page = browser.get(f"/pelatihan/{meeting.pk}/buka/")
    assert list(page.context["form"].fields["requests"].queryset) == [asked]
    wrong = browser.post(f"/pelatihan/{meeting.pk}/buka/", typed(requests=[taken_back.pk]))
    assert wrong.status_code == 200
    browser.post(f"/pelatihan/{meeting.pk}/buka/", typed(requests=[asked.pk]))

    asked.refresh_from_db()
    assert asked.training.meeting == meeting
    assert Mail.objects.filter(kind="meetings.topic_answered").count() == 1


# --- on the meeting's page ------------------------------------------------------------


def test_a_visitor_is_asked_to_sign_in(client, training):
    text = client.get(training.meeting.get_absolute_url()).content.decode()

    assert f"/akun/masuk/?next={training.meeting.get_absolute_url()}" in text.replace(
        "/akun/login/", "/akun/masuk/"
    )
    assert "/daftar/" not in text


def test_only_the_organiser_is_told_to_open(client, browser, meeting):
    assert browser.get(meeting.get_absolute_url()).context["training"]["training"] is None
    client.force_login(UserFactory())
    assert client.get(meeting.get_absolute_url()).context["training"] is None


def test_who_is_on_the_list_sees_neither_the_link_nor_the_papers(client, citizen, training):
    Meeting.objects.update(link="https://rapat.example/abc")
    MaterialFactory(training=training, title="Panduan sangrai")
    row = EnrolmentFactory(training=training, booked_by=citizen, waiting=True)

    def text():
        return client.get(training.meeting.get_absolute_url()).content.decode()

    assert "rapat.example" not in text()
    assert "Panduan sangrai" not in text()
    Enrolment.objects.filter(pk=row.pk).update(state="seated")
    assert "rapat.example" in text()
    assert "Panduan sangrai" in text()


def test_names_of_others_are_not_public(client, training):
    SentEnrolmentFactory(training=training, name="Sumiati Rahayu")

    assert "Sumiati" not in client.get(training.meeting.get_absolute_url()).content.decode()


def test_the_page_of_a_training_asks_the_same_number_of_queries(client, camat, training):
    Training.objects.update(seats=50)
    client.force_login(camat.user)

    def more(number):
        SentEnrolmentFactory.create_batch(number, training=training, mandate=camat)
        MaterialFactory.create_batch(number, training=training)

    more(1)
    few = queries(client, training.meeting.get_absolute_url())
    more(6)

    assert queries(client, training.meeting.get_absolute_url()) == few


# --- enrolling ------------------------------------------------------------------------


def test_a_citizen_enrols_and_gives_the_seat_back(client, citizen, training):
    page = client.get(f"/pelatihan/{training.meeting_id}/daftar/")
    assert page.context["form"].initial["name"] == "Sri Lestari"

    done = client.post(
        f"/pelatihan/{training.meeting_id}/daftar/", {"name": "Sri Lestari", "sex": "P"}
    )

    assert done.url == training.get_absolute_url()
    row = Enrolment.objects.get()
    assert (row.booked_by, row.sex, row.state) == (citizen, "P", "seated")
    client.post(f"/pelatihan/peserta/{row.pk}/batal/")
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_enrolling_twice_says_so_and_keeps_what_was_typed(client, citizen, training):
    EnrolmentFactory(training=training, booked_by=citizen)

    page = client.post(f"/pelatihan/{training.meeting_id}/daftar/", {"name": "Sri L."})

    assert page.status_code == 200
    assert "sudah terdaftar" in str(page.context["form"].non_field_errors())
    assert page.context["form"]["name"].value() == "Sri L."


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 101}, {"sex": "X"}, {"region": "99.99"}, {"region": "33"}],
    ids=str,
)
def test_bad_input_enrols_nobody(client, citizen, training, wrong):
    page = client.post(f"/pelatihan/{training.meeting_id}/daftar/", {"name": "Sri", **wrong})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == list(wrong)
    assert not Enrolment.objects.exists()


def test_nobody_floods_the_list(client, training, heads):
    client.force_login(heads[0].user)
    cache.set(f"limit:enrol:{heads[0].user.pk}", 60, 600)

    for page in ("daftarkan", "daftar"):
        answer = client.post(f"/pelatihan/{training.meeting_id}/{page}/", {"name": "Orang"})
        assert answer.context["form"]["name"].value() == "Orang"
    assert not Enrolment.objects.exists()


def test_a_head_enrols_his_people_and_sees_only_them(client, training, heads):
    SentEnrolmentFactory(training=training, name="Orang lain", mandate=heads[1])
    client.force_login(heads[0].user)
    address = f"/pelatihan/{training.meeting_id}/daftarkan/"

    client.post(address, {"name": "Paijo", "is_young": "on"})
    page = client.get(address)

    assert [row.name for row in page.context["sent"]] == ["Paijo"]
    back = client.post(
        f"/pelatihan/peserta/{Enrolment.objects.last().pk}/batal/", {"next": address}
    )
    assert back.url == address
    twice = client.post(f"/pelatihan/peserta/{Enrolment.objects.last().pk}/batal/")
    assert twice.status_code == 302, "a stale page leads back with a word"


def test_nobody_gives_back_the_seat_of_another(client, citizen, training):
    row = EnrolmentFactory(training=training)

    assert client.post(f"/pelatihan/peserta/{row.pk}/batal/").status_code == 403


def test_after_the_last_day_the_door_says_why(client, citizen, training):
    Training.objects.update(enrol_until=timezone.now() - timedelta(hours=1))

    page = client.get(f"/pelatihan/{training.meeting_id}/daftar/", follow=True)

    assert "Pendaftaran berlangsung sampai" in page.content.decode()


# --- the organiser's desk -------------------------------------------------------------


def test_presence_is_ticked_and_certificates_are_issued(browser, held):
    first, second = held.enrolments.values_list("pk", flat=True)
    address = f"/pelatihan/{held.meeting_id}/peserta/"

    browser.post(address, {"ada": [first, second, "x", "9" * 30], "hadir": [first, "\x00"]})

    assert list(held.enrolments.values_list("was_present", flat=True)) == [True, False]
    assert browser.get(address).context["figures"]["to_certify"] == 1
    browser.post(f"/pelatihan/{held.meeting_id}/sertifikat/")
    assert Certificate.objects.get().enrolment_id == first
    assert browser.get(address).context["figures"]["certified"] == 1


def test_before_the_start_the_list_is_to_read(browser, training):
    row = EnrolmentFactory(training=training)
    address = f"/pelatihan/{training.meeting_id}/peserta/"

    assert 'name="hadir"' not in browser.get(address).content.decode()
    browser.post(address, {"ada": [row.pk], "hadir": [row.pk]})
    row.refresh_from_db()
    assert row.was_present is None


def test_the_list_of_participants_asks_the_same_number_of_queries(browser, held):
    few = queries(browser, f"/pelatihan/{held.meeting_id}/peserta/")
    Training.objects.update(seats=50)
    SentEnrolmentFactory.create_batch(8, training=held)
    EnrolmentFactory.create_batch(4, training=held, waiting=True)

    assert queries(browser, f"/pelatihan/{held.meeting_id}/peserta/") == few


def test_papers_are_for_those_who_take_part(client, browser, training, tmp_path):
    address = f"/pelatihan/{training.meeting_id}/bahan/"
    bad = SimpleUploadedFile("virus.pdf", b"MZ not a pdf")
    assert mistakes(browser.post(address, {"title": "Panduan", "file": bad}))
    browser.post(address, {"title": "Panduan", "file": paper()})
    material = Material.objects.get()
    assert content_of(browser.get(f"/pelatihan/bahan/{material.pk}/")).startswith(b"%PDF-")

    citizen = UserFactory()
    client.force_login(citizen)
    assert client.get(f"/pelatihan/bahan/{material.pk}/").status_code == 403
    EnrolmentFactory(training=training, booked_by=citizen)
    answer = client.get(f"/pelatihan/bahan/{material.pk}/")
    assert content_of(answer).startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]


def test_a_paper_is_removed(browser, training):
    material = MaterialFactory(training=training)

    browser.post(f"/pelatihan/bahan/{material.pk}/hapus/")

    assert not Material.objects.exists()


def test_a_full_shelf_says_so(browser, training, monkeypatch):
    monkeypatch.setattr(Training, "MAX_MATERIALS", 0)

    page = browser.post(
        f"/pelatihan/{training.meeting_id}/bahan/", {"title": "Panduan", "file": paper()}
    )

    assert "paling banyak" in str(page.context["form"].non_field_errors())
