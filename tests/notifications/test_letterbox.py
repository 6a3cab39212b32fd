"""The demo's mails: one file a letter, and a page that shows them."""

import email
import email.policy

import pytest
from django.core import mail as django_mail

from notifications import dispatch, letterbox
from notifications.models import Mail
from tests.factories.notifications import MailFactory

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def folder(tmp_path, settings):
    settings.EMAIL_BACKEND = "notifications.eml_backend.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    return tmp_path / "mails"


def send(**fields):
    MailFactory(**fields)
    dispatch.send_due()


def test_each_letter_becomes_a_file_of_its_own(folder):
    MailFactory.create_batch(3)

    assert dispatch.send_due() == 3

    files = list(folder.iterdir())
    assert [path.suffix for path in files] == [".eml"] * 3
    ids = {
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["Message-ID"]
        for path in files
    }
    assert ids == set(Mail.objects.values_list("message_id", flat=True))


def test_a_visitor_reads_them_newest_first(client, folder):
    send(subject="Kode masuk", text="Kode: 123456\n\nhttp://testserver/akun/", to="a@desa.example")
    send(subject="Undangan", calendar=CALENDAR, calendar_method="REQUEST", to="b@desa.example")

    page = client.get("/surat/")

    newest, oldest = page.context["object_list"]
    assert (newest.subject, newest.to) == ("Undangan", "b@desa.example")
    assert "dengan undangan" in page.text
    letter = client.get(f"/surat/{oldest.name}/")
    assert "123456" in letter.text
    assert '<a href="http://testserver/akun/"' in letter.text
    assert client.get(f"/surat/{oldest.name}/undangan.ics").status_code == 404


def test_the_invitation_and_the_mail_can_be_taken_along(client, folder):
    send(calendar=CALENDAR, calendar_method="REQUEST", subject="Undangan rapat desa")
    name = client.get("/surat/").context["object_list"][0].name

    calendar = client.get(f"/surat/{name}/undangan.ics")
    whole = client.get(f"/surat/{name}/surat.eml")

    assert calendar["Content-Type"] == "text/calendar; charset=utf-8"
    assert calendar["Content-Disposition"] == 'attachment; filename="undangan.ics"'
    assert "METHOD:REQUEST" in calendar.text
    parsed = email.message_from_bytes(whole.content, policy=email.policy.default)
    assert parsed["Subject"] == "Undangan rapat desa"


def test_it_is_searched_by_address_and_subject(client, folder):
    send(to="siti@desa.example", subject="Kode masuk")
    send(to="budi@desa.example", subject="Undangan")

    def found(words):
        return [
            letter.to for letter in client.get("/surat/", {"cari": words}).context["object_list"]
        ]

    assert found("SITI@desa") == ["siti@desa.example"]
    assert found("undangan") == ["budi@desa.example"]
    assert found("\x00") == ["budi@desa.example", "siti@desa.example"]
    assert "Tidak ada surat yang cocok" in client.get("/surat/?cari=camat").text


def test_only_the_newest_are_shown(client, folder, monkeypatch):
    monkeypatch.setattr(letterbox, "SHOWN", 2)
    MailFactory.create_batch(3)
    dispatch.send_due()

    newest = Mail.objects.order_by("-pk").values_list("to", flat=True)[:2]
    assert [letter.to for letter in client.get("/surat/").context["object_list"]] == list(newest)


def test_what_is_in_a_mail_cannot_run_in_the_page(client, folder):
    send(subject="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    name = client.get("/surat/").context["object_list"][0].name

    for page in (client.get("/surat/"), client.get(f"/surat/{name}/")):
        assert "<script>alert" not in page.text
        assert "<img" not in page.text


@pytest.mark.parametrize(
    "name", ["../settings.py", "..%2f..%2fmanage.py", "x.eml", "0" * 20 + "-0a0b0c0d.eml", "%00"]
)
def test_other_files_are_out_of_reach(client, folder, name):
    for end in ("", "undangan.ics", "surat.eml"):
        assert client.get(f"/surat/{name}/{end}").status_code == 404


def test_without_a_folder_the_page_is_empty(client, folder):
    assert "Belum ada surat" in client.get("/surat/").text


@pytest.mark.parametrize("end", ["", "00000000000000000000-0a0b0c0d.eml/"])
def test_outside_the_demo_there_is_no_such_page(client, settings, folder, end):
    send()
    settings.DEMO = False

    assert client.get(f"/surat/{end}").status_code == 404


def test_the_page_asks_the_database_nothing(client, folder, django_assert_num_queries):
    MailFactory.create_batch(5)
    dispatch.send_due()
    django_mail.outbox.clear()

    with django_assert_num_queries(0):
        client.get("/surat/")
