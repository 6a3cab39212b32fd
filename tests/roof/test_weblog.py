"""No log keeps an address with which somebody else could answer."""

import datetime
import logging
import runpy
from types import SimpleNamespace

import pytest
from django.core import signing
from gunicorn.config import Config

from forum_portal.embedded.places import CHECKOUT
from forum_portal.weblog import Line, RequestLogger

TOKEN = signing.dumps([1, 2], salt="x")
PATH = f"/pertemuan/jawab/{TOKEN}/"


@pytest.fixture
def gunicorn():
    """The web server's settings as it reads them itself."""
    config = Config()
    for name, value in runpy.run_path(str(CHECKOUT / "gunicorn.conf.py")).items():
        if name in config.settings:
            config.set(name, value)
    return config


def test_the_log_of_requests_has_no_token(gunicorn):
    assert gunicorn.logger_class is RequestLogger
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": PATH, "PATH_INFO": PATH, "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_REFERER": f"https://forum.example{PATH}",
    }  # fmt: skip
    request = SimpleNamespace(headers=[("REFERER", f"https://forum.example{PATH}")])
    response = SimpleNamespace(status="200 OK", headers=[("Location", PATH)], sent=1)

    atoms = gunicorn.logger_class(gunicorn).atoms(
        response, request, environ, datetime.timedelta(seconds=1)
    )

    assert TOKEN not in str(atoms)
    assert atoms["r"] == "GET /pertemuan/jawab/***/ HTTP/1.1"


def test_the_log_of_the_portal_has_no_token():
    handler = next(h for h in logging.getLogger().handlers if isinstance(h.formatter, Line))
    for message in (f"Not Found: {PATH}", f"Forbidden (CSRF token missing.): {PATH}"):
        record = logging.makeLogRecord({"msg": message.replace(TOKEN, "%s"), "args": (TOKEN,)})
        assert TOKEN not in handler.format(record)
        assert "/pertemuan/jawab/***/" in handler.format(record)


def test_the_web_server_leaves_long_addresses_to_the_portal(gunicorn):
    assert gunicorn.limit_request_line == 8190


@pytest.mark.django_db
def test_an_over_long_address_is_answered_in_words(client):
    assert "<h1" in client.get("/cek/", {"kode": "A" * 5000}).text
    assert client.get("/cari/", {"q": "a" * 5000}).status_code == 200
    assert client.get("/" + "a" * 5000).status_code == 404
