"""The demo's logins, and what waits for each: printed by ``manage.py demo --logins``."""

from dataclasses import dataclass

from accounts.models import User
from forum_portal.demo import people
from villages.models import Mandate

# Mailbox and what the login shows best; the first ones are those to try first.
SHOWN = (
    ("kades.sojokerto", "Kepala desa: menjawab usulan, menyetujui kesepakatan, menjawab undangan"),
    ("sekdes.sojokerto", "Sekretaris desa: menyusun usulan dan kesepakatan, mengundang rapat"),
    ("pmd.leksono", "Petugas kecamatan: memeriksa pendaftaran, memfasilitasi forum"),
    ("camat.leksono", "Camat: memimpin forum, proyek siaga longsor"),
    ("dpmd.wonosobo", "Petugas DPMD kabupaten: memeriksa pendaftaran, membaca semua"),
    ("kakam.bangunrejo", "Kepala kampung di Lampung Tengah: menjawab dan menyetujui"),
    ("yayasan.tirta", "Wakil yayasan: menjawab undangan, menetapkan dukungan, melapor"),
    ("kades.pacarmulyo", "Dua jabatan: kasi kecamatan dan penjabat kepala desa"),
    ("warga.baru", "Baru mendaftar: surat tugas dikembalikan, perlu difoto ulang"),
    ("operator", "Operator portal: halaman admin, petugas pertama setiap kecamatan"),
)


@dataclass(frozen=True)
class Login:
    """One line of the table."""

    email: str
    who: str
    what: str


def logins():
    """Those that exist here; an empty list says that this is no demo."""
    emails = [f"{mailbox}@{people.DOMAIN}" for mailbox, _what in SHOWN]
    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    mandates = Mandate.objects.verified().filter(user__in=users.values()).with_people()
    capacities = {mandate.user_id: mandate.capacity for mandate in mandates}
    return [
        Login(email, capacities.get(users[email].pk, str(users[email])), what)
        for email, (_mailbox, what) in zip(emails, SHOWN, strict=True)
        if email in users
    ]


def table(rows):
    """The table as text for a terminal."""
    if not rows:
        return "Tidak ada akun demo di basis data ini.\n"
    width = max(len(row.email) for row in rows)
    lines = [f"Kata sandi semua akun demo: {people.PASSWORD}", ""]
    for row in rows:
        lines += [f"  {row.email:<{width}}  {row.who}", f"  {'':<{width}}  {row.what}"]
    return "\n".join(lines) + "\n"
