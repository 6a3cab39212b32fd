"""What a plan of milestones holds, as plain rows to compare."""

import hashlib
import json

FIELDS = ("number", "title", "weight", "owner", "planned_on", "done_on")


def rows_of(milestones):
    """The milestones as rows, in their order."""
    rows = [{name: getattr(each, name) for name in FIELDS} for each in milestones]
    return sorted(rows, key=lambda row: row["number"])


def fingerprint(milestones, rhythm):
    """A short mark of the whole plan, to see whether it changed since it was shown."""
    held = [
        [row["number"], row["title"], row["weight"], row["owner"].pk, str(row["planned_on"]),
         str(row["done_on"])]
        for row in rows_of(milestones)
    ]  # fmt: skip
    words = json.dumps([rhythm, held], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()[:16]
