"""What stands for the words after $ in a template: known facts, or a place to be filled in.

Plain arithmetic of text, no Django.
"""

from string import Template

# What is asked for where the source does not tell it.
PROMPTS = {
    "alasan": "alasan kerja sama ini, misalnya hasil musyawarah desa dan Musyawarah Antar Desa",
    "lingkup": "apa saja yang termasuk, dan di mana",
    "bidang": "pemerintahan, pembangunan, kemasyarakatan, atau pemberdayaan masyarakat desa",
    "langkah": "langkah, jadwal, dan penanggung jawab",
    "dana": "sumber dana dan bagian setiap pihak",
}
ALWAYS = frozenset({"pihak", "penandatangan", "judul", "mulai", "selesai"})
NAMES = ALWAYS | PROMPTS.keys()
# How many characters a fact has at most: a decision with its meeting, a timetable, sixty parties.
MOST = {
    "alasan": 2500,
    "langkah": 4000,
    "lingkup": 400,
    "dana": 150,
    "bidang": 100,
    "pihak": 1800,
    "penandatangan": 1800,
    "judul": 200,
    "mulai": 20,
    "selesai": 20,
}


def unknown(text):
    """The words after $ that nobody fills in; a lone $ is one of them."""
    template = Template(text)
    wrong = [] if template.is_valid() else ["$"]
    return wrong + sorted(set(template.get_identifiers()) - NAMES)


def longest(text):
    """How many characters ``text`` can get by being filled in."""
    return len(filled(text, {name: "x" * most for name, most in MOST.items()}))


def filled(text, facts):
    """``text`` with its facts; one that is empty becomes "[isi: …]"."""
    words = {name: f"[isi: {prompt}]" for name, prompt in PROMPTS.items()}
    words |= {name: fact for name, fact in facts.items() if fact}
    return Template(text).safe_substitute(words)
