"""What docs/operations.md promises an operator stands in the settings, and the other way round."""

import re

from forum_portal.embedded.places import CHECKOUT

OPERATIONS = (CHECKOUT / "docs/operations.md").read_text()


def test_every_setting_that_an_operator_may_change_is_in_the_table():
    settings = (CHECKOUT / "forum_portal/settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE))

    assert told == read


def test_every_entry_of_the_schedule_is_in_the_table(settings):
    table = OPERATIONS.partition("### The schedule")[2].partition("###")[0]
    told = set(re.findall(r"^\| ([A-Za-z ]+) \|", table, re.MULTILINE)) - {"entry"}

    assert told == set(settings.CELERY_BEAT_SCHEDULE)


def test_every_command_of_the_launcher_is_told():
    makefile = (CHECKOUT / "Makefile").read_text()
    targets = makefile.partition(".PHONY:")[2].partition("\n")[0].split()
    for target in set(targets) - {"venv", "lock"}:
        assert f"`{target}`" in OPERATIONS or f"`make {target}" in OPERATIONS, target
