"""Addresses of meetings, of date polls, and of what outlives them: decisions and tasks."""

from django.urls import include, path

from meetings.views import (
    addenda,
    agenda_papers,
    answering,
    asking,
    attending,
    backlog,
    calling,
    changing,
    checking_in,
    deciding,
    detail,
    feeds,
    following,
    letters,
    listing,
    minuting,
    papers,
    polls,
    reminders,
    reviewing,
    series,
    voting,
)

app_name = "meetings"

sittings = [
    path("", listing.MeetingList.as_view(), name="list"),
    path("undang/", calling.call, name="call"),
    path("jawab/<str:token>/", answering.answer_by_link, name="answer_link"),
    path("jawab/<str:token>/surat.pdf", letters.letter_by_link, name="letter_link"),
    path("tamu/<str:token>/surat.pdf", letters.letter_for_guest, name="guest_letter"),
    path("<int:pk>/", detail.MeetingDetail.as_view(), name="detail"),
    path("<int:pk>/undangan.ics", detail.calendar, name="calendar"),
    path("<int:pk>/undangan.pdf", letters.letter, name="letter"),
    path("<int:pk>/undangan.docx", letters.letter, {"ending": "docx"}, name="letter_docx"),
    path("<int:pk>/jawab/", answering.answer, name="answer"),
    path("<int:pk>/kuasa/<kode:code>/", answering.proxy_letter, name="proxy_letter"),
    path("<int:pk>/ubah/", changing.change, name="change"),
    path("<int:pk>/pindah/", changing.move, name="move"),
    path("<int:pk>/batal/", changing.cancel, name="cancel"),
    path("<int:pk>/selesai/", changing.close, name="close"),
    path("<int:pk>/bahan/", agenda_papers.papers, name="papers"),
    path("<int:pk>/bahan/<int:paper>/", agenda_papers.paper, name="paper"),
    path("<int:pk>/bahan/<int:paper>/hapus/", agenda_papers.remove, name="remove_paper"),
    path("<int:pk>/keputusan/", deciding.record, name="decide"),
    path("<int:pk>/tindak-lanjut/", following.give, name="give_task"),
]
reminding = [
    path("<int:pk>/pengingat/", reminders.reminders, name="reminders"),
    path("<int:pk>/pengingat/hentikan/", reminders.stop_kind, name="reminders_stop"),
    path("pengingat/<int:pk>/hentikan/", reminders.stop, name="reminder_stop"),
    path("pengingat/<int:pk>/ulang/", reminders.resend, name="reminder_resend"),
    path("pengingat/forum/<int:pk>/", reminders.rules_of_forum, name="reminder_rules"),
]
decisions = [
    path("<slug:code>/", deciding.detail, name="decision"),
    path("<slug:code>/mufakat/", deciding.adopt, name="adopt"),
    path("<slug:code>/cabut/", deciding.withdraw, name="withdraw_decision"),
    path("<slug:code>/pungut-suara/", voting.start, name="open_vote"),
    path("<slug:code>/suara/", voting.ballot, name="ballot"),
    path("<slug:code>/suara/<int:elector>/", voting.record, name="record_ballot"),
    path("<slug:code>/tutup-suara/", voting.close, name="close_vote"),
]
feed_addresses = [
    path("<str:token>.ics", feeds.personal, name="calendar_feed"),
    path("forum/<int:pk>.ics", feeds.of_forum, name="forum_feed"),
]
minutes = [
    path("notulen/", minuting.write, name="minuting"),
    path("notulen/simpan/", minuting.save, name="minutes_save"),
    path("notulen/pena/", minuting.pen, name="minutes_pen"),
    path("notulen/tandai/", minuting.mark, name="minutes_mark"),
    path("notulen/keadaan/", minuting.state, name="minutes_state"),
    path("notulen/periksa/", reviewing.check, name="minutes_check"),
    path("berita-acara/", reviewing.detail, name="minutes"),
    *(
        path(
            f"{name}.{ending}",
            papers.paper,
            {"name": name, "ending": ending},
            name=f"minutes_{'record' if name == 'berita-acara' else 'notes'}_{ending}",
        )
        for name, ending in papers.MAKERS
    ),
    path("berita-acara/benar/", reviewing.confirm, name="minutes_confirm"),
    path("berita-acara/catatan/", reviewing.remark, name="minutes_remark"),
    path("berita-acara/catatan/<int:remark_pk>/", reviewing.reply, name="minutes_reply"),
    path("berita-acara/kembali/", reviewing.take_back, name="minutes_take_back"),
    path("berita-acara/sahkan/", reviewing.approve, name="minutes_approve"),
    path("berita-acara/segel/", reviewing.seal, name="minutes_seal"),
    path("berita-acara/adendum/", reviewing.add, name="minutes_add"),
    path(
        "berita-acara/adendum/<int:number>/benar/", addenda.confirm, name="minutes_confirm_addendum"
    ),
    path(
        "berita-acara/adendum/<int:number>/keberatan/",
        addenda.object_to,
        name="minutes_object_to_addendum",
    ),
    path("berita-acara/berkas/", reviewing.upload, name="minutes_upload"),
    path(
        "berita-acara/berkas/<int:copy_pk>/",
        reviewing.signed_copy,
        name="minutes_signed_copy",
    ),
]
proposals = [
    path("", backlog.Backlog.as_view(), name="backlog"),
    path("baru/", backlog.propose, name="propose_topic"),
    path("<int:topic>/", backlog.detail, name="backlog_topic"),
    path("<int:topic>/tarik/", backlog.withdraw, name="withdraw_proposal"),
    path("<int:topic>/tolak/", backlog.decline, name="decline_topic"),
]
recurring = [
    path("baru/", series.start, name="start_series"),
    path("<int:pk>/", series.series_detail, name="series"),
    path("<int:pk>/ubah/", series.change, name="change_series"),
    path("<int:pk>/akhiri/", series.end, name="end_series"),
    path("tanggal/<int:pk>/ubah/", series.change_occurrence, name="change_occurrence"),
    path("tanggal/<int:pk>/batal/", series.cancel_occurrence, name="cancel_occurrence"),
]
date_polls = [
    path("tanya/", asking.ask, name="ask"),
    path("jawab/<str:token>/", polls.answer_by_link, name="poll_link"),
    path("<int:pk>/", polls.poll_detail, name="poll"),
    path("<int:pk>/jawab/", polls.answer, name="answer_poll"),
    path("<int:pk>/tarik/", polls.withdraw, name="withdraw_poll"),
]
in_the_room = [
    path("hadir/", attending.attendance, name="room"),
    path("hadir/tandai/", attending.mark, name="attendance_mark"),
    path("hadir/tambah/", attending.add, name="attendance_add"),
    path("hadir/orang/<int:mandate>/", attending.expected, name="attendance_expected"),
    path("hadir/<int:row>/", attending.correct, name="attendance_correct"),
    path("hadir/<int:row>/pastikan/", attending.confirm, name="attendance_confirm"),
    path("hadir/<int:row>/hapus/", attending.remove, name="attendance_remove"),
    path("hadir/qr/", attending.door, name="door"),
    path("hadir/keadaan/", attending.move_room, name="room_state"),
    path("tunda/", attending.adjourn, name="adjourn"),
    path("daftar-hadir.pdf", attending.sheet, name="attendance_sheet"),
    path("daftar-hadir.docx", attending.sheet, {"ending": "docx"}, name="attendance_sheet_docx"),
    path("masuk/<str:code>/", checking_in.check_in, name="check_in"),
]
tasks = [
    path("", following.TaskList.as_view(), name="tasks"),
    path("<int:pk>/", following.detail, name="task"),
]
urlpatterns = [
    path("kalender/", include(feed_addresses)),
    path("saya/kalender/", feeds.subscription, name="subscription"),
    path("saya/kalender/cabut/", feeds.unsubscribe, name="unsubscribe"),
    path("pertemuan/", include(sittings)),
    path("pertemuan/", include(reminding)),
    path("pertemuan/<int:pk>/", include(minutes)),
    path("pertemuan/berita-acara/<slug:check_code>/", papers.verify, name="minutes_verify"),
    path("pertemuan/<int:pk>/", include(in_the_room)),
    path("keputusan/", include(decisions)),
    path("jajak/", include(date_polls)),
    path("pertemuan/rangkaian/", include(recurring)),
    path("forum/<int:pk>/usulan/", include(proposals)),
    path("tindak-lanjut/", include(tasks)),
]
