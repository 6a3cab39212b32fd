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


def unknown(text):
    """The words after $ that nobody fills in; a lone $ is one of them."""
    template = Template(text)
    wrong = [] if template.is_valid() else ["$"]
    return wrong + sorted(set(template.get_identifiers()) - NAMES)


def filled(text, facts):
    """``text`` with its facts; one that is empty becomes "[isi: …]"."""
    words = {name: f"[isi: {prompt}]" for name, prompt in PROMPTS.items()}
    words |= {name: fact for name, fact in facts.items() if fact}
    return Template(text).safe_substitute(words)
