"""Pages of the running phase: the project's page, the forms, the list of reports, the photos."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from projects import actions
from projects.models import Photo, Project, Report, ReportDraft
from projects.views import running as pages
from projects.waiting import waiting_for
from tests.factories.projects import ProjectFactory, in_days
from tests.factories.villages import MandateFactory, RegionFactory
from tests.papers import picture_bytes, upload
from tests.projects.conftest import url_of
from tests.projects.reports import fresh, milestones_of, photo, running, send, words
from tests.projects.test_reading import count

pytestmark = pytest.mark.django_db
S = Project.State


def typed(**changes):
    """What a browser sends of a report."""
    return {
        "token": str(uuid.uuid4()), "on": in_days(0).isoformat(), "percent": "40",
        "work": "Pipa utama terpasang.", "spent": "120 juta", "kirim": "1",
        **{f"stage_{slot}": "50" for slot in range(3)},
    } | changes  # fmt: skip


def jpeg(name="foto.jpg"):
    return upload(picture_bytes(size=(1200, 900)), name, "image/jpeg")


def text_of(page):
    return page.content.decode()


# --- writing a report ----------------------------------------------------------------------


def test_a_report_with_a_photo_goes_out_and_everybody_reads_it(as_, work, head, client):
    milestone = work.milestones.first()
    form = typed(
        reached=[milestone.pk], obstacles="Hujan.", next_steps="Bak kedua.",
        photo_0=jpeg(), caption_0="Pipa di lereng", stage_0="100",
    )  # fmt: skip
    answer = as_(head).post(url_of("report", work), form, follow=True)
    assert answer.redirect_chain[0][0] == f"{work.get_absolute_url()}#kabar"
    client.logout()
    html = text_of(client.get(work.get_absolute_url()))
    for words_ in (
        "Laporan 1, Desa Sojokerto", "40%", "Rp120.000.000", "Pipa utama terpasang.", "Hujan.",
        "Bak kedua.", "Tonggak tercapai: Tonggak 1", 'alt="Pipa di lereng"', "Selesai (100%)",
        'width="480" height="360" loading="lazy"', "1 dari 2 selesai, bobot 40%", 'role="img"',
    ):  # fmt: skip
        assert words_ in html, words_


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"percent": "101"}, "dari 0 sampai 100"),
        ({"percent": "-1"}, "dari 0 sampai 100"),
        ({"percent": "1" + "0" * 400}, "dari 0 sampai 100"),
        ({"percent": "4.5"}, "dari 0 sampai 100"),
        ({"percent": ""}, "dari 0 sampai 100"),
        ({"spent": "-5"}, "tidak boleh kurang dari nol"),
        ({"spent": "1" + "0" * 400}, "terlalu besar"),
        ({"spent": ""}, "0 jika belum ada"),
        ({"on": in_days(2).isoformat()}, "belum tiba"),
        ({"on": "1999-01-01"}, "belum dimulai"),
        ({"on": "kemarin"}, "31/12/2026"),
        ({"on": "0000-00-00"}, "31/12/2026"),
        ({"work": " "}, "Tulis apa yang sudah dikerjakan"),
        ({"work": "x" * 2001}, "2000"),
        ({"reached": ["999999"]}, "999999"),
        ({"stage_0": "7"}, "7"),
        ({"token": "abc"}, "Halaman ini tidak lengkap"),
    ],
)
def test_what_is_not_right_is_said_kept_and_not_sent(as_, work, head, wrong, says):
    page = as_(head).post(url_of("report", work), typed(next_steps="Bak kedua.") | wrong)
    assert page.status_code == 200
    assert says in text_of(page)
    assert "Bak kedua." in text_of(page)
    assert not Report.objects.exists()
    assert ReportDraft.objects.get().typed["next_steps"] == ["Bak kedua."]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (upload(b"%PDF-1.4", "foto.jpg", "image/jpeg"), "Berkas ini jenis lain"),
        (upload(b"\xff\xd8\xff rusak", "foto.jpg", "image/jpeg"), "tidak dapat dibuka"),
        (upload(b"", "foto.jpg", "image/jpeg"), "kosong"),
    ],
)
def test_a_file_that_lies_is_refused_and_the_good_photo_stays(as_, work, head, file, says):
    file.seek(0)
    form = typed(photo_0=jpeg(), caption_0="Baik", photo_1=file, caption_1="Bohong")
    page = as_(head).post(url_of("report", work), form)
    assert says in text_of(page)
    kept = Photo.objects.get()
    assert (kept.slot, kept.caption) == (0, "Baik")
    assert kept.small_url in text_of(page)
    assert not Report.objects.exists()

    answer = as_(head).post(url_of("report", work), typed(caption_0="Baik sekali"))
    assert answer.status_code == 302
    assert Report.objects.get().photos.get().caption == "Baik sekali"


def test_a_photo_needs_words(as_, work, head):
    page = as_(head).post(url_of("report", work), typed(photo_2=jpeg(), caption_2="x" * 151))
    assert "150" in text_of(page)
    page = as_(head).post(url_of("report", work), typed(photo_0=jpeg()))
    assert "Tulis singkat isi foto" in text_of(page)


def test_too_large_a_photo(as_, work, head, settings):
    settings.UPLOAD_MAX_BYTES = 100
    page = as_(head).post(url_of("report", work), typed(photo_0=jpeg(), caption_0="a"))
    assert "10 MB" in text_of(page)


def test_a_draft_is_kept_shown_again_and_seen_by_nobody_else(as_, work, head, secretary):
    form = typed(percent="abc", photo_0=jpeg(), caption_0="Pipa", simpan="1")
    answer = as_(head).post(url_of("report", work), form)
    assert answer.url == url_of("report", work)
    html = text_of(as_(head).get(url_of("report", work)))
    assert "Pipa utama terpasang." in html
    assert 'value="abc"' in html
    assert form["token"] in html
    picture = Photo.objects.get().small_url
    assert picture in html
    own = as_(head).get(picture)
    assert own["Cache-Control"] == "private, no-store"
    assert b"".join(own.streaming_content)[8:12] == b"WEBP"
    assert as_(secretary).get(picture).status_code == 404
    assert "Pipa utama" not in text_of(as_(secretary).get(url_of("report", work)))
    assert "Pipa utama" not in text_of(as_(secretary).get(work.get_absolute_url()))


def test_a_second_press_leads_to_the_same_report(as_, work, head):
    form = typed()
    for _turn in range(2):
        assert as_(head).post(url_of("report", work), form).status_code == 302
    answer = as_(head).post(url_of("report", work), form | {"simpan": "1"}, follow=True)
    assert "sudah terkirim" in text_of(answer)
    assert Report.objects.count() == 1
    assert not ReportDraft.objects.exists()


@pytest.mark.parametrize(
    ("less", "says"), [({"percent": "10"}, "menyebut 40%"), ({"spent": "1 juta"}, "lebih tinggi")]
)
def test_less_than_before_is_asked_for_its_reason(as_, work, head, less, says):
    send(work, head)
    page = as_(head).post(url_of("report", work), typed(**less))
    assert says in text_of(page)
    as_(head).post(url_of("report", work), typed(**less, going_back="Diukur ulang."))
    html = text_of(as_(head).get(work.get_absolute_url()))
    assert "Lebih rendah daripada sebelumnya karena:" in html
    assert "Diukur ulang." in html


def test_not_before_the_day_of_the_last_report(as_, work, head):
    send(work, head)
    page = as_(head).post(url_of("report", work), typed(on=in_days(-1).isoformat()))
    assert "Laporan terakhir menjelaskan hari yang lebih baru" in text_of(page)


def test_who_was_overtaken_keeps_his_words(as_, work, head, monkeypatch):
    last = send(work, head, percent=90)
    monkeypatch.setattr(pages, "_report_form", _form_from_before(last))
    page = as_(head).post(url_of("report", work), typed())
    assert "menyebut 90%" in text_of(page)
    assert ReportDraft.objects.get().typed["work"] == ["Pipa utama terpasang."]


def _form_from_before(last):
    """As if the last report had come between the look at it and the sending."""
    made = pages._report_form

    def form(request, project, draft):
        report = made(request, project, draft)
        report.last = None
        del report.fields["going_back"]
        return report

    return form


def test_spending_above_the_cost_is_said(as_, work, head):
    answer = as_(head).post(url_of("report", work), typed(spent="800 juta"), follow=True)
    assert "melebihi biaya yang disepakati para mitra" in text_of(answer)
    assert "Pengeluaran melebihi biaya yang disepakati" in text_of(answer)


def test_a_partner_is_not_asked_for_percent_and_money(as_, work, partner_heads):
    html = text_of(as_(partner_heads[0]).get(url_of("report", work)))
    assert "Tonggak 2" in html
    assert "Tonggak 1" not in html
    assert 'name="percent"' not in html
    form = {"on": in_days(-2).isoformat(), "work": "Bak selesai.", "kirim": "1"}
    assert as_(partner_heads[0]).post(url_of("report", work), form).status_code == 302
    assert Report.objects.get().percent is None


def test_without_open_milestones_none_is_asked_for(as_, work, head):
    work.milestones.update(done_on=in_days(-1))
    assert 'name="reached"' not in text_of(as_(head).get(url_of("report", work)))


@pytest.mark.parametrize("name", ["report", "plan"])
def test_strangers_are_forbidden_and_drafts_are_not_there(as_, work, name):
    stranger = MandateFactory()
    for method in ("get", "post"):
        assert getattr(as_(stranger), method)(url_of(name, work)).status_code == 403
        hidden = ProjectFactory(state=S.DRAFT)
        assert getattr(as_(stranger), method)(url_of(name, hidden)).status_code == 404


def test_a_finished_project_leads_back(as_, work, head):
    actions.finish(work, by=head)
    answer = as_(head).post(url_of("report", work), typed(), follow=True)
    assert "Laporan ditulis selama pekerjaan berjalan: proyek ini selesai." in text_of(answer)


def test_a_second_click_finds_the_work_finished(as_, work, head):
    work.milestones.update(done_on=work.today)
    Project.objects.filter(pk=work.pk).update(percent=100)
    for says in ("Proyek sudah selesai.", "Pekerjaan ini sudah diselesaikan."):
        answer = as_(head).post(url_of("finish", work), follow=True)
        assert says in text_of(answer)


# --- milestones ----------------------------------------------------------------------------


def rows(*titles, **changes):
    """What a browser sends of a plan."""
    form = {"rhythm": "month"}
    for index, (title, owner) in enumerate(titles):
        form |= {
            f"title_{index}": title, f"owner_{index}": owner.pk, f"weight_{index}": "",
            f"planned_on_{index}": in_days(10).isoformat(), f"done_on_{index}": "",
        }  # fmt: skip
    return form | changes


def mark_of(client, project):
    return client.get(url_of("plan", project)).context["form"].initial["mark"]


def test_milestones_without_weights_weigh_the_same(as_, lead, partners, head):
    project = ProjectFactory(lead=lead, partners=partners, state=S.AGREED)
    client = as_(head)
    form = rows(
        ("survei", lead), ("Pipa", partners[0]), ("Bak", lead), mark=mark_of(client, project)
    )
    assert client.post(url_of("plan", project), form).status_code == 302
    assert list(project.milestones.values_list("title", "weight")) == [
        ("Survei", 34), ("Pipa", 33), ("Bak", 33),
    ]  # fmt: skip
    html = text_of(client.get(project.get_absolute_url()))
    assert "0 dari 3 selesai" in html
    assert "Garis waktu: 0 dari 3 tonggak selesai, 0 terlambat." in html


def test_an_emptied_row_is_taken_out(as_, work, lead, head):
    client = as_(head)
    first, second = work.milestones.all()
    form = rows(("", lead), ("Bak", lead), mark=mark_of(client, work))
    form |= {"pk_0": first.pk, "weight_0": "40", "pk_1": second.pk, "weight_1": "100"}
    assert client.post(url_of("plan", work), form).status_code == 302
    assert [(m.pk, m.title, m.weight) for m in work.milestones.all()] == [(second.pk, "Bak", 100)]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"weight_0": "50", "weight_1": "49"}, "Jumlah bobot 99 persen"),
        ({"weight_0": "100"}, "Isi bobot semua tonggak"),
        ({"weight_0": "0", "weight_1": "100"}, "dari 1 sampai 100"),
        ({"weight_0": "1" + "0" * 400}, "dari 1 sampai 100"),
        ({"weight_0": "x"}, "dari 1 sampai 100"),
        ({"owner_0": "33.07.99.2001"}, "Pilih wilayah yang ikut serta"),
        ({"owner_0": ""}, "Pilih penanggung jawabnya"),
        ({"planned_on_0": ""}, "Isi tanggal targetnya"),
        ({"done_on_0": in_days(2).isoformat()}, "belum tiba"),
        ({"done_on_0": in_days(-61).isoformat()}, "belum dimulai"),
        ({"done_on_0": "1000-01-01"}, "belum dimulai"),
        ({"title_0": "", "weight_0": "5"}, "Tulis nama tonggak"),
        ({"title_0": "x" * 151}, "150"),
        ({"rhythm": "daily"}, "daily"),
        ({"rhythm": ""}, "seberapa sering"),
        ({"pk_0": "9" * 30}, "Halaman ini tidak lengkap"),
    ],
)
def test_a_plan_that_is_not_right_is_said_and_not_saved(
    as_, work, lead, partners, head, wrong, says
):
    client = as_(head)
    form = rows(("Survei", lead), ("Pipa jauh", partners[0]), mark=mark_of(client, work)) | wrong
    page = client.post(url_of("plan", work), form)
    assert page.status_code == 200
    assert says in text_of(page)
    assert "Pipa jauh" in text_of(page)
    assert [m.title for m in work.milestones.all()] == ["Tonggak 1", "Tonggak 2"]


@pytest.mark.parametrize(
    ("target", "is_taken"),
    [
        (in_days(-600), False),
        (in_days(0), True),
        (date(in_days(0).year + 9, 1, 1), True),
        (date(in_days(0).year + 13, 1, 1), False),
        (date(9999, 12, 31), False),
    ],
)
def test_a_target_lies_near_the_time_of_the_project(as_, work, lead, head, target, is_taken):
    Project.objects.filter(pk=work.pk).update(proposed_at=work.started_at)
    client = as_(head)
    form = rows(("Survei", lead), mark=mark_of(client, work), planned_on_0=target.isoformat())
    page = client.post(url_of("plan", work), form)
    assert (page.status_code == 302) == is_taken
    if not is_taken:
        assert page.context["form"].errors.keys() == {"planned_on_0"}


def test_nothing_is_done_before_the_work_begins(as_, lead, partners, head):
    project = ProjectFactory(lead=lead, partners=partners, state=S.AGREED)
    client, address = as_(head), url_of("plan", project)
    form = rows(("Survei", lead), mark=mark_of(client, project))
    page = client.post(address, form | {"done_on_0": in_days(0).isoformat()})
    assert page.context["form"].errors.keys() == {"done_on_0"}
    assert "Pada hari itu pekerjaan belum dimulai" in text_of(page)
    assert client.post(address, form).status_code == 302


def test_a_plan_changed_by_another_keeps_the_words(as_, work, lead, head):
    page = as_(head).post(url_of("plan", work), rows(("Survei", lead), mark="alt"))
    assert "orang lain" in text_of(page)
    assert "belum tersimpan" in text_of(page)
    assert "Survei" in text_of(page)


def test_all_milestones_may_be_taken_out(as_, work, lead, head):
    client = as_(head)
    assert client.post(url_of("plan", work), rows(mark=mark_of(client, work))).status_code == 302
    assert "Belum ada tonggak" in text_of(client.get(work.get_absolute_url()))


# --- reading -------------------------------------------------------------------------------


def test_late_reports_are_shown_openly(client, work, head):
    Project.objects.update(report_due_on=in_days(-5))
    for address in (work.get_absolute_url(), reverse("projects:list")):
        assert "Laporan terlambat 5 hari" in text_of(client.get(address))
    task = waiting_for(head, head.user)[0]
    assert (task.title, task.note) == (f"Tulis laporan: {work.title}", "Laporan terlambat 5 hari")
    assert (task.url, task.due) == (url_of("report", work), in_days(-5))


def test_a_week_before_its_day_the_report_waits(work, head, partner_heads):
    Project.objects.update(report_due_on=in_days(8))
    assert waiting_for(head, head.user) == []
    Project.objects.update(report_due_on=in_days(7))
    assert waiting_for(head, head.user)[0].note == "Sejauh mana pekerjaan berjalan?"
    assert waiting_for(partner_heads[0], partner_heads[0].user) == []


def test_milestones_late_and_ahead_are_told_in_words(client, work):
    work.milestones.filter(number=1).update(planned_on=in_days(-4))
    html = text_of(client.get(work.get_absolute_url()))
    assert "terlambat 4 hari" in html
    assert "0 dari 2 tonggak selesai, 1 terlambat" in html
    assert "Belum ada laporan." in html
    assert "proyek ini melapor setiap bulan" in html


def test_the_newest_four_stand_on_the_page_and_all_in_the_list(client, work, head):
    for number in range(12):
        send(
            work, head, work=f"Pekan {number}", percent=number, pictures=[photo()] * (number == 11)
        )
    html = text_of(client.get(work.get_absolute_url()))
    assert [f"Pekan {n}" in html for n in (11, 8, 7)] == [True, True, False]
    first, second = (text_of(client.get(url_of("reports", work) + f"?page={n}")) for n in (1, 2))
    assert ("Pekan 2" in first, "Pekan 1<" in second, "Halaman 1 dari 2" in first) == (
        True,
        True,
        True,
    )


def test_who_saves_data_gets_the_photos_by_a_tap(client, work, head):
    picture = send(work, head, pictures=[photo()]).photos.get()
    html = text_of(client.get(work.get_absolute_url(), headers={"save-data": "on"}))
    assert f'href="{picture.large_url}"' in html
    assert "Lihat foto" in html
    assert picture.small_url not in html


def test_the_list_of_reports_may_be_empty(client, work):
    assert "Belum ada laporan" in text_of(client.get(url_of("reports", work)))


def test_the_photos_of_a_report_are_for_everybody(client, work, head):
    report = send(work, head, pictures=[photo()])
    shown = report.photos.get()
    for address in (shown.small_url, shown.large_url):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert answer["Cache-Control"] == "public, max-age=86400"
        assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert client.get(shown.url("raksasa")).status_code == 404
    assert client.get(reverse("projects:photo", args=[2**40, "kecil"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "price"),
    [
        # mandates; project, seats, their regions, answers, contributions, fits, attachments,
        # versions; budget, commitments; milestones; statements; indicators, benefits; reports,
        # photos, the lead's last; what was merged into it, offers; meetings, agreements; trail;
        # followers
        ("detail", 29),
        # mandates; project, how many reports, reports, photos
        ("reports", 5),
        # mandates; project, seats, their regions, answers; milestones; draft, the lead's last
        ("report", 8),
        # mandates; project, seats, their regions, answers; milestones
        ("plan", 6),
    ],
)
def test_pages_cost_the_same_with_few_and_with_many(as_, lead, partners, head, name, price):
    few, many = (running(lead, partners) for _size in range(2))
    milestones_of(few, lead, partners[0])
    milestones_of(many, *[lead, *partners] * 4, weights=[9] * 11 + [1])
    for project, size in ((few, 1), (many, 4)):
        for _turn in range(size):
            send(project, head, pictures=[photo(slot) for slot in range(min(3, size))])
    client = as_(head)
    client.get(url_of(name, few))
    least = count(client, url_of(name, few))
    assert count(client, url_of(name, many)) == least == price


def test_the_list_of_projects_costs_the_same_with_late_ones(as_, lead, head):
    running(lead, [RegionFactory()], due=-5)
    client = as_(head)
    client.get(reverse("projects:list"))
    one = count(client, reverse("projects:list"))
    for _turn in range(4):
        send(running(lead, [RegionFactory()], due=-5), head)
    assert count(client, reverse("projects:list")) == one


def test_a_report_of_a_partner_leaves_spending_as_it_was(client, work, head, partner_heads):
    send(work, head)
    send(work, partner_heads[0], token=words()["token"], work="Bak kedua selesai.")
    html = text_of(client.get(work.get_absolute_url()))
    assert "Terpakai" in html
    assert "Rp120\u00a0juta" in html
    assert fresh(work).percent == 40
