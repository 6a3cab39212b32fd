"""What a plan of milestones holds, as plain rows to compare."""

import hashlib
import json

from django.utils.translation import gettext as _

from core import formats

FIELDS = ("number", "title", "weight", "owner", "planned_on", "done_on")


def rows_of(milestones):
    """The milestones as rows, in their order."""
    rows = [{name: getattr(each, name) for name in FIELDS} for each in milestones]
    return sorted(rows, key=lambda row: row["number"])


def words_of(milestones, rhythm):
    """The milestones in a line, and how often is reported: Survei (40%, Desa Besani, 3 Mei 2026)."""
    named = [
        f"{each.title} ({each.weight}%, {each.owner.full_name}, {_days_of(each)})"
        for each in milestones
    ]
    return "; ".join([*named, str(rhythm)])


def _days_of(milestone):
    day = formats.day(milestone.planned_on)
    if not milestone.done_on:
        return day
    days = {"done": formats.day(milestone.done_on), "day": day}
    return _("Done on %(done)s, planned for %(day)s") % days


def fingerprint(milestones, rhythm):
    """A short mark of the whole plan, to see whether it changed since it was shown."""
    held = [
        [row["number"], row["title"], row["weight"], row["owner"].pk, str(row["planned_on"]),
         str(row["done_on"])]
        for row in rows_of(milestones)
    ]  # fmt: skip
    words = json.dumps([rhythm, held], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()[:16]
