"""Cookies know no ports: two checkouts on one machine keep theirs apart by name."""

import json
import os
import subprocess
import sys

import pytest

NAMES = "import json; from django.conf import settings as s; "
NAMES += "print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME]))"


@pytest.mark.parametrize(
    ("site", "names"),
    [
        ("http://localhost:8001", ["sessionid8001", "csrftoken8001"]),
        ("http://localhost", ["sessionid", "csrftoken"]),
    ],
)
def test_the_names_of_the_cookies_follow_the_port(site, names):
    own = {"SITE_URL": site, "DJANGO_SETTINGS_MODULE": "forum_portal.settings", "FORUM_DEMO": "1"}

    said = subprocess.run(
        [sys.executable, "-c", NAMES],
        env=os.environ | own,
        capture_output=True,
        check=True,
        text=True,
    )

    assert json.loads(said.stdout.splitlines()[-1]) == names
