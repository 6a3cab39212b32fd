"""What the logs say of an address: never the token in it."""

import logging

from gunicorn.glogging import Logger

from core.redaction import redact


class Line(logging.Formatter):
    """A line of the portal's log; Django writes whole paths when a page is not found or refused."""

    def formatMessage(self, record):  # noqa: N802 (logging's name)
        return redact(super().formatMessage(record))


class RequestLogger(Logger):
    """The web server's log of requests."""

    def atoms(self, resp, req, environ, request_time):
        parts = super().atoms(resp, req, environ, request_time)
        return {key: redact(part) if isinstance(part, str) else part for key, part in parts.items()}
