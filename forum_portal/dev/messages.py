"""``messages``: gather what the pages say, and compile the Indonesian for it.

The catalogue is sorted and has no dates or line numbers, so that a change shows only what it
changes. New texts stay empty until somebody translates them; a test looks.
"""

import subprocess
import sys

import polib

from forum_portal.embedded.places import CHECKOUT

CATALOGUE = CHECKOUT / "locale" / "id" / "LC_MESSAGES" / "django.po"
ELSEWHERE = [".venv", "var", "tests", "static"]
NO_DATE = "2026-11-22 00:00+0000"


def messages():
    """Needs the system's gettext for gathering; compiling needs nothing."""
    words = [word for folder in ELSEWHERE for word in ("-i", folder)]
    subprocess.run(
        [
            *(sys.executable, "manage.py", "makemessages", "-l", "id"),
            *("--no-wrap", "--no-location", "--no-obsolete", *words),
        ],
        cwd=CHECKOUT,
        check=True,
    )
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=0)
    catalogue.metadata |= {"POT-Creation-Date": NO_DATE, "PO-Revision-Date": NO_DATE}
    for entry in catalogue.fuzzy_entries():  # a guess is no translation
        entry.flags.remove("fuzzy")
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save()
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    missing = catalogue.untranslated_entries()
    print(f"{len(catalogue)} texts, {len(missing)} without a translation")
    for entry in missing:
        print(f"  {entry.msgid}")
    return 0
