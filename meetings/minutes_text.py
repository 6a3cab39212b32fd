"""The exact text of minutes: plain lines made of the record, the same on every machine.

The record is plain JSON (``minutes_record.gather``). Its words are Indonesian in every language of
the page, for the text is one; facts stand on a line each, so an outsider can read what was hashed.
"""

from meetings.models import Decision


def canonical(record):
    """What is confirmed, hashed and sealed."""
    parts = [
        _facts(record),
        _attendance(record["attendance"]),
        *(_item(number, item) for number, item in enumerate(record["entries"], 1)),
        _lines("Keputusan", [_decision(row) for row in adopted(record)]),
        _lines("Usulan yang tidak ditetapkan", [_decision(row) for row in rejected(record)]),
        _lines("Tindak lanjut", [_task(row) for row in record["tasks"]]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(record):
    lines = [
        f"Notulen: {record['title']}",
        f"Jenis: {record['kind']}",
        f"Untuk: {record['held_for']}",
        f"Diundang oleh: {record['organiser']}",
        f"Waktu: {record['starts_at']} sampai {record['ends_at']} ({record['zone']})",
        f"Tempat: {record['place']}",
        f"Pimpinan: {record['chair']}",
        f"Notulis: {record['note_taker']}",
    ]
    if record["resource_persons"]:
        lines.append(f"Narasumber: {record['resource_persons']}")
    if witness := _witness(record):
        lines.append(f"Mengetahui: {witness}")
    return "\n".join(lines)


def _witness(record):
    """Office, name and NIP, as far as the portal knows them. Minutes that were sent before name
    nobody."""
    if not (witness := record.get("witness")):
        return ""
    nip = f"NIP {witness['nip']}" if witness["nip"] else ""
    return ", ".join(part for part in (witness["title"], witness["name"], nip) if part)


def _attendance(attendance):
    lines = [
        f"Hadir: {attendance['represented']} dari {attendance['invited']} {counted(attendance)} "
        f"yang diundang",
        *_rule(attendance),
        *(_present(row) for row in attendance["rows"]),
    ]
    if also := attendance.get("also"):  # minutes that were sent before have none
        lines += ["Juga hadir:", *(f"- {who_also(row)}, {row['region']}" for row in also)]
    return "\n".join(lines)


def counted(attendance):
    """What those are called whom the figures count: in an assembly with guests its members."""
    return "anggota" if guests_of(attendance) else "wilayah"


def guests_of(attendance):
    """The invited regions that neither count nor vote. Minutes that were sent before name none."""
    return [row for row in attendance["rows"] if row.get("guest")]


def region_of(row):
    """The invited region, and whether it was a guest that neither counts nor votes."""
    return f"{row['region']} (tamu, tanpa hak suara)" if row.get("guest") else row["region"]


def _rule(attendance):
    """The quorum, or what takes its place."""
    if not has_quorum(attendance):
        return second_sitting(attendance)
    return [f"Kuorum: {attendance['needed']}, {_reached(attendance['met'])}"]


def has_quorum(attendance):
    """Not of a training, nor of a second sitting. Minutes that were sent before name no rule."""
    return attendance.get("rule", "quorum") == "quorum"


def second_sitting(attendance):
    """That it was the second sitting, and how the first one ended; nothing of any other."""
    if attendance.get("rule") != "second_sitting":
        return []
    sentences = ["Rapat ini merupakan sidang kedua, sah dengan peserta yang hadir."]
    if first := attendance["first"]:
        sentences.append(
            f"Sidang pertama, {first['when']}, tidak mencapai kuorum: hadir "
            f"{first['represented']} dari {first['invited']} wilayah yang diundang, sedangkan "
            f"kuorum {first['needed']} wilayah."
        )
    return sentences


def _present(row):
    who = ", ".join(part for part in (row["name"], row["office"]) if part)
    return f"- {region_of(row)}: {row['state']}" + (f" ({who})" if who else "")


def who_also(row):
    """Name, office, and in whose place he sits."""
    proxy = f"mewakili {row['proxy_of']}" if row["proxy_of"] else ""
    return ", ".join(part for part in (row["name"], row["office"], proxy) if part)


def _item(number, item):
    """Minutes that were sent before items had papers and outcomes name none."""
    outcome = item.get("outcome", "")
    lines = [
        f"{number}. {item['title']}" + (f" ({outcome})" if outcome else ""),
        item["text"] or "(tidak dicatat)",
        *(f"Bahan: {row['title']} (SHA-256 {row['sha256']})" for row in item.get("papers", ())),
    ]
    return "\n".join(lines)


def adopted(record):
    """What the meeting decided. Minutes that were sent before do not tell these from others."""
    return [row for row in record["decisions"] if not _is_rejected(row)]


def rejected(record):
    """The proposals that were voted on and not adopted."""
    return [row for row in record["decisions"] if _is_rejected(row)]


def _is_rejected(row):
    return row.get("outcome") == Decision.State.REJECTED


def _decision(row):
    said = f"{row['number']}: {row['text']} ({row['how']})"
    return "\n  ".join([said, *vote_lines(row)])


def vote_lines(row):
    """The vote on a decision in sentences; none where it was no vote, or was sent before."""
    vote = row.get("vote")
    if not vote:
        return []
    openly = "rahasia" if vote["secret"] else "terbuka"
    return [
        f"Pemungutan suara {openly}: {vote['yes']} setuju, {vote['no']} tidak setuju, "
        f"{vote['abstain']} abstain; {vote['cast']} dari {vote['electorate']} {vote['unit']} "
        "memberikan suara.",
        f"Pemilik suara: {vote['basis']}. Mayoritas: {vote['majority']}; diperlukan paling sedikit "
        f"{vote['needed']} suara setuju.",
        _quorum_then(vote["quorum"]),
        *_ballots(vote["ballots"]),
    ]


def _quorum_then(quorum):
    noun = quorum.get("of", "wilayah")  # minutes that were sent before count regions
    here = f"{quorum['represented']} dari {quorum['invited']} {noun} hadir"
    rule = {
        "none": "",
        "second_sitting": "; sidang kedua, sah dengan peserta yang hadir",
        "quorum": f"; kuorum {quorum['needed']} {noun} {_reached(quorum['met'])}",
    }[quorum["rule"]]
    return f"Saat pemungutan suara dibuka {here}{rule}."


def _reached(is_met):
    return "tercapai" if is_met else "tidak tercapai"


def _ballots(rows):
    """One line for each answer that was given, with the names."""
    lines = {}
    for row in rows:
        lines.setdefault(row["said"], []).append(row["who"])
    return [f"{said.capitalize()}: {'; '.join(names)}." for said, names in lines.items()]


def _task(row):
    due = f", paling lambat {row['due']}" if row["due"] else ""
    return f"{row['text']} ({row['owner']}{due})"


def _lines(title, rows):
    return "\n".join([title, *(f"- {row}" for row in rows)]) if rows else ""
