"""The pages of the noticeboard: what everybody reads, what the writers and the others press."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements import actions
from agreements.models import PlannedRule, RuleComment
from tests.agreements.board import (
    announced,
    comment,
    draft,
    ended,
    fresh,
    in_days,
    pdf,
)

pytestmark = pytest.mark.django_db
LIST = reverse("noticeboard:list")


def at(name, planned, *more):
    return reverse(f"noticeboard:{name}", args=[planned.code, *more])


def page(client, who, address, status=200):
    if who:
        client.force_login(who.user)
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def read(response):
    """The bytes of a download; closes its file and the connection, so it comes last."""
    content = b"".join(response.streaming_content)
    response.close()
    return content


def typed(**words):
    return {
        "token": uuid.uuid4(), "seen": 0, "title": "Pengelolaan sampah", "kind": "perdes",
        "field": "development", "sectors": ["waste"], "text": "Iuran Rp10.000.", "why": "Bersih.",
        "area": "own", "comments_until": in_days(14), "effective_on": in_days(30),
    } | words  # fmt: skip


def post(client, who, address, data):
    client.force_login(who.user)
    return client.post(address, data, follow=True)


def test_from_the_form_to_the_noticeboard(client, sojokerto, besani, people):
    secretary = people["drafting secretary"]
    html = page(client, secretary, reverse("noticeboard:plan"))
    assert "Umumkan rencana aturan" in html and "enctype" in html

    sent = post(
        client, secretary, reverse("noticeboard:plan"), typed(named=[besani.pk], file=pdf())
    )
    planned = PlannedRule.objects.get()
    html = sent.content.decode()
    assert sent.redirect_chain[-1][0] == at("check", planned)
    assert "Desa Besani" in html and "disebut oleh wilayah perencana" in html.lower()
    assert page(client, people["other head"], at("detail", planned), 404)

    post(client, secretary, at("check", planned), {"seen": 1})
    html = page(client, people["other head"], at("detail", planned))
    assert "Terbuka untuk tanggapan" in html and "Bagaimana pandangan Desa Besani?" in html
    assert "Belum memberi tanggapan" in html and "Naskah rancangan (PDF)" in html
    client.logout()
    assert "Pengelolaan sampah" in page(client, None, LIST)
    assert client.get(at("file", planned, 2)).status_code == 404
    assert "Versi 1" in page(client, None, at("version", planned, 1))
    assert read(client.get(at("file", planned, 1))).startswith(b"%PDF-")


BAD = {
    "past": ({"comments_until": "2020-01-01"}, "paling sedikit 3 hari"),
    "too soon": ({"comments_until": in_days(2)}, "paling sedikit 3 hari"),
    "before the end": ({"effective_on": in_days(14)}, "setelah hari terakhir tanggapan"),
    "far away": ({"effective_on": in_days(900)}, "Lebih dari setahun"),
    "no sector": ({"sectors": []}, "sektor"),
    "no day": ({"comments_until": "besok"}, "misalnya 31/12/2026"),
    "no region": ({"area": "chosen"}, "Pilih paling sedikit satu wilayah"),
    "unknown region": ({"named": ["99.99.99.9999"]}, "Wilayah itu tidak ada"),
    "two hundred": ({"named": [f"33.07.05.{n}" for n in range(2001, 2201)]}, "paling banyak 40"),
    "nul": ({"named": ["33.99\0"]}, "Wilayah itu tidak ada"),
    "empty words": ({"text": "\u200b\u200b"}, "tidak boleh kosong"),
    "other kind": ({"kind": "perda"}, "perda"),
    "not a pdf": ({"file": SimpleUploadedFile("a.pdf", b"GIF89a")}, "Pilih berkas PDF"),
    "broken pdf": ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}, "tidak dapat dibuka"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_said_beside_the_field_and_nothing_is_lost(case, client, sojokerto, people):
    wrong, sentence = BAD[case]
    for upload in filter(lambda each: hasattr(each, "seek"), wrong.values()):
        upload.seek(0)

    sent = post(client, people["drafting head"], reverse("noticeboard:plan"), typed(**wrong))

    html = sent.content.decode()
    assert sent.status_code == 200 and sentence in html and "Bersih." in html
    assert not PlannedRule.objects.exists()


def test_ones_own_region_is_not_named(client, sojokerto, people):
    sent = post(
        client, people["drafting head"], reverse("noticeboard:plan"), typed(named=[sojokerto.pk])
    )
    assert "Sebutkan wilayah lain" in sent.content.decode()


def test_searching_for_a_region_keeps_what_was_typed(client, sojokerto, people):
    data = typed(named_q="Besani", named_search="Cari", file=pdf())

    html = post(client, people["drafting head"], reverse("noticeboard:plan"), data).content.decode()

    assert "Iuran Rp10.000." in html and "Pilih berkasnya lagi" in html
    assert not PlannedRule.objects.exists()


def test_a_subdistrict_plans_no_village_regulation_and_has_no_smaller_area(client, leksono, people):
    html = page(client, people["own officer"], reverse("noticeboard:plan"))

    assert 'value="perdes"' not in html and 'value="edaran"' in html
    assert 'value="own"' not in html and 'value="subdistrict"' in html


@pytest.mark.parametrize("kind", ["perdes", "perkades"])
def test_what_only_a_village_makes_does_not_reach_the_whole_subdistrict(
    client, sojokerto, besani, leksono, people, kind
):
    for wrong, field in (
        ({"area": "subdistrict"}, "area"),
        ({"area": "chosen", "chosen": [leksono.pk]}, "chosen"),
    ):
        data = typed(kind=kind, **wrong)
        sent = post(client, people["drafting head"], reverse("noticeboard:plan"), data)
        assert sent.context["form"].errors.keys() == {field}
    assert not PlannedRule.objects.exists()

    data = typed(kind=kind, area="chosen", chosen=[sojokerto.pk, besani.pk])
    post(client, people["drafting head"], reverse("noticeboard:plan"), data)
    assert PlannedRule.objects.get().kind == kind


def test_who_may_not_plan_reads_why(client, sojokerto, people):
    html = page(client, people["drafting council"], reverse("noticeboard:plan"), 403)
    assert "Rencana aturan diumumkan oleh" in html


def test_a_stale_form_shows_both_and_saves_knowingly(client, sojokerto, people):
    planned = draft(sojokerto)
    post(client, people["drafting head"], at("change", planned), typed(seen=1, title="Lebih dulu"))

    sent = post(
        client, people["drafting secretary"], at("change", planned), typed(seen=1, title="Kedua")
    )
    html = sent.content.decode()
    assert "orang lain telah menyimpan" in html and 'value="Kedua"' in html
    assert fresh(planned).title == "Lebih dulu" and 'name="seen" value="2"' in html

    post(client, people["drafting secretary"], at("change", planned), typed(seen=2, title="Kedua"))
    assert fresh(planned).title == "Kedua"


def test_a_file_is_kept_replaced_or_left_out(client, sojokerto, people):
    head = people["drafting head"]
    planned = draft(sojokerto, file=pdf())
    first = planned.file.name
    post(client, head, at("change", planned), typed(seen=1))
    assert fresh(planned).file.name == first
    post(client, head, at("change", planned), typed(seen=2, file=pdf()))
    assert fresh(planned).file.name != first
    post(client, head, at("change", planned), typed(seen=3, without_file="on"))
    assert not fresh(planned).file and client.get(at("file", planned, 0)).status_code == 404


def test_the_file_of_a_draft_is_for_its_writers(client, sojokerto, people):
    planned = draft(sojokerto, file=pdf())
    assert page(client, people["other head"], at("file", planned, 0), 404)
    client.force_login(people["drafting secretary"].user)
    assert read(client.get(at("file", planned, 0))).startswith(b"%PDF-")


def test_a_new_version_says_what_has_changed(client, sojokerto, besani, people):
    planned = announced(sojokerto, named=[besani])
    head = people["drafting head"]
    assert "Yang berubah" in page(client, head, at("change", planned))

    html = post(
        client,
        head,
        at("change", planned),
        typed(seen=1, comments_until=in_days(13), change_note="x"),
    ).content.decode()
    assert "tidak dapat dipersingkat" in html
    sent = post(
        client, head, at("change", planned),
        typed(seen=1, change_note="Iuran turun.", named=[besani.pk]),
    ).content.decode()  # fmt: skip
    assert "Versi baru telah diumumkan" in sent and "Iuran turun." in sent
    assert fresh(planned).current.number == 2
    assert "Iuran turun." in page(client, head, at("version", planned, 2))
    assert client.get(at("version", planned, 3)).status_code == 404


def test_when_the_time_is_over_a_new_version_opens_it_again(client, sojokerto, besani, people):
    planned = ended(announced(sojokerto, named=[besani]))
    head = people["drafting head"]
    words = {"change_note": "Ulang.", "seen": 1}

    html = post(client, head, at("change", planned), typed(comments_until=in_days(1), **words))
    assert "paling sedikit 3 hari" in html.content.decode()
    post(client, head, at("change", planned), typed(comments_until=in_days(5), **words))

    assert fresh(planned).comments_until == in_days(5)
    assert comment(fresh(planned), people["other head"])


def test_an_overlap_is_shown_with_its_reason_and_what_was_done(client, sojokerto, besani, people):
    other = announced(besani, by=people["other head"], title="Iuran sampah Besani")
    planned = draft(sojokerto)
    head, address = people["drafting head"], at("overlap", planned, "rencana", other.code)
    html = page(client, head, at("check", planned))
    assert "Sektor sama: pengelolaan sampah; wilayah berdekatan: Desa Besani" in html

    assert "Iuran sampah Besani" in page(client, head, address)
    sent = post(client, head, address, {"token": uuid.uuid4(), "text": "Tarif disamakan."})
    assert sent.redirect_chain[-1][0] == at("check", planned)
    assert "Tarif disamakan." in sent.content.decode()
    assert page(client, head, at("overlap", planned, "rencana", "XXXXXXX"), 404)
    announced_one = actions.announce(planned, by=head, seen=1)
    assert "Tarif disamakan." in page(client, people["other head"], at("detail", announced_one))
    assert page(client, people["other head"], address, 403)


def test_a_draft_with_too_little_time_is_not_announced(client, sojokerto, people):
    planned = draft(sojokerto, comments_until=in_days(1), effective_on=in_days(9))

    html = post(client, people["drafting head"], at("check", planned), {"seen": 1}).content.decode()

    assert "paling tidak sampai" in html and "Belum ada" in html
    assert fresh(planned).state == "draft"


def test_an_announced_one_has_nothing_to_check(client, sojokerto, people):
    planned = announced(sojokerto)
    client.force_login(people["drafting head"].user)
    assert client.get(at("check", planned)).url == at("detail", planned)


def said(**words):
    return {
        "token": uuid.uuid4(),
        "seen": 1,
        "stance": "concern",
        "text": "Jam lewat truk.",
    } | words


def test_a_comment_a_correction_and_a_reply_stand_on_the_page(client, sojokerto, besani, people):
    planned = announced(sojokerto, named=[besani])
    other, head = people["other head"], people["drafting head"]
    assert "Kami keberatan" in page(client, other, at("comment", planned))

    html = post(client, other, at("comment", planned), said(words="Truk lewat siang."))
    html = html.content.decode()
    assert "Jam lewat truk." in html and "Truk lewat siang." in html and "Memberi catatan" in html
    assert "Desa Besani sudah memberi tanggapan." in html and "Bagaimana pandangan" not in html
    first = RuleComment.objects.get()
    assert "Jam lewat truk." in page(client, other, at("correct", planned, first.pk))
    html = post(
        client, other, at("correct", planned, first.pk), said(stance="support", text="Baik.")
    )
    assert "Diperbaiki kemudian" in html.content.decode()

    assert "Baik." in page(client, head, at("reply", planned, first.pk + 1))
    html = post(
        client,
        head,
        at("reply", planned, first.pk + 1),
        {"token": uuid.uuid4(), "text": "Terima kasih."},
    ).content.decode()
    assert "Jawaban Desa Sojokerto" in html and "Terima kasih." in html
    assert page(client, other, at("reply", planned, first.pk), 403)
    assert page(client, head, at("reply", planned, 0), 404)


def test_other_regions_are_shown_apart(client, sojokerto, besani, people):
    planned = announced(sojokerto, named=[besani])
    comment(planned, people["stranger head"], text="Kami ikut membaca.")

    html = page(client, None, at("detail", planned))
    apart = page(client, None, at("detail", planned) + "?dari=lain")

    assert "Kami ikut membaca." not in html and "Belum ada tanggapan." in html
    assert "Kami ikut membaca." in apart


def test_words_that_come_too_late_are_shown_to_copy(client, sojokerto, besani, people):
    planned = ended(announced(sojokerto, named=[besani]))

    sent = post(
        client, people["other head"], at("comment", planned), said(text="Terlambat dua hari.")
    )

    html = sent.content.decode()
    assert sent.status_code == 409 and "Masa tanggapan berakhir pada" in html
    assert "Terlambat dua hari." in html


def test_a_comment_on_a_version_that_is_old_by_now_is_sent_knowingly(
    client, sojokerto, besani, people
):
    planned = announced(sojokerto, named=[besani])
    head = people["drafting head"]
    post(client, head, at("change", planned), typed(seen=1, change_note="Iuran turun."))

    html = post(client, people["other head"], at("comment", planned), said()).content.decode()
    assert "versi baru telah diumumkan" in html and "Jam lewat truk." in html
    post(client, people["other head"], at("comment", planned), said(seen=2))
    assert RuleComment.objects.get().version.number == 2


def result(**words):
    return {
        "token": uuid.uuid4(), "seen": 0, "result": "adopted", "summary": "Jam diubah.",
        "number": "3 Tahun 2026", "dated_on": in_days(0), "in_force_on": in_days(5),
    } | words  # fmt: skip


def test_the_outcome_from_form_to_page(client, sojokerto, besani, people):
    planned = ended(announced(sojokerto, named=[besani]))
    head = people["drafting head"]
    assert "Catat hasil" in page(client, head, at("detail", planned))
    assert "Tindak lanjut atas tanggapan" in page(client, head, at("outcome", planned))

    html = post(client, head, at("outcome", planned), result()).content.decode()
    assert "3 Tahun 2026" in html and "Jam diubah." in html and "belum berlaku" in html
    html = post(
        client, head, at("outcome", planned), result(number="4 Tahun 2026")
    ).content.decode()
    assert "hasil lain telah dicatat" in html and "4 Tahun 2026" in html
    seen = planned.outcomes.get().pk
    gazette = {"gazette_number": "7", "promulgated_on": in_days(0)}
    post(client, head, at("outcome", planned), result(seen=seen, number="4 Tahun 2026", **gazette))
    html = page(client, None, at("detail", planned))
    assert "4 Tahun 2026" in html and "3 Tahun 2026" not in html


WRONG_OUTCOMES = {
    "number": ({"number": ""}, "Tuliskan nomor"),
    "day": ({"dated_on": ""}, "Tuliskan tanggal"),
    "to come": ({"dated_on": in_days(3)}, "belum tiba"),
    "too early": ({"in_force_on": in_days(-1)}, "setelah hari terakhir tanggapan"),
    "half a gazette": ({"gazette_number": "7"}, "Berita Desa"),
    "other half": ({"promulgated_on": in_days(0)}, "Berita Desa"),
    "too early a gazette": ({"gazette_number": "7", "promulgated_on": in_days(-1)}, "Diundangkan"),
    "no gazette day": ({"gazette_number": "7", "promulgated_on": "kemarin"}, "misalnya 31/12/2026"),
    "summary": ({"summary": ""}, "tidak boleh kosong"),
}


@pytest.mark.parametrize("case", WRONG_OUTCOMES)
def test_a_wrong_outcome_is_said_beside_the_field(case, client, sojokerto, people):
    wrong, sentence = WRONG_OUTCOMES[case]
    planned = ended(announced(sojokerto))

    html = post(client, people["drafting head"], at("outcome", planned), result(**wrong))

    assert sentence in html.content.decode() and fresh(planned).state == "announced"


def test_what_is_given_up_needs_no_number(client, sojokerto, people):
    planned = ended(announced(sojokerto))

    post(client, people["drafting head"], at("outcome", planned),
         result(result="given_up", number="x", dated_on="kemarin"))  # fmt: skip

    assert fresh(planned).outcome == "given_up" and planned.outcomes.get().number == ""


def test_a_draft_has_no_outcome_and_a_withdrawal_says_why(client, sojokerto, people):
    planned, head = draft(sojokerto), people["drafting head"]
    assert page(client, head, at("outcome", planned), 404)
    assert "Draf dibatalkan" in page(client, head, at("withdraw", planned))

    html = post(client, head, at("withdraw", planned), {"reason": "Belum perlu."}).content.decode()
    assert "Belum perlu." in html
    assert page(client, people["other head"], at("detail", planned), 404)
    shown = announced(sojokerto)
    post(client, head, at("withdraw", shown), {"reason": "Diganti."})
    assert "Diganti." in page(client, people["other head"], at("detail", shown))
