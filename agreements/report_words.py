"""The words of an implementation report: the first draft of its chapters, its figures as lines, and
its exact text.

An official paper: its words are Indonesian in every language of the page.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from core import formats

TITLES = {
    "introduction": "Pendahuluan",
    "progress": "Pelaksanaan",
    "problems": "Masalah dan solusi",
    "follow_up": "Rencana tindak lanjut",
    "closing": "Penutup",
}
STAGES = {0: "sebelum pekerjaan (0%)", 50: "setengah jalan (50%)", 100: "selesai (100%)"}


@dataclass(frozen=True)
class Table:
    """A part of the figures: a head line, titles of columns, rows of words."""

    title: str
    columns: tuple
    rows: list


def _day(iso):
    return formats.day(date.fromisoformat(iso))


def first_words(agreement, first, last, figures):
    """What stands in the chapters before anybody has written in them."""
    with override("id"):
        return {
            "introduction": _introduction(agreement, first, last, figures),
            "progress": _progress(figures),
            "problems": _problems(figures),
            "follow_up": _follow_up(figures),
            "closing": (
                "Demikian laporan ini disampaikan sebagai pertanggungjawaban pelaksanaan kerja "
                "sama kepada para pihak."
            ),
        }


def _introduction(agreement, first, last, figures):
    return (
        f"{agreement.title} berlaku dari {formats.day(agreement.starts_on)} sampai dengan "
        f"{formats.day(agreement.ends_on)} antara {', '.join(figures['parties'])}. Laporan ini "
        f"meliputi pelaksanaan dari {formats.day(first)} sampai dengan {formats.day(last)}."
    )


def _progress(figures):
    lines = []
    if project := figures["project"]:
        lines.append(
            f"Pekerjaan pada proyek {project['title']} telah mencapai {project['percent']}%. "
            f"Dana yang diterima seluruhnya {formats.rupiah(project['received'])}, dibelanjakan "
            f"{formats.rupiah(project['spent'])}."
        )
    due = figures["obligations"]
    if due:
        late = sum(row["late"] for row in due)
        lines.append(
            f"Dalam masa laporan {len(due)} kewajiban jatuh tempo; {late} di antaranya terlambat "
            f"atau disanggah."
        )
    else:
        lines.append("Dalam masa laporan tidak ada kewajiban yang jatuh tempo.")
    return "\n".join(lines)


def _problems(figures):
    project = figures["project"] or {"obstacles": []}
    lines = [_pause(row) for row in figures["pauses"]]
    lines += [f"{_day(row['on'])}: {row['text']}" for row in project["obstacles"]]
    lines += [
        f"Dari masa sebelumnya dan masih tertunggak: {row['party']}, {row['what']}, jatuh tempo "
        f"{_day(row['due_on'])}."
        for row in figures["arrears"]
    ]
    lines += [
        f"Terlambat atau disanggah: {row['party']}, {row['what']}, jatuh tempo {_day(row['due_on'])}."
        for row in figures["obligations"]
        if row["late"]
    ]
    lines += [
        f"Perselisihan {row['code']} diselesaikan pada {_day(row['on'])}; hasilnya terbuka untuk umum."
        for row in figures["disputes"]
    ]
    return "\n".join(lines) or "Tidak ada hambatan yang tercatat."


def _pause(row):
    """One suspension: its days, why, and that it was taken up again early where it was."""
    if not row["last"]:
        return (
            f"Ditunda sejak {_day(row['first'])} sampai pemberitahuan lebih lanjut. "
            f"Alasan: {row['reason']}"
        )
    days = f"Ditunda dari {_day(row['first'])} sampai dengan {_day(row['last'])}."
    again = f" Lalu diberlakukan kembali. Alasan: {row['resumed']}" if row["resumed"] else ""
    return f"{days} Alasan: {row['reason']}{again}"


def _follow_up(figures):
    lines = [
        f"{row['text']} ({row['region']}, paling lambat {_day(row['due_on'])})"
        for row in figures["tasks"]
    ]
    return "\n".join(lines) or "Melanjutkan pelaksanaan sesuai kesepakatan."


def tables(figures):
    """The figures as tables, those without rows left out, and those that older reports lack."""
    with override("id"):
        found = [
            Table(
                "Kewajiban yang jatuh tempo dalam masa laporan",
                ("Pihak", "Kewajiban", "Jatuh tempo", "Keadaan"),
                [_due_row(row) for row in figures["obligations"]],
            ),
            Table(
                "Kewajiban dari masa sebelumnya yang masih tertunggak",
                ("Pihak", "Kewajiban", "Jatuh tempo", "Keadaan"),
                [_due_row(row) for row in figures.get("arrears", [])],
            ),
            Table(
                "Penundaan", ("Dari", "Sampai dengan", "Alasan", "Diberlakukan kembali"),
                [_pause_row(row) for row in figures.get("pauses", [])],
            ),
            Table(
                "Evaluasi tahunan para pihak",
                ("Tahun ke-", "Pihak", "Tujuan tercapai", "Usul", "Pelajaran"),
                [_evaluation_row(row) for row in figures.get("evaluations", [])],
            ),
            Table(
                f"Neraca yang dijanjikan dan diberikan per {_day(figures['drawn_on'])}",
                ("Pihak", "Jenis", "Dijanjikan", "Jatuh tempo", "Diberikan", "Tertunggak"),
                [_balance_row(row) for row in figures["balance"]],
            ),
            *_project_tables(figures["project"]),
            Table(
                "Pertemuan dan keputusan", ("Hari, tanggal atau nomor", "Tentang"),
                [[_day(row["on"]), row["title"]] for row in figures["meetings"]]
                + [[f"Keputusan {row['label']}", row["text"]] for row in figures["decisions"]],
            ),
            Table(
                "Tindak lanjut yang belum selesai", ("Tugas", "Penanggung jawab", "Paling lambat"),
                [[row["text"], row["region"], _day(row["due_on"])] for row in figures["tasks"]],
            ),
        ]  # fmt: skip
        return [table for table in found if table.rows]


def _due_row(row):
    state = f"{row['state']}, {row['given']}" if row["given"] else row["state"]
    proof = ", dengan bukti" if row["proof"] else ""
    return [row["party"], row["what"], _day(row["due_on"]), state + proof]


def _pause_row(row):
    last = _day(row["last"]) if row["last"] else "pemberitahuan lebih lanjut"
    return [_day(row["first"]), last, row["reason"], row["resumed"] or "-"]


def _evaluation_row(row):
    return [str(row["year"]), row["party"], row["aim"], row["wish"], row["lessons"] or "-"]


def _balance_row(row):
    given = row["given"] + (f" (dilaporkan: {row['claimed']})" if row["claimed"] else "")
    return [row["party"], row["label"], row["promised"], row["due"], given, row["behind"] or "-"]


def _project_tables(project):
    if project is None:
        return []
    money = [
        ["Kemajuan fisik", f"{project['percent']}%"],
        ["Biaya menurut usulan", formats.rupiah(project["cost"])],
        ["Diterima dalam masa laporan", formats.rupiah(project["received_then"])],
        ["Diterima seluruhnya", formats.rupiah(project["received"])],
        ["Dibelanjakan seluruhnya", formats.rupiah(project["spent"])],
    ]
    steps = [
        [row["title"], _day(row["planned_on"]), _day(row["done_on"]) if row["done_on"] else "belum"]
        for row in project["milestones"]
    ]
    return [
        Table(f"Proyek {project['title']} ({project['code']})", ("Hal", "Keadaan"), money),
        Table("Tahapan pekerjaan", ("Tahapan", "Direncanakan", "Selesai"), steps),
    ]


def photo_caption(photo):
    return f"Foto {STAGES[photo['stage']]}: {photo['caption']}"


def author_of(report):
    """The joint body and its head, else the region that has drawn it up."""
    region = f"{report.region.full_name} ({report.region_id})"
    if not report.body:
        return region
    return f"{report.body}, ketua {report.body_head}, melalui {region}"


def canonical(report, agreement):
    """The exact text that is hashed when the report is submitted."""
    with override("id"):
        lines = [
            f"LAPORAN PELAKSANAAN {report.number}",
            f"Kesepakatan: {agreement.title} ({agreement.code})",
            f"Masa laporan: {report.starts_on.isoformat()} sampai {report.ends_on.isoformat()}",
            f"Disusun oleh: {author_of(report)}",
            f"Disampaikan oleh: {report.person_name}, {report.office_title}",
        ]
        if report.letter_number:
            lines.append(f"Nomor surat: {report.letter_number}")
        if report.corrects:
            lines.append(f"Membetulkan laporan {report.corrects.number}")
        for name, title in TITLES.items():
            lines += ["", title.upper(), getattr(report, name)]
        for table in tables(report.figures):
            lines += ["", table.title, " | ".join(table.columns)]
            lines += [" | ".join(row) for row in table.rows]
        photos = (report.figures["project"] or {"photos": []})["photos"]
        if photos:
            lines += ["", "Foto", *map(photo_caption, photos)]
        return "\n".join(lines) + "\n"
