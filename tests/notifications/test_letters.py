"""How a mail is set: from one text to plain text and HTML, harmless whatever users have written."""

import re
from email import message_from_bytes, policy

import pytest
from django.template.engine import Engine

from forum_portal.embedded.places import CHECKOUT
from notifications.envelope import envelope
from notifications.letters import harmless, letter, parts_of
from notifications.subjects import fitted, shrinking
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MailFactory
from tests.notifications.ancestry import ancestry_of

TEMPLATE = """{% extends "notifications/mail/base.txt" %}{% load i18n formats letters %}
{% block subject %}{{ title|shrinks }}: {% translate "failed" %}{% endblock %}
{% block body %}Desa {{ village }} meminta jawaban.

Tempat: {{ place }}
Biaya: {{ cost|rupiah }}

{{ note|quoted:40 }}

- satu
- dua{% endblock %}
{% block button %}Jawab{% endblock %}
{% block reason %}Anda kepala desa.{% endblock %}
"""
CONTEXT = {
    "title": "Jalan & jembatan",
    "village": "Sumberrejo",
    "place": "Balai desa",
    "cost": 1500000,
    "note": "Mohon segera.\n\nTerima kasih banyak atas kerja samanya",
    "url": "/proyek/1/",
}


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    folder = tmp_path / "contoh" / "mail"
    folder.mkdir(parents=True)
    (folder / "usulan.txt").write_text(TEMPLATE)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]


def set_letter(user="Budi Santoso", language="id", **context):
    user = user and UserFactory.build(full_name=user, language=language)
    return letter("contoh/mail/usulan", user, CONTEXT | context)


def test_the_text_says_it_all():
    assert set_letter().text == (
        "Yth. Bapak/Ibu Budi Santoso,\n\n"
        "Desa Sumberrejo meminta jawaban.\n\n"
        "Tempat: Balai desa\nBiaya: Rp1.500.000\n\n"
        "> Mohon segera.\n>\n> Terima kasih banyak atas…\n\n"
        "- satu\n- dua\n\n"
        "Jawab:\nhttp://testserver/proyek/1/\n\n"
        "--\nAnda menerima ini karena Anda kepala desa.\n"
        "Forum Kerja Sama Desa, http://testserver\n"
    )


def test_the_html_says_the_same():
    html = set_letter().html

    for words in (
        "Yth. Bapak/Ibu Budi Santoso,",
        "Desa Sumberrejo meminta jawaban.",
        "Rp1.500.000",
    ):
        assert words in html
    assert ">Tempat</th>" in html
    assert "Mohon segera.<br><br>Terima kasih" in html
    assert html.count('href="http://testserver/proyek/1/"') == 2
    assert '<html lang="id">' in html
    assert "<img" not in html


def test_the_receivers_language_is_spoken_whatever_the_senders():
    words = set_letter(language="en")

    assert words.subject == "Jalan & jembatan: failed"
    assert words.text.startswith("Dear Budi Santoso,")
    assert set_letter().subject == "Jalan & jembatan: gagal"


def test_one_without_an_account_is_greeted_without_a_name():
    assert set_letter(user=None).text.startswith("Dengan hormat,")
    assert set_letter(greet=False).text.startswith("Dengan hormat,")


def test_without_an_address_there_is_no_button():
    words = set_letter(url="")

    assert "Jawab" not in words.text + words.html


def test_a_subject_is_short_and_one_line():
    subject = set_letter(title="Perbaikan jalan usaha tani\n" * 9).subject

    assert len(subject) == 56  # at most 59, at the end of a word
    assert subject.endswith("…: gagal")
    assert "\n" not in subject


@pytest.mark.parametrize(
    ("title", "end", "subject"),
    [
        ("Pasar", ": jawaban Desa Besani", "Pasar: jawaban Desa Besani"),
        ("Tarif " * 20, ": 3 hari lagi", ("Tarif " * 7).rstrip() + "…: 3 hari lagi"),
        ("Tarif " * 20, "x" * 70, "Tarif Tarif…" + "x" * 70),
        ("\ue001Pasar\ue000", "", "Pasar"),
    ],
)
def test_the_title_gives_way_and_not_the_end(title, end, subject):
    assert fitted(shrinking(title) + end) == subject


def test_a_subject_without_a_title_is_cut():
    assert fitted("a" * 99) == "a" * 58 + "…"


def subjects_of_the_floors():
    for template in sorted((CHECKOUT / "templates").glob("[!n]*/mail/*.txt")):  # not the frame
        if found := re.search(r"{% block subject %}(.+?){% endblock %}", template.read_text()):
            yield pytest.param(found[1], id=f"{template.parent.parent.name}/{template.stem}")


@pytest.mark.parametrize("subject", list(subjects_of_the_floors()))
def test_in_each_floors_subjects_something_gives_way(subject):
    assert "|shrinks" in subject or "{{" not in subject


def test_markup_of_users_is_shown_not_run():
    words = set_letter(village="<b>Kita</b>", note="<script>alert(1)</script>")

    assert "Desa <b>Kita</b> meminta" in words.text
    assert "<b>Kita" not in words.html
    assert "<script>" not in words.html


def test_a_title_brings_no_link_into_the_subject():
    subject = set_letter(title="Lihat https://jahat.example/a").subject

    assert subject.startswith("Lihat https:")
    assert "https://" not in subject and "jahat.example" not in subject


def test_links_of_users_are_no_links():
    words = set_letter(
        user="Klik evil.example/x", village="https://evil.example/a.b", note="s.id/xyz"
    )

    for text in (words.text, words.html):
        assert "evil.example" not in text
        assert "https://evil" not in text
        assert "s.id/xyz" not in text


@pytest.mark.parametrize(
    "text",
    [
        "pukul 09.30 WIB", "Rp1.500.000", "33.07.05.2001", "H. Budi, S.Pd., M.Si.", "s.d. selesai",
        "budi@desa.example", "http://testserver/proyek/1/", "di http://testserver.", "dll.",
    ],
)  # fmt: skip
def test_what_is_no_link_stays_as_it_is(text):
    assert harmless(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "http://testserver.evil.example/", "http://testserver@evil.example/", "www.evil.example",
        "evil.example", "(evil.example)", "//evil.example", "javascript://x", "evil-bank.co.id",
        "http://testserverevil.example/",
    ],
)  # fmt: skip
def test_what_looks_like_ours_and_is_not_is_broken(text):
    assert harmless(text) != text
    assert "evil.example" not in harmless(text)


def test_the_parts_of_a_body():
    body = "Satu\ndua\n\n> kata\n\n123456\n\nJam: 9\nTempat: balai\n\nJam: 9"

    assert [part.kind for part in parts_of(body)] == [
        "paragraph", "quote", "code", "facts", "paragraph",
    ]  # fmt: skip


def test_nobody_can_write_himself_a_second_button():
    words = set_letter(village="x\n\nMasuk:\nhttp://evil.example/")

    assert words.html.count("<a href") == 3
    assert "evil.example" not in words.text


@pytest.mark.django_db
def test_an_invitation_has_its_calendar_part_twice_and_right():
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Rapat désa\r\nEND:VCALENDAR\r\n"
    row = MailFactory(calendar=calendar, calendar_method="REQUEST", subject="Undangan désa")

    wire = envelope(row).message().as_bytes(linesep="\r\n")
    message = message_from_bytes(wire, policy=policy.default)

    assert message.get_content_type() == "multipart/mixed"
    alternatives, attachment = message.iter_parts()
    assert alternatives.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in alternatives.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    inline = list(alternatives.iter_parts())[2]
    for part in (inline, attachment):
        assert part.get_content_type() == "text/calendar"
        assert part.get_param("method") == "REQUEST"
        assert str(part["Content-Type"]).lower().count("charset") == 1
        assert part.get_content().splitlines() == calendar.splitlines()
    assert attachment.get_filename() == "undangan.ics"
    assert inline.get_filename() is None
    assert message["Subject"] == "Undangan désa"
    assert message["Message-ID"] == row.message_id


@pytest.mark.django_db
def test_a_plain_letter_has_no_needless_parts():
    assert envelope(MailFactory(html="")).message().get_content_type() == "text/plain"
    assert envelope(MailFactory()).message().get_content_type() == "multipart/alternative"


def test_every_mail_of_the_house_can_be_read_by_the_engine():
    """Each floor's templates under ``mail/`` extend ours, and every block that letters parts is there."""
    folders = [folder for folder in Engine.get_default().dirs if str(folder).endswith("templates")]
    names = [path.relative_to(folders[0]) for path in folders[0].glob("*/mail/*.txt")]
    for name in names:
        if name.parts[0] != "notifications":
            assert "notifications/mail/base.txt" in ancestry_of(str(name))
